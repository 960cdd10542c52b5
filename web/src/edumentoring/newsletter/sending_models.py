"""What goes out of a newsletter, what became of each copy, and what readers said of it."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.newsletter.list_models import Newsletter, Segment, Subscription


class SendingQuerySet(models.QuerySet["Sending"]):
    def live(self) -> "SendingQuerySet":
        """Letters go out now, unless the programme rests."""
        return self.filter(
            state=Sending.State.SENDING,
            newsletter__programme__archived_at=None,
            newsletter__programme__paused_at=None,
        )

    def due(self, now: datetime | None = None) -> "SendingQuerySet":
        """Approved, and their time has come."""
        return self.filter(
            state=Sending.State.APPROVED,
            not_before__lte=now or timezone.now(),
            newsletter__programme__archived_at=None,
            newsletter__programme__paused_at=None,
        )


class Sending(models.Model):
    """One issue on its way to its readers, with the words as they were approved.

    asked -> approved -> sending -> done; paused and stopped on the way. What goes out is the
    copy kept here: a later change of the issue changes nobody's letter.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        APPROVED = "approved", _("Waits for its time")
        SENDING = "sending", _("Goes out")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Sent")

    OPEN: ClassVar[tuple[str, ...]] = ("asked", "approved", "sending", "paused")

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="sendings")
    issue = models.ForeignKey(
        "Issue", null=True, blank=True, on_delete=models.SET_NULL, related_name="sendings"
    )
    revision = models.PositiveBigIntegerField(
        null=True, help_text="The issue's revision whose words these are."
    )
    stories = models.ManyToManyField(
        "stories.Story", related_name="+", help_text="Those whose words stand in it."
    )
    segment = models.ForeignKey(Segment, null=True, blank=True, on_delete=models.SET_NULL)
    segment_name = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State)
    version = models.PositiveIntegerField(default=1)
    expected = models.PositiveIntegerField(default=0, help_text="Readers when it was asked for.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True)
    queued_to = models.BigIntegerField(
        default=0, help_text="The last subscription that has its delivery."
    )
    queued_at = models.DateTimeField(null=True, help_text="Since when every reader is queued.")
    ended_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("newsletter:sending", args=[self.newsletter.programme.slug, self.pk])

    @property
    def is_open(self) -> bool:
        """Whether something can still happen to it."""
        return self.state in self.OPEN


class Delivery(models.Model):
    """One copy to one address: waiting, being sent, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNCERTAIN = "uncertain", _("May not have gone")
        BOUNCED = "bounced", _("Came back")
        DROPPED = "dropped", _("Not sent: stopped before")

    code = models.UUIDField(default=uuid.uuid4, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(
        Subscription, null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    email = models.EmailField(max_length=254)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["sending", "email"], name="one_copy_per_address"),
        ]
        indexes = [
            models.Index(fields=["sending", "state", "id"]),
            models.Index(fields=["state", "claimed_at"]),
            models.Index(fields=["sent_at"]),
            models.Index(fields=["code"]),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_whole(self) -> bool:
        """Whether it ended, one way or another."""
        return self.state not in {self.State.WAITING, self.State.SENDING}


class Rating(models.Model):
    """One answer to "was this worth your time?". It names nobody.

    `mark` is made of the reader's key and a secret, so that a second tap changes the first
    answer, and nobody can tell from it whose answer it is.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        PART = "part", _("In part")
        NO = "no", _("Not this time")

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="ratings")
    mark = models.CharField(max_length=64)
    answer = models.CharField(max_length=5, choices=Answer)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sending", "mark"], name="one_answer_per_reader")
        ]

    def __str__(self) -> str:
        return str(self.get_answer_display())


def counted(sending: Sending) -> dict[str, int]:
    """How many copies are in which state."""
    rows: Any = sending.deliveries.order_by().values_list("state").annotate(n=models.Count("pk"))
    return dict.fromkeys(Delivery.State.values, 0) | dict(rows)
