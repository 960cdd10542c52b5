"""Planning an event, publishing it, changing it, calling it off."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import nudges
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Programme
from edumentoring.training import hosts, letters
from edumentoring.training.days import months_after
from edumentoring.training.models import Booking, Event
from edumentoring.training.operations.booking import fill_places, locked_event, offer_line

MOST_IN_SERIES = 20
# What people plan by: where one of these is new, they get a letter and a new calendar entry.
TOLD = ("title", "starts_at", "ends_at", "where", "link")
COPIED = (
    *("title", "about", "reach", "for_whom", "is_public", "starts_at", "ends_at", "where", "link"),
    *("places", "closes_at", "hours", "counts_as_training", "lasts_months", "areas"),
)


@transaction.atomic
def plan(
    programme: Programme,
    values: Mapping[str, Any],
    *,
    by: User,
    repeat: str = "",
    times: int = 1,
    form_key: uuid.UUID | None = None,
) -> Event:
    """Keep a draft, or a series of them: `repeat` is "", week, fortnight or month.

    Each keeps its hour on the wall clock, also where the clocks change in between. The same form
    sent twice plans once. Returns the first.
    """
    known = (
        Event.objects.filter(form_key=form_key, programme=programme).first() if form_key else None
    )
    if known:
        return known
    count = min(max(times, 1), MOST_IN_SERIES) if repeat else 1
    series = uuid.uuid4() if count > 1 else None
    made = []
    for number in range(count):
        moved = {
            name: later(values[name], repeat, number, ZoneInfo(programme.time_zone))
            for name in ("starts_at", "ends_at", "closes_at")
            if values.get(name)
        }
        event = Event(programme=programme, series=series, made_by=by, **{**values, **moved})
        event.form_key = form_key if number == 0 else None
        made.append(event)
    Event.objects.bulk_create(made)
    record(
        "plan_event",
        made[0],
        by=by,
        summary=f"Planned {made[0].title}" + (f", {count:,} times" if count > 1 else ""),
        programme_id=programme.pk,
    )
    return made[0]


def later(moment: datetime, repeat: str, number: int, zone: ZoneInfo) -> datetime:
    """The same hour on the wall clock, `number` weeks, fortnights or months on."""
    here = moment.astimezone(zone)
    if repeat == "month":
        day = months_after(here.date(), number)
        return here.replace(year=day.year, month=day.month, day=day.day)
    weeks = {"week": 1, "fortnight": 2}.get(repeat, 0)
    return here + timedelta(weeks=weeks * number)  # on the wall clock, as zoneinfo adds


@transaction.atomic
def publish(event: Event, *, by: User) -> list[Event]:
    """Let people read of it and book; of a series, all that are still drafts. Says which.

    What a partner offered is agreed to by it, and they are told.
    """
    current = locked_event(event)
    if current.state == Event.State.CANCELLED:
        raise Refused(_("This event was called off. Copy it, and publish the copy."))
    if current.is_sent_back:
        raise Refused(
            _("This is back with %s. It can be published when they have sent it again.")
            % current.held_by
        )
    unseen = (Event.State.DRAFT, Event.State.OFFERED)
    drafts = Event.objects.filter(programme=current.programme_id, state__in=unseen)
    if current.series:
        found = list(drafts.filter(series=current.series).select_for_update())
    else:
        found = list(drafts.filter(pk=current.pk))
    ready = [one for one in found if one.starts_at > timezone.now()]
    if found and not ready:
        raise Refused(_("This day has gone by. Choose another day, then publish it."))
    now = timezone.now()
    for one in ready:
        one.state, one.published_at, one.changed_at = Event.State.PUBLISHED, now, now
        one.save(update_fields=["state", "published_at", "changed_at"])
    if ready:
        hosts.tell(current, hosts.News.AGREED, by)
        record(
            "publish_event",
            current,
            by=by,
            summary=f"Published {current.title}",
            programme_id=current.programme_id,
        )
    return ready


@transaction.atomic
def change_event(
    event: Event, values: Mapping[str, Any], *, version: int, by: User
) -> tuple[Event, int]:
    """Change one event. Those who have a place or wait hear of what they plan by; says how many.

    Refused where fewer places are left than are taken. Stale where somebody else was quicker.
    """
    current = locked_event(event)
    if current.version != version:
        raise Stale(_("Somebody changed this event a moment ago. Look at it, then save yours."))
    if current.state == Event.State.CANCELLED:
        raise Refused(_("This event was called off. Copy it, and change the copy."))
    had, places = current.places, values.get("places", current.places)
    if places is not None and places < current.taken:
        raise Refused(
            _("%d people have a place already. Give it as many places, or take somebody off first.")
            % current.taken
        )
    is_news = any(name in values and values[name] != getattr(current, name) for name in TOLD)
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    current.changed_at = timezone.now()
    current.sequence += 1 if is_news else 0
    current.save()
    told = _tell_of_change(current) if is_news and not current.is_over else 0
    if is_news:
        hosts.tell(current, hosts.News.CHANGED, by)
    if places != had:
        fill_places(current)
    record(
        "change_event",
        current,
        by=by,
        summary=f"Changed {current.title}",
        programme_id=current.programme_id,
    )
    return current, told


def _tell_of_change(event: Event) -> int:
    """Letters about how it was before are taken back where they still wait."""
    if event.state != Event.State.PUBLISHED:
        return 0
    bookings = _live(event)
    withdraw_letters(*(one.subject_key for one in bookings))
    for booking in bookings:
        letters.changed(booking)
        if booking.state == Booking.State.BOOKED:
            offer_line(booking)
    Booking.objects.filter(pk__in=[one.pk for one in bookings]).update(reminded_at=None)
    return len(bookings)


def _live(event: Event) -> Sequence[Booking]:
    found = list(event.bookings.live().with_people())
    for booking in found:
        booking.event = event
    return found


@transaction.atomic
def cancel_event(event: Event, word: str, *, by: User) -> int:
    """Call it off: everybody who has a place or waits gets a letter. Says how many."""
    current = locked_event(event)
    if current.state == Event.State.CANCELLED:
        return 0
    if current.is_over:
        raise Refused(_("This event is over. It cannot be called off any more."))
    was_published = current.state == Event.State.PUBLISHED
    current.state, current.cancelled_at = Event.State.CANCELLED, timezone.now()
    current.cancel_word = word.strip()[:300]
    current.changed_at = timezone.now()
    current.sequence += 1
    current.version += 1
    current.save()
    bookings = _live(current) if was_published else []
    withdraw_letters(*(one.subject_key for one in bookings))
    for booking in bookings:
        letters.cancelled(booking)
    nudges.take_back_all([one.subject_key for one in bookings])
    hosts.tell(current, hosts.News.CALLED_OFF, by)
    record(
        "cancel_event",
        current,
        by=by,
        summary=f"Called off {current.title}",
        programme_id=current.programme_id,
    )
    return len(bookings)


@transaction.atomic
def copy_event(event: Event, *, by: User) -> Event:
    """A draft like it, four weeks on or, where that has gone by, four weeks from now."""
    values = {name: getattr(event, name) for name in COPIED}
    now = timezone.now()
    weeks = 4
    while event.starts_at + timedelta(weeks=weeks) < now:
        weeks += 4
    for name in ("starts_at", "ends_at", "closes_at"):
        if values[name]:
            values[name] = later(values[name], "week", weeks, event.zone)
    made = Event.objects.create(programme=event.programme, made_by=by, **values)
    record(
        "copy_event",
        made,
        by=by,
        summary=f"Copied {event.title}",
        programme_id=event.programme_id,
    )
    return made
