"""A skill over time as a small picture: words up the side, days along the foot, never a sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.goals.models import Rating

WIDTH, LEFT, RIGHT, TOP, STEP = 340, 104, 16, 16, 30
LEVELS: tuple[tuple[int, str | Promise], ...] = (
    (4, _("Part of my work")),
    (3, _("Often")),
    (2, _("Now and then")),
    (1, _("New to me")),
)


@dataclass(frozen=True)
class Dot:
    """One word on one day."""

    x: str
    y: str
    is_partners: bool


@dataclass(frozen=True)
class Picture:
    """Geometry for the template: lines with their words, dots, and one path through one's own."""

    width: int
    height: int
    left: int
    right: int
    lines: tuple[tuple[int, int, str | Promise], ...]
    dots: tuple[Dot, ...]
    path: str
    foot: int
    first: datetime
    last: datetime
    has_partners: bool


def picture_of(ratings: Sequence[Rating]) -> Picture | None:
    """The picture of ratings that were given; None while there is nothing to see."""
    given = sorted(
        ((each.given_at, each) for each in ratings if each.given_at and each.level),
        key=lambda pair: pair[0],
    )
    if not given:
        return None
    first, last = given[0][0], given[-1][0]
    dots = [(_x(at, first, last), _y(each.level or 1), each.is_a_partners) for at, each in given]
    own = [f"{x:.1f} {y}" for x, y, is_partners in dots if not is_partners]
    return Picture(
        width=WIDTH,
        height=TOP + 4 * STEP + 12,
        left=LEFT,
        right=WIDTH - RIGHT,
        lines=tuple((_y(level), _y(level) + 4, words) for level, words in LEVELS),
        dots=tuple(Dot(f"{x:.1f}", str(y), is_partners) for x, y, is_partners in dots),
        path=f"M{'L'.join(own)}" if len(own) > 1 else "",
        foot=TOP + 4 * STEP + 4,
        first=first,
        last=last,
        has_partners=any(is_partners for _x_, _y_, is_partners in dots),
    )


def _x(at: datetime, first: datetime, last: datetime) -> float:
    """Days are as far apart as they were; one day alone stands in the middle."""
    span = (last - first).total_seconds()
    room = WIDTH - LEFT - RIGHT - 24
    share = (at - first).total_seconds() / span if span else 0.5
    return LEFT + 12 + room * share


def _y(level: int) -> int:
    return TOP + (4 - level) * STEP
