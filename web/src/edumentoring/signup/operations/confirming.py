"""A sign-up whose letter was used: the address is the person's own, and so are the answers."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import queue_letters
from edumentoring.common.refused import Refused
from edumentoring.consents.operations import give
from edumentoring.people.models import User
from edumentoring.people.operations import confirm_address, lift_suppression, record
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import change_participant, settle_sign_up
from edumentoring.signup import letters
from edumentoring.signup.models import Draft
from edumentoring.signup.operations.taking_in import answers_of
from edumentoring.verification.operations import verify_by_domain

State = Participant.State


@transaction.atomic
def confirm_sign_up(draft: Draft) -> Participant | None:
    """Use the letter, once: None for whoever comes second.

    Settles the place, and applies the answers where the address was known before. Raises
    Refused in a programme that has ended.
    """
    current = (
        Draft.objects.select_for_update(of=("self",)).select_related("programme").get(pk=draft.pk)
    )
    if current.confirmed_at is not None or current.participant_id is None:
        return None
    person = Participant.objects.with_person().get(pk=current.participant_id)
    confirm_address(person.user)
    lift_suppression(person.user.email, person.programme_id)
    # Whoever was there twice and was joined answers for the one that was kept. The letter
    # still proves its own address alone, so that is who is signed in.
    participant = _kept(person)
    if current.kind == Draft.Kind.KNOWN:
        participant = _apply(current, participant)
    settled = settle_sign_up(participant)
    verify_by_domain(settled)
    Draft.objects.filter(pk=current.pk).update(confirmed_at=timezone.now())
    return settled if settled.pk == person.pk else person


def _kept(person: Participant) -> Participant:
    if person.joined_into_id is None:
        return person
    return Participant.objects.with_person().get(pk=person.joined_into_id)


def _apply(draft: Draft, participant: Participant) -> Participant:
    """The answers of a sign-up by somebody who was here: the latest counts, roles are joined."""
    given, answers = answers_of(draft)
    changes: dict[str, Any] = {**given, **answers}
    changes["is_mentor"] = participant.is_mentor or draft.is_mentor
    changes["is_mentee"] = participant.is_mentee or draft.is_mentee
    _keep_promises(changes, participant)
    if participant.state == State.LEFT:
        changes["state"] = State.SIGNED_UP  # settled a moment later, under the limits
    change_participant(participant, changes=changes, by=participant.user, source="person")
    give(participant, draft.consents, way="form", by=participant.user)
    return Participant.objects.with_person().get(pk=participant.pk)


def _keep_promises(changes: dict[str, Any], participant: Participant) -> None:
    """No fewer places than are taken: a pair is never broken by a form."""
    for places, taken in (
        ("capacity", participant.mentees_now),
        ("demand", participant.mentors_now),
    ):
        if places in changes:
            changes[places] = max(changes[places], taken)


# --- For coordinators ---------------------------------------------------------------------------


@transaction.atomic
def write_again(participant: Participant, *, by: User | None) -> None:
    """Send the letter to confirm once more. Refused within a day of the last one."""
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("programme", "participant", "participant__user")
        .filter(participant=participant, confirmed_at=None)
        .order_by("-sent_at")
        .first()
    )
    if draft is None or participant.state != State.SIGNED_UP:
        raise Refused(_("%s has nothing to confirm any more.") % participant)
    now = timezone.now()
    last = draft.reminded_at or draft.taken_in_at
    if last is not None and by is not None and (now - last).days < 1:
        raise Refused(
            _("We wrote to %s less than a day ago. Give them until tomorrow.") % participant
        )
    queue_letters([letters.confirm_again(draft)])
    Draft.objects.filter(pk=draft.pk).update(reminded_at=now)
    record(
        "write_again",
        participant,
        by=by,
        programme_id=participant.programme_id,
        summary=f"Asked {participant} again to confirm their e-mail",
    )


def take_in_by_hand(participant: Participant, *, by: User) -> Participant:
    """A coordinator knows them: they take part although the letter was never used."""
    return settle_sign_up(participant, by=by)
