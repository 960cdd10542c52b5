"""Signing in by e-mail: the wish, its link, and the one use it has."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.access import is_staff
from edumentoring.people.models import SignIn, User

MINUTES, STAFF_MINUTES = 30, 10
LETTERS_AN_HOUR = 10
KEPT = timedelta(days=1)  # a spent or old wish; long enough to count letters and notice misuse


class TooManyLetters(Refused):
    """This address has asked for as many sign-in letters as it may have in an hour."""


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
    drop_old_sign_ins()
    key = secrets.token_urlsafe(32)
    minutes = STAFF_MINUTES if user and is_staff(user) else MINUTES
    wish = SignIn.objects.create(
        user=user,
        email=address,
        key_hash=hash_of(key),
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
    return SignIn.objects.usable().select_related("user").filter(key_hash=hash_of(key)).first()


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


def hash_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def drop_old_sign_ins() -> int:
    """Wishes of more than a day ago; says how many. Asked for, and run by the clock."""
    return SignIn.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()[0]
