"""What waits for somebody's next gentle letter, and when they had the last one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant, Programme

# A letter speaks of the week ahead; what nobody could be told for this long is let go.
WEEK = timedelta(days=7)
STALE_AFTER = timedelta(days=21)


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def waiting(self) -> "NudgeQuerySet":
        return self.filter(told_at=None)

    def fresh(self, now: datetime) -> "NudgeQuerySet":
        """About the week ahead, or about no day; not what lay here through a long rest."""
        since = now - STALE_AFTER
        soon = Q(due_at=None, offered_at__gt=since) | Q(due_at__gt=since, due_at__lte=now + WEEK)
        return self.waiting().filter(soon)

    def awake(self) -> "NudgeQuerySet":
        """Neither the programme, nor the person, nor the pair is paused."""
        together = Q(pair=None) | Q(pair__state__in=(Pair.State.AGREED, Pair.State.MEETING))
        return self.filter(
            together,
            participant__state=Participant.State.IN,
            participant__programme__in=Programme.objects.running(),
        )


class Nudge(models.Model):
    """One line for a person's next gentle letter. Its words go as soon as they were told."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="nudges")
    pair = models.ForeignKey(Pair, null=True, on_delete=models.CASCADE, related_name="nudges")
    kind = models.CharField(max_length=40, help_text="What it is about, for example 'meeting'.")
    key = models.CharField(max_length=120, help_text="The same key is told once.")
    line = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300, blank=True)
    due_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "key"], name="nudged_once_about_each"),
        ]
        indexes = [models.Index(fields=["told_at", "due_at"]), models.Index(fields=["key"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.participant}"


class Reminded(models.Model):
    """When somebody last had a letter that only reminds, over all their programmes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminded"
    )
    at = models.DateTimeField(null=True)
    rests_until = models.DateField(
        null=True, help_text="They have a lot on: no reminder up to and including this day."
    )

    def __str__(self) -> str:
        return str(self.user)
