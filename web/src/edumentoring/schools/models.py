"""Organisations of every kind, with the names and links they had before."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A school in a federation in a trust in a hub; trees of the register are no deeper.
LEVELS = 4


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def open(self) -> "OrganisationQuerySet":
        return self.filter(closed_on=None)

    def closed(self) -> "OrganisationQuerySet":
        return self.exclude(closed_on=None)

    def schools_of_the_register(self) -> "OrganisationQuerySet":
        return self.filter(register_code__startswith="urn:")


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
    district = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=20, blank=True, help_text="An id of regions.REGION_IDS.")
    country = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    fsm_percent = models.FloatField(null=True, blank=True)
    website = models.URLField(blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    by_hand = models.BooleanField(default=False)
    name_words = models.CharField(
        max_length=400, blank=True, editable=False, help_text="The name as search reads it."
    )
    place_words = models.CharField(
        max_length=600, blank=True, editable=False, help_text="Its places as search reads them."
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="no_organisation_is_its_own_parent"
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("id")),
                name="no_organisation_succeeds_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("schools:organisation", args=[self.pk])

    @property
    def place(self) -> str:
        """Town and postcode, as far as they are known."""
        return ", ".join(
            part for part in (self.town or self.local_authority, self.postcode) if part
        )

    @property
    def detail(self) -> str:
        """What tells it from its namesakes: its place, or its kind where no place is known."""
        return self.place or self.country or str(self.get_kind_display())

    def current(self) -> "Organisation":
        """Itself, or the one that took its place, however many times that happened."""
        here, seen = self, {self.pk}
        while here.successor and here.successor_id not in seen:
            here = here.successor
            seen.add(here.pk)
        return here

    def trust(self) -> "Organisation | None":
        """The top of its tree: a trust above a federation above a school."""
        above, seen = self.parent, {self.pk}
        while above and above.parent and above.parent_id not in seen:
            seen.add(above.pk)
            above = above.parent
        return above

    def above(self) -> "list[Organisation]":
        """What it belongs to, the nearest first: a federation, then a trust or a hub."""
        found: list[Organisation] = []
        one = self.parent
        while one and one != self and one not in found:
            found.append(one)
            one = one.parent
        return found

    def within(self) -> set[int]:
        """The keys of itself and of all that belongs to it, a few levels down."""
        found, newest = {self.pk}, {self.pk}
        for _level in range(LEVELS):
            below = Organisation.objects.filter(parent__in=newest).values_list("pk", flat=True)
            newest = set(below) - found
            if not newest:
                break
            found |= newest
        return found


class FormerName(models.Model):
    """A name an organisation, or one it took the place of, had before. Search knows it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField(max_length=200)
    words = models.CharField(max_length=400, blank=True, editable=False)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-until", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_row_per_former_name")
        ]

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """How one organisation came from another, in the register's words."""

    earlier = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="links_on")
    later = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="links_back")
    kind = models.CharField(max_length=60)
    since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="one_link_between_two"),
            models.CheckConstraint(
                condition=~models.Q(earlier=models.F("later")), name="no_link_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later} ({self.kind})"


class RegisterImport(models.Model):
    """One reading of the register, and what it changed."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    by_code = models.UUIDField(null=True, help_text="User.code of who asked for it.")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list, help_text="The first refused rows, with reasons.")

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.started_at:%d %B %Y}"


class OrganisationChange(models.Model):
    """What an organisation was and what it became. Added with every change, never altered."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    by_code = models.UUIDField(null=True, help_text="User.code of who did it; none: the register.")
    register_import = models.ForeignKey(
        RegisterImport, null=True, on_delete=models.SET_NULL, related_name="changes"
    )
    differences = models.JSONField(default=dict, help_text='{"name": [before, after]}')

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {', '.join(self.differences)}"


class Word(models.Model):
    """A word that names or places use, and in how many organisations.

    `start` and `ending` find words with a typing error: a slip in the first two letters
    leaves the last three alone, and the other way round.
    """

    text = models.CharField(max_length=60, unique=True)
    start = models.CharField(max_length=2, db_index=True)
    ending = models.CharField(max_length=3, db_index=True)
    uses = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.text


class WordUse(models.Model):
    """One word of one open organisation's name, former name or place."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="in_organisations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="words")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "organisation"], name="one_use_per_word"),
        ]

    def __str__(self) -> str:
        return f"{self.word} in {self.organisation}"
