"""What the letter's link does. Showing changes nothing; one answer counts."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.verification.domains import school_domain_of
from edumentoring.verification.models import Verification
from edumentoring.verification.operations.asking import hashed
from edumentoring.verification.operations.standing import let_stand, locked

State, Way = Verification.State, Verification.Way


def verification_in(token: str) -> Verification | None:
    """What this link asks about, answered or not. None if it is none of ours. Changes nothing."""
    return Verification.objects.with_people().filter(key_hash=hashed(token)).first()


@transaction.atomic
def answer_as_colleague(token: str, yes: bool, name: str = "") -> Verification:
    """Keep the one answer a letter's link may give.

    A yes verifies when the address written to is at the school, or belongs to somebody the
    programme knows: a coordinator, or another verified participant. From anywhere else it
    waits for a coordinator. Refused when the link was used, has run out or was taken back.
    """
    asked = verification_in(token)
    if asked is None:
        raise Refused(_("This link no longer works. Nothing was changed."))
    participant = locked(asked.participant)
    asked = Verification.objects.with_people().select_for_update(of=("self",)).get(pk=asked.pk)
    _refuse_closed(asked, participant)
    asked.colleague_name = " ".join(name.split())[:150]
    asked.answered_at = timezone.now()
    if yes and _can_be_trusted(asked, participant):
        return let_stand(asked, participant, by=None, words=_words(asked, participant))
    asked.state = State.VOUCHED if yes else State.REFUSED
    asked.save(update_fields=["state", "colleague_name", "answered_at"])
    record(
        "answer_verification",
        participant,
        by=None,
        summary=f"A letter about where {participant} works was answered: "
        + ("yes, to be looked at" if yes else "no"),
        programme_id=participant.programme_id,
    )
    return asked


def _refuse_closed(asked: Verification, participant: Participant) -> None:
    if asked.is_late:
        raise Refused(_("This link worked for 14 days. The person can ask you again."))
    moved = (asked.organisation_id, asked.school_text) != (
        participant.school_id,
        participant.school_text,
    )
    left = participant.state == Participant.State.LEFT
    if asked.state == State.WITHDRAWN or (asked.state == State.ASKED and (moved or left)):
        raise Refused(_("This is no longer asked. You need do nothing."))
    if asked.state != State.ASKED:
        raise Refused(_("This was answered already. Nothing was changed."))


def _can_be_trusted(asked: Verification, participant: Participant) -> bool:
    if school_domain_of(asked.email, participant.school):
        return True
    return asked.way == Way.COLLEAGUE and _is_known_here(asked.email, participant)


def _is_known_here(email: str, participant: Participant) -> bool:
    """Runs this programme, or takes part in it verified, with this address proved."""
    proved = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    user = User.objects.filter(email__iexact=email, is_active=True, pk__in=proved).first()
    if user is None or user.pk == participant.user_id:
        return False
    programme = participant.programme_id
    return (
        Coordinator.objects.filter(programme=programme, user=user).exists()
        or Participant.objects.taking_part()
        .filter(programme=programme, user=user, is_verified=True)
        .exists()
    )


def _words(asked: Verification, participant: Participant) -> str:
    if asked.way == Way.DOMAIN:
        return f"{participant} is verified by their work e-mail, at {asked.domain}"
    return f"{participant} is verified by a colleague’s word"
