"""Asking for a crowd's board to be worked out again, and going back where that comes to nothing.

It takes minutes, so a task does it. Meanwhile the board is looked at, and nobody changes it.
What was asked stands in `Round.asked`: {"kind": "re_run" or "refresh", "strategy": ...,
"state": what the round goes back to}.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.matching.changes import (
    BoardMoved,
    carry_over,
    changes_since,
    no_board_words,
)
from edumentoring.matching.models import Round
from edumentoring.matching.strategy import Strategy
from edumentoring.people.models import User
from edumentoring.people.operations import record

RE_RUN, REFRESH = "re_run", "refresh"


@transaction.atomic
def ask_again(
    round_: Round, *, by: User | None, version: int, kind: str, strategy: Strategy
) -> None:
    """Have a task work the board out again. Raises BoardMoved where somebody changed it."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if not locked.has_board:
        raise Refused(no_board_words(locked))
    if locked.version != version:
        raise BoardMoved(changes_since(locked, version))
    locked.asked = {"kind": kind, "strategy": strategy, "state": locked.state}
    begin(locked, by=by)
    carry_over(locked, round_)


def begin(locked: Round, *, by: User | None) -> None:
    """Put a proposal in the queue of tasks."""
    from edumentoring.matching.tasks import propose_round

    locked.state, locked.run = Round.State.PROPOSING, locked.run + 1
    locked.progress, locked.progress_of = 0, 100
    locked.progress_words = _("Waiting to begin")
    locked.trouble, locked.asked_by = "", by
    locked.save()
    propose_round.enqueue(locked.pk, locked.run)
    record(
        "propose_round",
        locked,
        by=by,
        programme_id=locked.programme_id,
        summary=f"Asked for a proposal of {locked}",
    )


def go_back(locked: Round, trouble: str = "") -> None:
    """To the start page or to the board as it was. An older task does nothing after this."""
    locked.state = locked.asked.get("state", Round.State.PROPOSED) if locked.at else "draft"
    locked.run, locked.asked = locked.run + 1, {}
    locked.progress, locked.trouble = 0, trouble[:500]
    locked.save()
