"""Accounts: who hosts the service, who is staff, whose address is whose."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.mail import plain_address
from edumentoring.common.refused import Refused
from edumentoring.people.addresses import LONGEST
from edumentoring.people.models import LONGEST_NAME, User
from edumentoring.people.operations.history import record
from edumentoring.people.operations.signing_in import ask_to_sign_in, sign_in_link
from edumentoring.people.operations.suppressing import lift_suppression


def require_second_factor(user: User) -> None:
    """Count this person as staff from now on.

    They see others' answers, so an e-mail alone must not open those pages to them.
    """
    if not user.needs_second_factor:
        user.needs_second_factor = True
        user.save(update_fields=["needs_second_factor"])


def as_kept(email: str, name: str) -> tuple[str, str]:
    """An address and a name of a command line as they are kept; Refused where one is too long."""
    address, name = plain_address(email).lower(), name.strip()
    if len(address) > LONGEST:
        raise Refused(_("An e-mail address has at most %s characters.") % LONGEST)
    if len(name) > LONGEST_NAME:
        raise Refused(_("A name has at most %s characters. Give a shorter one.") % LONGEST_NAME)
    return address, name


@transaction.atomic
def make_owner(email: str, name: str = "") -> str:
    """Let somebody make programmes on this server; gives a link that signs them in once.

    Whoever runs this command has the whole database, so the link goes to them and not by
    e-mail: a new server may not send any yet.
    """
    address, name = as_kept(email, name)
    lift_suppression(address)
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_superuser(address, name)
    user.is_superuser, user.is_active, user.needs_second_factor = True, True, True
    user.name = name or user.name
    user.save()
    confirm_address(user)
    record("make_owner", user, by=None, summary=f"Let {user} make programmes")
    sign_in, key = ask_to_sign_in(address)
    return _("%(name)s may make programmes. Open this within %(minutes)s minutes: %(link)s") % {
        "name": user,
        "minutes": sign_in.minutes,
        "link": sign_in_link(key),
    }


def confirm_address(user: User) -> None:
    """Keep what a used letter proves: this address is the person's own."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
