"""A round from beginning to end: open, propose, publish, take back, put away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.refused import Refused
from edumentoring.matching.board_changes import snapshot_of
from edumentoring.matching.changes import board_at, carry_over, note_change, note_published
from edumentoring.matching.crowds.asking import PUBLISH, begin, go_back
from edumentoring.matching.crowds.process import Stopped, forget_blocks
from edumentoring.matching.crowds.publishing import (
    ask_to_publish,
    publish_crowd,
    takes_a_task,
)
from edumentoring.matching.crowds.re_running import work_out_again
from edumentoring.matching.models import BoardState, Round, Snapshot
from edumentoring.matching.own_questions import refreshed
from edumentoring.matching.publishing import new_pairs, refuse_unready, unmatched_people
from edumentoring.matching.snapshot import people_of, take_snapshot
from edumentoring.matching.solving import Terms
from edumentoring.matching.strategy import from_form, of_programme
from edumentoring.matching.working_out import reporter, still_wanted, work_out_board
from edumentoring.pairs import operations as pairs
from edumentoring.pairs.operations import HOLD
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme


@transaction.atomic
def open_round(programme: Programme, *, by: User | None, name: str = "") -> Round:
    """A new round that starts from the programme's rules, or from the last round's strategy."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    rounds = Round.objects.filter(programme=programme)
    if standing := rounds.open().first():
        raise Refused(
            _("%s is still open. Publish it or put it away, then open the next one.") % standing
        )
    if held := rounds.filter(held_until__gt=timezone.now(), state=Round.State.PUBLISHED).first():
        raise Refused(
            _("The letters of %s are still waiting. Open the next round once they have gone.")
            % held
        )
    last = rounds.order_by("-number").first()
    round_ = Round.objects.create(
        programme=programme,
        number=(rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        name=name.strip()[:80],
        strategy=refreshed(
            last.strategy if last and last.strategy else of_programme(programme.rules), programme
        ),
        created_by=by,
    )
    tell("open_round", round_, by=by, summary=f"Opened {round_}")
    return round_


@transaction.atomic
def close_round(round_: Round, *, by: User) -> Round:
    """Put a round away without publishing it. Its history stays."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if locked.state in Round.DONE:
        raise Refused(_("This round is done already. Nothing was changed."))
    locked.state, locked.run = Round.State.CLOSED, locked.run + 1
    note_change(locked, _("Put the round away"), by=by)
    carry_over(locked, round_)
    forget_blocks(locked.pk)
    return locked


# --- proposing -------------------------------------------------------------------------------


def propose(round_: Round, *, by: User | None, settings: Mapping[str, Any] | None = None) -> Round:
    """Ask for a round's first proposal. A task works it out; the page may be left."""
    if round_.state == Round.State.DRAFT:
        # Reading a crowd takes seconds. Nothing is locked meanwhile.
        refuse_nobody(round_.programme)
    return ask_for_proposal(round_, by=by, settings=settings)


@transaction.atomic
def ask_for_proposal(
    round_: Round, *, by: User | None, settings: Mapping[str, Any] | None
) -> Round:
    """The part of asking that locks. Asked twice, it is asked once."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if locked.state == Round.State.PROPOSING:
        return locked
    if locked.state != Round.State.DRAFT:
        raise Refused(_("This round has its proposal. Change it on the board."))
    locked.strategy = refreshed(locked.strategy, locked.programme)
    if settings:
        locked.strategy = from_form(settings, locked.strategy)
    begin(locked, by=by)
    return locked


def refuse_nobody(programme: Programme) -> None:
    """A round needs somebody on both sides."""
    everybody = Participant.objects
    if not any("mentee" in one for one in people_of(programme, everybody.filter(is_mentee=True))):
        raise Refused(_("No mentee is waiting for a mentor. Bring in sign-ups first."))
    if not any("mentor" in one for one in people_of(programme, everybody.filter(is_mentor=True))):
        raise Refused(_("No mentor has room now. Ask for mentors, or raise somebody’s places."))


def work_out(round_id: int, run: int) -> bool:
    """Make the proposal that was asked for as `run`. Done twice, it is done once.

    Says whether it made one: not when it was stopped, was put away, or has its proposal.
    """
    round_ = Round.objects.select_related("programme", "asked_by").filter(pk=round_id).first()
    if round_ is None or not still_wanted(round_, run):
        return False
    report = reporter(round_id, run)
    try:
        if round_.asked.get("kind") == PUBLISH:
            return publish_crowd(round_, run, report)
        if round_.at:
            return work_out_again(round_, run, report)
        report(5, 100, _("Reading who is in"))
        snapshot = snapshot_of(round_, take_snapshot(round_.programme))
        terms = Terms(round_.strategy)
        pairs, result = work_out_board(snapshot, terms, {}, round_id=round_id, report=report)
    except Stopped:
        return False
    return keep_proposal(round_, run, snapshot, pairs=pairs, result=result, strategy=terms.strategy)


@transaction.atomic
def stop_proposal(round_: Round, *, by: User) -> Round:
    """Stop working a proposal out: back to the start page, or to the board as it was."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if locked.state != Round.State.PROPOSING:
        raise Refused(_("It was worked out before you stopped it. Nothing was changed."))
    go_back(locked, by=by)
    tell("stop_proposal", locked, by=by, summary=f"Stopped the proposal of {locked}")
    carry_over(locked, round_)
    return locked


@transaction.atomic
def keep_proposal(round_: Round, run: int, snapshot: Snapshot, **fields: Any) -> bool:
    """Put the first proposal on the board, unless it is there or not wanted any more."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if not still_wanted(locked, run):
        return False
    state = BoardState.objects.create(
        round=locked,
        number=1,
        snapshot=snapshot,
        kind=BoardState.Kind.PROPOSAL,
        proposal=1,
        what=_("Proposal %d") % 1,
        by=round_.asked_by,
        **fields,
    )
    locked.state, locked.at, locked.progress = Round.State.PROPOSED, state.number, 100
    locked.progress_words = ""
    note_change(locked, state.what, by=round_.asked_by)
    return True


@transaction.atomic
def give_up(round_id: int, run: int, trouble: str) -> None:
    """The proposal could not be made: back to where it was asked for, with the reason."""
    locked = Round.objects.select_for_update().filter(pk=round_id).first()
    if locked is not None and still_wanted(locked, run):
        go_back(locked, trouble, by=locked.asked_by)


# --- publishing --------------------------------------------------------------------------------


def publish(round_: Round, *, by: User, version: int, tell_unmatched: bool = True) -> int:
    """Introduce every pair of the board; letters are held ten minutes. Says how many pairs.

    People are read again under lock: the round may be days old. All or nothing. A crowd's are
    opened in a task: none yet when this ends.
    """
    if takes_a_task(round_, version):
        ask_to_publish(round_, by=by, version=version, tell_unmatched=tell_unmatched)
        return 0
    # Letters take seconds to write. Nothing is locked meanwhile, so others can go on saving.
    chosen = new_pairs(board_at(round_, version))
    drafts = pairs.write_introductions(round_.programme, chosen)
    return publish_drafts(round_, drafts, by=by, version=version, tell_unmatched=tell_unmatched)


@transaction.atomic
def publish_drafts(
    round_: Round, drafts: pairs.Drafts, *, by: User, version: int, tell_unmatched: bool
) -> int:
    """The part of publishing that locks; a draft that no longer fits is written anew."""
    locked = Round.objects.select_for_update().select_related("programme").get(pk=round_.pk)
    board = board_at(locked, version)
    refuse_unready(locked, board)
    chosen = new_pairs(board)
    pairs.introduce(locked.programme, chosen, by=by, round_number=locked.number, drafts=drafts)
    if tell_unmatched:
        pairs.tell_unmatched(
            locked.programme, unmatched_people(board), by=by, round_number=locked.number
        )
    now = timezone.now()
    locked.state, locked.published_at, locked.published_by = Round.State.PUBLISHED, now, by
    locked.held_until = now + HOLD
    note_published(locked, len(chosen), by=by)
    carry_over(locked, round_)
    return len(chosen)


@transaction.atomic
def take_back(round_: Round, *, by: User) -> int:
    """Undo publishing while the letters are held: nothing is sent. Says how many pairs."""
    locked = Round.objects.select_for_update().select_related("programme").get(pk=round_.pk)
    if locked.state != Round.State.PUBLISHED:
        raise Refused(_("This round is not published, so there is nothing to take back."))
    count = pairs.take_back(locked.programme, locked.number, by=by)
    locked.state, locked.held_until = Round.State.TAKEN_BACK, None
    words = ngettext(
        "Took back %s pair; nothing was sent", "Took back %s pairs; nothing was sent", count
    )
    note_change(locked, words % number_format(count, force_grouping=True), by=by)
    carry_over(locked, round_)
    return count


def tell(action: str, round_: Round, *, by: User | None, summary: str) -> None:
    record(action, round_, by=by, programme_id=round_.programme_id, summary=summary)
