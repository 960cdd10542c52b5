"""Which state of a pair may follow which, and what brings it about. `docs/pair-states.md` draws it.

Every change goes through `operations.moving.move`, which asks this table.
"""

from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.pairs.models import Pair

State = Pair.State


class Step(NamedTuple):
    """One arrow of the drawing."""

    before: str
    after: str
    by: str


STEPS = (
    Step(State.HELD, State.INTRODUCED, "ten minutes pass, and the letters go out"),
    Step(State.HELD, State.WITHDRAWN, "publishing is undone, or somebody leaves"),
    Step(State.INTRODUCED, State.AGREED, "both say yes"),
    Step(State.INTRODUCED, State.DECLINED, "somebody says not now, or leaves"),
    Step(State.INTRODUCED, State.ENDED, "a coordinator ends it"),
    Step(State.AGREED, State.MEETING, "they have met"),
    Step(State.AGREED, State.PAUSED, "somebody takes a break"),
    Step(State.AGREED, State.FINISHED, "somebody finishes, or the mentee is handed over"),
    Step(State.AGREED, State.ENDED, "a coordinator, a new match, or leaving"),
    Step(State.MEETING, State.AGREED, "the day they kept turns out to be wrong"),
    Step(State.MEETING, State.PAUSED, "somebody takes a break"),
    Step(State.MEETING, State.FINISHED, "somebody finishes, or the mentee is handed over"),
    Step(State.MEETING, State.ENDED, "a coordinator, a new match, or leaving"),
    Step(State.PAUSED, State.AGREED, "the break is over, and they had not met"),
    Step(State.PAUSED, State.MEETING, "the break is over"),
    Step(State.PAUSED, State.FINISHED, "somebody finishes, or the mentee is handed over"),
    Step(State.PAUSED, State.ENDED, "a coordinator, a new match, or leaving"),
    Step(State.FINISHED, State.AGREED, "both want to go on, and had not met"),
    Step(State.FINISHED, State.MEETING, "both want to go on"),
    Step(State.ENDED, State.INTRODUCED, "an owner undoes a separation"),
    Step(State.ENDED, State.AGREED, "an owner undoes a separation"),
    Step(State.ENDED, State.MEETING, "an owner undoes a separation"),
    Step(State.ENDED, State.PAUSED, "an owner undoes a separation"),
)
_ALLOWED = frozenset((step.before, step.after) for step in STEPS)

# What cannot be done, and what to do instead, by what the pair is now.
_CURES: dict[str, str | Promise] = {
    State.HELD: _("The letters still wait. Take the round back on the Pairs page."),
    State.INTRODUCED: _("You have not both said yes yet. Wait for both answers first."),
    State.AGREED: _("You have not met yet. Press “We have met” first."),
    State.MEETING: _("You two are meeting. Load the page again to see what you can do now."),
    State.PAUSED: _("You two are taking a break. End the break first."),
    State.FINISHED: _("You have finished together. If you both want to, you can go on."),
    State.DECLINED: _("This introduction is closed. Nothing was changed."),
    State.ENDED: _("This pair has already ended. Nothing was changed."),
    State.WITHDRAWN: _("This introduction was taken back. Nothing was changed."),
}


def allows(before: str, after: str) -> bool:
    """Whether a pair may go from one state to the other."""
    return (before, after) in _ALLOWED


def stands_as(pair: Pair) -> str:
    """The state it is in at this minute: once its hold is over, a held pair counts as introduced,
    also where the clock has not marked it yet."""
    over = pair.state == State.HELD and pair.held_until <= timezone.now()
    return State.INTRODUCED if over else pair.state


def refuse_unless_allowed(pair: Pair, after: str) -> None:
    """Refused, with the cure, where a pair may not go there from where it is."""
    before = stands_as(pair)
    if not allows(before, after):
        raise Refused(_CURES[before])
