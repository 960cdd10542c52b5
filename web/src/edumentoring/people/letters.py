"""Letters about signing in. They overtake all other mail."""

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names
from edumentoring.common.mail import queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.design.times import clock
from edumentoring.people.models import AddressChange, SignIn, User

letter_names.add(
    {
        "sign_in": later("A link to sign in"),
        "no_account": later("Nobody has this address"),
        "security": later("How somebody signs in has changed"),
        "new_address": later("A new address to confirm"),
        "address_changed": later("An address has changed"),
        "confirm_forgetting": later("Before somebody is forgotten"),
        "forgotten": later("Somebody is forgotten"),
    }
)


def send_sign_in(wish: SignIn, *, link: str, code: str) -> Letter:
    """The letter with the link and the code, or a kind one that says there is no account.

    Both are written the same way, so that neither takes longer than the other.
    """
    known = wish.user is not None
    language = (wish.user.language if wish.user else "") or translation.get_language()
    with translation.override(language):
        letter = render_letter(
            "people/letters/sign_in" if known else "people/letters/no_account",
            {
                "person": wish.user,
                "email": wish.email,
                "link": link,
                "code": code,
                "minutes": wish.minutes,
                "at": clock(timezone.localtime(wish.asked_at)),
            },
        )
    return queue_letter(
        "sign_in" if known else "no_account",
        to=wish.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        priority=Letter.Priority.SIGN_IN,
        person_code=wish.user.code if wish.user else None,
    )


def send_security_notice(user: User, what: str) -> Letter:
    """Tell somebody that `what` of how they sign in was changed, so that a thief is noticed."""
    with translation.override(user.language or translation.get_language()):
        letter = render_letter("people/letters/security", {"person": user, "what": what})
    return queue_letter(
        "security",
        to=user.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        priority=Letter.Priority.SIGN_IN,
        person_code=user.code,
    )


def send_address_change(wish: AddressChange, *, is_free: bool, link: str) -> Letter:
    """To the new address: its link, or kindly that it belongs to an account already.

    Both are written the same way and look the same from outside: not even the file of their
    own data tells whoever asked which one it was. It names nobody: it may go astray.
    """
    with translation.override(wish.user.language or translation.get_language()):
        letter = render_letter(
            "people/letters/new_address" if is_free else "people/letters/address_taken",
            {"email": wish.email, "link": link, "minutes": wish.minutes},
        )
    return queue_letter(
        "new_address",
        to=wish.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        priority=Letter.Priority.SIGN_IN,
        person_code=wish.user.code,
    )


def send_address_changed(was: User) -> Letter:
    """To the old address, so that a thief is noticed. `was` is the person with that address."""
    return _to_person("address_changed", was)


def send_confirm_forgetting(wish: SignIn, *, link: str) -> Letter:
    """A link that shows it is really they who want to be forgotten."""
    assert wish.user is not None  # noqa: S101 - for the type checker
    return _to_person("confirm_forgetting", wish.user, link=link, minutes=wish.minutes)


def send_forgotten(was: User, *, everywhere: bool) -> Letter:
    """The last letter: it is done. `was` is an unsaved row with the address and the language."""
    return _to_person("forgotten", was, everywhere=everywhere)


def _to_person(kind: str, person: User, **about: object) -> Letter:
    with translation.override(person.language or translation.get_language()):
        letter = render_letter(f"people/letters/{kind}", {"person": person, **about})
    return queue_letter(
        kind,
        to=person.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        priority=Letter.Priority.SIGN_IN,
        person_code=person.code if person.pk else None,
    )
