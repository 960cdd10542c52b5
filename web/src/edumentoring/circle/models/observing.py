"""Two people look at the same thing, write apart, and compare when both have finished."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


class Observation(models.Model):
    """One lesson that two people watch, or one piece of work that two people judge.

    `promise` is what the observed teacher was told they would see, before they said yes. It
    is never changed afterwards.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", _("A lesson")
        WORK = "work", _("The same piece of work")

    class Promise(models.TextChoices):
        ALL = "all", _("Everything both of us write, and what we compare")
        COMPARED = "compared", _("What we agree on and where we differ, and no more")
        TALK = "talk", _("Nothing in writing: we tell you in a talk")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="observations")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.LESSON)
    title = models.CharField(max_length=120)
    focus = models.CharField(max_length=200)
    on = models.DateField()
    observed = models.ForeignKey(
        Participant,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The mentee, where it is their lesson; empty where it is somebody else's.",
    )
    promise = models.CharField(max_length=10, choices=Promise, default=Promise.ALL)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, help_text="When the observed teacher said yes.")
    called_off_at = models.DateTimeField(null=True)
    both_finished_at = models.DateTimeField(null=True)
    agree_on = models.TextField(blank=True)
    differ_on = models.TextField(blank=True)
    take_away = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("circle:observation", args=[self.code])

    @property
    def may_record(self) -> bool:
        """Whether the two may write: the teacher agreed, and nobody called it off."""
        return self.called_off_at is None and (self.observed_id is None or bool(self.agreed_at))


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, user: Any) -> "RecordQuerySet":
        """One's own; the other's once both have finished; the teacher's by what was promised."""
        theirs = Q(observation__both_finished_at__isnull=False)
        beside_me = theirs & Q(observation__records__user=user)
        promised = theirs & Q(
            observation__observed__user=user, observation__promise=Observation.Promise.ALL
        )
        return self.filter(Q(user=user) | beside_me | promised).distinct()


class Record(models.Model):
    """What one of the two wrote. Nobody else reads it before both have finished."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="records")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="records"
    )
    saw = models.TextField(blank=True)
    thought = models.TextField(blank=True)
    wondered = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["observation", "user"], name="one_record_each"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(saved_at__lte=F("finished_at")),
                name="finished_after_it_was_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.observation_id}"
