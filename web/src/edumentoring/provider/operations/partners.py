"""Who of another organisation reads the figures of a programme's schools and plans events."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import is_suppressed, record
from edumentoring.programmes.models import Programme
from edumentoring.programmes.operations import find_or_make_user
from edumentoring.provider import letters
from edumentoring.provider.events_rule import KEY, EventsRule, events_rule_of
from edumentoring.provider.models import Partner
from edumentoring.schools.models import Organisation


@transaction.atomic
def add_partner(
    programme: Programme, *, email: str, organisation: Organisation, by: User, name: str = ""
) -> Partner:
    """Let somebody look in for one organisation, and write to them."""
    known = User.objects.filter(email__iexact=email.strip()).exists()
    if not known and is_suppressed(email, programme.pk):
        raise Refused(
            _("This person asked us to forget them, so nobody else can add them. Ask them first.")
        )
    user = find_or_make_user(email=email, name=name)
    Programme.objects.select_for_update().get(pk=programme.pk)
    standing = Partner.objects.standing().filter(programme=programme, user=user).with_all().first()
    if standing:
        raise Refused(
            _("%(person)s already sees these figures, for %(organisation)s.")
            % {"person": user, "organisation": standing.organisation}
        )
    made = Partner.objects.create(programme=programme, user=user, organisation=organisation, by=by)
    letters.partner_added(made)
    _note("add_partner", made, by, f"Let {user} see the figures, for {organisation}")
    return made


@transaction.atomic
def end_partner(partner: Partner, *, by: User) -> None:
    """They see nothing more, from this moment on."""
    if Partner.objects.filter(pk=partner.pk, ended_at=None).update(ended_at=timezone.now()):
        withdraw_letters(partner.subject_key)
        _note("end_partner", partner, by, f"{partner.user} sees the figures no more")


def restore_partner(partner: Partner, *, by: User) -> None:
    """Undo. Refused where they were added anew meanwhile."""
    try:
        with transaction.atomic():
            gone = Partner.objects.filter(pk=partner.pk).exclude(ended_at=None)
            if gone.update(ended_at=None):
                _note("restore_partner", partner, by, f"{partner.user} sees the figures again")
    except IntegrityError:
        raise Refused(_("They were added again meanwhile.")) from None


@transaction.atomic
def choose_events_rule(programme: Programme, chosen: str, *, by: User) -> Programme:
    """Say whether one of the desk agrees first. What waits already goes on waiting."""
    if chosen not in EventsRule.values:
        raise Refused(_("Choose one of the two."))
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    if events_rule_of(current) != chosen:
        current.rules = {**current.rules, KEY: chosen}
        current.version += 1
        current.save(update_fields=["rules", "version"])
        record(
            "choose_events_rule",
            current,
            by=by,
            summary=f"Events of partners: {EventsRule(chosen).label.lower()}",
            programme_id=current.pk,
        )
    return current


def _note(action: str, partner: Partner, by: User, summary: str) -> None:
    record(action, partner, by=by, summary=summary, programme_id=partner.programme_id)
