"""Supply and demand: who waits, who has room, and where the two do not meet.

Coordinators see these counts as they are. Nothing of this page is public.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.programmes import vocabulary
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.questions import OTHER, labels_of
from edumentoring.programmes.vocabulary import by_id

# What a person is filed under: the tab's word, and where each role's answer is kept.
SIDES: dict[str, tuple[Promise, str, str]] = {
    "subject": (gettext_lazy("Subject"), "subjects", "subjects"),
    "phase": (gettext_lazy("Age taught"), "phases", "phases"),
    "region": (gettext_lazy("Region"), "region", "region"),
    "topic": (gettext_lazy("Topic"), "topics_wanted", "topics_offered"),
    "context": (gettext_lazy("School or college"), "contexts", "contexts"),
}
COLUMNS = ("is_mentee", "is_mentor", "capacity", "demand", "mentees_now", "mentors_now")
NOT_SAID = ""
LABELS = {
    "subject": by_id(vocabulary.SUBJECTS),
    "phase": by_id(vocabulary.PHASES),
    "region": by_id(vocabulary.REGIONS),
    "topic": by_id(vocabulary.TOPICS),
    "context": by_id(vocabulary.CONTEXTS),
}


@dataclass(frozen=True)
class Somebody:
    """One person who waits, or has room: what they are filed under, and for how many places."""

    places: int
    under: Mapping[str, tuple[str, ...]]

    def is_under(self, side: str, value: str) -> bool:
        return value in self.under[side]


@dataclass(frozen=True)
class Coverage:
    """Everybody who waits and everybody with room, read once."""

    waiting: list[Somebody]
    with_room: list[Somebody]
    usual_places: int

    @property
    def room(self) -> int:
        """Places that are free, over all mentors."""
        return sum(mentor.places for mentor in self.with_room)


@dataclass(frozen=True)
class Row:
    """One subject, say: how many people wait, how many places are free, how many are missing."""

    id: str
    label: str
    waiting: int
    room: int
    missing: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "missing", max(0, self.waiting - self.room))


def coverage_of(programme: Programme, *sides: str) -> Coverage:
    """Who waits and who has room, in one query; only by these sides where some are named.

    The answers are taken out of their document by the database: most of it is long words that
    are not counted.
    """
    sides = sides or tuple(SIDES)
    keys = dict.fromkeys(key for side in sides for key in SIDES[side][1:])
    columns = (*COLUMNS, *(key if key == "region" else f"answers__{key}" for key in keys))
    here = programme.participants.taking_part().filter(
        Q(is_mentee=True, mentors_now=0, demand__gt=0)
        | Q(is_mentor=True, capacity__gt=F("mentees_now"))
    )
    people = list(here.order_by().values(*columns))
    return Coverage(
        waiting=[
            _somebody(each, sides, mentee=True)
            for each in people
            if each["is_mentee"] and each["mentors_now"] == 0 and each["demand"] > 0
        ],
        with_room=[
            _somebody(each, sides, mentee=False)
            for each in people
            if each["capacity"] > each["mentees_now"]
        ],
        usual_places=_usual_places(programme),
    )


def _somebody(columns: Mapping[str, Any], sides: Iterable[str], *, mentee: bool) -> Somebody:
    under = {}
    for side in sides:
        _word, wanted, offered = SIDES[side]
        key = wanted if mentee else offered
        given = columns["region" if key == "region" else f"answers__{key}"]
        values = [given] if isinstance(given, str) and given else given
        under[side] = tuple(dict.fromkeys(values)) if isinstance(values, list) else ()
    places = 1 if mentee else columns["capacity"] - columns["mentees_now"]
    return Somebody(places=places, under=under)


def _usual_places(programme: Programme) -> int:
    """Places a mentor of this programme usually offers: what one more of them would bring."""
    offered = programme.participants.mentors().exclude(state=Participant.State.LEFT)
    places = list(offered.filter(capacity__gt=0).values_list("capacity", flat=True)[:2000])
    return max(1, int(median(places))) if places else 1


def rows_of(programme: Programme, coverage: Coverage, side: str) -> list[Row]:
    """The table of one side, where most are missing first. A person may be in several rows."""
    waiting = _counted(coverage.waiting, side)
    room = _counted(coverage.with_room, side)
    words = labels(programme, side)
    rows = [
        Row(id=value, label=label_in(words, value), waiting=waiting[value], room=room[value])
        for value in {*waiting, *room}
    ]
    return sorted(rows, key=lambda row: (-row.missing, -row.waiting, row.label.casefold()))


def _counted(people: Iterable[Somebody], side: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    for each in people:
        for value in each.under[side] or (NOT_SAID,):
            counted[value] += each.places
    return counted


def labels(programme: Programme, side: str) -> dict[str, str]:
    """The words of a side's values: the vocabulary's, and those of the programme's questions."""
    words = {term.id: str(term.label) for term in LABELS[side].values()}
    _word, *keys = SIDES[side]
    for question in programme.questions.filter(key__in=keys, retired_at=None):
        words |= labels_of(question)
    return words


def label_in(words: Mapping[str, str], value: str) -> str:
    """What a value is called; the words somebody wrote themselves stay as they are."""
    if value == NOT_SAID:
        return _("Not said")
    return words.get(value, value.removeprefix(OTHER))
