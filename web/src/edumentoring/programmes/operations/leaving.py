"""Leaving a programme: at once, without a reason, and open to second thoughts."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.leaving import GRACE
from edumentoring.programmes.models import AnswerChange, Note, Participant
from edumentoring.programmes.operations.changing import change_locked
from edumentoring.programmes.operations.locking import locked, record_person
from edumentoring.programmes.operations.waiting_list import settle_sign_up

LEFT = Participant.State.LEFT


@transaction.atomic
def leave_programme(participant: Participant, *, by: User | None, reason: str = "") -> Participant:
    """Take somebody out of the programme; every room does its part. Leaving twice is once.

    `reason` is what they chose to say, kept as a note for the coordinators.
    """
    current = locked([participant.pk])[0]
    if current.state == LEFT:
        return current
    _change_state(current, LEFT, by=by)
    if reason.strip():
        said = _("On leaving they wrote: %s") % reason.replace("\0", "").strip()
        Note.objects.create(participant=current, by=by, text=str(said)[:5000])
    record_person("leave_programme", current, by, f"{current} left")
    return locked([current.pk])[0]


@transaction.atomic
def undo_leaving(participant: Participant, *, by: User | None) -> Participant:
    """Go on as if they had never left. Refused once the ten minutes are over."""
    current = locked([participant.pk])[0]
    if current.state != LEFT:
        return current
    change = _last_leaving(current)
    if change is None or change.at < timezone.now() - GRACE:
        raise Refused(_("The ten minutes are over. You can still come back, here below."))
    _change_state(current, str(change.before), by=by, undoing=change.at)
    record_person("undo_leaving", current, by, f"{current} stayed after all")
    return current


@transaction.atomic
def come_back(participant: Participant, *, by: User | None) -> Participant:
    """Take part again after leaving: at once, or on the waiting list where there is no room.

    It counts as signing up anew, so those who stayed on the list come first.
    """
    current = locked([participant.pk])[0]
    if current.state != LEFT:
        return current
    _change_state(current, Participant.State.SIGNED_UP, by=by)
    record_person("come_back", current, by, f"{current} came back")
    return settle_sign_up(current, by=by)


def left_at(participant: Participant) -> datetime | None:
    """When they left, where it is known; None for everybody who has not."""
    if participant.state != LEFT:
        return None
    change = _last_leaving(participant)
    return change.at if change else None


def _last_leaving(participant: Participant) -> AnswerChange | None:
    return participant.answer_changes.filter(key="state", after=LEFT).first()


def _change_state(
    participant: Participant, state: str, *, by: User | None, undoing: datetime | None = None
) -> None:
    own = by is not None and by.pk == participant.user_id
    source = "person" if own else "desk" if by else "clock"
    change_locked(
        participant, {"state": state}, by=by, source=source, together=None, undoing=undoing
    )
