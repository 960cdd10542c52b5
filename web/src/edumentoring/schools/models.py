"""Organisations of every kind, with the names and links they had before."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def open(self) -> "OrganisationQuerySet":
        return self.filter(closed_on=None)


class Organisation(models.Model):
    """A school, college, nursery, trust, hub or provider.

    Registered ones carry the register's number; others are entered by hand. A closed
    one stays, with its successor, because people's histories point at it.
    """

    class Kind(models.TextChoices):
        SCHOOL = "school", _("School")
        COLLEGE = "college", _("College")
        EARLY_YEARS = "early_years", _("Early-years setting")
        TRUST = "trust", _("Trust")
        FEDERATION = "federation", _("Federation")
        HUB = "hub", _("Teaching school hub")
        PROVIDER = "provider", _("Training provider")
        UNIVERSITY = "university", _("University")
        OTHER = "other", _("Other organisation")

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SCHOOL)
    register_code = models.CharField(
        max_length=20, null=True, unique=True, help_text="For example 'urn:100000' or 'uid:2044'."
    )
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors"
    )
    phase = models.CharField(max_length=60, blank=True)
    type_group = models.CharField(max_length=80, blank=True)
    gender = models.CharField(max_length=20, blank=True)
    religious_character = models.CharField(max_length=80, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    local_authority = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=20, blank=True, help_text="An id of vocabulary.REGIONS.")
    country = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    fsm_percent = models.FloatField(null=True, blank=True)
    website = models.URLField(blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    by_hand = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Town and postcode, as far as they are known."""
        return ", ".join(
            part for part in (self.town or self.local_authority, self.postcode) if part
        )
