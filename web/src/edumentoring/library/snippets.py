"""Resources and collections on the editors' desk: those of the zones somebody edits."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from edumentoring.library.models import Collection, Resource
from edumentoring.library.seats import own_rows, seats_of
from edumentoring.people.models import User


class OwnPolicy(ModelPermissionPolicy):
    """Wagtail's rights by kind of thing, narrowed to things of one's own zones."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if not self.user_has_permission(user, action):
            return False
        return bool(self.model._default_manager.filter(own_rows(user), pk=instance.pk).exists())  # noqa: SLF001

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, one, instance) for one in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()  # noqa: SLF001
        return self.model._default_manager.filter(own_rows(user))  # noqa: SLF001


class OwnForm(WagtailAdminModelForm):
    """A new one belongs to the zone of whoever makes it."""

    def save(self, commit: bool = True) -> models.Model:
        if self.instance.pk is None and isinstance(self.for_user, User):
            zones = seats_of(self.for_user).writes
            shared = self.for_user.is_superuser or any(zone.is_shared for zone in zones)
            own = sorted(zones, key=lambda zone: zone.pk)
            self.instance.zone = None if shared or not own else own[0]
        saved: models.Model = super().save(commit)
        return saved


class _Desk(SnippetViewSet):
    add_to_admin_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model._default_manager.filter(own_rows(request.user))  # noqa: SLF001


class ResourceDesk(_Desk):
    model = Resource
    icon = "list-ul"
    menu_label = _("Resources")
    menu_name = "resources"
    menu_order = 300
    list_display: ClassVar[list[str]] = ["title", "author", "year", "kind", "link"]
    list_filter: ClassVar[list[str]] = ["kind", "link", "hidden"]
    search_fields: ClassVar[list[str]] = ["title", "author"]
    search_backend_name = None
    panels: ClassVar[list[Any]] = [
        FieldPanel(name)
        for name in (
            "title",
            "key",
            "author",
            "year",
            "kind",
            "publisher",
            "pages",
            "minutes",
            "note",
            "url",
            "licence",
            "topics",
            "phases",
            "subjects",
            "audience",
            "hidden",
        )
    ]

    def get_form_class(self, for_update: bool = False) -> Any:
        form = super().get_form_class(for_update)
        return type("ResourceForm", (OwnForm, form), {})


class CollectionDesk(_Desk):
    model = Collection
    icon = "folder-open-inverse"
    menu_label = _("Collections")
    menu_name = "collections"
    menu_order = 310
    list_display: ClassVar[list[str]] = ["title"]
    search_fields: ClassVar[list[str]] = ["title"]
    search_backend_name = None
    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("key"),
        FieldPanel("summary"),
        InlinePanel("placed", label=_("Resource"), panels=[FieldPanel("resource")]),
    ]

    def get_form_class(self, for_update: bool = False) -> Any:
        form = super().get_form_class(for_update)
        return type("CollectionForm", (OwnForm, form), {})
