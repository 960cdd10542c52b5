"""The letters of a sign-up, one function each."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import from_line, new_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.programmes.models import Programme
from edumentoring.signup.keys import CONFIRM_WITHIN, confirm_link, page_link
from edumentoring.signup.models import Draft

OfDraft = Callable[[Draft], Letter]

# People wait for these on the page they just sent: they overtake the introductions.
AT_ONCE = Letter.Priority.SIGN_IN

letter_names.add(
    {
        "signup_confirm": later("Confirm a sign-up"),
        "signup_was_this_you": later("Signed up already: was this you?"),
        "signup_confirm_again": later("Confirm a sign-up, once more"),
        "signup_come_back": later("Back to an unfinished sign-up"),
        "signup_still_here": later("A sign-up is unfinished"),
    }
)
open_letters.whole(
    "signup_confirm",
    "signup_was_this_you",
    "signup_confirm_again",
    "signup_come_back",
    "signup_still_here",
)


def confirm(draft: Draft) -> Letter:
    """Prove the address, and with it the place. Not yet queued."""
    return _letter("confirm", draft, link=confirm_link(draft))


def was_this_you(draft: Draft) -> Letter:
    """To an address that takes part already: its answers change only if they say so. Not queued."""
    return _letter("was_this_you", draft, link=confirm_link(draft))


def confirm_again(draft: Draft) -> Letter:
    """The one reminder, or a coordinator's. Not yet queued."""
    return _letter(
        "confirm_again", draft, link=confirm_link(draft), priority=Letter.Priority.ORDINARY
    )


def come_back(draft: Draft) -> Letter:
    """The link to an unfinished sign-up, asked for a moment ago."""
    letter = _letter("come_back", draft, to=draft.later_to, link=_whole(page_link(draft)))
    letter.save()
    return letter


def still_here(draft: Draft) -> Letter:
    """The one reminder of an unfinished sign-up. Not yet queued."""
    return _letter(
        "still_here",
        draft,
        to=draft.later_to,
        link=_whole(page_link(draft)),
        priority=Letter.Priority.ORDINARY,
    )


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _letter(kind: str, draft: Draft, *, link: str, to: str = "", priority: int = AT_ONCE) -> Letter:
    programme = draft.programme
    written = render_letter(f"signup/letters/{kind}", _words(draft, programme, link))
    person = draft.participant.user if draft.participant_id and draft.participant else None
    return new_letter(
        f"signup_{kind}",
        to=to or draft.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(programme.sender_name or programme.name),
        reply_to=programme.reply_to,
        priority=priority,
        subject_key=draft.subject_key,
        person_code=person.code if person else None,
        programme_id=programme.pk,
    )


def _words(draft: Draft, programme: Programme, link: str) -> Mapping[str, Any]:
    at = draft.sent_at or draft.started_at
    return {
        "first_name": draft.first_name,
        "programme": programme.name,
        "sender": programme.sender_name or programme.name,
        "reply_to": programme.reply_to,
        "link": link,
        "page": _whole(reverse("signup:start", args=[programme.slug])),
        "days": CONFIRM_WITHIN.days,
        "at": date_format(localtime(at), "j F Y"),
    }
