"""Changing a board: every change is a new state, and says what it did to others.

Each takes the `version` the person was looking at. The engine is asked first, without a
lock; then the round is locked, the version is looked at again, and the state is added. So
no edit is ever overwritten, and the database is held for a moment only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.refused import Refused, Stale
from edumentoring.matching.access import state_for
from edumentoring.matching.advice import result_of
from edumentoring.matching.crowds.boards import settled
from edumentoring.matching.models import BoardState, Round, Snapshot
from edumentoring.matching.moves import Difference, difference, in_sentences
from edumentoring.matching.solving import Terms, prepared, solve, stored_pairs
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import mark_proposed

LOG_KEPT = 80


class BoardMoved(Stale):
    """Somebody else changed the board first. `differences` are their changes, in words."""

    def __init__(self, differences: list[str]) -> None:
        super().__init__(
            _("The board changed while you looked at it. Nothing of yours was saved yet.")
        )
        self.differences = differences


@dataclass(frozen=True)
class Told:
    """What a change did: the state it made, in one sentence, and what moved."""

    state: BoardState
    what: str
    moves: Difference

    def sentences(self) -> list[str]:
        """What happened to others, in words."""
        names = names_of(self.moves.keys())
        return in_sentences(self.moves, names) if self.moves else []


# --- the board as the person saw it ----------------------------------------------------------


def board_at(round_: Round, version: int) -> BoardState:
    """The board in view, if it is still the one the person was looking at."""
    if not round_.has_board:
        raise Refused(no_board_words(round_))
    if round_.version != version:
        raise BoardMoved(changes_since(round_, version))
    return state_for(round_)


def no_board_words(round_: Round) -> str:
    """Why a board cannot be changed, and what to do."""
    if round_.state == Round.State.PUBLISHED:
        return _("This round is published. Change its pairs on the Pairs page.")
    if round_.state == Round.State.CLOSED:
        return _("This round was put away. Open a new one to match people.")
    return _("The pairs are being worked out. Wait until they are, then change them.")


def changes_since(round_: Round, version: int) -> list[str]:
    """What others did after this version, in words, the oldest first."""
    later = [entry for entry in round_.log if entry[0] > version]
    by = User.objects.in_bulk([entry[2] for entry in later if entry[2]])
    return [
        _("%(who)s: %(what)s")
        % {"who": by[entry[2]] if entry[2] in by else _("The service"), "what": entry[1]}
        for entry in later
    ]


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """Whole names by key."""
    rows = Participant.objects.filter(pk__in=set(keys)).values_list(
        "pk", "user__name", "user__email"
    )
    return {key: name or email for key, name, email in rows}


def first_names(*keys: int) -> list[str]:
    """What to call these people in a short sentence, in this order."""
    people = Participant.objects.select_related("user").in_bulk(keys)
    return [people[key].user.first_name if key in people else _("Somebody") for key in keys]


# --- the one way to change it ----------------------------------------------------------------


def rework(
    round_: Round,
    before: BoardState,
    terms: Terms,
    what: str,
    *,
    by: User | None,
    kind: BoardState.Kind = BoardState.Kind.CHANGE,
    **fields: Any,
) -> Told:
    """Ask the engine for the board under new terms, and make it the board in view.

    A crowd's board is only changed where the terms say so: all of it takes minutes.
    """
    snapshot: Snapshot = fields.pop("snapshot", before.snapshot)
    ready = prepared(snapshot)
    if ready.is_crowd:
        pairs, result = settled(before, ready, terms)
    else:
        matching = solve(snapshot, terms)
        pairs = stored_pairs(matching)
        result = result_of(matching, snapshot, before.result, sorted(terms.aside))
    state = next_state(
        before,
        kind=kind,
        snapshot=snapshot,
        pairs=pairs,
        result=result,
        what=what,
        by=by,
        **as_stored(terms),
        **fields,
    )
    put_in_view(round_, state, by=by)
    return Told(state, what, difference(before.pairs, state.pairs))


def as_stored(terms: Terms) -> dict[str, Any]:
    """The terms as a state keeps them."""
    return {
        "locks": sorted(map(list, terms.locks)),
        "forbids": sorted(map(list, terms.forbids)),
        "aside": sorted(terms.aside),
        "loose": sorted(map(list, terms.loose)),
        "strategy": terms.strategy,
    }


def next_state(before: BoardState, **fields: Any) -> BoardState:
    """A state that follows this one, not saved yet."""
    carried = {**before.as_dict(), "proposal": before.proposal, "previous": before.previous}
    return BoardState(
        **{"round": before.round, "parent": before.number, "snapshot": before.snapshot}
        | carried
        | fields
    )


@transaction.atomic
def put_in_view(round_: Round, state: BoardState, *, by: User | None) -> None:
    """Add a state, if nobody changed the board meanwhile."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if locked.version != round_.version or not locked.has_board:
        if not locked.has_board:
            raise Refused(no_board_words(locked))
        raise BoardMoved(changes_since(locked, round_.version))
    last = BoardState.objects.filter(round=locked).order_by("-number").values_list("number").first()
    state.number = (last[0] if last else 0) + 1
    if state.kind == BoardState.Kind.PROPOSAL:
        state.previous = state.previous if state.strategy.get("keep_previous") else 0
    state.save()
    locked.at = state.number
    locked.strategy = state.strategy
    note_change(locked, state.what, by=by)
    carry_over(locked, round_)


def note_change(locked: Round, what: str, *, by: User | None) -> None:
    """Count the version up, keep the change in the round's log and in the history."""
    locked.version += 1
    entry = [locked.version, what[:300], by.pk if by else None, timezone.now().isoformat()]
    locked.log, locked.trouble = [*locked.log, entry][-LOG_KEPT:], ""
    locked.save()
    mark_proposed(locked.programme_id, people_on_board(locked))
    record(
        "change_board",
        locked,
        by=by,
        programme_id=locked.programme_id,
        summary=f"Round {locked.number}: {what}",
    )


def note_published(locked: Round, pairs: int, *, by: User | None) -> None:
    """Keep how many pairs were published, whichever way the round went."""
    words = ngettext("Published %s pair", "Published %s pairs", pairs)
    note_change(locked, words % number_format(pairs, force_grouping=True), by=by)


def people_on_board(round_: Round) -> set[int]:
    """Everybody the board in view pairs; nobody once it is published or put away."""
    if not round_.has_board:
        return set()
    pairs = BoardState.objects.values_list("pairs", flat=True).get(round=round_, number=round_.at)
    return {person for pair in pairs for person in pair[:2]}


def carry_over(locked: Round, round_: Round) -> None:
    """Bring the caller's copy of the round up to date."""
    for name in ("version", "at", "log", "strategy", "state", "trouble"):
        setattr(round_, name, getattr(locked, name))
