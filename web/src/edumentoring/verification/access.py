"""Fetch a verification and check the right to it in one step; strangers meet a 404."""

from uuid import UUID

from django.http import Http404

from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.verification.models import Verification


def verification_for(seat: Coordinator, code: UUID) -> Verification:
    """A verification of the programme at this desk."""
    try:
        return Verification.objects.with_people().get(
            participant__programme=seat.programme, code=code
        )
    except Verification.DoesNotExist:
        raise Http404 from None


def own_verification(participant: Participant, code: UUID) -> Verification:
    """One that this participant asked for."""
    try:
        return Verification.objects.with_people().get(participant=participant, code=code)
    except Verification.DoesNotExist:
        raise Http404 from None
