"""Asking a colleague, or a work mailbox, by letter."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import plain_address, withdraw_letters
from edumentoring.common.refused import Refused
from edumentoring.people.operations import is_suppressed, record
from edumentoring.programmes.models import Participant
from edumentoring.verification import letters
from edumentoring.verification.domains import domains_of, school_domain_of
from edumentoring.verification.models import LASTS, Verification
from edumentoring.verification.operations.standing import at_school, locked
from edumentoring.verification.use import Use, use_of

MOST_ASKED = 3
LETTERS_A_DAY = 10


def hashed(key: str) -> str:
    """What is kept of a letter's key."""
    return sha256(key.encode()).hexdigest()


@transaction.atomic
def ask_colleague(participant: Participant, email: str) -> Verification:
    """Write to a colleague who can say that this person works at their school.

    Refused for one's own address, for a fourth colleague within 14 days, and for an address
    that has had ten such letters today. The same colleague again changes nothing.
    """
    address = plain_address(email).lower()
    current = _ready_to_ask(participant)
    if address == current.user.email.lower():
        raise Refused(_("That is your own address. Give the address of somebody you work with."))
    open_ask = current.verifications.open().filter(email=address).first()
    if open_ask:
        return open_ask
    return _ask(current, Verification.Way.COLLEAGUE, address)


@transaction.atomic
def ask_work_address(participant: Participant, email: str) -> Verification:
    """Write to a mailbox at the school; whoever opens the letter's link holds that mailbox."""
    address = plain_address(email).lower()
    current = _ready_to_ask(participant)
    domain = school_domain_of(address, current.school)
    if not domain:
        raise Refused(_not_at_school(current, address))
    open_ask = current.verifications.open().filter(email=address).first()
    if open_ask:
        return open_ask
    return _ask(current, Verification.Way.DOMAIN, address, domain=domain)


def _ready_to_ask(participant: Participant) -> Participant:
    if use_of(participant.programme) == Use.NOT_USED:
        raise Refused(_("This programme does not ask where you work. You need do nothing."))
    if participant.state == Participant.State.LEFT:
        raise Refused(_("You have left this programme. You need do nothing."))
    current = locked(participant)
    if current.is_verified:
        raise Refused(_("We know already that you work in a school. You need do nothing."))
    if not current.school_name:
        raise Refused(_("Tell us your school first, in your answers. Then come back here."))
    return current


def _not_at_school(participant: Participant, address: str) -> str:
    domains = " or ".join(domains_of(participant.school))
    if not domains:
        return _(
            "We do not know the e-mail domain of %s. Ask a colleague to confirm you instead."
        ) % (participant.school_name)
    return _(
        "“%(address)s” is not at %(domains)s, the domain of your school. Check the address, or "
        "ask a colleague instead."
    ) % {"address": address, "domains": domains}


def _ask(participant: Participant, way: str, address: str, **fields: Any) -> Verification:
    now = timezone.now()
    _refuse_too_many(participant, address)
    # A row whose link ran out would stand in the way of asking the same person again.
    participant.verifications.filter(
        email=address, state=Verification.State.ASKED, until__lte=now
    ).update(state=Verification.State.WITHDRAWN, ended_at=now)
    key = secrets.token_urlsafe(32)
    asked = Verification.objects.create(
        participant=participant,
        way=way,
        state=Verification.State.ASKED,
        email=address,
        key_hash=hashed(key),
        asked_at=now,
        until=now + LASTS,
        **at_school(participant),
        **fields,
    )
    # Whoever asked to be forgotten is not written to, and nobody learns that they asked.
    if not is_suppressed(address, participant.programme_id):
        letters.ask(asked, key)
    record(
        "ask_for_verification",
        participant,
        by=participant.user,
        summary=f"{participant} asked for a confirmation: {asked.get_way_display().lower()}",
        programme_id=participant.programme_id,
    )
    return asked


def _refuse_too_many(participant: Participant, address: str) -> None:
    now = timezone.now()
    mine = Verification.objects.filter(
        participant__user=participant.user_id, key_hash__isnull=False, asked_at__gt=now - LASTS
    )
    if mine.count() >= MOST_ASKED:
        raise Refused(
            _(
                "You have asked %(count)s times in two weeks. Wait for an answer, or ask the "
                "people who run the programme to look."
            )
            % {"count": MOST_ASKED}
        )
    today = Verification.objects.filter(
        email=address, key_hash__isnull=False, asked_at__gt=now - timedelta(days=1)
    )
    if today.count() >= LETTERS_A_DAY:
        raise Refused(
            _("This address has had many such letters today. Try again tomorrow, or ask another.")
        )


@transaction.atomic
def take_back_ask(verification: Verification) -> None:
    """The person no longer wants this answered: the link stops working."""
    locked(verification.participant)
    waiting = Verification.objects.filter(pk=verification.pk, state=Verification.State.ASKED)
    if waiting.update(state=Verification.State.WITHDRAWN, ended_at=timezone.now()):
        withdraw_letters(verification.subject_key)
