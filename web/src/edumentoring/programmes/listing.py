"""The list of people: what it shows, how it is ordered, and what narrows it.

Everything stands in the address, so that a view can be kept, sent or downloaded as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OrderBy,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Lower, NullIf
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes import filing, vocabulary
from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme
from edumentoring.programmes.vocabulary import Term

PER_PAGE = 50
MOST_PER_PAGE = 200

Words = str | Promise


# --- What a person's line says ------------------------------------------------------------------


def labels(terms: Sequence[Term], ids: object) -> str:
    """The words of some options, in the list's own order, with others as they were typed."""
    kept = [str(each) for each in ids] if isinstance(ids, list) else []
    known = {term.id: str(term.label) for term in terms}
    others = [each.removeprefix("other:") for each in kept if each not in known]
    return ", ".join([words for key, words in known.items() if key in kept] + others)


def phases_in_short(participant: Participant) -> str:
    """ "Primary", "Secondary": one word for the ages taught, for narrow columns."""
    groups = vocabulary.by_id(vocabulary.PHASES)
    words = {
        "primary": now("Primary"),
        "secondary": now("Secondary"),
        "post16": now("Post-16"),
        "special": now("Special"),
    }
    held = [groups[key].group for key in participant.answers.get("phases") or () if key in groups]
    return ", ".join(word for group, word in words.items() if group in held)


def room_left(participant: Participant) -> str:
    """ "1 of 2" for mentors; nothing for others."""
    if not participant.is_mentor:
        return ""
    return now("%(free)s of %(all)s") % {
        "free": participant.free_places,
        "all": participant.capacity,
    }


@dataclass(frozen=True)
class Standing:
    """How a person stands, as a shape and a word."""

    key: str
    shape: str
    word: Words


STANDINGS = {
    standing.key: standing
    for standing in (
        Standing("signed_up", "edit", _("Signed up")),
        Standing("queued", "clock", _("On the waiting list")),
        Standing("waiting", "waiting", _("Waiting")),
        Standing("proposed", "swap", _("Proposed")),
        Standing("introduced", "mail", _("Introduced")),
        Standing("paired", "matched", _("Paired")),
        Standing("paused", "pause", _("Paused")),
        Standing("left", "minus", _("Left")),
    )
}


def standing(participant: Participant) -> Standing:
    """Paused and left go before how far the pairs are."""
    out = participant.state != Participant.State.IN
    return STANDINGS[participant.state if out else participant.status]


# --- Columns ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """One column: its head, what it says of a person, and what it is ordered by."""

    key: str
    head: Words
    says: Callable[[Participant], Any]
    order: Sequence[Any]
    number: bool = False
    editable: str = ""  # the participant's column that may be changed in place
    usual: bool = True
    minor: bool = False  # left to the person's own page on a phone


_SCHOOL = Lower(Coalesce(NullIf("school__name", Value("")), "school_text"))
_ROLE = Case(
    When(is_mentor=True, is_mentee=True, then=Value(0)),
    When(is_mentor=True, then=Value(2)),
    default=Value(1),
    output_field=IntegerField(),
)
_STANDING = Case(
    When(state="left", then=Value("7")),
    When(state="paused", then=Value("6")),
    When(state="signed_up", then=Value("0")),
    When(state="queued", then=Value("1")),
    When(status="paired", then=Value("5")),
    When(status="introduced", then=Value("4")),
    When(status="proposed", then=Value("3")),
    default=Value("2"),
    output_field=CharField(),
)


def _rank(column: str, terms: Sequence[Term]) -> Case:
    """A column of option ids, in the order of their list."""
    whens = [When(**{column: term.id, "then": Value(at)}) for at, term in enumerate(terms)]
    return Case(*whens, default=Value(len(terms)), output_field=IntegerField())


def _first_of(key: str) -> Any:
    """The first option of an answer that is a list."""
    return Cast(Coalesce(KT(f"answers__{key}__0"), Value("~")), TextField())


