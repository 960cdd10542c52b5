"""Who has a place at an event or waits for one, whether they came, and what they said of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant
from edumentoring.training.models.events import Event


class BookingQuerySet(models.QuerySet["Booking"]):
    def with_places(self) -> "BookingQuerySet":
        return self.filter(state=Booking.State.BOOKED)

    def waiting(self) -> "BookingQuerySet":
        """The first in line first."""
        return self.filter(state=Booking.State.WAITING).order_by("since", "pk")

    def live(self) -> "BookingQuerySet":
        return self.filter(state__in=(Booking.State.BOOKED, Booking.State.WAITING))

    def on_the_list(self) -> "BookingQuerySet":
        """Those whom an attendance list names."""
        return self.filter(state__in=(Booking.State.BOOKED, Booking.State.CAME))

    def with_people(self) -> "BookingQuerySet":
        return self.select_related("user", "participant__user", "event__programme__organisation")


class Booking(models.Model):
    """One person and one event: the same row when they book again.

    A guest has no `user`: they gave a name and an e-mail on the public page, and hold nothing
    until the letter's link was pressed.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("E-mail not confirmed")
        BOOKED = "booked", _("Has a place")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED = "cancelled", _("Not coming")
        CAME = "came", _("Came without a booking")

    class Rating(models.IntegerChoices):
        VERY = 3, _("Very useful")
        USEFUL = 2, _("Useful")
        NOT = 1, _("Not for me")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="bookings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="training_bookings",
    )
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="training_bookings"
    )
    guest_name = models.CharField(max_length=150, blank=True)
    guest_email = models.EmailField(max_length=254, blank=True)
    state = models.CharField(max_length=10, choices=State)
    since = models.DateTimeField(default=timezone.now)
    moved_up_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    attended = models.BooleanField(null=True)
    hours = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    rating = models.PositiveSmallIntegerField(null=True, choices=Rating)
    comment = models.TextField(max_length=1000, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="one_booking_per_person"),
            models.UniqueConstraint(
                fields=["event", "guest_email"],
                condition=~Q(guest_email=""),
                name="one_booking_per_address",
            ),
        ]
        indexes = [models.Index(fields=["event", "state", "since"])]

    def __str__(self) -> str:
        return f"booking {self.pk}"

    @property
    def name(self) -> str:
        if self.user:
            return str(self.user)
        return self.guest_name or str(_("Somebody who left"))

    @property
    def email(self) -> str:
        return self.user.email if self.user else self.guest_email

    @property
    def is_live(self) -> bool:
        return self.state in (self.State.BOOKED, self.State.WAITING)

    @property
    def subject_key(self) -> str:
        """What its letters are filed under."""
        return f"training:{self.pk}"
