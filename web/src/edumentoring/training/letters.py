"""The letters about events, one function each: who has a place, what changed, thanks.

All are asked for: somebody books, and hears of it. Only the one of the day before reminds, and it
takes its reader's one reminder of the week (see `pairs.nudges`).
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.common import open_letters
from edumentoring.common.mail import from_line, new_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.meetings.when import Clocks, When, clocks_of
from edumentoring.pairs import nudges
from edumentoring.pairs.letters import sender_of
from edumentoring.training import ics
from edumentoring.training.access import key_of
from edumentoring.training.models import Booking, Event

# They hold the link to join, and a key.
open_letters.subjects(
    *("training_confirm", "training_booked", "training_waiting", "training_moved_up"),
    *("training_changed", "training_cancelled", "training_tomorrow", "training_thanks"),
    *("training_taken_off", "training_free_now"),
)


def confirm(booking: Booking) -> Letter:
    """A guest's address has to be proved before it holds a place."""
    return _write(
        "confirm",
        booking,
        subject=_("Please confirm your place: %s") % booking.event.title,
        lines=[
            _("Somebody, we hope you, asked for a place with this e-mail address."),
            _("Press the button to confirm it. Until then no place is kept."),
            _("Was it not you? Then do nothing."),
        ],
        button=_("Confirm my place"),
    )


def booked(booking: Booking) -> Letter:
    """They have a place."""
    return _write(
        "booked",
        booking,
        subject=_("You have a place: %s") % booking.event.title,
        lines=[_("Your place is kept. We look forward to seeing you.")],
        button=_("See it, or say you cannot come"),
        calendar=ics.invitation(booking),
    )


def waiting(booking: Booking) -> Letter:
    """All places are taken."""
    return _write(
        "waiting",
        booking,
        subject=_("You are on the waiting list: %s") % booking.event.title,
        lines=[
            _("All places are taken at the moment."),
            _("If one becomes free, it is yours and we write to you. You need do nothing."),
        ],
        button=_("Leave the waiting list"),
    )


def moved_up(booking: Booking) -> Letter:
    """A place became free, and it is theirs."""
    return _write(
        "moved_up",
        booking,
        subject=_("A place is yours: %s") % booking.event.title,
        lines=[
            _("Somebody could not come, so we kept their place for you."),
            _("Does it not suit you now? Then say so within 24 hours, for whoever waits next."),
        ],
        button=_("Keep it, or give it back"),
        calendar=ics.invitation(booking),
    )


def free_now(booking: Booking) -> Letter:
    """A place became free on the last day: nobody is moved up unasked, and all may take it."""
    return _write(
        "free_now",
        booking,
        subject=_("A place is free now: %s") % booking.event.title,
        lines=[
            _("Somebody cannot come. It is so near now that nobody is given a place unasked."),
            _("Press the button if you want it. Whoever presses first has it."),
        ],
        button=_("See whether it is still free"),
    )


def changed(booking: Booking) -> Letter:
    """Something that they plan by is not as it was."""
    return _write(
        "changed",
        booking,
        subject=_("Changed: %s") % booking.event.title,
        lines=[_("Something about this event is new. This is how it stands now.")],
        button=_("See it, or say you cannot come"),
        calendar=ics.invitation(booking) if booking.state == Booking.State.BOOKED else "",
    )


def cancelled(booking: Booking) -> Letter:
    """The event will not take place."""
    word = booking.event.cancel_word
    has_place = booking.state == Booking.State.BOOKED
    return _write(
        "cancelled",
        booking,
        subject=_("Called off: %s") % booking.event.title,
        lines=[_("We are sorry: this event will not take place."), *([word] if word else [])],
        calendar=ics.cancellation(booking) if has_place else "",
    )


def taken_off(booking: Booking) -> Letter:
    """They cannot come, or the desk took their name off: out of the calendar."""
    return _write(
        "taken_off",
        booking,
        subject=_("You are no longer on the list: %s") % booking.event.title,
        lines=[_("Your name is off the list. Thank you for leaving the place to somebody else.")],
        button=_("Book again"),
        calendar=ics.cancellation(booking),
    )


def tomorrow(booking: Booking) -> Letter:
    """It is soon."""
    return _write(
        "tomorrow",
        booking,
        subject=_("Soon: %s") % booking.event.title,
        lines=[_("You have a place at this event, and it is nearly here.")],
        button=_("See it, or say you cannot come"),
    )


def thanks(booking: Booking, *, not_before: datetime) -> Letter:
    """Thank you for coming; one question."""
    return _write(
        "thanks",
        booking,
        subject=_("Thank you for coming: %s") % booking.event.title,
        lines=[
            _("It was good to have you there."),
            _("Was it of use to you? One tap tells us, and you can leave it."),
        ],
        button=_("Say how useful it was"),
        not_before=not_before,
    )


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


def _write(
    kind: str,
    booking: Booking,
    *,
    subject: str,
    lines: Sequence[str],
    button: str = "",
    calendar: str = "",
    not_before: datetime | None = None,
) -> Letter:
    """Queue one letter."""
    event, programme = booking.event, booking.event.programme
    sender = sender_of(programme)
    has_place = booking.state == Booking.State.BOOKED and kind != "cancelled"
    about = {
        "subject": subject,
        "first_name": booking.name.split(" ")[0] if booking.name else "",
        "lines": lines,
        "button": button,
        "link": link_of(booking),
        "event": event,
        "when": when_for(booking),
        "join": event.link if has_place else "",
        "shows_when": kind != "thanks",
        "programme": programme,
        "sender": sender,
        "letters_link": nudges.letters_link(booking.participant or booking.user)
        if booking.user
        else "",
    }
    written = render_letter("training/letters/event", about)
    letter = new_letter(
        f"training_{kind}",
        to=booking.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        calendar=calendar,
        from_line=from_line(sender),
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
