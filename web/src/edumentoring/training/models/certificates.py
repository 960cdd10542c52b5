"""What somebody may show to others of their training, and whether it still holds."""

import secrets
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from edumentoring.programmes.models import Programme
from edumentoring.training.models.records import Record

# Without letters that look like others when a code is read from paper.
LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


def new_code() -> str:
    """Nobody guesses one: 30 to the power of 16."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


class Certificate(models.Model):
    """One certificate: for one thing done, or for the hours of several.

    Its lines are kept as they were when it was issued. Whether it holds is asked of the row
    each time it is looked at.
    """

    code = models.CharField(max_length=19, unique=True, default=new_code, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="certificates"
    )
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="certificates")
    records = models.ManyToManyField(Record, related_name="certificates")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    lines = models.JSONField(default=list, help_text="Title, day and hours of each thing done.")
    hours = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    hidden_at = models.DateTimeField(null=True, help_text="Its person shows it to nobody now.")
    revoked_at = models.DateTimeField(null=True)
    revoked_for = models.CharField(max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(null=True, unique=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:certificate", args=[self.code])

    @property
    def address(self) -> str:
        """The whole address that others may be given."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def has_run_out(self) -> bool:
        return self.expires_on is not None and self.expires_on < self.programme.today()

    @property
    def holds(self) -> bool:
        return self.revoked_at is None and not self.has_run_out

    def dated_lines(self) -> Iterator[dict[str, Any]]:
        """The lines with their days as days, and their hours as numbers."""
        for line in self.lines:
            yield {**line, "on": date.fromisoformat(line["on"]), "hours": Decimal(line["hours"])}
