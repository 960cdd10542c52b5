"""Letters that ask whether somebody works where they say."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.verification.models import Verification

letter_names.add(
    {
        "confirm_colleague": later("Is this somebody’s colleague?"),
        "confirm_work_address": later("Confirm a work address"),
    }
)
open_letters.whole("confirm_colleague", "confirm_work_address")


def link_of(key: str) -> str:
    """The whole address of the page on which the letter's reader answers."""
    return settings.SITE_URL + reverse("verification:colleague", args=[key])


def ask(verification: Verification, key: str) -> Letter:
    """To the colleague, or to the person's own work mailbox."""
    colleague = verification.way == Verification.Way.COLLEAGUE
    participant = verification.participant
    programme = participant.programme
    written = render_letter(
        f"verification/letters/{'colleague' if colleague else 'work_address'}",
        {
            "programme": programme,
            "sender": programme.sender_name or programme.name,
            "name": participant.name,
            "first_name": participant.user.first_name,
            "school": participant.school_name,
            "link": link_of(key),
            "until": date_format(
                timezone.localtime(verification.until or verification.asked_at), "j F"
            ),
        },
    )
    return queue_letter(
        "confirm_colleague" if colleague else "confirm_work_address",
        to=verification.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(programme.sender_name or programme.name),
        reply_to=programme.reply_to,
        subject_key=verification.subject_key,
        # The colleague is the reader; their letter is no part of the participant's own.
        person_code=None if colleague else participant.user.code,
        programme_id=programme.pk,
    )
