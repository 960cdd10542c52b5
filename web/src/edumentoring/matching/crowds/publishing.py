"""Publishing a crowd's board: a hundred pairs at a time, in a task, and still all or nothing.

Writing the letters of 10,000 pairs takes minutes, and gigabytes if all are held at once. The
letters of what is opened on the way wait until the last pair is there; then the ten minutes begin.
Stopped or refused on the way, what was opened is taken back.
"""

from datetime import timedelta
from itertools import batched

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.matching.access import state_for
from edumentoring.matching.changes import board_at, note_published
from edumentoring.matching.crowds.asking import PUBLISH, ask_again
from edumentoring.matching.crowds.process import Report, Stopped
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.publishing import new_pairs, refuse_unready, unmatched_people
from edumentoring.matching.solving import prepared
from edumentoring.matching.working_out import still_wanted
from edumentoring.pairs import operations as pairs
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import HOLD
from edumentoring.people.models import User

AT_ONCE = 100
UNTIL_ALL_ARE_OPEN = timedelta(days=30)


def takes_a_task(round_: Round, version: int) -> bool:
    """Whether the board in view is a crowd's. Raises BoardMoved where somebody changed it."""
    return prepared(board_at(round_, version).snapshot).is_crowd


def ask_to_publish(round_: Round, *, by: User, version: int, tell_unmatched: bool) -> None:
    """Have a task publish the board, once it is seen that nothing stands in the way."""
    refuse_unready(round_, board_at(round_, version))
    ask_again(round_, by=by, version=version, kind=PUBLISH, tell=tell_unmatched)


def publish_crowd(round_: Round, run: int, report: Report) -> bool:
    """Open every pair that is not open yet, then let the letters go. Done twice, it is done once.

    Raises Refused as `introduce` does, and Stopped where it is not wanted any more.
    """
    board = state_for(round_)
    here = Pair.objects.filter(programme=round_.programme, round_number=round_.number)
    opened = {
        (mentor, mentee)
        for mentor, mentee, _state in here.exclude(state=Pair.State.WITHDRAWN).between()
    }
    rows = [row for row in board.pairs if (row[0], row[1]) not in opened]
    done = len(board.pairs) - len(rows)
    for some in batched(rows, AT_ONCE):
        report(done, len(board.pairs), _("Writing the letters of each pair"))
        chosen = new_pairs(board, some)
        drafts = pairs.write_introductions(round_.programme, chosen)
        open_some(round_, run, chosen, drafts)
        done += len(some)
    return finish(round_, run, board)


@transaction.atomic
def open_some(round_: Round, run: int, chosen: list[pairs.NewPair], drafts: pairs.Drafts) -> None:
    """Open these pairs, while it is still wanted."""
    wanted(round_, run)
    pairs.introduce(
        round_.programme,
        chosen,
        by=round_.asked_by,
        round_number=round_.number,
        hold=UNTIL_ALL_ARE_OPEN,
        drafts=drafts,
        more=True,
    )


@transaction.atomic
def finish(round_: Round, run: int, board: BoardState) -> bool:
    """The round is published: its letters wait ten minutes from now."""
    locked, now, by = wanted(round_, run), timezone.now(), round_.asked_by
    count = pairs.let_go(locked.programme, locked.number, until=now + HOLD)
    if locked.asked.get("tell") and by is not None:
        people = unmatched_people(board)
        pairs.tell_unmatched(locked.programme, people, by=by, round_number=locked.number)
    locked.state, locked.published_at, locked.published_by = Round.State.PUBLISHED, now, by
    locked.held_until, locked.asked = now + HOLD, {}
    note_published(locked, count, by=by)
    return True


def wanted(round_: Round, run: int) -> Round:
    """The round, locked. Raises Stopped where this is not wanted any more."""
    locked = Round.objects.select_for_update().select_related("programme").get(pk=round_.pk)
    if not still_wanted(locked, run):
        raise Stopped
    return locked