COLUMNS = {
    column.key: column
    for column in (
        Column("name", _("Name"), lambda p: p.name, ("filed_as",)),
        Column("as", _("Taking part as"), lambda p: str(p.roles), (_ROLE,)),
        Column(
            "role",
            _("Role"),
            lambda p: p.role_title,
            (Lower("role_title"),),
            editable="role_title",
            minor=True,
        ),
        Column("school", _("School"), lambda p: p.school_name, (_SCHOOL,)),
        Column("phase", _("Phase"), phases_in_short, (_first_of("phases"),), minor=True),
        Column(
            "region",
            _("Region"),
            lambda p: p.get_region_display(),
            (_rank("region", vocabulary.REGIONS),),
            editable="region",
            minor=True,
        ),
        Column(
            "room",
            _("Room left"),
            room_left,
            (F("capacity") - F("mentees_now"), F("capacity")),
            number=True,
            editable="capacity",
        ),
        Column(
            "status",
            _("Status"),
            lambda p: str(standing(p).word),
            (_STANDING,),
            editable="state",
        ),
        Column(
            "joined",
            _("Signed up"),
            lambda p: p.signed_up_at.date(),
            ("signed_up_at",),
            number=True,
            minor=True,
        ),
        Column("email", _("E-mail"), lambda p: p.user.email, (Lower("user__email"),), usual=False),
        Column(
            "stage",
            _("Career stage"),
            lambda p: p.get_stage_display(),
            (_rank("stage", vocabulary.STAGES),),
            editable="stage",
            usual=False,
        ),
        Column(
            "years", _("Years teaching"), lambda p: p.years, ("years",), number=True, usual=False
        ),
        Column(
            "subjects",
            _("Subjects"),
            lambda p: labels(vocabulary.SUBJECTS, p.answers.get("subjects")),
            (_first_of("subjects"),),
            usual=False,
        ),
        Column(
            "wants",
            _("Wants help with"),
            lambda p: labels(vocabulary.TOPICS, p.answers.get("topics_wanted")),
            (_first_of("topics_wanted"),),
            usual=False,
        ),
        Column(
            "offers",
            _("Can help with"),
            lambda p: labels(vocabulary.TOPICS, p.answers.get("topics_offered")),
            (_first_of("topics_offered"),),
            usual=False,
        ),
        Column("source", _("Came from"), lambda p: p.source, (Lower("source"),), usual=False),
    )
}
EDITABLE = tuple(column.editable for column in COLUMNS.values() if column.editable)


# --- Filters ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    """One way to narrow the list: its words, its choices, and what each keeps."""

    key: str
    label: Words
    choices: Mapping[str, Words]
    keep: Callable[[ParticipantQuerySet, list[str]], ParticipantQuerySet]
    shown: bool = True  # has a menu of its own


def _terms(terms: Sequence[Term]) -> dict[str, Words]:
    return {term.id: term.label for term in terms}


