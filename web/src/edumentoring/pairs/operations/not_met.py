"""Taking back that two people have met, where a day was kept by mistake."""

from datetime import datetime

from django.db import transaction

from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations.moving import locked, move
from edumentoring.programmes.models import Participant


@transaction.atomic
def take_back_first_meeting(
    pair: Pair, *, at: datetime, instead: datetime | None, by: Participant | None
) -> Pair:
    """The meeting at `at` did not happen after all; `instead` is the first one that did.

    Where that meeting was their start, the start moves to the other, or they have not met yet.
    A start that they told of in another way stays.
    """
    pair = locked(pair)
    # `note_first_meeting` lets nobody start before both had said yes.
    began = max(at, pair.agreed_at) if pair.agreed_at else at
    if pair.started_at is None or pair.started_at != began:
        return pair
    if instead is None and pair.state == Pair.State.MEETING:
        return move(
            pair,
            Pair.State.AGREED,
            by=by.user if by else None,
            action="take_back_first_meeting",
            summary=f"{pair} had not met after all",
            started_at=None,
        )
    pair.started_at = max(instead, pair.agreed_at) if instead and pair.agreed_at else instead
    pair.save(update_fields=["started_at"])
    return pair
