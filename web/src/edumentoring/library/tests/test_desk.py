"""At the desk: a zone of one's own, pages that wait, and resources from a sheet."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Workflow

from edumentoring.library.models import Resource, Zone
from edumentoring.library.sheets import bring_in
from edumentoring.library.tests import make
from edumentoring.library.tonight import lines
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db

SHEET = """title,kind,topics,note,year,phases,subjects,url
Calm starts,Guide,Behaviour; planning,Three ways in.,2024,Primary,Science,https://example.org/a
Long days,book,workload,What to drop.,,,,
"""


@pytest.fixture
def owner():
    return programmes.seat("owner")


@pytest.fixture
def zone(owner) -> Zone:
    return make.own_zone(owner.programme, owner.user)


def test_a_sheet_becomes_resources_of_ones_own_zone_and_again_brings_them_up_to_date(zone, owner):
    assert bring_in(SHEET, zone, by=owner.user) == (2, [])
    assert bring_in(SHEET.replace("Three ways", "Four ways"), zone, by=owner.user) == (2, [])

    one = Resource.objects.get(title="Calm starts")
    assert (one.zone, one.year, one.note) == (zone, 2024, "Four ways in.")
    assert one.topics == ("behaviour", "planning")
    assert one.phases == ("primary",)
    assert one.subjects == ("science",)
    assert Resource.objects.get(title="Long days").phases == ("any",)
    assert Resource.objects.count() == 2


@pytest.mark.parametrize(
    ("good", "bad", "row", "told"),
    [
        ("title,kind", "name,kind", 1, "title"),
        ("Behaviour;", "Behavior;", 2, "behavior"),
        ("Guide,", "Pamphlet,", 2, "pamphlet"),
        ("https://example.org/a", "javascript:alert(1)", 2, "url"),
        ("2024", "last year", 2, "year"),
    ],
)
def test_a_sheet_with_a_fault_brings_in_nothing_and_says_where(zone, owner, good, bad, row, told):
    brought, faults = bring_in(SHEET.replace(good, bad), zone, by=owner.user)

    assert brought == 0
    assert (faults[0].row, told in faults[0].words.casefold()) == (row, True), faults
    assert not Resource.objects.exists()


def test_what_was_pasted_stays_in_the_box_when_it_is_refused(zone, owner):
    desk = people.sign_in(people.browser(), owner.user, second_factor=True)
    address = reverse("library:desk", args=[owner.programme.slug])

    answer = desk.post(address, {"pasted": SHEET.replace("Guide,", "Pamphlet,")})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing was brought in" in page
    assert "Row 2" in page
    assert "Calm starts,Pamphlet" in page


def test_a_page_an_editor_asks_to_publish_waits_on_the_owners_first_page(zone, owner):
    section = make.section(zone, live=False)
    editor = people.staff_person("eva@school.example", "Eva")
    Coordinator.objects.create(programme=owner.programme, user=editor, role="editor")
    assert list(lines(owner)) == []

    section.save_revision(user=editor)
    section.get_workflow().start(section, editor)

    assert [str(line.text) for line in lines(owner)] == ["1 page of the mentor zone waits for you"]
    desk = people.sign_in(people.browser(), owner.user, second_factor=True)
    assert section.title in desk.get("/cms/").content.decode()
    approve = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[section.pk, "approve", section.current_workflow_task_state.pk],
    )
    desk.post(approve)

    assert Page.objects.get(pk=section.pk).live
    assert list(lines(owner)) == []
    assert Workflow.objects.filter(name="Moderators approval").count() == 0
