"""Who has a place at something soon, kept for a minute: everybody's first page asks it, and for
nearly all of them the answer is nothing."""

from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from edumentoring.common.once import once
from edumentoring.training.models import Booking, Event
from edumentoring.training.models.bookings import BookingQuerySet

SOON = timedelta(days=14)
KEPT = 60  # seconds; another process learns of a new place that much later


def soon() -> BookingQuerySet:
    """Places at what begins within the next two weeks, and is not over."""
    now = timezone.now()
    return Booking.objects.with_places().filter(
        event__state=Event.State.PUBLISHED,
        event__ends_at__gt=now,
        event__starts_at__lt=now + SOON,
    )


def has_a_place_soon(user: int) -> bool:
    """Whether this account has one. Asks the database once a minute for all of them."""
    return user in once("training-soon", "users", KEPT, _users)


def _users() -> frozenset[int]:
    found = soon().exclude(user=None).values_list("user", flat=True)
    return frozenset(key for key in found if key)


def look_again() -> None:
    """Somebody got a place: their first page is to say so at once."""
    cache.delete("training-soon:users")
    transaction.on_commit(lambda: cache.delete("training-soon:users"))
