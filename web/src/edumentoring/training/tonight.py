"""This room's lines on a coordinator's first page."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency
from edumentoring.training.models import Booking, Event

LATELY = timedelta(days=30)


def lines(seat: Coordinator) -> Iterable[Line]:
    """What partners offer, events that are over and whose list nobody has ticked, and free places
    on the last day."""
    now = timezone.now()
    offered = Event.objects.offered().filter(programme=seat.programme, starts_at__gt=now)
    for event in offered.select_related("held_by")[:3]:
        yield Line(
            text=_("%(partner)s would like to hold an event: “%(title)s”")
            % {"partner": event.held_by, "title": event.title},
            detail=_("Nobody sees it before one of you agrees."),
            url=reverse("training:desk_event", args=[seat.programme.slug, event.code]),
            button=_("Look at it"),
            urgency=Urgency.NEXT,
            power="people",
        )
    here = Event.objects.published().filter(programme=seat.programme)
    booked = Booking.objects.with_places().filter(event=OuterRef("pk"))
    over = here.filter(marked_at=None, starts_at__lt=now, starts_at__gt=now - LATELY)
    for event in over.filter(Exists(booked))[:3]:
        yield Line(
            text=_("Who came to “%s”?") % event.title,
            detail=_("Tick the list. Hours and thanks follow from it."),
            url=reverse("training:attendance", args=[seat.programme.slug, event.code]),
            button=_("Tick the list"),
            urgency=Urgency.TIDY,
            power="people",
        )
    waits = Booking.objects.filter(event=OuterRef("pk"), state=Booking.State.WAITING)
    soon = here.filter(starts_at__gt=now, starts_at__lt=now + timedelta(hours=24))
    for event in soon.filter(Exists(waits)):
        if not event.is_full:
            yield Line(
                text=_("A place is free at “%s”, and somebody waits") % event.title,
                detail=_("On the last day nobody is moved up unasked. You can do it."),
                url=reverse("training:desk_event", args=[seat.programme.slug, event.code]),
                button=_("See who waits"),
                urgency=Urgency.NEXT,
                power="people",
            )
