"""What an owner settles: who reads concerns, what is said first, and how long they are kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused
from edumentoring.concerns.models import Arrangement, Contact
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from edumentoring.programmes.operations import find_or_make_user


@transaction.atomic
def name_contact(
    programme: Programme, *, email: str, role: str, by: User, name: str = ""
) -> Contact:
    """Name somebody to whom concerns go. They need a second factor to read one."""
    known = User.objects.with_email(email).exists()
    if not known and people.is_suppressed(email, programme.pk):
        raise Refused(
            _("This person asked us to forget them, so nobody else can add them. Ask them first.")
        )
    if not one_line(role):
        raise Refused(_("Say what they are, for example “Safeguarding lead”."))
    user = find_or_make_user(email=email, name=name)
    contact, made = Contact.objects.get_or_create(
        programme=programme, user=user, defaults={"role": one_line(role)[:100]}
    )
    if not made:
        raise Refused(_("%s is a contact already.") % user)
    people.require_second_factor(user)
    _record("name_contact", contact, by, f"Named {user} as a contact for safety: {contact.role}")
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: User) -> None:
    """They read no concern from now on. Where nobody is left, the owners do."""
    _record("remove_contact", contact, by, f"{contact.user} is no longer a contact for safety")
    contact.delete()


@transaction.atomic
def change_arrangement(
    programme: Programme, *, emergency: str, years_kept: int, kept_because: str, by: User
) -> Arrangement:
    """The words shown first and how long a concern is kept, for those closed from now on."""
    kept, _made = Arrangement.objects.update_or_create(
        programme=programme,
        defaults={
            "emergency": emergency.strip(),
            "years_kept": years_kept,
            "kept_because": one_line(kept_because)[:300],
        },
    )
    years = f"Concerns are kept {years_kept} years"
    people.record("change_arrangement", kept, by=by, summary=years, programme_id=programme.pk)
    return kept


def copy_arrangements(programme: Programme, made: Programme, by: User) -> None:
    """The next cohort's words and years, and those contacts who have a seat there too.

    Whoever has none agreed to read the worries of this cohort alone: they are named anew.
    """
    for kept in Arrangement.objects.filter(programme=programme):
        Arrangement.objects.create(
            programme=made,
            emergency=kept.emergency,
            years_kept=kept.years_kept,
            kept_because=kept.kept_because,
        )
    seats = made.coordinators.values("user")
    for contact in programme.safety_contacts.filter(user__in=seats).select_related("user"):
        name_contact(made, email=contact.user.email, role=contact.role, by=by)


def _record(action: str, contact: Contact, by: User, summary: str) -> None:
    people.record(action, contact, by=by, summary=summary, programme_id=contact.programme_id)
