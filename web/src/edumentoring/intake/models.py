"""Files that were brought in, what was chosen for them, and what came of them."""

import json
import uuid
import zlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.intake.reading.table import Table
from edumentoring.intake.understanding.choices import Choices
from edumentoring.programmes.models import Programme

UNDO_FOR = timedelta(days=30)


class UploadQuerySet(models.QuerySet["Upload"]):
    def unfinished(self) -> "UploadQuerySet":
        """Begun and neither saved nor put away."""
        return self.filter(state__in=Upload.UNFINISHED)

    def saved(self) -> "UploadQuerySet":
        return self.filter(state=Upload.State.SAVED)

    def stale(self) -> "UploadQuerySet":
        """Past their undo, or begun and left: what people wrote in them need not be kept."""
        old = timezone.now() - UNDO_FOR
        return self.filter(touched_at__lt=old).exclude(table=None)


class Upload(models.Model):
    """One file or pasted table on its way into a programme.

    Everything a coordinator chooses or types is kept here at once, so it can be left and
    come back to. The rows themselves are kept until they can no longer be undone.

    `edits` holds decisions: "words" (what some words mean, in every row), "cells" (one
    cell typed anew), "rows" ("out") and "doubles" ("one", "two" or "newer").
    """

    class State(models.TextChoices):
        COLUMNS = "columns", _("Columns to confirm")
        READING = "reading", _("Being read")
        CHECKING = "checking", _("Rows to check")
        SAVED = "saved", _("Saved")
        UNDONE = "undone", _("Taken back")
        PUT_AWAY = "put_away", _("Put away")

    UNFINISHED = (State.COLUMNS, State.READING, State.CHECKING)

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="uploads"
    )
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    dialect = models.CharField(max_length=120, blank=True)
    table = models.BinaryField(null=True, help_text="The rows as read, compressed.")
    row_count = models.PositiveIntegerField(default=0)
    choices = models.JSONField(default=dict)
    guesses = models.JSONField(default=dict, help_text="Column key to [target, confidence, why].")
    edits = models.JSONField(default=dict)
    known = models.JSONField(default=dict, help_text="Schools and places recognised in the file.")
    state = models.CharField(max_length=10, choices=State, default=State.COLUMNS)
    done = models.PositiveIntegerField(default=0, help_text="Names recognised while it is read.")
    to_do = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict, help_text="Counts of what was saved or taken back.")
    undo = models.JSONField(default=dict, help_text="Keys of the people and accounts it made.")
    together = models.UUIDField(default=uuid.uuid4, help_text="Ties the changes it made.")

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="saved") | models.Q(saved_at__isnull=False),
                name="saved_upload_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        page = {
            Upload.State.COLUMNS: "intake:columns",
            Upload.State.SAVED: "intake:done",
            Upload.State.UNDONE: "intake:done",
        }.get(Upload.State(self.state), "intake:check")
        return reverse(page, args=[self.programme.slug, self.code])

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED

    @property
    def can_be_undone(self) -> bool:
        saved = self.state == Upload.State.SAVED and self.saved_at
        return bool(saved and timezone.now() < saved + UNDO_FOR)

    @property
    def undo_until(self) -> Any:
        return self.saved_at + UNDO_FOR if self.saved_at else None

    def chosen(self) -> Choices:
        return Choices.of_data(self.choices)

    def read_table(self) -> Table:
        """The rows as they were read. An empty table once they are no longer kept."""
        if self.table is None:
            return Table([])
        return Table.of_data(json.loads(zlib.decompress(bytes(self.table))))

    def keep_table(self, table: Table) -> None:
        self.table = zlib.compress(json.dumps(table.as_data()).encode(), level=3)
        self.row_count = sum(
            len(sheet.rows) for sheet in table if sheet.name in self.chosen().sheets
        )


class RememberedChoices(models.Model):
    """What was chosen for a form's columns, for its next export."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="remembered_choices"
    )
    signature = models.CharField(max_length=64, help_text="Told from the headings.")
    choices = models.JSONField(default=dict)
    words = models.JSONField(default=dict, help_text="What some words were said to mean.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "signature"], name="one_memory_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.at:%d %B %Y}"
