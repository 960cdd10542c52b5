"""The letters about events, one function each: who has a place, what changed, thanks.

All are asked for: somebody books, and hears of it. Only the one of the day before reminds, and it
takes its reader's one reminder of the week (see `pairs.nudges`).
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.common import open_letters
from edumentoring.common.mail import Rendered, from_line, new_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.meetings.when import Clocks, When, clocks_of
from edumentoring.pairs import nudges
from edumentoring.pairs.letters import sender_of
from edumentoring.training import ics
from edumentoring.training.access import key_of
from edumentoring.training.models import Booking, Event


@dataclass(frozen=True)
class Saying:
    """What one of these letters says. The event's title goes into its subject."""

    subject: str | Promise
    lines: tuple[str | Promise, ...]
    button: str | Promise = ""


SAYINGS = {
    "confirm": Saying(
        _("Please confirm your place: %s"),
        (
            _("Somebody, we hope you, asked for a place with this e-mail address."),
            _("Press the button to confirm it. Until then no place is kept."),
            _("Was it not you? Then do nothing."),
        ),
        _("Confirm my place"),
    ),
    "booked": Saying(
        _("You have a place: %s"),
        (_("Your place is kept. We look forward to seeing you."),),
        _("See it, or say you cannot come"),
    ),
    "waiting": Saying(
        _("You are on the waiting list: %s"),
        (
            _("All places are taken at the moment."),
            _("If one becomes free, it is yours and we write to you. You need do nothing."),
        ),
        _("Leave the waiting list"),
    ),
    "moved_up": Saying(
        _("A place is yours: %s"),
        (
            _("Somebody could not come, so we kept their place for you."),
            _("Does it not suit you now? Then say so within 24 hours, for whoever waits next."),
        ),
        _("Keep it, or give it back"),
    ),
    "free_now": Saying(
        _("A place is free now: %s"),
        (
            _("Somebody cannot come. It is so near now that nobody is given a place unasked."),
            _("Press the button if you want it. Whoever presses first has it."),
        ),
        _("See whether it is still free"),
    ),
    "changed": Saying(
        _("Changed: %s"),
        (_("Something about this event is new. This is how it stands now."),),
        _("See it, or say you cannot come"),
    ),
    "cancelled": Saying(_("Called off: %s"), (_("We are sorry: this event will not take place."),)),
    "taken_off": Saying(
        _("You are no longer on the list: %s"),
        (_("Your name is off the list. Thank you for leaving the place to somebody else."),),
        _("Book again"),
    ),
    "tomorrow": Saying(
        _("Soon: %s"),
        (_("You have a place at this event, and it is nearly here."),),
        _("See it, or say you cannot come"),
    ),
    "thanks": Saying(
        _("Thank you for coming: %s"),
        (
            _("It was good to have you there."),
            _("Was it of use to you? One tap tells us, and you can leave it."),
        ),
        _("Say how useful it was"),
    ),
}


# They hold the link to join, and a key.
open_letters.subjects(*(f"training_{kind}" for kind in SAYINGS))


def confirm(booking: Booking) -> Letter:
    """A guest's address has to be proved before it holds a place."""
    return _write("confirm", booking)


def booked(booking: Booking) -> Letter:
    """They have a place."""
    return _write("booked", booking, calendar=ics.invitation(booking))


def waiting(booking: Booking) -> Letter:
    """All places are taken."""
    return _write("waiting", booking)


def moved_up(booking: Booking) -> Letter:
    """A place became free, and it is theirs."""
    return _write("moved_up", booking, calendar=ics.invitation(booking))


def free_now(booking: Booking) -> Letter:
    """A place became free on the last day: nobody is moved up unasked, and all may take it."""
    return _write("free_now", booking)


def changed(booking: Booking) -> Letter:
    """Something that they plan by is not as it was."""
    has_place = booking.state == Booking.State.BOOKED
    return _write("changed", booking, calendar=ics.invitation(booking) if has_place else "")


def cancelled(booking: Booking) -> Letter:
    """The event will not take place."""
    has_place = booking.state == Booking.State.BOOKED
    return _write("cancelled", booking, calendar=ics.cancellation(booking) if has_place else "")


def taken_off(booking: Booking) -> Letter:
    """They cannot come, or the desk took their name off: out of the calendar."""
    return _write("taken_off", booking, calendar=ics.cancellation(booking))


def tomorrow(booking: Booking) -> Letter:
    """It is soon."""
    return _write("tomorrow", booking)


def thanks(booking: Booking, *, not_before: datetime) -> Letter:
    """Thank you for coming; one question."""
    return _write("thanks", booking, not_before=not_before)


def link_of(booking: Booking) -> str:
    """The whole address of the page behind these letters' links."""
    return settings.SITE_URL + reverse("training:booking", args=[key_of(booking)])


def when_for(booking: Booking) -> When:
    """The event's time on its reader's own clock."""
    event = booking.event
    return said_for(event, clocks_of(booking.participant) if booking.participant else None)


def said_for(event: Event, clocks: Clocks | None) -> When:
    """The event's time in words; on the programme's clock where no reader is known."""
    zone = ZoneInfo(event.programme.time_zone)
    minutes = round((event.ends_at - event.starts_at).total_seconds() / 60)
    return (clocks or Clocks(zone, zone)).say(event.starts_at, minutes)


# --- Writing one ------------------------------------------------------------------------------


def compose(kind: str, booking: Booking) -> Rendered:
    """How one letter reads. Nothing is queued."""
    event, programme, saying = booking.event, booking.event.programme, SAYINGS[kind]
    has_place = booking.state == Booking.State.BOOKED and kind != "cancelled"
    word = event.cancel_word if kind == "cancelled" else ""
    about = {
        "subject": str(saying.subject) % event.title,
        "first_name": booking.name.split(" ")[0] if booking.name else "",
        "lines": [*saying.lines, *([word] if word else [])],
        "button": saying.button,
        "link": link_of(booking),
        "event": event,
        "when": when_for(booking),
        "join": event.link if has_place else "",
        "shows_when": kind != "thanks",
        "programme": programme,
        "sender": sender_of(programme),
        "letters_link": nudges.letters_link(booking.participant or booking.user)
        if booking.user
        else "",
    }
    return render_letter("training/letters/event", about)


def _write(
    kind: str, booking: Booking, *, calendar: str = "", not_before: datetime | None = None
) -> Letter:
    """Queue one letter."""
    programme, written = booking.event.programme, compose(kind, booking)
    letter = new_letter(
        f"training_{kind}",
        to=booking.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        calendar=calendar,
        from_line=from_line(sender_of(programme)),
        reply_to=programme.reply_to,
        not_before=not_before,
        subject_key=booking.subject_key,
        person_code=booking.user.code if booking.user else None,
        programme_id=programme.pk,
        headers=nudges.stop_headers(booking.participant or booking.user)
        if kind == "tomorrow" and booking.user
        else None,
    )
    letter.save()
    return letter
