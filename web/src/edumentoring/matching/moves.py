"""What differs between two boards, person by person and in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Names = Mapping[int, str]
Rows = Iterable[Any]


@dataclass(frozen=True)
class Move:
    """One mentee whose mentor is another now. None where there was or is nobody."""

    mentee: int
    before: tuple[int, int] | None
    after: tuple[int, int] | None

    def in_words(self, names: Names) -> str:
        """ "Amy Tran moves to Joan Pike: 84 becomes 79." """
        who = names.get(self.mentee, "")
        if self.after is None:
            return _("%(who)s would be left without a mentor.") % {"who": who}
        mentor = names.get(self.after[0], "")
        if self.before is None:
            return _("%(who)s gains %(mentor)s, fit %(fit)d.") % {
                "who": who,
                "mentor": mentor,
                "fit": self.after[1],
            }
        return _("%(who)s moves to %(mentor)s: %(before)d becomes %(after)d.") % {
            "who": who,
            "mentor": mentor,
            "before": self.before[1],
            "after": self.after[1],
        }


@dataclass(frozen=True)
class Difference:
    """Two boards side by side."""

    moved: list[Move] = field(default_factory=list)
    gained: list[Move] = field(default_factory=list)
    lost: list[Move] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.moved or self.gained or self.lost)

    def everybody(self) -> list[Move]:
        """Those who lose first: that is what a person wants to know."""
        return [*self.lost, *self.moved, *self.gained]

    def keys(self) -> set[int]:
        """Everyone a sentence about it names."""
        found = set()
        for move in self.everybody():
            found |= {move.mentee, *(one[0] for one in (move.before, move.after) if one)}
        return found

    def without(self, mentee: int) -> "Difference":
        """The same, for everybody else."""
        return Difference(
            *([move for move in side if move.mentee != mentee] for side in vars(self).values())
        )


def difference(before: Rows, after: Rows) -> Difference:
    """Who is matched otherwise. Rows are [mentor, mentee, points, fit]."""
    old, new = by_mentee(before), by_mentee(after)
    found = Difference()
    for mentee in sorted(old.keys() | new.keys()):
        gone = [one for one in old.get(mentee, ()) if one[0] not in mentors(new, mentee)]
        come = [one for one in new.get(mentee, ()) if one[0] not in mentors(old, mentee)]
        for was, now in zip(gone, come, strict=False):
            found.moved.append(Move(mentee, was, now))
        found.lost.extend(Move(mentee, was, None) for was in gone[len(come) :])
        found.gained.extend(Move(mentee, None, now) for now in come[len(gone) :])
    return found


def by_mentee(rows: Rows) -> dict[int, list[tuple[int, int]]]:
    """Each mentee's mentors with their fits."""
    found: dict[int, list[tuple[int, int]]] = {}
    for mentor, mentee, _points, fit in rows:
        found.setdefault(mentee, []).append((mentor, fit))
    return found


def mentors(rows: Mapping[int, list[tuple[int, int]]], mentee: int) -> set[int]:
    return {mentor for mentor, _fit in rows.get(mentee, ())}


def in_sentences(found: Difference, names: Names, *, most: int = 4) -> list[str]:
    """What happens to others, the first few one by one. Says so when nothing does."""
    said = [move.in_words(names) for move in found.everybody()[:most]]
    rest = len(found.everybody()) - most
    if rest > 0:
        said.append(ngettext("%d more moves.", "%d more move.", rest) % rest)
    if not said:
        return [_("No one else moves.")]
    if not found.lost:
        said.append(_("No one is left out."))
    return said
