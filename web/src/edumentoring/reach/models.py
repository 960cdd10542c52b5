"""Links that bring people, whom each brought, and the call for those who are missing."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, Programme


class LinkQuerySet(models.QuerySet["Link"]):
    def current(self) -> "LinkQuerySet":
        """Not retired: new posters, pictures and reports show these first."""
        return self.filter(retired_at=None)

    def campaign(self) -> "LinkQuerySet":
        return self.filter(kind=Link.Kind.CAMPAIGN)

    def personal(self) -> "LinkQuerySet":
        return self.filter(kind=Link.Kind.PERSONAL)


class Link(models.Model):
    """One short address of a programme's public page, so that one can count where people came from.

    A campaign's link is a coordinator's; a personal one belongs to somebody who takes part. A
    retired link goes on leading to the page, because posters hang for years, but counts nobody.
    """

    class Kind(models.TextChoices):
        CAMPAIGN = "campaign", _("Campaign")
        PERSONAL = "personal", _("Personal")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="links")
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.CAMPAIGN)
    label = models.CharField(max_length=80, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="links_made"
    )
    owner = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(kind="personal"),
                name="one_personal_link_each",
            ),
            models.UniqueConstraint(
                fields=["programme", "label"],
                condition=Q(kind="campaign"),
                name="one_campaign_of_a_label",
            ),
            models.CheckConstraint(
                condition=Q(kind="campaign", owner=None) | Q(kind="personal"),
                name="campaigns_belong_to_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.code

    def get_absolute_url(self) -> str:
        return reverse("reach:invite", args=[self.code])

    @property
    def address(self) -> str:
        """The whole short address, to print and to share."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def spoken(self) -> str:
        """The short address as people read it aloud, without https and the last stroke."""
        return self.address.partition("://")[2].rstrip("/")


class Arrival(models.Model):
    """By which link one participant came; none for those who came without."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="arrival"
    )
    link = models.ForeignKey(
        Link, null=True, blank=True, on_delete=models.SET_NULL, related_name="arrivals"
    )
    source = models.CharField(
        max_length=80, blank=True, help_text="The link's label on that day, kept if it goes."
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.source or str(self.pk)


class Call(models.Model):
    """The call for missing mentors as a coordinator last saved it. Every version stays."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="calls")
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="calls_written"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a version; an older one is never written over."""
        if not self._state.adding:
            raise ValueError("A call is added, never changed: save a new version.")
        super().save(*args, **kwargs)
