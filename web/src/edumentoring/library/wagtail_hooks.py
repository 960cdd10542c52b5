"""What editors meet on their desk: their pages, pictures and resources, and nothing else."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from edumentoring.library.begun import Pages
from edumentoring.library.models import Collection, Resource
from edumentoring.library.snippets import CollectionDesk, OwnPolicy, ResourceDesk

register_permission_policy(Resource, OwnPolicy(Resource))
register_permission_policy(Collection, OwnPolicy(Collection))
register_snippet(ResourceDesk)
register_snippet(CollectionDesk)

KEPT_MENU = {"explorer", "images", "resources", "collections", "back"}
KEPT_PANELS = {
    "workflow_objects_to_moderate",
    "user_objects_in_workflow_moderation",
    "recent_edits",
    "welcome",
}


class Welcome(Component):
    """First on the editors' home: their zones, and what to begin."""

    name = "welcome"
    template_name = "library/cms/welcome.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        from edumentoring.library.models import Zone

        request = (parent_context or {})["request"]
        zones = set(request.seats.writes)
        if request.user.is_superuser:
            zones = set(Zone.objects.all())
        programmes = [one for one in request.seats.programmes if not _has_zone(one, zones)]
        return {
            "zones": sorted(zones, key=lambda zone: zone.title),
            "without": programmes,
            "request": request,
        }


def _has_zone(programme: Any, zones: Any) -> bool:
    return any(
        zone.programme_id == programme.pk
        or (zone.organisation_id and zone.organisation_id == programme.organisation_id)
        for zone in zones
    )


@hooks.register("register_admin_viewset")
def pages() -> Pages:
    return Pages()


@hooks.register("construct_homepage_panels", order=1000)
def only_what_editors_need(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") in KEPT_PANELS]
    panels.append(Welcome())
    panels.sort(key=lambda panel: getattr(panel, "order", 500))


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("construct_main_menu", order=1000)
def only_own_pages(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name in KEPT_MENU]


@hooks.register("register_admin_menu_item")
def back_to_the_service() -> MenuItem:
    return MenuItem(_("Back to EduMentoring"), "/", name="back", icon_name="home", order=9000)


@hooks.register("insert_global_admin_css")
def own_colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("library/cms.css"))
