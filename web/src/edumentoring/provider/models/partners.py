"""Somebody of a school, trust, hub or university who works with a programme."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from edumentoring.programmes.models import Programme
from edumentoring.schools.models import Organisation


class PartnerQuerySet(models.QuerySet["Partner"]):
    def standing(self) -> "PartnerQuerySet":
        """Those who may look in now."""
        return self.filter(ended_at=None, programme__archived_at=None)

    def with_all(self) -> "PartnerQuerySet":
        return self.select_related("programme", "organisation", "user", "by")


class Partner(models.Model):
    """One person speaks for one organisation, and reads the figures of a programme's schools.

    It is no seat at the desk: whoever has it reads nothing that is about a person.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partners"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="partner_in"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user"],
                condition=models.Q(ended_at=None),
                name="a_partner_speaks_for_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"

    @property
    def subject_key(self) -> str:
        """What letters about it are filed under."""
        return f"partner:{self.pk}"
