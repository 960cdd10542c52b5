"""From a draft to a certificate: planned at the desk, booked on a phone, ticked, and checked."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from edumentoring.people.tests.make import sign_in_browser
from edumentoring.training.models import Event
from edumentoring.training.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}


def test_a_session_is_planned_booked_ticked_and_shown_to_others(
    browser: Browser, live_server: Any, settings: Any
):
    settings.SITE_URL = site = live_server.url
    part = make.mentor(name="Imran Sadiq")
    seat = make.seat(programme_=part.programme)
    at_desk = browser.new_context()
    sign_in_browser(at_desk, site, seat.user, staff=True)
    on_phone = browser.new_context(java_script_enabled=False, viewport=NARROW)
    sign_in_browser(on_phone, site, part.user)
    desk, phone = at_desk.new_page(), on_phone.new_page()
    stranger = browser.new_context(java_script_enabled=False).new_page()

    desk.goto(f"{site}/programmes/{part.programme.slug}/training/")
    desk.get_by_role("link", name="Plan an event").click()
    desk.get_by_label("What is it called?").fill("Small steps")
    desk.get_by_label("Day", exact=True).fill(make.soon().date().isoformat())
    desk.get_by_label("From", exact=True).fill("16:00")
    desk.get_by_label("To", exact=True).fill("15:00")
    desk.get_by_role("button", name="Keep as a draft").click()
    expect(desk.get_by_role("link", name="It ends before it begins")).to_be_visible()
    desk.get_by_label("To", exact=True).fill("17:30")
    desk.get_by_label("Hours that count").fill("1:30")
    desk.get_by_label("Mentors who came count as trained").check()
    desk.get_by_role("button", name="Keep as a draft").click()
    desk.get_by_role("button", name="Publish").click()

    phone.goto(f"{site}/place/me/training/")
    phone.get_by_role("link", name="Small steps").click()
    phone.get_by_role("button", name="Book my place").click()
    expect(phone.get_by_text("You have a place.", exact=True)).to_be_visible()

    make.begun(Event.objects.get())
    desk.reload()
    desk.get_by_role("link", name="Tick who came").click()
    desk.get_by_role("checkbox", name="Imran Sadiq").focus()
    desk.keyboard.press("Space")
    desk.get_by_role("button", name="Save who came").click()
    expect(desk.get_by_text("1 person came")).to_be_visible()

    phone.goto(f"{site}/place/me/training/record/")
    phone.get_by_role("checkbox", name="Small steps").check()
    phone.get_by_label("The name on it").fill("Dr Imran Sadiq")
    phone.get_by_role("button", name="Make it").click()
    address = phone.url
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name="Dr Imran Sadiq")).to_be_visible()
    expect(stranger.get_by_text("This certificate holds")).to_be_visible()
    expect(stranger.get_by_text("1.5 hours").first).to_be_visible()
    phone.get_by_role("button", name="Hide it").click()
    stranger.reload()
    expect(stranger.get_by_text("Dr Imran Sadiq")).to_have_count(0)
