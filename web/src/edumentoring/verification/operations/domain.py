"""Verified by the address somebody signs in with."""

from allauth.account.models import EmailAddress
from django.db import transaction

from edumentoring.programmes.models import Participant
from edumentoring.verification.domains import school_domain_of
from edumentoring.verification.models import Verification
from edumentoring.verification.operations.standing import locked, verify
from edumentoring.verification.use import Use, use_of


@transaction.atomic
def verify_by_domain(participant: Participant) -> bool:
    """Verify somebody whose own, proved address is at their school's or its trust's domain.

    Called when an address was proved, and again when the school or the address changed.
    True if they are verified, by this or already. Asks nobody anything.
    """
    if use_of(participant.programme) == Use.NOT_USED:
        return False
    current = locked(participant)
    if not current.is_verified:
        _verify_if_at_school(current)
    participant.is_verified = current.is_verified
    return current.is_verified


def _verify_if_at_school(participant: Participant) -> None:
    email = participant.user.email
    domain = school_domain_of(email, participant.school)
    if not domain or not _is_proved(participant):
        return
    made = Verification(way=Verification.Way.DOMAIN, email=email, by_sign_in=True, domain=domain)
    words = f"{participant} is verified by their work e-mail, at {domain}"
    verify(participant, made, by=None, words=words)


def _is_proved(participant: Participant) -> bool:
    user = participant.user
    addresses = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True)
    return bool(addresses.exists())
