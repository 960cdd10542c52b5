"""Changes to people, how they sign in, and the history of both."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import plain_address
from edumentoring.common.refused import Refused
from edumentoring.people.access import is_staff
from edumentoring.people.models import Event, SignIn, User

MINUTES, STAFF_MINUTES = 30, 10
LETTERS_AN_HOUR = 10


class TooManyLetters(Refused):
    """This address has asked for as many sign-in letters as it may have in an hour."""


def record(
    action: str,
    subject: models.Model,
    *,
    by: User | None,
    summary: str,
    programme_id: int | None = None,
    **detail: Any,
) -> Event:
    """Add one line of history about `subject`. `by` is None for what the service did itself."""
    return Event.objects.create(
        action=action,
        subject_type=subject._meta.label_lower,  # noqa: SLF001
        subject_id=str(subject.pk),
        by=by,
        summary=summary[:300],
        programme_id=programme_id,
        detail=detail,
    )


def require_second_factor(user: User) -> None:
    """Count this person as staff from now on.

    They see others' answers, so an e-mail alone must not open those pages to them.
    """
    if not user.needs_second_factor:
        user.needs_second_factor = True
        user.save(update_fields=["needs_second_factor"])


@transaction.atomic
def make_owner(email: str, name: str = "") -> str:
    """Let somebody make programmes on this server; gives a link that signs them in once.

    Whoever runs this command has the whole database, so the link goes to them and not by
    e-mail: a new server may not send any yet.
    """
    address = plain_address(email).lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_superuser(address, name)
    user.is_superuser, user.is_active, user.needs_second_factor = True, True, True
    user.name = name.strip() or user.name
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


# --- Signing in by e-mail ---------------------------------------------------------------------


def ask_to_sign_in(email: str, *, then: str = "") -> tuple[SignIn, str]:
    """Note the wish to sign in; gives it with the key for the letter's link.

    An unknown address takes the same steps and gets a row without a person. Older letters
    stay good until they are too old or one of them is used: people press twice and then
    open the letter that came first. Raises TooManyLetters at the eleventh in an hour.
    """
    now = timezone.now()
    address = email.strip().lower()
    asked = SignIn.objects.filter(email=address, asked_at__gt=now - timedelta(hours=1)).count()
    user = User.objects.filter(email=address, is_active=True).first()
    if asked >= LETTERS_AN_HOUR:
        raise TooManyLetters(
            _(
                "We sent %(count)s letters to this address in the past hour. Look for them, also "
                "in junk mail. You can ask again in an hour."
            )
            % {"count": LETTERS_AN_HOUR}
        )
    SignIn.objects.filter(asked_at__lt=now - timedelta(days=1)).delete()
    key = secrets.token_urlsafe(32)
    minutes = STAFF_MINUTES if user and is_staff(user) else MINUTES
    wish = SignIn.objects.create(
        user=user,
        email=address,
        key_hash=_hash(key),
        then=then[:500],
        asked_at=now,
        until=now + timedelta(minutes=minutes),
    )
    return wish, key


def sign_in_link(key: str) -> str:
    """The whole address that the letter carries."""
    return settings.SITE_URL + reverse("people:sign_in_link", args=[key])


def sign_in_for(key: str) -> SignIn | None:
    """The wish that this link belongs to, if it can still be used. Changes nothing."""
    return SignIn.objects.usable().select_related("user").filter(key_hash=_hash(key)).first()


@transaction.atomic
def use_sign_in(pk: int) -> bool:
    """Spend a wish, and with it the person's other ones. Only one caller ever gets True."""
    now = timezone.now()
    mine = SignIn.objects.usable().filter(pk=pk).values("user")
    # Two letters of one person used at one moment must wait for each other.
    person = User.objects.select_for_update().filter(pk__in=mine).first()
    unused = SignIn.objects.filter(pk=pk, used_at=None, until__gt=now)
    if person is None or not unused.update(used_at=now):
        return False
    SignIn.objects.filter(user=person, used_at=None).update(used_at=now)
    return True


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
