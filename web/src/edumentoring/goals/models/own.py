"""A person's own plan of where they want to go, and their practice for interviews.

They belong to the person, whatever their pairs: `shared_in` names the one pair whose other half
may read an item, for as long as that pair goes on. Empty is "only me".
"""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side


class OwnQuerySet[M: models.Model](models.QuerySet[M]):
    def of(self, user: Any) -> Self:
        """What this person keeps."""
        return self.filter(owner=user)

    def shared_with(self, side: Side) -> Self:
        """What the other of this pair shares with its reader, while the pair goes on."""
        return self.filter(
            shared_in=side.pair, shared_in__state__in=Pair.TOGETHER, owner=side.other.user_id
        )


class PlanItemQuerySet(OwnQuerySet["PlanItem"]):
    def kept(self) -> "PlanItemQuerySet":
        return self.filter(removed_at=None)


class PlanItem(models.Model):
    """One line of a career plan: a step, experience that is wanted, or an application."""

    class Kind(models.TextChoices):
        STEP = "step", _("A step")
        EXPERIENCE = "experience", _("Experience I want")
        APPLICATION = "application", _("An application")

    class Stage(models.TextChoices):
        OPEN = "open", _("To do")
        LOOKING = "looking", _("Looking at it")
        WRITING = "writing", _("Writing it")
        SENT = "sent", _("Sent")
        INTERVIEW = "interview", _("Interview to come")
        GOT = "got", _("I got it")
        NOT_NOW = "not_now", _("Not this time")
        DONE = "done", _("Done")

    OF_APPLICATIONS = (
        Stage.LOOKING,
        Stage.WRITING,
        Stage.SENT,
        Stage.INTERVIEW,
        Stage.GOT,
        Stage.NOT_NOW,
    )
    OF_OTHERS = (Stage.OPEN, Stage.DONE)
    CLOSED = (Stage.GOT, Stage.NOT_NOW, Stage.DONE)

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_items"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.CharField(max_length=300)
    notes = models.TextField(max_length=4000, blank=True)
    on = models.DateField(null=True, help_text="About when; or the day it closes.")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    shared_in = models.ForeignKey(Pair, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        ordering = [models.F("on").asc(nulls_last=True), "made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="application", stage__in=["looking", "writing", "sent"])
                | Q(kind="application", stage__in=["interview", "got", "not_now"])
                | (~Q(kind="application") & Q(stage__in=["open", "done"])),
                name="plan_items_have_stages_of_their_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("goals:plan_item", args=[self.code])

    @property
    def is_closed(self) -> bool:
        return self.stage in self.CLOSED


class PracticeQuerySet(OwnQuerySet["Practice"]):
    pass


class Practice(models.Model):
    """What somebody wrote down for one interview question; `questions.py` has the questions."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interview_practice"
    )
    question = models.SlugField(max_length=60)
    text = models.TextField(max_length=4000, blank=True)
    shared_in = models.ForeignKey(Pair, null=True, on_delete=models.SET_NULL, related_name="+")
    practised_on = models.DateField(null=True, help_text="When they last said it aloud.")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["question"]
        verbose_name_plural = "practice"
        constraints = [
            models.UniqueConstraint(fields=["owner", "question"], name="one_practice_each"),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("goals:question", args=[self.question])
