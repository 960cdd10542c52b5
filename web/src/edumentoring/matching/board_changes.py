"""Changing the whole board: work it out again, undo, redo, take in new people."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.refused import Refused
from edumentoring.matching.access import state_for
from edumentoring.matching.changes import (
    BoardMoved,
    Told,
    board_at,
    carry_over,
    changes_since,
    first_names,
    note_change,
    rework,
)
from edumentoring.matching.crowds.asking import RE_RUN, REFRESH, ask_again
from edumentoring.matching.crowds.size import is_crowd
from edumentoring.matching.models import BoardState, Round, Snapshot
from edumentoring.matching.moves import Difference, difference
from edumentoring.matching.reasons import blocks_in_words
from edumentoring.matching.snapshot import digest_of, take_snapshot
from edumentoring.matching.solving import Key, Terms, prepared, terms_of
from edumentoring.matching.strategy import (
    Strategy,
    change_words,
    engine_musts,
    from_form,
    requires_school,
)
from edumentoring.people.models import User


def re_run(
    round_: Round, *, by: User | None, version: int, settings: Mapping[str, Any] | None = None
) -> Told | None:
    """Work out the pairs that are not locked once more, under other settings if given.

    For a crowd a task does it: nothing is told then.
    """
    board = board_at(round_, version)
    terms = re_run_terms(board, settings)
    if prepared(board.snapshot).is_crowd:
        ask_again(round_, by=by, version=version, kind=RE_RUN, strategy=terms.strategy)
        return None
    number = proposals(round_) + 1
    changed = change_words(board.strategy, terms.strategy)
    what = _("Proposal %d") % number + (f": {changed}" if changed else "")
    return rework(
        round_,
        board,
        terms,
        what[:300],
        by=by,
        kind=BoardState.Kind.PROPOSAL,
        proposal=number,
        previous=board.number,
    )


def re_run_terms(board: BoardState, settings: Mapping[str, Any] | None) -> Terms:
    """The terms of a re-run under the settings of a form, or under the same as before."""
    return terms_under(board, from_form(settings, board.strategy) if settings else board.strategy)


def terms_under(board: BoardState, strategy: Strategy) -> Terms:
    """The terms of a re-run: nobody waits aside, and pairs that stay earn a little."""
    terms = terms_of(board)
    refuse_broken_locks(board, strategy)
    kept = frozenset(board.pair_set()) if strategy["keep_previous"] else frozenset()
    return terms.with_(strategy=strategy, aside=frozenset(), loose=frozenset(), previous=kept)


def refuse_broken_locks(board: BoardState, strategy: Strategy) -> None:
    """A lock that a new must would break is named, so that a person decides."""
    ready, musts = prepared(board.snapshot), engine_musts(strategy["musts"])
    own = [(one, other) for one, other in board.locks if f"{one}-{other}" not in board.given]
    for (mentor, mentee), layers in ready.by_pair(own):
        with ready.asking:
            codes = layers.blocked_by(str(mentor), str(mentee), musts=musts)
        if codes:
            names = first_names(mentee, mentor)
            raise Refused(
                _("%(mentee)s and %(mentor)s are locked, but: %(rule)s. Unlock them first.")
                % {
                    "mentee": names[0],
                    "mentor": names[1],
                    "rule": blocks_in_words(codes, required_school=requires_school(strategy))[0],
                }
            )


def proposals(round_: Round) -> int:
    """How many proposals the round has had."""
    return BoardState.objects.filter(round=round_, kind=BoardState.Kind.PROPOSAL).count()


def undo(round_: Round, *, by: User, version: int) -> Told:
    """Go back to the board before the last change. The later states stay, for redo."""
    board = board_at(round_, version)
    if not board.parent:
        raise Refused(_("There is nothing to undo: this is the round’s first proposal."))
    return turn_to(round_, board, board.parent, _("Undid: %s") % board.what, by=by)


def redo(round_: Round, *, by: User, version: int) -> Told:
    """Do again what was undone last."""
    board = board_at(round_, version)
    later = next_to_redo(round_, board)
    if later is None:
        raise Refused(_("There is nothing to do again."))
    return turn_to(round_, board, later.number, _("Did again: %s") % later.what, by=by)


def next_to_redo(round_: Round, board: BoardState) -> BoardState | None:
    """The newest state that grew from this one."""
    found = BoardState.objects.filter(round=round_, parent=board.number).order_by("-number")
    return found.only("number", "what").first()


@transaction.atomic
def turn_to(round_: Round, board: BoardState, number: int, what: str, *, by: User) -> Told:
    """Bring another state into view, if nobody changed the board meanwhile."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if locked.version != round_.version:
        raise BoardMoved(changes_since(locked, round_.version))
    locked.at = number
    state = state_for(locked, number)
    locked.strategy = state.strategy
    note_change(locked, what, by=by)
    carry_over(locked, round_)
    return Told(state, what, difference(board.pairs, state.pairs))


