"""What needs a person today: pairs that a word or a press of a coordinator would help.

Each says in one sentence why, and has one thing to do. Nothing here tells what anybody wrote.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs import board
from edumentoring.pairs.models import Pair, Wish
from edumentoring.programmes.models import Programme

MOST = 12
MOST_ASKED = 60


@dataclass(frozen=True)
class Need:
    """One pair, why it needs somebody, since when, and the one thing to do."""

    pair: Pair
    why: str | Promise
    since: datetime
    shape: str
    do: str
    button: str | Promise
    goes_to: str = ""  # the page where it is seen to


def needs_of(programme: Programme, counts: Mapping[str, int]) -> list[Need]:
    """The first dozen, the most pressing kind first and the oldest of each kind before others.

    The kinds take turns for the places, so that many of one leave room for each other kind.
    `counts` are those of the board: what is in no heap is not looked for.
    """
    kinds = [list(each) for each in _asked(programme)]
    kinds.append(list(_pause_over(programme)) if counts["paused"] else [])
    kinds.append(list(_quiet(programme)) if counts["quiet"] else [])
    kinds.append(list(_silent(programme)) if counts["silent"] else [])
    return _in_turns(kinds)


def _in_turns(kinds: Sequence[Sequence[Need]]) -> list[Need]:
    """One of each kind, then another of each, until all places are taken; then by kind again."""
    turns = [
        (turn, kind, needs[turn])
        for turn in range(MOST)
        for kind, needs in enumerate(kinds)
        if turn < len(needs)
    ]
    return [need for _turn, _kind, need in sorted(turns[:MOST], key=lambda one: (one[1], one[0]))]


def _in_heap(programme: Programme, heap: str) -> Sequence[Pair]:
    pairs = board.in_heap(board.pairs_of(programme), heap).with_people()
    return list(board.in_order(pairs, "still")[:MOST])


_ASKED = {
    Wish.Kind.WORD: (_("%s asked for a word with a coordinator."), "mail"),
    Wish.Kind.ANOTHER: (_("%s asked for another match. They wait for the next round."), "swap"),
    Wish.Kind.HAND_OVER: (_("%s asked to hand over to another mentor."), "right"),
}


def _asked(programme: Programme) -> Iterable[Sequence[Need]]:
    """What one of the two asked the desk for, kind by kind. Why is nobody's business."""
    wishes = Wish.objects.open().filter(pair__programme=programme)
    people = ("participant__user", "pair__mentor__user", "pair__mentee__user", "pair__programme")
    found = list(wishes.select_related(*people).order_by("at", "pk")[:MOST_ASKED])
    for kind in _ASKED:
        yield [_asked_by(wish) for wish in found if wish.kind == kind]


def _asked_by(wish: Wish) -> Need:
    words, shape = _ASKED[Wish.Kind(wish.kind)]
    why = words % wish.participant.user.first_name
    goes_to = ""
    if wish.kind == Wish.Kind.HAND_OVER:
        goes_to = reverse("pairs:hand_over", args=[wish.pair.programme.slug, wish.pair.code])
    return Need(wish.pair, why, wish.at, shape, "settle", _("I have seen to it"), goes_to)


def _pause_over(programme: Programme) -> Iterable[Need]:
    """Their day has passed, and they rest still."""
    pairs = Pair.objects.filter(programme=programme).overdue().with_people()
    for pair in pairs.order_by("back_on", "pk")[:MOST]:
        yield Need(
            pair,
            _("Their pause is over, and they rest still."),
            pair.paused_at or pair.opened_at,
            "pause",
            "resume",
            _("Let them go on"),
        )


def _quiet(programme: Programme) -> Iterable[Need]:
    for pair in _in_heap(programme, "quiet"):
        yield Need(
            pair,
            _("Quiet. We asked them once and will not ask again."),
            pair.alive_at,  # type: ignore[attr-defined]
            "clock",
            "write",
            _("Write to both"),
        )


def _silent(programme: Programme) -> Iterable[Need]:
    for pair in _in_heap(programme, "silent"):
        yield Need(
            pair,
            _("No answer for two weeks, though we asked twice."),
            pair.introduced_at or pair.opened_at,
            "waiting",
            "next",
            _("Find both somebody else"),
        )
