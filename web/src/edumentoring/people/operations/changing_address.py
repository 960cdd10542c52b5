"""Another e-mail for one's account: the wish, its link, and the one use it has.

A letter to the new address proves that it is the person's own. What stands on the page is the
same whether the address is free, has an account already or is kept out.
"""

import secrets
from copy import copy
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.letters import send_address_change, send_address_changed
from edumentoring.people.models import AddressChange, SignIn, User
from edumentoring.people.operations.history import record
from edumentoring.people.operations.signing_in import (
    KEPT,
    LETTERS_AN_HOUR,
    MINUTES,
    TooManyLetters,
    hash_of,
)
from edumentoring.people.operations.suppressing import lift_suppression


@transaction.atomic
def ask_to_change_address(user: User, email: str) -> AddressChange:
    """Note the wish and write to the new address. An earlier wish counts no more.

    Raises TooManyLetters at the eleventh in an hour, of this person or to this address.
    """
    _refuse_characters(user)
    # Two wishes at one moment wait for each other, so that only the later one counts.
    current, now = User.objects.select_for_update().get(pk=user.pk), timezone.now()
    address = email.strip().lower()
    lately = AddressChange.objects.filter(asked_at__gt=now - timedelta(hours=1))
    if lately.filter(Q(user=current) | Q(email=address)).count() >= LETTERS_AN_HOUR:
        raise TooManyLetters(
            _("That was %(count)s letters in the past hour. You can ask again in an hour.")
            % {"count": LETTERS_AN_HOUR}
        )
    current.address_changes.usable().update(dropped_at=now)
    key = secrets.token_urlsafe(32)
    wish = AddressChange.objects.create(
        user=current,
        was=current.email,
        email=address,
        key_hash=hash_of(key),
        asked_at=now,
        until=now + timedelta(minutes=MINUTES),
    )
    send_address_change(wish, is_free=not _is_taken(wish), link=address_change_link(key))
    return wish


def _refuse_characters(user: User) -> None:
    """The demonstration finds its people by their address; everybody there shares them."""
    if settings.DEMONSTRATION and user.email in {one.email for one in CHARACTERS}:
        raise Refused(_("In the demonstration this person keeps their e-mail. Others need them."))


def _is_taken(wish: AddressChange) -> bool:
    others = User.objects.filter(email__iexact=wish.email).exclude(pk=wish.user_id)
    proved = EmailAddress.objects.filter(email__iexact=wish.email).exclude(user=wish.user_id)
    return others.exists() | proved.exists()  # both are always asked, so that the work is the same


def address_change_link(key: str) -> str:
    """The whole address that the letter carries."""
    return settings.SITE_URL + reverse("people:new_address", args=[key])


def address_change_for(key: str) -> AddressChange | None:
    """The wish that this link belongs to, if it can still be used. Changes nothing."""
    found = AddressChange.objects.usable().filter(key_hash=hash_of(key))
    return found.select_related("user").first()


def pending_address(user: User) -> AddressChange | None:
    """The wish that waits for its link to be used, if there is one."""
    return user.address_changes.usable().order_by("asked_at").last()


@transaction.atomic
def change_address(key: str, *, keep: str | None = None) -> User | None:
    """Use the link: the new address takes the place of the old one. None if it was spent.

    Ends the person's sessions but the one with the key `keep`, spends the letters that sign
    in from the old mailbox, and tells the old address. Raises Refused where the address has
    become somebody else's meanwhile.
    """
    asked = AddressChange.objects.usable().filter(key_hash=hash_of(key))
    # The person's row first, as every sign-in locks it; of two presses one finds it used.
    user = User.objects.select_for_update().filter(pk__in=asked.values("user")).first()
    wish = asked.first()
    if user is None or wish is None or wish.was != user.email:
        return None
    if _is_taken(wish):
        raise Refused(_("This address belongs to another account now, so nothing was changed."))
    was, now = copy(user), timezone.now()
    _swap(user, wish.email)
    AddressChange.objects.filter(pk=wish.pk).update(used_at=now)
    SignIn.objects.filter(user=user, used_at=None).update(used_at=now)
    _end_sessions(user, keep=keep)
    record("change_address", user, by=user, summary=f"Changed the e-mail of {user.name}")
    send_address_changed(was)
    return user


def _swap(user: User, email: str) -> None:
    """The account's address and the one that is known to be proved, together."""
    lift_suppression(email)
    user.email = email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)


def _end_sessions(user: User, *, keep: str | None) -> None:
    for session in UserSession.objects.filter(user=user).exclude(session_key=keep or ""):
        session.end()


def drop_old_address_changes() -> int:
    """Wishes of more than a day ago that were never used. Run by the clock; says how many."""
    unused = AddressChange.objects.filter(used_at=None, asked_at__lt=timezone.now() - KEPT)
    return unused.delete()[0]
