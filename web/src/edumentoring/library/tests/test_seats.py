"""Who may edit what follows from the seats at the desks, at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from edumentoring.common.refused import Refused
from edumentoring.library import operations
from edumentoring.library.due import publish_what_is_due
from edumentoring.library.models import Resource, Section, Zone
from edumentoring.library.seats import seats_of
from edumentoring.library.tests import make
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def north() -> Programme:
    return programmes.programme("North")


@pytest.fixture
def south() -> Programme:
    return programmes.programme("South")


def seat(programme: Programme, role: str) -> User:
    user = people.staff_person(f"{role}@{programme.slug}.example", role.title())
    Coordinator.objects.create(programme=programme, user=user, role=role)
    return user


def desk(user: User):
    return people.sign_in(people.browser(), user, second_factor=True)


def may(user: User, action: str, page: Page) -> bool:
    user = User.objects.get(pk=user.pk)  # what Wagtail remembers lasts for one request
    seats_of(user).settle()
    return policy_registry.get_by_type(Page).user_has_permission_for_instance(user, action, page)


def test_an_editor_writes_in_their_own_zone_alone_and_publishes_nothing(north, south):
    editor, owner = seat(north, "editor"), seat(north, "owner")
    own = make.section(make.own_zone(north, owner))
    other = make.section(make.own_zone(south, owner))
    shared = make.section()

    assert may(editor, "change", own)
    assert not may(editor, "publish", own)
    assert may(owner, "publish", own)
    for page in (other, shared):
        assert not may(editor, "change", page)
        assert not may(owner, "publish", page)


def test_one_who_edits_the_shared_zone_has_no_right_to_an_organisations(north):
    owner = seat(north, "owner")
    own, shared = make.section(make.own_zone(north, owner)), make.section()
    editor = operations.add_editor("sam@school.example", "Sam").user

    assert may(editor, "publish", shared)
    assert not may(editor, "change", own)


def test_a_seat_that_is_taken_away_shuts_the_desk_at_the_next_step(north):
    editor, owner = seat(north, "editor"), seat(north, "owner")
    section = make.section(make.own_zone(north, owner))
    client = desk(editor)
    page = reverse("wagtailadmin_pages:edit", args=[section.pk])
    assert client.get(page).status_code == 200

    Coordinator.objects.filter(user=editor).delete()

    assert client.get(page).status_code == 404
    assert client.post(page, {"title": "Mine"}).status_code == 404
    assert not may(editor, "change", section)


def test_an_archived_programme_has_no_editors(north):
    editor = seat(north, "editor")
    assert seats_of(editor)

    Programme.objects.filter(pk=north.pk).update(archived_at=north.created_at)

    assert not seats_of(editor)


def test_a_page_of_another_zone_is_not_shown_on_the_desk(north, south):
    editor, owner = seat(north, "editor"), seat(south, "owner")
    make.own_zone(north, owner)
    hidden = make.section(make.own_zone(south, owner), title="Quillfeather")
    client = desk(editor)

    for name in ("wagtailadmin_pages:edit", "wagtailadmin_pages:delete", "wagtailadmin_explore"):
        answer = client.get(reverse(name, args=[hidden.pk]), follow=True)
        assert b"Quillfeather" not in answer.content, name
    assert b"Quillfeather" not in client.get("/cms/").content


def test_resources_are_changed_by_the_editors_of_their_zone(north):
    editor, owner = seat(north, "editor"), seat(north, "owner")
    zone = make.own_zone(north, owner)
    own = make.resource("Ours", zone=zone)
    shared = make.resource("Everybody’s")
    client = desk(editor)

    def edit(one: Resource) -> str:
        return reverse(one.snippet_viewset.get_url_name("edit"), args=[one.pk])

    assert client.get(edit(own)).status_code == 200
    for one in ("edit", "delete", "history"):
        page = reverse(shared.snippet_viewset.get_url_name(one), args=[shared.pk])
        assert client.get(page).status_code == 404, one
        assert client.post(page, {"title": "Mine"}).status_code == 404, one
    listed = client.get(reverse(own.snippet_viewset.get_url_name("list"))).content.decode()
    assert "Ours" in listed
    assert "Everybody" not in listed


def test_a_zone_is_opened_once_for_an_organisation_and_at_a_free_address(north, south):
    owner = seat(north, "owner")
    zone = make.own_zone(north, owner)
    make.section(title="South")

    assert make.own_zone(north, owner) == zone
    assert make.own_zone(south, owner).url == "/zone/south-2/"
    assert Zone.objects.count() == 3


def test_a_letter_key_or_picture_never_leaves_the_folder_of_sizes(client):
    make.shown_picture()

    assert client.get("/media/images/teal.width-40.png").status_code == 200
    for path in ("/media/images/..%2f..%2fsecret-key", "/media/original_images/teal.png"):
        assert client.get(path).status_code == 404


def test_wagtails_pages_may_hold_scripts_of_their_own_and_no_other_page_may(north):
    client = desk(seat(north, "owner"))

    assert "'unsafe-inline'" in client.get("/cms/").headers["Content-Security-Policy"]
    assert "unsafe" not in client.get("/").headers["Content-Security-Policy"]
    assert Section.objects.count() == 0


def test_the_host_names_who_edits_the_shared_zone_and_takes_it_back_at_once():
    editor = operations.add_editor("sam@school.example", "Sam").user
    make.zone()
    client = desk(editor)
    assert client.get("/cms/").status_code == 200
    assert "sam@school.example" in operations.editors()[0]

    operations.remove_editor("SAM@school.example")

    assert client.get("/cms/").status_code == 404
    with pytest.raises(Refused, match="edumentoring editor list"):
        operations.remove_editor("sam@school.example")


def test_a_page_goes_public_at_the_hour_that_was_set(client):
    section = make.section(live=False)
    section.go_live_at = timezone.now() + timedelta(hours=1)
    section.save_revision().publish()
    publish_what_is_due()
    assert client.get("/zone/giving-lesson-feedback/").status_code == 404

    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at, revision.content["go_live_at"] = past, past.isoformat()
    revision.save()
    publish_what_is_due()

    assert client.get("/zone/giving-lesson-feedback/").status_code == 200
