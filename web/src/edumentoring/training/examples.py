"""How this room's letters read, for the desk, with made-up people and a made-up event."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common import letter_names
from edumentoring.common.mail import Rendered
from edumentoring.pairs.examples import Example, Two
from edumentoring.training import letters
from edumentoring.training.models import Booking, Event

KINDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "confirm": (
        _("A guest confirms a place"),
        _("At once, to somebody who does not take part and asks for a place at a public event"),
    ),
    "booked": (_("A place at an event"), _("At once, with the day for their calendar")),
    "waiting": (_("On an event’s waiting list"), _("At once, where all places are taken")),
    "moved_up": (
        _("A place became free"),
        _("To whoever waits longest, until a day before the event"),
    ),
    "free_now": (
        _("A place became free at the last moment"),
        _("To all who wait, on the last day; the first to press has it"),
    ),
    "changed": (_("An event changed"), _("Where its time, place or link is another")),
    "cancelled": (_("An event is called off"), _("To all who have a place, and to all who wait")),
    "taken_off": (
        _("Off the list of an event"),
        _("When somebody cannot come, or you take them off the list"),
    ),
    "tomorrow": (_("An event is near"), _("About a day before; it is that week’s one reminder")),
    "thanks": (_("Thanks for coming"), _("Ten minutes after you say who came, to those who did")),
}
letter_names.add({f"training_{kind}": name for kind, (name, _when) in KINDS.items()})


def example(kind: str) -> Example:
    """One of them."""
    name, when = KINDS[kind]
    return Example(key=f"training-{kind}", name=name, when=when, write=_writer(kind))


def _writer(kind: str) -> Callable[[Two], Rendered]:
    return lambda two: letters.compose(kind, _booking(two, kind))


def _booking(two: Two, kind: str) -> Booking:
    """Imran's place at an afternoon in two weeks; the guest has an address, and no account."""
    zone = ZoneInfo(two.programme.time_zone)
    starts_at = datetime.combine(two.programme.today() + timedelta(days=14), time(16), zone)
    event = Event(
        programme=two.programme,
        title=now("First steps as a mentor"),
        where=now("Northgate Primary, the hall"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
    )
    if kind == "confirm":
        asked = Booking.State.ASKED
        return Booking(
            event=event, state=asked, guest_name="Imran", guest_email=two.mentor.user.email
        )
    state = Booking.State.WAITING if kind in ("waiting", "free_now") else Booking.State.BOOKED
    return Booking(event=event, user=two.mentor.user, participant=two.mentor, state=state)


EXAMPLES = tuple(example(kind) for kind in letters.SAYINGS)
