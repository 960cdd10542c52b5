"""The team's review of a term: each adds a few lines, then each signs off."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from edumentoring.pairs.models import Pair


class TeamReview(models.Model):
    """One review. Its version grows with every change, so that nobody signs what changed after."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="team_reviews")
    title = models.CharField(max_length=80)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "title"], name="one_team_review_of_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("circle:review", args=[self.code])


class TeamPart(models.Model):
    """One person's lines in a review, and the version they signed."""

    review = models.ForeignKey(TeamReview, on_delete=models.CASCADE, related_name="parts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="team_parts"
    )
    role = models.CharField(max_length=60, help_text="What they are to the mentee, in words.")
    going_well = models.TextField(blank=True)
    work_on = models.TextField(blank=True)
    help_with = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(null=True)
    signed_version = models.PositiveIntegerField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "user"], name="one_part_of_a_review_each"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.review}"
