"""How teaching is meant here: its elements, what is tagged with them, and ideas to refine them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.goals.models import Goal
from edumentoring.programmes.models import Participant, Programme
from edumentoring.tools.models import Sheet


class ElementQuerySet(models.QuerySet["Element"]):
    def kept(self) -> "ElementQuerySet":
        return self.filter(removed_at=None)


class Element(models.Model):
    """One part of the model: its name, what one sees when it is done well, where it comes from."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="elements")
    name = models.CharField(max_length=80)
    looks_like = models.TextField(max_length=2000, blank=True)
    source = models.CharField(max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    objects = ElementQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                condition=Q(removed_at=None),
                name="one_element_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Tagged(models.Model):
    """A goal or a form that belongs to an element, as somebody of the pair said. It is read where
    the goal or the form is, by those who may read that, and counted nowhere."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="tagged")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.CASCADE, related_name="elements")
    sheet = models.ForeignKey(Sheet, null=True, on_delete=models.CASCADE, related_name="elements")
    by = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal=None, sheet__isnull=False) | Q(goal__isnull=False, sheet=None),
                name="tagged_is_one_thing",
            ),
            models.UniqueConstraint(fields=["element", "goal"], name="goal_tagged_once"),
            models.UniqueConstraint(fields=["element", "sheet"], name="sheet_tagged_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def unsettled(self) -> "SuggestionQuerySet":
        return self.filter(status__in=("open", "looked"))


class Suggestion(models.Model):
    """An idea to refine the model, with what speaks for it, and what was decided."""

    class Status(models.TextChoices):
        OPEN = "open", _("New")
        LOOKED = "looked", _("Being looked at")
        TAKEN_UP = "taken_up", _("Taken up")
        NOT_NOW = "not_now", _("Not now")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="suggestions")
    element = models.ForeignKey(
        Element, null=True, on_delete=models.SET_NULL, related_name="suggestions"
    )
    by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="suggestions"
    )
    text = models.TextField(max_length=2000)
    evidence = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    reason = models.TextField(max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("taken_up", "not_now")) | ~Q(reason=""),
                name="a_decision_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # no words: this may stand in a log

    @property
    def is_settled(self) -> bool:
        return self.status in {self.Status.TAKEN_UP, self.Status.NOT_NOW}
