"""This room's letters, one function each. They wait in the outbox until the commit."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.programmes.models import Participant
from edumentoring.programmes.navigation import address_of

letter_names.add(
    {
        "a_place_is_yours": later("A place from the waiting list"),
        "welcome_back": later("Welcome back"),
    }
)
open_letters.whole("a_place_is_yours", "welcome_back")


def a_place_is_yours(participant: Participant) -> Letter:
    """There is room now: they come in from the waiting list."""
    return _keep("a_place_is_yours", participant)


def welcome_back(participant: Participant) -> Letter:
    """The day they named has come: they take part again, and may rest longer."""
    return _keep("welcome_back", participant)


def _keep(kind: str, reader: Participant) -> Letter:
    programme = reader.programme
    written = render_letter(
        f"programmes/letters/{kind}",
        {
            "programme": programme,
            "sender": programme.sender_name or programme.name,
            "reader": reader.user.first_name,
            "is_mentor": reader.is_mentor and reader.free_places > 0,
            "is_mentee": reader.is_mentee and reader.open_requests > 0,
            "next_round_on": _next_round(reader),
            "place": settings.SITE_URL + _own_page(reader),
            "reply_to": programme.reply_to,
        },
    )
    return queue_letter(
        kind,
        to=reader.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(programme.sender_name or programme.name),
        reply_to=programme.reply_to,
        person_code=reader.user.code,
        programme_id=programme.pk,
    )


def _next_round(reader: Participant) -> object:
    day = reader.programme.next_round_on
    return day if day and day >= reader.programme.today() else None


def _own_page(reader: Participant) -> str:
    return address_of("signup:mine", reader.programme.slug) or reverse("people:me")
