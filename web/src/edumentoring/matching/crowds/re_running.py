"""Working a crowd's board out again, as it was asked for: see `asking.py`."""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.matching.access import state_for
from edumentoring.matching.board_changes import (
    people_words,
    proposals,
    snapshot_of,
    terms_for_new_people,
    terms_under,
)
from edumentoring.matching.changes import as_stored, next_state, put_in_view
from edumentoring.matching.crowds.asking import REFRESH
from edumentoring.matching.crowds.process import Report
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.snapshot import take_snapshot
from edumentoring.matching.solving import Terms, terms_of
from edumentoring.matching.strategy import change_words
from edumentoring.matching.working_out import work_out_board


def work_out_again(round_: Round, run: int, report: Report) -> bool:
    """Make the board that was asked for as `run`, and bring it into view, once."""
    before = state_for(round_)
    after, terms = refreshed_people(before) if is_refresh(round_) else new_proposal(before)
    pairs, result = work_out_board(
        after.snapshot, terms, before.result, round_id=round_.pk, report=report
    )
    after.pairs, after.result = pairs, result
    return bring_into_view(round_, run, after)


def is_refresh(round_: Round) -> bool:
    return bool(round_.asked.get("kind") == REFRESH)


def new_proposal(before: BoardState) -> tuple[BoardState, Terms]:
    """The next proposal, under the settings that were asked for, without its pairs."""
    terms = terms_under(before, before.round.asked["strategy"])
    number = proposals(before.round) + 1
    changed = change_words(before.strategy, terms.strategy)
    what = _("Proposal %d") % number + (f": {changed}" if changed else "")
    after = next_state(
        before,
        kind=BoardState.Kind.PROPOSAL,
        proposal=number,
        previous=before.number,
        what=what[:300],
        **as_stored(terms),
    )
    return after, terms


def refreshed_people(before: BoardState) -> tuple[BoardState, Terms]:
    """The board with who is in now, without its pairs."""
    people = take_snapshot(before.round.programme)
    snapshot = snapshot_of(before.round, people)
    terms = terms_for_new_people(terms_of(before), {one["id"]: one for one in people})
    kept = {f"{mentor}-{mentee}" for mentor, mentee in terms.given}
    terms = terms.with_(previous=frozenset(before.pair_set()))
    after = next_state(
        before,
        snapshot=snapshot,
        previous=before.number,
        given={key: why for key, why in before.given.items() if key in kept},
        what=people_words(before, people),
        **as_stored(terms),
    )
    return after, terms


@transaction.atomic
def bring_into_view(round_: Round, run: int, after: BoardState) -> bool:
    """Put the board in view, unless it is not wanted any more."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if locked.state != Round.State.PROPOSING or locked.run != run:
        return False
    after.by = round_.asked_by
    locked.state, locked.asked = locked.asked.get("state", Round.State.PROPOSED), {}
    locked.progress_words = ""
    locked.save()
    put_in_view(locked, after, by=round_.asked_by)
    return True
