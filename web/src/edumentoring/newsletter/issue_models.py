"""An issue: a page that editors put together in a zone, read on the web and sent as mail."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from edumentoring.newsletter import blocks
from edumentoring.newsletter.list_models import Newsletter


class IssueForm(WagtailAdminPageForm):
    """Offers only newsletters of the zone the issue stands in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.parent_page.specific if self.parent_page else None
        programmes = zone.programmes() if zone is not None else []
        offered = Newsletter.objects.filter(programme__in=programmes)
        field = self.fields["newsletter"]
        field.queryset = offered
        field.empty_label = None
        if not self.instance.newsletter_id and offered.count() == 1:
            field.initial = offered[0].pk


class Issue(Page):
    """One issue. Its address is the newsletter's own, not the zone's."""

    parent_page_types: ClassVar[list[str]] = ["library.Zone"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["number"]
    base_form_class = IssueForm

    newsletter = models.ForeignKey(
        Newsletter, on_delete=models.PROTECT, related_name="issues", verbose_name=_("newsletter")
    )
    number = models.PositiveIntegerField(null=True, editable=False)
    term = models.CharField(
        _("term"), max_length=40, blank=True, help_text=_("For example “Autumn 2026”.")
    )
    lede = models.TextField(
        _("first words"), max_length=300, help_text=_("Two sentences that say what is in it.")
    )
    body = StreamField(blocks.IssueBlock(), verbose_name=_("what is in it"))

    content_panels: ClassVar[list[Any]] = [
        FieldPanel("newsletter"),
        *Page.content_panels,
        FieldPanel("term"),
        FieldPanel("lede"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("issue of a newsletter")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["newsletter", "number"],
                condition=Q(number__isnull=False),
                name="one_issue_of_a_number",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.number is None and self.newsletter_id:
            last = Issue.objects.filter(newsletter=self.newsletter_id).aggregate(n=Max("number"))
            self.number = (last["n"] or 0) + 1
        return super().save(*args, **kwargs)

    def own_path(self) -> str:
        """Where it is read on the web."""
        return reverse("newsletter:issue", args=[self.newsletter.programme.slug, self.number])

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        parts = super().get_url_parts(request)
        return (*parts[:2], self.own_path()) if parts and self.number else parts

    def serve(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return redirect(self.own_path())

    # --- Looking at it before it goes --------------------------------------------------------

    preview_modes: ClassVar[list[tuple[str, Any]]] = [
        ("web", _("On the web")),
        ("mail", _("As mail")),
        ("dark", _("As mail, dark")),
        ("text", _("As plain text")),
    ]

    @cached_property
    def default_preview_mode(self) -> str:
        return "web"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from edumentoring.newsletter.showing import preview

        return preview(self, request, mode_name)


class Visits(models.Model):
    """How often one page of a newsletter was looked at on one day. It knows of nobody.

    `number` is the issue's; 0 is the page that lists them all.
    """

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="visits")
    number = models.PositiveIntegerField()
    on = models.DateField(default=timezone.localdate)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "visits"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["newsletter", "number", "on"], name="one_count_for_a_page_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.count}"
