"""Who is in before a round is proposed: how many, and where wishes and offers do not meet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from edumentoring.common.once import once
from edumentoring.matching.models import Snapshot
from edumentoring.matching.words import label

KINDS: tuple[tuple[str, Promise], ...] = (
    ("subjects", _("Subject")),
    ("phases", _("Ages taught")),
    ("region", _("Region")),
    ("topics", _("Topic")),
)
SHOWN = 8


@dataclass(frozen=True)
class Need:
    """One subject, age group, region or topic: who asks, and how many places are offered."""

    words: str
    wanted: int
    places: int

    @property
    def short(self) -> int:
        return max(self.wanted - self.places, 0)


@dataclass(frozen=True)
class Supply:
    """The round's people in numbers."""

    mentees: int
    mentors: int
    places: int
    both: int
    wanted: int
    unanswered: int
    tables: list[tuple[Any, list[Need]]]

    @property
    def short(self) -> int:
        """How many mentors are asked for beyond the places there are."""
        return max(self.wanted - self.places, 0)


def supply(people: list[dict[str, Any]]) -> Supply:
    """Count what is asked for against what is offered.

    Somebody who teaches two subjects counts in both rows, so that rows do not add up to the
    whole; the page says so.
    """
    mentees = [one for one in people if "mentee" in one]
    mentors = [one for one in people if "mentor" in one]
    return Supply(
        mentees=len(mentees),
        mentors=len(mentors),
        places=sum(one["mentor"]["capacity"] for one in mentors),
        both=sum("mentor" in one for one in mentees),
        wanted=sum(one["mentee"]["demand"] for one in mentees),
        unanswered=sum(not one["mentee"].get("topics") for one in mentees),
        tables=[(words, needs(kind, mentees, mentors)) for kind, words in KINDS],
    )


@dataclass(frozen=True)
class LeftOut:
    """Whom the two rules about a person alone would leave out.

    The other rules are about two people: how many they cost, only a proposal can tell.
    """

    mentors: int
    mentees: int
    untrained: int
    untrained_places: int
    unknown: int
    unknown_places: int
    waiting: int

    @property
    def words(self) -> dict[str, str]:
        """In words, by rule."""
        said = {}
        if self.mentors:
            said["trained_only"] = self._mentors(self.untrained, self.untrained_places)
        if self.mentors or self.mentees:
            words = [self._mentors(self.unknown, self.unknown_places)] if self.mentors else []
            out = _mentees_left_out(self.waiting, self.mentees)
            said["verified_only"] = " ".join([*words, *out])
        return said

    @property
    def those_that_matter(self) -> dict[str, str]:
        """The same, without a rule that leaves out nobody."""
        matters = {
            "trained_only": self.untrained > 0,
            "verified_only": self.unknown + self.waiting > 0,
        }
        return {rule: words for rule, words in self.words.items() if matters[rule]}

    def _mentors(self, out: int, places: int) -> str:
        if not out:
            return now("This leaves out no mentor.")
        return ngettext(
            "This leaves out %(out)s of %(all)s mentors with room, and %(places)s place.",
            "This leaves out %(out)s of %(all)s mentors with room, and %(places)s places.",
            places,
        ) % {"out": out, "all": self.mentors, "places": places}


def left_out(people: Iterable[dict[str, Any]]) -> LeftOut:
    """Count them."""
    here = list(people)
    mentors = [one for one in here if "mentor" in one]
    mentees = [one for one in here if "mentee" in one]
    untrained = [one for one in mentors if not one["mentor"].get("trained")]
    unknown = [one for one in mentors if not one.get("verified")]
    return LeftOut(
        mentors=len(mentors),
        mentees=len(mentees),
        untrained=len(untrained),
        untrained_places=_places(untrained),
        unknown=len(unknown),
        unknown_places=_places(unknown),
        waiting=sum(not one.get("verified") for one in mentees),
    )


def left_out_of(snapshot: Snapshot) -> LeftOut:
    """The same of a round's people: they are many megabytes in a large one, so they are counted
    once, for as long as the board is looked at."""
    return once("matching-left-out", snapshot.digest, 3600, lambda: left_out(snapshot.people))


def _places(mentors: list[dict[str, Any]]) -> int:
    return sum(one["mentor"]["capacity"] for one in mentors)


def _mentees_left_out(out: int, mentees: int) -> list[str]:
    """One sentence, or none."""
    if not out:
        return []
    return [
        now("It leaves out %(out)s of %(all)s who wait for a mentor.")
        % {"out": out, "all": mentees}
    ]


def needs(kind: str, mentees: list[dict[str, Any]], mentors: list[dict[str, Any]]) -> list[Need]:
    """The rows of one kind, the scarcest first."""
    wanted: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for one in mentees:
        for key in values(one, kind, "mentee"):
            wanted[key] += one["mentee"]["demand"]
    for one in mentors:
        for key in values(one, kind, "mentor"):
            places[key] += one["mentor"]["capacity"]
    rows = [Need(label(kind, key), count, places[key]) for key, count in wanted.items()]
    return sorted(rows, key=lambda row: (-row.short, -row.wanted, row.words))[:SHOWN]


def values(one: dict[str, Any], kind: str, side: str) -> list[str]:
    if kind == "topics":
        return list(one[side].get("topics", ()))
    given = one.get(kind, ())
    return [given] if isinstance(given, str) else list(given)