def refresh(round_: Round, *, by: User | None, version: int) -> Told | None:
    """Take in who joined, left or changed their answers, and work the board out again.

    For a crowd a task does it: nothing is told then.
    """
    board = board_at(round_, version)
    people = take_snapshot(round_.programme)
    digest = digest_of(people)
    if digest == board.snapshot.digest:
        Snapshot.objects.filter(pk=board.snapshot_id).update(taken_at=timezone.now())
        return Told(board, _("Everybody is as they were"), Difference())
    if is_crowd(people) or prepared(board.snapshot).is_crowd:
        ask_again(round_, by=by, version=version, kind=REFRESH, strategy=board.strategy)
        return None
    snapshot = add_snapshot(round_, people, digest)
    terms = terms_for_new_people(terms_of(board), {one["id"]: one for one in people})
    kept = {f"{mentor}-{mentee}" for mentor, mentee in terms.given}
    return rework(
        round_,
        board,
        terms.with_(previous=frozenset(board.pair_set())),
        people_words(board, people),
        by=by,
        snapshot=snapshot,
        previous=board.number,
        given={key: why for key, why in board.given.items() if key in kept},
    )


def snapshot_of(round_: Round, people: list[dict[str, Any]]) -> Snapshot:
    """The round's snapshot of these people: a task that runs twice makes one."""
    digest = digest_of(people)
    found = Snapshot.objects.filter(round=round_, digest=digest).first()
    return found or add_snapshot(round_, people, digest)


def add_snapshot(round_: Round, people: list[dict[str, Any]], digest: str) -> Snapshot:
    """Keep who is in now, as the round's next snapshot."""
    number = Snapshot.objects.filter(round=round_).count() + 1
    return Snapshot.objects.create(round=round_, number=number, people=people, digest=digest)


def terms_for_new_people(terms: Terms, people: dict[int, dict[str, Any]]) -> Terms:
    """The terms without those who are gone, and without locks there is no room for now."""

    def here(pair: Key) -> bool:
        return "mentor" in people.get(pair[0], {}) and "mentee" in people.get(pair[1], {})

    locks: set[Key] = set()
    for pair in sorted(filter(here, terms.locks)):
        room = people[pair[0]]["mentor"]["capacity"] - sum(one[0] == pair[0] for one in locks)
        wish = people[pair[1]]["mentee"]["demand"] - sum(one[1] == pair[1] for one in locks)
        if room > 0 and wish > 0:
            locks.add(pair)
    return terms.with_(
        locks=frozenset(locks),
        forbids=frozenset(filter(here, terms.forbids)),
        given=frozenset(pair for pair in terms.given if here(pair)),
        aside=frozenset(key for key in terms.aside if "mentee" in people.get(key, {})),
        loose=frozenset(),
    )


def people_words(board: BoardState, people: list[dict[str, Any]]) -> str:
    """ "Brought up to date: 3 joined, 1 left"."""
    before, after = {one["id"] for one in board.snapshot.people}, {one["id"] for one in people}
    joined, left = len(after - before), len(before - after)
    said = [
        words % count
        for words, count in (
            (ngettext("%d joined", "%d joined", joined), joined),
            (ngettext("%d left", "%d left", left), left),
        )
        if count
    ]
    return _("Brought up to date: %s") % (", ".join(said) or _("answers changed"))
