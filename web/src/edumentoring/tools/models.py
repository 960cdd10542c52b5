"""What people write in a tool, and who may read which part of it."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.doors import open_ones
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant
from edumentoring.tools.kinds import tool_of
from edumentoring.tools.shapes import Tool


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, participant: Participant) -> "SheetQuerySet":
        """What this participant wrote, and what was shared in a pair of theirs."""
        shared = Q(visibility=Sheet.Visibility.SHARED)
        ours = Q(pair__mentor=participant) | Q(pair__mentee=participant)
        return self.kept().filter(Q(writer=participant) | (shared & ours))

    def of_person(self, user: Any) -> "SheetQuerySet":
        """The same for everything one person takes part in; what others shared, while the pages
        of that pair are open to the two."""
        shared = Q(visibility=Sheet.Visibility.SHARED)
        either = Q(mentor__user=user) | Q(mentee__user=user)
        ours = Q(pair__in=open_ones(Pair.objects.filter(either)))
        return self.kept().filter(Q(writer__user=user) | (shared & ours))

    def kept(self) -> "SheetQuerySet":
        """Not removed."""
        return self.filter(removed_at=None)

    def drafts(self) -> "SheetQuerySet":
        return self.filter(visibility=Sheet.Visibility.DRAFT)

    def shared(self) -> "SheetQuerySet":
        return self.filter(visibility=Sheet.Visibility.SHARED)

    def with_people(self) -> "SheetQuerySet":
        return self.select_related("writer__user", "writer__programme", "pair")


class Sheet(models.Model):
    """A tool filled in: with somebody, or by oneself where there is no pair.

    `answers` holds only what may be shared. What a person keeps to themselves is in `Aside`, so
    that no page, letter or export of the other can come across it.
    """

    class Visibility(models.TextChoices):
        DRAFT = "draft", _("Draft, only you")
        OWN = "own", _("Kept, only you")
        SHARED = "shared", _("Shared with the pair")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, null=True, on_delete=models.CASCADE, related_name="sheets")
    writer = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="sheets")
    tool_key = models.SlugField(max_length=40)
    title = models.CharField(max_length=150, blank=True)
    answers = models.JSONField(default=dict, help_text="Words by the key of their box.")
    kept_back = models.JSONField(
        default=list, help_text="Keys of boxes that the writer keeps to themselves."
    )
    visibility = models.CharField(
        max_length=8, choices=Visibility, default=Visibility.DRAFT, db_index=True
    )
    version = models.PositiveIntegerField(default=1)
    look_again_on = models.DateField(null=True)
    reused_from = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="reused_as"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_tab = models.CharField(max_length=64, blank=True)
    shared_at = models.DateTimeField(null=True)
    action_added_at = models.DateTimeField(
        null=True, help_text="When its action step became an action; it does so once."
    )
    removed_at = models.DateTimeField(null=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["writer", "visibility"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility="shared") | Q(pair__isnull=False, shared_at__isnull=False),
                name="shared_with_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.tool)

    def get_absolute_url(self) -> str:
        return reverse("tools:sheet", args=[self.code])

    @property
    def tool(self) -> Tool:
        return tool_of(self.tool_key)

    @property
    def is_draft(self) -> bool:
        return self.visibility == self.Visibility.DRAFT

    @property
    def is_shared(self) -> bool:
        return self.visibility == self.Visibility.SHARED

    @property
    def heading(self) -> str:
        """Its title, or the tool's where it has none."""
        return self.title or str(self.tool.title)


class AsideQuerySet(models.QuerySet["Aside"]):
    def visible_to(self, participant: Participant) -> "AsideQuerySet":
        """Only one's own: there is nobody else who may."""
        return self.filter(owner=participant)


class Aside(models.Model):
    """What one person wrote in a sheet for themselves alone."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="asides")
    owner = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="asides")
    answers = models.JSONField(default=dict)

    objects = AsideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "owner"], name="one_aside_each"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.owner}"


class TakenQuestionQuerySet(models.QuerySet["TakenQuestion"]):
    def visible_to(self, participant: Participant) -> "TakenQuestionQuerySet":
        """What somebody means to ask is theirs until they ask it."""
        return self.filter(participant=participant)

    def waiting(self) -> "TakenQuestionQuerySet":
        return self.filter(asked_at=None)


class TakenQuestion(models.Model):
    """A question from the bank that somebody takes to their next meeting."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="taken_questions")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="taken_questions"
    )
    key = models.SlugField(max_length=60)
    taken_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True)

    objects = TakenQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "participant", "key"],
                condition=Q(asked_at=None),
                name="taken_once_until_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.key
