"""From a newsletter that is not there yet to a test of its first issue, by clicking."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from edumentoring.common.models import Letter
from edumentoring.library.tests import make as library
from edumentoring.newsletter.models import Issue
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_somebody_begins_a_newsletter_writes_an_issue_and_sends_themselves_a_test(
    page: Page, live_server
):
    helen = people.staff_person("helen@school.example")
    programme = make.programme()
    programmes.add_coordinator(programme, email=helen.email, role="coordinator", by=None)
    library.own_zone(programme, helen)
    people.sign_in_browser(page.context, live_server.url, helen, staff=True)

    page.goto(live_server.url + reverse("newsletter:desk", args=[programme.slug]))
    page.get_by_label("What is it called?").fill("Notes from the staffroom")
    page.get_by_role("button", name="Begin the newsletter").click()
    page.get_by_label("Anybody may read past issues").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Begin an issue").click()

    page.locator("#id_title").fill("The long half term")
    page.locator("#id_lede").fill("One idea, and three things to try.")
    page.get_by_role("button", name=re.compile("Insert a block")).first.click()
    page.get_by_role("option", name="Quote").click()
    page.locator("[name=body-0-value-words]").fill("Small is not the same as easy.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text(re.compile("created|saved", re.IGNORECASE)).first).to_be_visible()

    issue = Issue.objects.get()
    address = reverse("newsletter:desk_issue", args=[programme.slug, issue.number])
    page.goto(live_server.url + address)
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("A test is on its way to helen@school.example")).to_be_visible()

    letter = Letter.objects.get(to="helen@school.example", kind="newsletter_test")
    assert "Small is not the same as easy." in letter.text
