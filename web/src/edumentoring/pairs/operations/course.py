"""How a pair begins: the first meeting."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations.moving import locked, move
from edumentoring.programmes.models import Participant


@transaction.atomic
def note_first_meeting(pair: Pair, *, at: datetime, by: Participant | None) -> Pair:
    """They have met: that day is the start. Said again, also by the other, it changes nothing."""
    pair = locked(pair)
    if pair.started_at is not None or pair.state == Pair.State.MEETING:
        return pair
    now = timezone.now()
    if at > now:
        raise Refused(_("That day is still to come. Say so when you have met."))
    if pair.agreed_at and at < pair.agreed_at:
        at = pair.agreed_at
    if pair.state == Pair.State.PAUSED:
        pair.started_at = at  # they go on from there when the break is over
        pair.save(update_fields=["started_at"])
        return pair
    return move(
        pair,
        Pair.State.MEETING,
        by=by.user if by else None,
        action="note_first_meeting",
        summary=f"{pair} have met",
        started_at=at,
        last_sign_at=now,
    )
