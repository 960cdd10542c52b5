"""What a school or provider answers for, and how each stands."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme
from edumentoring.provider.models.handbook import Document


class Policy(models.Model):
    """One line of the checklist. `key` names a line of the list that comes with the service;
    lines of one's own have none."""

    class Status(models.TextChoices):
        OPEN = "open", _("Not looked at yet")
        BEGUN = "begun", _("Being worked on")
        IN_PLACE = "in_place", _("In place")
        NOT_OURS = "not_ours", _("Not ours to do")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="policies")
    key = models.SlugField(max_length=40, blank=True)
    title = models.CharField(max_length=150, blank=True, help_text="Only of a line of one's own.")
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    who = models.CharField(max_length=150, blank=True)
    review_on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="policies"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "policies"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], condition=~Q(key=""), name="one_line_of_a_key"
            ),
            models.CheckConstraint(condition=~Q(key="", title=""), name="a_policy_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.title or self.key
