"""Asking for a crowd's board to be worked out again, and going back where that comes to nothing.

It takes minutes, so a task does it. Meanwhile the board is looked at, and nobody changes it.
What was asked stands in `Round.asked`: {"kind": "re_run", "refresh" or "publish", "state": what
the round goes back to, and "strategy" for a re-run, "tell" for publishing}.
"""

from typing import Any

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
from edumentoring.pairs import operations as pairs
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.people.operations import record

RE_RUN, REFRESH, PUBLISH = "re_run", "refresh", "publish"


@transaction.atomic
def ask_again(round_: Round, *, by: User | None, version: int, kind: str, **settings: Any) -> None:
    """Have a task take the board on. Raises BoardMoved where somebody changed it."""
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if not locked.has_board:
        raise Refused(no_board_words(locked))
    if locked.version != version:
        raise BoardMoved(changes_since(locked, version))
    locked.asked = {**settings, "kind": kind, "state": locked.state}
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


def go_back(locked: Round, trouble: str = "", *, by: User | None) -> None:
    """To the start page or to the board as it was. An older task does nothing after this."""
    if locked.asked.get("kind") == PUBLISH:
        take_back_opened(locked, by=by)
    locked.state = locked.asked.get("state", Round.State.PROPOSED) if locked.at else "draft"
    locked.run, locked.asked = locked.run + 1, {}
    locked.progress, locked.trouble = 0, trouble[:500]
    locked.save()


def take_back_opened(locked: Round, *, by: User | None) -> None:
    """Undo what was published of a round that is not published whole."""
    here = Pair.objects.filter(programme=locked.programme_id, round_number=locked.number)
    if by is not None and here.exclude(state=Pair.State.WITHDRAWN).exists():
        pairs.take_back(locked.programme, locked.number, by=by)
