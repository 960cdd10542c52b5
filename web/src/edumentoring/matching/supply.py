"""Who is in before a round is proposed: how many, and where wishes and offers do not meet."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

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


def left_out(people: list[dict[str, Any]]) -> dict[str, str]:
    """Whom the two rules about a person alone would leave out, in words, by rule.

    The other rules are about two people: how many they cost, only a proposal can tell.
    """
    mentors = [one for one in people if "mentor" in one]
    mentees = [one for one in people if "mentee" in one]
    untrained = [one for one in mentors if not one["mentor"].get("trained")]
    unknown = [one for one in mentors if not one.get("verified")]
    waiting = sum(not one.get("verified") for one in mentees)
    said = {}
    if mentors:
        said["trained_only"] = _mentors_left_out(untrained, mentors)
    if mentors or mentees:
        words = [_mentors_left_out(unknown, mentors)] if mentors else []
        said["verified_only"] = " ".join([*words, *_mentees_left_out(waiting, len(mentees))])
    return said


def _mentors_left_out(out: list[dict[str, Any]], mentors: list[dict[str, Any]]) -> str:
    if not out:
        return now("This leaves out no mentor.")
    places = sum(one["mentor"]["capacity"] for one in out)
    return ngettext(
        "This leaves out %(out)s of %(all)s mentors with room, and %(places)s place.",
        "This leaves out %(out)s of %(all)s mentors with room, and %(places)s places.",
        places,
    ) % {"out": len(out), "all": len(mentors), "places": places}


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
