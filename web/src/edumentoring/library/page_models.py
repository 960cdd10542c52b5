"""The pages of the mentor zone: its front, its sections and its articles."""

import math
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Page, Site
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.url_routing import RouteResult

from edumentoring.library import blocks
from edumentoring.library.topics import TOPICS, Several
from edumentoring.programmes.models import Programme
from edumentoring.schools.models import Organisation

SHARED = "zone"
WORDS_A_MINUTE = 220


class Front(Page):
    """The top of the tree. It has no page of its own: "/" is the service's front door.

    An organisation's zone stands beside the shared one in the tree, so that whoever edits the
    one has no right to the other; its address is below the shared one's all the same.
    """

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["library.Zone"]

    class Meta:
        verbose_name = _("front")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if len(path_components) > 1 and path_components[0] == SHARED:
            own = Zone.objects.child_of(self).exclude(slug=SHARED).filter(slug=path_components[1])
            if zone := own.first():
                return zone.route(request, path_components[2:])
        return super().route(request, path_components)


class Zone(Page):
    """A mentor zone: the shared one, or that of an organisation or of one programme."""

    template = "library/zone.html"
    parent_page_types: ClassVar[list[str]] = ["library.Front"]
    subpage_types: ClassVar[list[str]] = ["library.Section", "library.Article"]

    organisation = models.OneToOneField(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="zone"
    )
    programme = models.OneToOneField(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="zone"
    )
    lede = models.TextField(
        _("first words"), max_length=300, blank=True, help_text=_("What stands below the title.")
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lede")]

    class Meta:
        verbose_name = _("mentor zone")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(programme=None),
                name="a_zone_is_of_an_organisation_or_a_programme",
            ),
        ]

    @property
    def is_shared(self) -> bool:
        return self.organisation_id is None and self.programme_id is None

    def set_url_path(self, parent: Page | None) -> str:
        """An organisation's zone is at /zone/<its name>/, wherever it stands in the tree."""
        super().set_url_path(parent)
        if parent and self.slug != SHARED:
            self.url_path = f"{parent.url_path}{SHARED}/{self.slug}/"
        return str(self.url_path)

    def programmes(self) -> models.QuerySet[Programme]:
        """Those whose editors write here; none for the shared zone, whose editors are named."""
        if self.organisation_id:
            return Programme.objects.filter(organisation=self.organisation_id).current()
        return Programme.objects.filter(pk=self.programme_id).current()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from edumentoring.library.showing import zone_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **zone_context(request, self)}


class InZone(Page):
    """What every page of a zone shares: its zone, and the frame in that zone's name."""

    class Meta:
        abstract = True

    def own_zone(self) -> Zone:
        """The zone it stands in. In a preview of a new page the parent is known before it is."""
        parent = self.get_parent()
        found: Zone = parent.specific
        return found


def text_of(value: Any) -> str:
    """All words of a stream, without its markup."""
    found: list[str] = []
    for block in value or []:
        found += _texts(block.value)
    return " ".join(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif hasattr(value, "source"):  # rich text
        yield strip_tags(re.sub(r"</(p|li|h\d)>", " ", value.source))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple) or hasattr(value, "bound_blocks"):
        for each in value:
            yield from _texts(each)


def minutes_of(words: str) -> int:
    """How long it takes to read, counted and not guessed; at least a minute."""
    return max(1, math.ceil(len(words.split()) / WORDS_A_MINUTE))


class Section(InZone):
    """One section of a zone: three things to do, then what to read, and a guide to print."""

    template = "library/section.html"
    parent_page_types: ClassVar[list[str]] = ["library.Zone"]
    subpage_types: ClassVar[list[str]] = []

    summary = models.TextField(_("summary"), max_length=240)
    topics = Several(_("topics"), of=TOPICS, blank=True)
    actions = StreamField([("action", blocks.ActionBlock())], min_num=3, max_num=3)
    focus = StreamField([("line", CharBlock(max_length=200))], min_num=1, max_num=6)
    article_title = models.CharField(_("title of the article"), max_length=120, blank=True)
    byline = models.CharField(
        _("written by"), max_length=120, blank=True, help_text=_("As it shall stand on the page.")
    )
    reading = StreamField(blocks.BodyBlock())
    resources = StreamField(
        [("resource", SnippetChooserBlock("library.Resource"))], blank=True, max_num=20
    )
    stories = StreamField([("story", blocks.StoryBlock())], blank=True, max_num=6)
    further = StreamField([("step", blocks.FurtherBlock())], blank=True, max_num=10)
    guide = StreamField([("part", blocks.GuidePartBlock())], blank=True, max_num=8)
    confidence = StreamField([("line", blocks.SureBlock())], blank=True, max_num=8)
    sources = StreamField([("source", blocks.SourceBlock())], blank=True)
    origin = models.SlugField(max_length=80, blank=True, editable=False)
    origin_digest = models.CharField(max_length=64, blank=True, editable=False)
    origin_revision = models.PositiveBigIntegerField(null=True, editable=False)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("actions")], heading=_("Three things to do right now")),
        FieldPanel("focus", heading=_("What we focus on")),
        MultiFieldPanel(
            [FieldPanel("article_title"), FieldPanel("byline"), FieldPanel("reading")],
            heading=_("Article"),
        ),
        FieldPanel("resources", heading=_("Resources")),
        FieldPanel("stories", heading=_("Practice stories")),
        FieldPanel("further", heading=_("Further development")),
        FieldPanel("guide", heading=_("Guide to print, one page")),
        FieldPanel("confidence", heading=_("Confidence check, for oneself alone")),
        FieldPanel("sources", heading=_("Sources")),
        FieldPanel("topics"),
    ]

    class Meta:
        verbose_name = _("section")

    @property
    def minutes(self) -> int:
        """Of the article alone: the rest is to be done, not read."""
        return minutes_of(text_of(self.reading))

    def clean(self) -> None:
        super().clean()
        known = {block.value["key"] for block in self.sources}
        said = set(re.findall(r"\[\^([\w-]+)\]", text_of(self.reading)))
        if missing := sorted(said - known):
            raise ValidationError(
                {
                    "sources": _("The article names %s. Add what it is under Sources.")
                    % ", ".join(missing)
                }
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from edumentoring.library.showing import section_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **section_context(request, self)}


class Article(InZone):
    """A single piece with its writer's name; a newsletter can take it as it is."""

    template = "library/article.html"
    parent_page_types: ClassVar[list[str]] = ["library.Zone"]
    subpage_types: ClassVar[list[str]] = []

    summary = models.TextField(_("summary"), max_length=240)
    byline = models.CharField(
        _("written by"), max_length=120, blank=True, help_text=_("As it shall stand on the page.")
    )
    topics = Several(_("topics"), of=TOPICS, blank=True)
    picture = StreamField([("picture", blocks.PictureBlock())], blank=True, max_num=1)
    body = StreamField(blocks.BodyBlock())
    sources = StreamField([("source", blocks.SourceBlock())], blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("byline"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("topics"),
    ]

    class Meta:
        verbose_name = _("article")

    @property
    def minutes(self) -> int:
        return minutes_of(text_of(self.body))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from edumentoring.library.showing import article_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **article_context(request, self)}


def front() -> Front | None:
    """The top of the tree, once the ground is laid."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    found = site.root_page.specific if site else None
    return found if isinstance(found, Front) else None


def shared_zone() -> Zone | None:
    """The zone for everybody, once the ground is laid."""
    return Zone.objects.filter(slug=SHARED, organisation=None, programme=None).first()
