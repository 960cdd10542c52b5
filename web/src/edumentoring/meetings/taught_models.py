"""What a provider teaches in which week, as a coordinator wrote it down for a programme."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from edumentoring.programmes.models import Participant, Programme


def monday_of(day: date) -> date:
    """The first day of the week that `day` lies in."""
    return day - timedelta(days=day.weekday())


class TaughtQuerySet(models.QuerySet["Taught"]):
    def kept(self) -> "TaughtQuerySet":
        """Not removed."""
        return self.filter(removed_at=None)

    def in_week_of(self, day: date) -> "TaughtQuerySet":
        return self.filter(week=monday_of(day))

    def meant_for(self, mentee: Participant) -> "TaughtQuerySet":
        """What everybody is taught, and what those are who train where this mentee does."""
        named = mentee.answers.get("provider")
        provider = " ".join(named.split()) if isinstance(named, str) else ""
        ours = self.filter(programme=mentee.programme_id)
        return (
            ours.filter(Q(whom="") | Q(whom__iexact=provider)) if provider else ours.filter(whom="")
        )


class Taught(models.Model):
    """One thing that is taught in one week, and what is expected of mentors and mentees in it.
    `batch` is what was pasted together, for undoing it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="taught")
    week = models.DateField(help_text="The Monday it begins on.")
    title = models.CharField(max_length=150)
    words = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500, blank=True)
    mentors_do = models.CharField(max_length=300, blank=True)
    mentees_do = models.CharField(max_length=300, blank=True)
    whom = models.CharField(
        max_length=120,
        blank=True,
        help_text="Only for those who train there, as they named it; empty is everybody.",
    )
    batch = models.UUIDField(db_index=True)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaughtQuerySet.as_manager()

    class Meta:
        ordering = ["week", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "week", "title", "whom"],
                condition=Q(removed_at=None),
                name="taught_once_a_week",
            ),
        ]

    def __str__(self) -> str:
        return self.title
