"""What was opened to somebody around a pair, as they read it, and as its owner sees it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edumentoring.circle.models import Member, Opened
from edumentoring.pairs import openable
from edumentoring.pairs.openable import Openable, Reader, Thing
from edumentoring.pairs.sides import Side, side_of

LONG = 600


@dataclass(frozen=True)
class Row:
    """One thing, and how it is opened; None where it is not."""

    kind: Openable
    thing: Thing
    opened: Opened | None = None

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"{self.kind.kind}:{self.thing.key}"

    @property
    def is_long(self) -> bool:
        """Whether it would fill a page beside the others, so that it is folded up."""
        return sum(len(part.words) for part in self.thing.parts) > LONG


def read_by(member: Member) -> list[Row]:
    """Everything a member may read now. What its owner removed since is not among it."""
    pair = member.pair
    opened = list(member.opened.now(pair.programme.today()))
    sides = {part.user_id: side_of(pair, part) for part in (pair.mentee, pair.mentor)}
    rows: list[Row] = []
    for user_key, side in sides.items():
        rows += _rows(side, [each for each in opened if each.by_id == user_key])
    return sorted(rows, key=lambda row: row.kind.place)


def opened_by(side: Side, member: Member) -> list[Row]:
    """What this person has opened to a member and can take back."""
    mine = member.opened.now(side.pair.programme.today()).filter(by=side.me.user)
    return list(_rows(side, list(mine)))


def _rows(side: Side, opened: list[Opened]) -> Iterator[Row]:
    for kind in openable.kinds():
        by_key = {each.key: each for each in opened if each.kind == kind.kind}
        if by_key:
            things = kind.things(side, list(by_key))
            yield from (Row(kind, thing, by_key[thing.key]) for thing in things)


def to_offer(side: Side, already: Iterable[Row]) -> list[tuple[Openable, list[Row]]]:
    """By kind, everything else that this person could open."""
    there = {row.value for row in already}
    offered = []
    for kind in openable.kinds():
        rows = [Row(kind, thing) for thing in kind.things(side, None)]
        left = [row for row in rows if row.value not in there]
        if left:
            offered.append((kind, left))
    return offered


def readers(kind: str, key: str) -> Iterator[Reader]:
    """Whom a thing was opened to, for the page that the thing has in its own room."""
    rows = Opened.objects.filter(kind=kind, key=key).select_related("member__user")
    for opened in rows.select_related("member__pair__programme"):
        today = opened.member.pair.programme.today()
        last = min(filter(None, (opened.until, opened.member.until)), default=None)
        if last is None or last >= today:
            yield Reader(opened.member.who, last)
