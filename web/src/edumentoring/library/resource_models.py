"""Resources: works that are worth a mentor's time, with where to find them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from edumentoring.library.page_models import Zone
from edumentoring.library.topics import AUDIENCES, PHASES, TOPICS, Several


class ResourceQuerySet(models.QuerySet["Resource"]):
    def shown(self) -> "ResourceQuerySet":
        return self.filter(hidden=False)

    def in_zone(self, zone: Zone | None) -> "ResourceQuerySet":
        """Those of the shared zone, and of this one if it is another."""
        if zone is None or zone.is_shared:
            return self.filter(zone=None)
        return self.filter(Q(zone=None) | Q(zone=zone))

    def about(self, column: str, *keys: str) -> "ResourceQuerySet":
        """Where the column has one of these keys."""
        return self.filter(has_one_of(column, keys))


def has_one_of(column: str, keys: Iterable[str]) -> Q:
    """The rows whose column of several keys has one of these; none for no keys."""
    found = Q(pk=None)
    for key in keys:
        found |= Q(**{f"{column}__contains": f",{key},"})
    return found


class Resource(models.Model):  # type: ignore[django-manager-missing]
    """A book, guide, film or page of others, with our own words on what it gives a mentor."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        REPORT = "report", _("Report")
        ARTICLE = "article", _("Article")
        BOOK = "book", _("Book")
        FRAMEWORK = "framework", _("Framework")
        VIDEO = "video", _("Film")
        COURSE = "course", _("Course")
        TOOL = "tool", _("Tool")
        WEBSITE = "website", _("Website")

    class Link(models.TextChoices):
        UNKNOWN = "unknown", _("Not checked yet")
        WORKS = "works", _("Works")
        DOUBTFUL = "doubtful", _("Did not answer")
        BROKEN = "broken", _("Broken")

    key = models.SlugField(_("short name"), max_length=80, unique=True)
    zone = models.ForeignKey(
        Zone, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=250)
    author = models.CharField(_("by"), max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    pages = models.CharField(
        _("pages"), max_length=80, blank=True, help_text=_("Where to look, such as “pp. 12 to 18”.")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    phases = Several(_("phases"), of=PHASES, default=("any",))
    subjects = Several(
        _("subjects"),
        default=("any",),
        help_text=_("With commas between; “any” for every subject."),
    )
    topics = Several(_("topics"), of=TOPICS)
    audience = Several(_("for whom"), of=AUDIENCES, default=("mentor",))
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    note = models.TextField(
        _("what it gives"), max_length=400, help_text=_("One or two plain sentences of our own.")
    )
    hidden = models.BooleanField(_("hidden"), default=False, help_text=_("Shown to editors alone."))
    words = models.TextField(editable=False, default="", help_text="All that search reads.")
    origin_digest = models.CharField(max_length=64, blank=True, editable=False)
    link = models.CharField(max_length=8, choices=Link, default=Link.UNKNOWN, editable=False)
    link_note = models.CharField(max_length=200, blank=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "pk"]
        verbose_name = _("resource")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["hidden", "title"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.words = folded(
            " ".join([self.title, self.author, self.publisher, self.note, *self.subjects])
        )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("library:resource", args=[self.key])


def folded(words: str) -> str:
    """Words as search compares them: small letters, single spaces."""
    return " ".join(words.casefold().split())


class Collection(ClusterableModel):
    """Some resources in an order, under a name."""

    key = models.SlugField(_("short name"), max_length=80, unique=True)
    zone = models.ForeignKey(
        Zone, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("summary"), max_length=300, blank=True)
    resources = models.ManyToManyField(Resource, through="Placed", related_name="collections")
    origin_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "pk"]
        verbose_name = _("collection")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:collection", args=[self.key])


class Placed(Orderable):
    """Where one resource stands in a collection."""

    collection = ParentalKey(Collection, on_delete=models.CASCADE, related_name="placed")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="placed")

    class Meta(Orderable.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collection", "resource"], name="once_in_each_collection"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection}: {self.resource}"


class Mark(models.Model):
    """What one person did with a resource: kept it, used it, found it useful or not."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="resource_marks"
    )
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="marks")
    saved_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True, help_text="Last used in a meeting.")
    useful = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "resource"], name="one_mark_each"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.resource}"
