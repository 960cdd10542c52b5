"""This room's one letter. It waits in the outbox until the commit."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names
from edumentoring.common.mail import Rendered, from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.pairs import nudges
from edumentoring.pairs.letters import sender_of
from edumentoring.pairs.sides import Side

letter_names.add({"has_a_lot_on": later("A lot on")})


def has_a_lot_on(side: Side, until: date) -> Letter:
    """To the other of the pair, who was to be told: until when, and that nothing is expected."""
    written, programme, reader = compose(side, until), side.pair.programme, side.other
    return queue_letter(
        "has_a_lot_on",
        to=reader.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(sender_of(programme)),
        reply_to=programme.reply_to,
        subject_key=side.pair.subject_key,
        person_code=reader.user.code,
        programme_id=programme.pk,
        headers=nudges.stop_headers(reader),
    )


def compose(side: Side, until: date) -> Rendered:
    """Write it without queueing it."""
    programme, reader = side.pair.programme, side.other
    signed_up = reader.signed_up_at.astimezone(ZoneInfo(programme.time_zone))
    context = {
        "programme": programme,
        "sender": sender_of(programme),
        "reader": reader.user.first_name,
        "other": side.me.user.first_name,
        "until": date_format(until, "l j F"),
        "link": settings.SITE_URL + reverse("pairs:own_pair", args=[side.pair.code]),
        "place": settings.SITE_URL + reverse("pairs:place"),
        "reply_to": programme.reply_to,
        "letters_link": nudges.letters_link(reader),
        "signed_up_on": date_format(signed_up, "j F Y"),
    }
    return render_letter("rhythm/letters/has_a_lot_on", context)
