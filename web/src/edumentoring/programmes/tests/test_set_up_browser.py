"""From nothing to a page that anybody may read, in a real browser, and every page on the way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from edumentoring.design.tests.looking import assert_suits_everyone
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def helen(db):
    return people.staff_person("helen@school.example", "Helen Marsh")


@pytest.fixture
def desk(page: Page, live_server, helen) -> Page:
    make.programme("The first one", by=helen)
    client = Client()
    people.sign_in_as_staff(client, helen)
    cookie = client.cookies["edumentoring"].value
    page.context.add_cookies([{"name": "edumentoring", "value": cookie, "url": live_server.url}])
    page.faults = []
    page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    return page


def test_a_programme_is_made_published_and_dressed(desk: Page, live_server):
    desk.goto(live_server.url + reverse("programmes:new"))
    desk.get_by_label("What is the programme called?").fill("Calder Valley Mentors")
    desk.get_by_role("button", name="Make the programme").click()
    expect(desk.get_by_role("heading", level=1, name="Set up")).to_be_visible()

    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_role("heading", name="Your page is public")).to_be_visible()
    assert desk.get_by_label("Its address").input_value().endswith("/join/calder-valley-mentors/")

    desk.get_by_role("link", name="Look and words of the public page").click()
    preview = desk.locator("[data-preview]")
    desk.get_by_label("Plum").check()
    expect(preview).to_have_class("preview look-plum")
    desk.locator("#id_promise").fill("Someone who knows your valley")
    expect(preview).to_contain_text("Someone who knows your valley")
    desk.locator("#id_promise").fill("")
    expect(preview).not_to_contain_text("valley.")
    desk.locator("#id_promise").fill("Someone near by")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Plum, with your own words.")).to_be_visible()

    desk.get_by_role("button", name="Hide the page").click()
    expect(desk.get_by_role("heading", name="Your page is not published yet")).to_be_visible()
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("heading", name="Your page is public")).to_be_visible()
    made = Programme.objects.get(name="Calder Valley Mentors")
    assert (made.look, made.words["promise"]) == ("plum", "Someone near by")
    assert desk.faults == []


def test_what_a_pause_changes_in_setting_up_can_be_used_by_everyone(desk: Page, live_server, helen):
    """Each page of setting up is walked in `tests/journeys`, where no programme is at rest."""
    programme = make.programme("Calder Valley Mentors", by=helen)
    Programme.objects.filter(pk=programme.pk).update(limit_mentees=1)
    operations.publish_programme(programme, by=helen)
    for _each in range(2):
        operations.settle_sign_up(make.mentee(programme, state="signed_up"))
    until = programme.today() + timedelta(days=9)
    operations.pause_programme(programme, note="Snow.", resumes_on=until, by=helen)
    operations.archive_programme(make.programme("Last year", by=helen), by=helen)
    pages = ("set_up", "pause", "waiting_list")
    addresses = [reverse(f"programmes:{page}", args=[programme.slug]) for page in pages]
    for address in (*addresses, reverse("programmes:mine")):
        desk.goto(live_server.url + address)
        desk.wait_for_selector("html.js")
        assert_suits_everyone(desk, address, widths=(320, 1440))
    assert desk.faults == []
