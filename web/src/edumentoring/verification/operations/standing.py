"""The lock, the one standing verification, and the participant's own mark."""

from typing import Any

from django.utils import timezone

from edumentoring.common.mail import withdraw_letters
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant
from edumentoring.verification.models import Verification

State = Verification.State


def locked(participant: Participant) -> Participant:
    """The participant, locked. Every change here begins with it, so none can cross another."""
    return Participant.objects.select_for_update(of=("self",)).with_person().get(pk=participant.pk)


def verify(
    participant: Participant, made: Verification, *, by: User | None, words: str
) -> Verification:
    """Let a new verification of a locked participant stand, for the school named now."""
    made.participant = participant
    made.organisation, made.school_text = participant.school, participant.school_text
    return let_stand(made, participant, by=by, words=words)


def at_school(participant: Participant) -> dict[str, Any]:
    """The school that a verification is about: the one the participant names now."""
    return {"organisation": participant.school, "school_text": participant.school_text}


def let_stand(
    verification: Verification, participant: Participant, *, by: User | None, words: str
) -> Verification:
    """The standing one there may be gives way to this one, which is saved."""
    now = timezone.now()
    participant.verifications.standing().exclude(pk=verification.pk).update(
        state=State.WITHDRAWN, ended_at=now
    )
    verification.state, verification.answered_at = State.DONE, now
    verification.ended_at = None
    verification.save()
    close_others(participant, verification)
    mark(participant, is_verified=True)
    record(
        "verify_participant",
        participant,
        by=by,
        summary=words,
        programme_id=participant.programme_id,
        way=verification.way,
    )
    return verification


def close_others(participant: Participant, kept: Verification) -> None:
    """Nobody else needs to answer: letters still waiting are not sent."""
    others = participant.verifications.filter(state__in=[State.ASKED, State.VOUCHED])
    others = others.exclude(pk=kept.pk)
    withdraw_letters(*(each.subject_key for each in others))
    others.update(state=State.WITHDRAWN, ended_at=timezone.now())


def end(
    participant: Participant, verification: Verification, *, by: User | None, words: str, note: str
) -> None:
    """A standing verification of a locked participant stands no longer."""
    verification.state, verification.ended_at = State.WITHDRAWN, timezone.now()
    verification.save(update_fields=["state", "ended_at"])
    mark(participant, is_verified=False)
    record(
        "take_back_verification",
        participant,
        by=by,
        summary=words,
        programme_id=participant.programme_id,
        note=note,
    )


def mark(participant: Participant, *, is_verified: bool) -> None:
    if participant.is_verified != is_verified:
        participant.is_verified = is_verified
        participant.save(update_fields=["is_verified"])
