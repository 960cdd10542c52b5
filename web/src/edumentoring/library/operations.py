"""Changes with a rule: laying the ground, opening a zone, naming those who edit the shared one."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection as Folder,
)
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from edumentoring.common.refused import Refused
from edumentoring.library.models import SHARED, Front, SharedEditor, Zone, front, shared_zone
from edumentoring.library.seats import PUBLISHERS, WRITERS, group_name, zone_of
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme

MAY_WRITE = ("add_page", "change_page")
MAY_PUBLISH = (*MAY_WRITE, "publish_page", "lock_page", "unlock_page")
# Wagtail asks for the rights to its own pictures, whatever ours are called.
PICTURES = ("add_image", "change_image", "choose_image")


@transaction.atomic
def lay_ground() -> Zone:
    """The tree's top and the shared zone, where they are not there yet. It may be run again.

    What Wagtail plants in a new database is taken out: its page of welcome, its groups and its
    way of approving.
    """
    Locale.objects.get_or_create(language_code=_language())
    top = front() or _plant_front()
    zone = shared_zone()
    if zone is None:
        zone = Zone(
            title=_("Mentor zone"),
            slug=SHARED,
            lede=_("Small things to try today, something good to read, and a page to print."),
        )
        top.add_child(instance=zone)
    give_rights(zone)
    return zone


def _language() -> str:
    from wagtail.coreutils import get_supported_content_language_variant

    return get_supported_content_language_variant(settings.LANGUAGE_CODE)


def _plant_front() -> Front:
    # Wagtail's own migrations plant the root; a database that was emptied since has none.
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    for page in root.get_children():
        page.delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    GroupApprovalTask.objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    top: Front = Page.get_first_root_node().add_child(
        instance=Front(title="EduMentoring", slug="front")
    )
    address = urlsplit(settings.SITE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": top,
            "site_name": "EduMentoring",
        },
    )
    return top


@transaction.atomic
def open_zone(programme: Programme, *, by: User) -> Zone:
    """Give a programme's organisation a zone of its own, or the programme where it has none."""
    if found := zone_of(programme):
        return found
    of = programme.organisation
    top = lay_ground().get_parent().specific
    zone = Zone(
        title=_("Mentor zone of %s") % (of or programme),
        slug=_free_name(slugify(str(of or programme.slug))[:60] or "zone-of-our-own"),
        organisation=of,
        programme=None if of else programme,
        owner=by,
    )
    top.add_child(instance=zone)
    give_rights(zone)
    people.record(
        "open_zone",
        zone,
        by=by,
        summary=f"Opened the mentor zone of {of or programme}",
        programme_id=programme.pk,
    )
    return zone


def _free_name(wanted: str) -> str:
    """A name that no section of the shared zone and no other zone has: they share one address."""
    taken = set(Zone.objects.values_list("slug", flat=True))
    if zone := shared_zone():
        taken |= set(zone.get_children().values_list("slug", flat=True))
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def give_rights(zone: Zone) -> None:
    """The zone's two groups, its folder of pictures, and its way of approving."""
    folder = _folder(zone)
    desk = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    for part, may in ((WRITERS, MAY_WRITE), (PUBLISHERS, MAY_PUBLISH)):
        group, _made = Group.objects.get_or_create(name=group_name(zone, part))
        group.permissions.set([desk, *_on_resources()])
        for permission in Permission.objects.filter(
            codename__in=may, content_type__app_label="wagtailcore", content_type__model="page"
        ):
            GroupPagePermission.objects.get_or_create(
                group=group, page=zone.page_ptr, permission=permission
            )
        for permission in Permission.objects.filter(
            codename__in=PICTURES, content_type__app_label="wagtailimages"
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=folder, permission=permission
            )
    _ask_publishers(zone)


def _on_resources() -> list[Permission]:
    return list(
        Permission.objects.filter(
            content_type__app_label="library",
            content_type__model__in=["resource", "collection"],
        ).exclude(codename__startswith="view_")
    )


def _folder(zone: Zone) -> Folder:
    """Where the zone's pictures are. Its name is for editors; its key is the zone's."""
    root = Folder.get_first_root_node() or Folder.add_root(name="Root")
    name = f"{zone.title} ({zone.slug})"
    found = root.get_children().filter(name__endswith=f"({zone.slug})").first()
    return found or root.add_child(name=name)


def _ask_publishers(zone: Zone) -> None:
    name = f"the publishers of {zone.slug}"  # Wagtail says: submit to ...
    workflow, _made = Workflow.objects.get_or_create(name=name)
    task, _made = GroupApprovalTask.objects.get_or_create(name=name)
    task.groups.set([Group.objects.get(name=group_name(zone, PUBLISHERS))])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=zone.page_ptr, defaults={"workflow": workflow})


# --- The shared zone's editors --------------------------------------------------------------------


@transaction.atomic
def add_editor(email: str, name: str = "") -> SharedEditor:
    """The host lets somebody look after the shared zone. They need a second factor."""
    if "@" not in email:
        raise Refused(_("Give their e-mail: edumentoring editor add jo@school.example"))
    email, name = people.as_kept(email, name)
    user = User.objects.with_email(email).filter(is_active=True).first()
    if user is None:
        user = User.objects.create_user(email, name)
    people.require_second_factor(user)
    editor, made = SharedEditor.objects.get_or_create(user=user)
    if made:
        people.record("add_editor", user, by=None, summary=f"{user} edits the shared mentor zone")
    return editor


@transaction.atomic
def remove_editor(email: str) -> None:
    """Take the shared zone away from somebody, at once."""
    editor = SharedEditor.objects.filter(user__in=User.objects.with_email(email)).first()
    if editor is None:
        raise Refused(
            _(
                "Nobody with the address %s edits the shared zone. "
                "`edumentoring editor list` tells who does."
            )
            % email
        )
    people.record(
        "remove_editor",
        editor.user,
        by=None,
        summary=f"{editor.user} no longer edits the shared zone",
    )
    editor.delete()


def editors() -> list[str]:
    """Who looks after the shared zone, a line each."""
    every = SharedEditor.objects.select_related("user").order_by("user__name", "user__email")
    return [f"{one.user} <{one.user.email}>, since {one.since:%d %B %Y}" for one in every]
