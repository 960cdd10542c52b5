"""A form that two who supervise each other fill in together."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from edumentoring.circle.models.supervising import Supervision
from edumentoring.common.autosave import LONGEST_TAB
from edumentoring.tools.kinds import tool_of
from edumentoring.tools.shapes import Tool


class TalkSheetQuerySet(models.QuerySet["TalkSheet"]):
    def kept(self) -> "TalkSheetQuerySet":
        """Not removed."""
        return self.filter(removed_at=None)


class TalkSheet(models.Model):
    """One tool, filled in by both: each reads and writes it from the first word.

    It is no `tools.Sheet`: those belong to a pair, or to one participant. Nothing of a pair is
    reached from here, and no page of a pair finds it.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="sheets")
    tool_key = models.SlugField(max_length=40)
    title = models.CharField(max_length=150, blank=True)
    answers = models.JSONField(default=dict, help_text="Words by the key of their box.")
    look_again_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_tab = models.CharField(max_length=LONGEST_TAB, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    objects = TalkSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]

    def __str__(self) -> str:
        return str(self.tool)

    @property
    def tool(self) -> Tool:
        return tool_of(self.tool_key)

    @property
    def heading(self) -> str:
        """Its title, or the tool's where it has none."""
        return self.title or str(self.tool.title)

    @property
    def is_shared(self) -> bool:
        """Always: the boxes that are for one pair of eyes are left out."""
        return True
