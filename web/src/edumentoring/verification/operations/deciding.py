"""What coordinators decide."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme
from edumentoring.verification.models import Verification
from edumentoring.verification.operations.standing import end, let_stand, locked, verify
from edumentoring.verification.use import Use

State = Verification.State


@transaction.atomic
def verify_by_hand(participant: Participant, by: User, note: str) -> Verification:
    """A coordinator knows this person. `note` says how, for whoever comes after."""
    words = note.strip()
    if not words:
        raise Refused(_("Write how you know, in a few words. The next coordinator will want it."))
    current = locked(participant)
    standing = current.verifications.standing().with_people().first()
    if standing and not Verification.objects.outdated().filter(pk=standing.pk).exists():
        raise Refused(_("%s is verified already. Nothing was changed.") % current)
    made = Verification(way=Verification.Way.HAND, by=by, note=words[:1000])
    return verify(current, made, by=by, words=f"Verified {current} by hand")


@transaction.atomic
def accept(verification: Verification, by: User, note: str = "") -> Verification:
    """A coordinator looked at a colleague's word and takes it."""
    participant, found = _to_decide(verification)
    found.by, found.note = by, note.strip()[:1000]
    return let_stand(found, participant, by=by, words=f"Took a colleague’s word for {participant}")


@transaction.atomic
def decline(verification: Verification, by: User, note: str = "") -> Verification:
    """A coordinator looked at a colleague's word and does not take it."""
    participant, found = _to_decide(verification)
    found.state, found.by, found.note = State.REFUSED, by, note.strip()[:1000]
    found.ended_at = timezone.now()
    found.save(update_fields=["state", "by", "note", "ended_at"])
    record(
        "decline_verification",
        participant,
        by=by,
        summary=f"Did not take a colleague’s word for {participant}",
        programme_id=participant.programme_id,
    )
    return found


def _to_decide(verification: Verification) -> tuple[Participant, Verification]:
    participant = locked(verification.participant)
    found = Verification.objects.select_for_update().get(pk=verification.pk)
    if found.state != State.VOUCHED:
        raise Stale(_("Somebody has decided about this already. Nothing of yours was changed."))
    return participant, found


@transaction.atomic
def take_back(participant: Participant, by: User, note: str = "") -> None:
    """This person is not verified any more. What was known stays in the history."""
    current = locked(participant)
    standing = current.verifications.standing().first()
    if standing is None:
        raise Refused(_("%s is not verified. Nothing was changed.") % current)
    end(current, standing, by=by, words=f"Took back that {current} is verified", note=note[:1000])


@transaction.atomic
def choose_use(programme: Programme, use: str, *, by: User) -> Programme:
    """Say whether the programme asks people to show where they work. Changes nobody's standing."""
    if use not in Use.values:
        raise Refused(_("Choose one of the three."))
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    if current.rules.get("verification") != use:
        current.rules = {**current.rules, "verification": use}
        current.version += 1
        current.save(update_fields=["rules", "version"])
        record(
            "choose_verification",
            current,
            by=by,
            summary=f"Verification: {Use(use).label.lower()}",
            programme_id=current.pk,
        )
    return current
