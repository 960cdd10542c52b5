"""Letters about signing in. They overtake all other mail."""

from django.utils import translation
from django.utils.formats import date_format

from edumentoring.common.mail import queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.people.models import SignIn, User


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
                "at": date_format(wish.asked_at, "H:i"),
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