def _by_role(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
    kept = {
        "mentor": Q(is_mentor=True, is_mentee=False),
        "mentee": Q(is_mentor=False, is_mentee=True),
        "both": Q(is_mentor=True, is_mentee=True),
    }
    return people.filter(_any(kept[key] for key in chosen))


def _by_standing(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
    states = [key for key in chosen if key in {"paused", "left"}]
    statuses = [key for key in chosen if key not in states]
    return people.filter(Q(state__in=states) | Q(state="in", status__in=statuses))


def _by_room(people: ParticipantQuerySet, _chosen: list[str]) -> ParticipantQuerySet:
    return people.with_room()


def _by_waiting(people: ParticipantQuerySet, _chosen: list[str]) -> ParticipantQuerySet:
    return people.waiting()


def _by_gap(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
    return people.filed_under("missing", *("" if key == "any" else key for key in chosen))


def _by_facet(name: str) -> Callable[[ParticipantQuerySet, list[str]], ParticipantQuerySet]:
    return lambda people, chosen: people.filed_under(name, *chosen)


def _by_column(name: str) -> Callable[[ParticipantQuerySet, list[str]], ParticipantQuerySet]:
    return lambda people, chosen: people.filter(**{f"{name}__in": chosen})


def _any(conditions: Any) -> Q:
    either = Q()
    for condition in conditions:
        either |= condition
    return either


FILTERS = {
    each.key: each
    for each in (
        Filter(
            "as",
            _("Taking part as"),
            {"mentor": _("Mentor"), "mentee": _("Mentee"), "both": _("Both")},
            _by_role,
        ),
        Filter(
            "status",
            _("Status"),
            {key: each.word for key, each in STANDINGS.items()},
            _by_standing,
        ),
        Filter("region", _("Region"), _terms(vocabulary.REGIONS), _by_column("region")),
        Filter("phase", _("Phase"), _terms(vocabulary.PHASES), _by_facet("phases")),
        Filter("subject", _("Subject"), _terms(vocabulary.SUBJECTS), _by_facet("subjects")),
        Filter("stage", _("Career stage"), _terms(vocabulary.STAGES), _by_column("stage")),
        Filter(
            "missing",
            _("Missing"),
            {
                "any": _("Any answer matching needs"),
                "stage": _("Career stage"),
                "phases": _("Ages taught"),
                "region": _("School or region"),
                "topics_wanted": _("Help wanted"),
                "topics_offered": _("Help offered"),
            },
            _by_gap,
        ),
        Filter("room", _("Mentors"), {"yes": _("With room")}, _by_room, shown=False),
        Filter("waiting", _("Mentees"), {"yes": _("With nobody yet")}, _by_waiting, shown=False),
    )
}


# --- The list -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """One filter as it is set: its words, and the address without it."""

    label: str
    remove_url: str


@dataclass
class PeopleList:
    """One view of a programme's people, read from an address. Unknown words in it are ignored."""

    programme: Programme
    asked: QueryDict
    words: str = field(init=False)
    chosen: dict[str, list[str]] = field(init=False)
    query: QueryDict = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.asked.get("q", "").replace("\0", "").strip()[:100]
        self.chosen = {
            key: kept
            for key, each in FILTERS.items()
            if (kept := [value for value in self.asked.getlist(key) if value in each.choices])
        }
        self.query = self._query()

    def _query(self) -> QueryDict:
        """What was asked, without what it says anyway: the shortest address of this view."""
        query = QueryDict(mutable=True)
        if self.words:
            query["q"] = self.words
        for key, values in self.chosen.items():
            query.setlist(key, values)
        shown = [column.key for column in self.columns[1:]]
        if shown != [key for key, column in COLUMNS.items() if column.usual][1:]:
            query.setlist("column", shown)
        if self.sort != "name":
            query["sort"] = self.sort
        if per_page := self.asked.get("per_page"):
            query["per_page"] = per_page[:10]
        return query

    @cached_property
    def sort(self) -> str:
        """A column's key, with a minus in front for the other way round."""
        asked = self.asked.get("sort", "")
        return asked if asked.removeprefix("-") in COLUMNS else "name"

    @cached_property
    def columns(self) -> list[Column]:
        """The name, then those asked for, or the usual ones."""
        asked = [key for key in self.asked.getlist("column") if key in COLUMNS]
        keys = asked or [key for key, column in COLUMNS.items() if column.usual]
        return [COLUMNS["name"], *(c for k, c in COLUMNS.items() if k in keys and k != "name")]

    @cached_property
    def people(self) -> ParticipantQuerySet:
        """Everybody who is kept, in order."""
        people = self.programme.participants.all()
        for key, values in self.chosen.items():
            people = FILTERS[key].keep(people, values)
        for word in filing.fold(self.words).split():
            people = people.filter(Q(found_by__contains=word) | Q(user__name__icontains=word))
        return people.order_by(*self._order(), "filed_as", "pk")

    def _order(self) -> list[OrderBy]:
        back = self.sort.startswith("-")
        orders = []
        for part in COLUMNS[self.sort.removeprefix("-")].order:
            key = F(part) if isinstance(part, str) else part
            orders.append(key.desc(nulls_last=True) if back else key.asc(nulls_last=True))
        return orders

    @cached_property
    def page(self) -> Page[Participant]:
        """The page asked for; beyond the last gives the last."""
        asked = self.asked.get("per_page", "")
        given = int(asked[:10]) if asked.isdecimal() else 0
        per_page = min(given, MOST_PER_PAGE) or PER_PAGE
        return Paginator(self.people.with_person(), per_page).get_page(self.asked.get("page"))

    @cached_property
    def tallies(self) -> dict[str, int]:
        """How many there are in the views everybody uses, in one query."""
        here, gap = Q(state="in"), Q(facets__contains=filing.facet("missing", ""))
        waiting = Q(is_mentee=True, mentors_now=0, demand__gt=0)
        room = Q(is_mentor=True, capacity__gt=F("mentees_now"))
        return self.programme.participants.aggregate(
            everyone=Count("pk"),
            waiting=Count("pk", filter=here & waiting),
            room=Count("pk", filter=here & room),
            missing=Count("pk", filter=gap),
            paused=Count("pk", filter=Q(state="paused")),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.words or self.chosen)

    def chips(self) -> list[Chosen]:
        """The filters that are set, each with a way to take it away."""
        chips = []
        for key, values in self.chosen.items():
            first = FILTERS[key].choices[values[0]]
            label = f"{FILTERS[key].label}: {first}"
            if len(values) > 1:
                label = now("%(first)s, %(count)s more") % {
                    "first": label,
                    "count": len(values) - 1,
                }
            chips.append(Chosen(label, self.address(**{key: None})))
        if self.words:
            chips.append(Chosen(now("Found by “%s”") % self.words, self.address(q=None)))
        return chips

    def address(self, **changes: Any) -> str:
        """This view's query with some parts changed; None takes one away. "?" and more."""
        query = self.query.copy()
        for key, value in changes.items():
            if value is None:
                query.pop(key, None)
            else:
                query.setlist(key, [str(value)])
        return f"?{query.urlencode()}"

    def heads(self) -> list[dict[str, Any]]:
        """The columns' heads: words, where a press leads, and which way it is sorted now."""
        key, back = self.sort.removeprefix("-"), self.sort.startswith("-")
        return [
            {
                "column": column,
                "url": self.address(sort=f"-{column.key}")
                if column.key == key and not back
                else self.address(sort=column.key),
                "sorted": ("descending" if back else "ascending") if column.key == key else "",
            }
            for column in self.columns
        ]

    def menus(self) -> list[dict[str, Any]]:
        """The filters' menus, with what is ticked."""
        return [
            {
                "filter": each,
                "choices": [
                    {"value": value, "label": label, "on": value in self.chosen.get(key, ())}
                    for value, label in each.choices.items()
                ],
                "count": len(self.chosen.get(key, ())),
            }
            for key, each in FILTERS.items()
            if each.shown
        ]
