"""Letters that wait to be sent. They name an address, never a person's row."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self) -> "LetterQuerySet":
        """Ready to claim now, the most pressing first."""
        return self.filter(
            state=Letter.State.WAITING, held_since=None, not_before__lte=timezone.now()
        ).order_by("-priority", "not_before", "pk")

    def for_a_person_to_see(self) -> "LetterQuerySet":
        """Uncertain or refused: the service does not send them again by itself."""
        return self.filter(state__in=[Letter.State.UNCERTAIN, Letter.State.BOUNCED])


class Letter(models.Model):
    """One e-mail to one address, written in full when it is queued.

    waiting -> sending -> sent, or back to waiting after a refusal that may pass (with a
    longer wait each time), or bounced after a final one. A letter found in `sending` after
    its worker died is uncertain: it may have gone, so a person decides.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNCERTAIN = "uncertain", _("May not have gone")
        BOUNCED = "bounced", _("Came back")
        WITHDRAWN = "withdrawn", _("Taken back")

    class Priority(models.IntegerChoices):
        BULK = 0, _("Newsletter")
        ORDINARY = 10, _("Ordinary")
        SIGN_IN = 20, _("Sign-in")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40, help_text="Which letter, for example 'introduction'.")
    subject_key = models.CharField(
        max_length=80,
        blank=True,
        db_index=True,
        help_text="What it is about, for example 'pair:12'; never an address.",
    )
    person_code = models.UUIDField(null=True, help_text="The reader's User.code.")
    programme_id = models.BigIntegerField(null=True)
    to = models.EmailField(max_length=254)
    from_line = models.CharField(max_length=320, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(
        blank=True, help_text="An invitation or its cancelling, as calendars read it."
    )
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.ORDINARY)
    queued_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    held_since = models.DateTimeField(
        null=True, help_text="Waits until whoever held it lets it go, whatever the time."
    )
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-priority", "not_before"]),
            models.Index(fields=["sent_at"]),
            models.Index(fields=["programme_id", "state"]),
            # With the programme and the state, or SQLite reads all letters of a programme instead.
            models.Index(fields=["person_code", "programme_id", "state"]),
        ]

    def __str__(self) -> str:
        return self.subject


class DueTime(models.Model):
    """When a piece of periodic work is due next; `clock.py` knows what the work is."""

    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    taken_until = models.DateTimeField(null=True, help_text="Somebody is at it until then.")
    last_done_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """A worker's sign of life: a task whose worker has none any more is picked up again."""

    worker = models.CharField(max_length=64, unique=True)
    beat_at = models.DateTimeField(default=timezone.now)
    stopped = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.worker
