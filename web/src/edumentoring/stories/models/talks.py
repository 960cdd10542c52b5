"""Times at which somebody of the team can talk about a story, and the talks that were booked."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from edumentoring.programmes.models import Participant, Programme
from edumentoring.stories.models.stories import Story


class SlotQuerySet(models.QuerySet["Slot"]):
    def coming(self) -> "SlotQuerySet":
        return self.filter(removed_at=None, starts_at__gt=timezone.now())

    def free(self) -> "SlotQuerySet":
        """To come, with somebody who keeps it, and booked by nobody."""
        booked = Talk.objects.standing().values("slot")
        return self.coming().exclude(host=None).exclude(pk__in=booked)


class Slot(models.Model):
    """A time that somebody of the team keeps free."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="slots")
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="slots"
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    where = models.CharField(max_length=300, help_text="A link, a number, or a place.")
    removed_at = models.DateTimeField(null=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "starts_at"],
                condition=Q(removed_at=None),
                name="one_slot_at_a_time_for_each_host",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d %B %Y %H:%M}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class TalkQuerySet(models.QuerySet["Talk"]):
    def standing(self) -> "TalkQuerySet":
        return self.filter(cancelled_at=None)

    def coming(self) -> "TalkQuerySet":
        return self.standing().filter(slot__starts_at__gt=timezone.now())

    def with_slot(self) -> "TalkQuerySet":
        return self.select_related("slot__programme", "slot__host", "story", "user")


class Talk(models.Model):
    """One booked talk. Moved to another slot it stays the same entry in calendars."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="talks")
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="talks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="talks"
    )
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="talks"
    )
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    booked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ["slot__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(cancelled_at=None), name="a_slot_is_booked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.slot}"

    @property
    def subject_key(self) -> str:
        return f"talk:{self.pk}"
