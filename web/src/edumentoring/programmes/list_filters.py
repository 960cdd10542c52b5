"""What narrows the people's list. Rooms above hand in filters of their own with `add`."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes import vocabulary
from edumentoring.programmes.list_columns import COVERED, STANDINGS
from edumentoring.programmes.models import ParticipantQuerySet, Programme, Question
from edumentoring.programmes.questions import labels_of
from edumentoring.programmes.vocabulary import Term

Words = str | Promise
Keep = Callable[[ParticipantQuerySet, list[str]], ParticipantQuerySet]
MOST_SOURCES, MOST_LETTERS = 60, 200


@dataclass(frozen=True)
class Filter:
    """One way to narrow the list: its words, its choices, and what each keeps."""

    key: str
    label: Words
    choices: Mapping[str, Words]
    keep: Keep
    shown: bool = True  # has a menu of its own
    is_date: bool = False  # takes a day instead of choices
    is_open: bool = False  # a value nobody has any more keeps nobody, rather than everybody

    def accepts(self, value: str) -> bool:
        if self.is_date:
            return _day(value) is not None
        return value in self.choices or (self.is_open and 0 < len(value) <= MOST_LETTERS)

    def words(self, value: str) -> str:
        """One of its values, as a person reads it."""
        day = _day(value) if self.is_date else None
        return date_format(day, "j F Y") if day else str(self.choices.get(value, value))


def _day(value: str) -> date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None


def _terms(terms: Iterable[Term]) -> dict[str, Words]:
    return {term.id: term.label for term in terms}


def _any(conditions: Iterable[Q]) -> Q:
    either = Q()
    for condition in conditions:
        either |= condition
    return either


# --- What each keeps ----------------------------------------------------------------------------


def _by_role(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
    kept = {
        "mentor": Q(is_mentor=True, is_mentee=False),
        "mentee": Q(is_mentor=False, is_mentee=True),
        "both": Q(is_mentor=True, is_mentee=True),
    }
    return people.filter(_any(kept[key] for key in chosen))


OUT = ("signed_up", "queued", "paused", "left")


def _by_standing(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
    states = [key for key in chosen if key in OUT]
    statuses = [key for key in chosen if key not in OUT]
    return people.filter(Q(state__in=states) | Q(state="in", status__in=statuses))


def _by_room(people: ParticipantQuerySet, _chosen: list[str]) -> ParticipantQuerySet:
    return people.with_room()


def _by_waiting(people: ParticipantQuerySet, _chosen: list[str]) -> ParticipantQuerySet:
    return people.waiting()


def _by_gap(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
    return people.filed_under("missing", *("" if key == "any" else key for key in chosen))


def _by_facet(name: str) -> Keep:
    return lambda people, chosen: people.filed_under(name, *chosen)


def _by_column(name: str) -> Keep:
    return lambda people, chosen: people.filter(**{f"{name}__in": chosen})


def _by_truth(name: str) -> Keep:
    return lambda people, chosen: people.filter(**{f"{name}__in": [key == "yes" for key in chosen]})


def _by_source(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
    return people.filter(source__in=["" if key == UNKNOWN else key for key in chosen])


def _by_answer(key: str) -> Keep:
    """An answer that is one option or a list of them. SQLite cannot look inside a list,
    so its text is looked through: an option's id stands there in quotes."""

    def keep(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
        said = Cast(KeyTextTransform(key, "answers"), TextField())
        name = "said_" + re.sub(r"\W", "_", key)
        wanted = _any(
            Q(**{name: option}) | Q(**{f"{name}__contains": f'"{option}"'}) for option in chosen
        )
        return people.alias(**{name: said}).filter(wanted)

    return keep


def _by_yes_no(key: str) -> Keep:
    def keep(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
        name = f"answers__{key}"
        said_yes = people.filter(**{name: True})
        if set(chosen) == {"yes", "no"}:
            return people
        return said_yes if chosen == ["yes"] else people.exclude(pk__in=said_yes.values("pk"))

    return keep


def _since(programme: Programme) -> Keep:
    def keep(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
        days = [day for value in chosen if (day := _day(value))]
        begins = datetime.combine(max(days), time.min, tzinfo=ZoneInfo(programme.time_zone))
        return people.filter(signed_up_at__gte=begins)

    return keep


# --- The filters of every programme -------------------------------------------------------------

YES_NO: Mapping[str, Words] = {"yes": _("Yes"), "no": _("No")}
UNKNOWN = "-"
ROLES: Mapping[str, Words] = {"mentor": _("Mentor"), "mentee": _("Mentee"), "both": _("Both")}
GAPS: Mapping[str, Words] = {
    "any": _("Any answer matching needs"),
    "stage": _("Career stage"),
    "phases": _("Ages taught"),
    "region": _("School or region"),
    "topics_wanted": _("Help wanted"),
    "topics_offered": _("Help offered"),
}

FILTERS = {
    each.key: each
    for each in (
        Filter("as", _("Taking part as"), ROLES, _by_role),
        Filter("status", _("Status"), {k: s.word for k, s in STANDINGS.items()}, _by_standing),
        Filter("region", _("Region"), _terms(vocabulary.REGIONS), _by_column("region")),
        Filter("phase", _("Ages taught"), _terms(vocabulary.PHASES), _by_facet("phases")),
        Filter("subject", _("Subject"), _terms(vocabulary.SUBJECTS), _by_facet("subjects")),
        Filter("stage", _("Career stage"), _terms(vocabulary.STAGES), _by_column("stage")),
        Filter(
            "wants", _("Wants help with"), _terms(vocabulary.TOPICS), _by_facet("topics_wanted")
        ),
        Filter(
            "offers", _("Can help with"), _terms(vocabulary.TOPICS), _by_facet("topics_offered")
        ),
        Filter("context", _("Kind of school"), _terms(vocabulary.CONTEXTS), _by_facet("contexts")),
        Filter("verified", _("Verified"), YES_NO, _by_truth("is_verified")),
        Filter("trained", _("Trained as a mentor"), YES_NO, _by_truth("is_trained")),
        Filter("missing", _("Missing"), GAPS, _by_gap),
        Filter("room", _("Mentors"), {"yes": _("With room")}, _by_room, shown=False),
        Filter("waiting", _("Mentees"), {"yes": _("With nobody yet")}, _by_waiting, shown=False),
    )
}


# --- Those that depend on the programme ---------------------------------------------------------


Maker = Callable[[Programme], Iterable[Filter]]
_makers: list[Maker] = []


def add(maker: Maker) -> Maker:
    """Hand in filters from a room above, made for one programme at a time."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def tags_in_use(programme: Programme) -> Counter[str]:
    """Every tag of the programme and how many people have it, the most used first."""
    tagged = programme.participants.exclude(tags=[]).order_by()
    found: Counter[str] = Counter()
    for tags, people in tagged.values_list("tags").annotate(Count("pk")):
        found.update(dict.fromkeys(tags, people))
    return Counter(dict(found.most_common()))


def filters_of(programme: Programme, questions: Iterable[Question]) -> dict[str, Filter]:
    """Every filter of this programme's list; `questions` without the sensitive ones."""
    makers: list[Callable[[], Iterable[Filter]]] = [
        partial(_of_tags, programme),
        partial(_of_sources, programme),
        partial(_of_questions, questions),
        *(partial(maker, programme) for maker in _makers),
    ]
    since = Filter("since", _("Signed up since"), {}, _since(programme), is_date=True)
    made = [since, *(each for maker in makers for each in maker())]
    return {**FILTERS, **{each.key: each for each in made}}


def _of_tags(programme: Programme) -> Iterable[Filter]:
    tags = {tag: tag for tag, _count in sorted(tags_in_use(programme).items())}
    yield Filter("tag", _("Tag"), tags, _by_facet("tag"), shown=bool(tags), is_open=True)


def _of_sources(programme: Programme) -> Iterable[Filter]:
    rows = programme.participants.order_by("source").values_list("source", flat=True).distinct()
    found = rows[:MOST_SOURCES]
    form = _("Signed up on the form")
    sources: dict[str, Words] = {each or UNKNOWN: each or form for each in found}
    shown = len(sources) > 1
    yield Filter("source", _("Came from"), sources, _by_source, shown=shown, is_open=True)


def _of_questions(questions: Iterable[Question]) -> Iterable[Filter]:
    kinds = Question.Kind
    for question in questions:
        key, name = question.key, f"q-{question.key}"
        if key in COVERED:
            continue
        if question.kind in {kinds.ONE, kinds.SEVERAL, kinds.RANKED, kinds.WEEK}:
            yield Filter(name, question.label, labels_of(question), _by_answer(key))
        elif question.kind == kinds.YES_NO:
            yield Filter(name, question.label, YES_NO, _by_yes_no(key))
