"""Feedback in a real browser: written while the server goes away, and shared from a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from edumentoring.people.tests.make import sign_in_browser
from edumentoring.tools.kinds import TOOLS
from edumentoring.tools.models import Sheet
from edumentoring.tools.shapes import Shape, Tool
from edumentoring.tools.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}


def test_nothing_is_lost_when_the_server_goes_away_while_somebody_types(page: Page, live_server):
    side = make.mentors_side()
    sheet = make.sheet(side, empty=True)
    sign_in_browser(page.context, live_server.url, side.me.user)
    page.goto(live_server.url + sheet.get_absolute_url())
    well = page.get_by_role("textbox", name="What I saw, and what it did for pupils")
    well.fill("You waited at the door.")
    expect(page.get_by_text("Saved at")).to_be_visible()
    step = page.locator("li", has=page.get_by_role("heading", name="What went well, and why"))
    expect(step).to_have_class("tool-step now done")

    page.context.set_offline(True)
    well.press_sequentially(" Then all of them wrote.")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.close()
    sheet.refresh_from_db()
    assert sheet.answers == {"well": "You waited at the door."}

    page.context.set_offline(False)
    later = page.context.new_page()
    later.goto(live_server.url + sheet.get_absolute_url())
    later.get_by_role("button", name="Put them back").click()

    expect(later.get_by_text("Saved at")).to_be_visible()
    sheet.refresh_from_db()
    assert sheet.answers == {"well": "You waited at the door. Then all of them wrote."}
    later.goto(live_server.url + reverse("tools:read", args=[sheet.code]))
    assert pages_of(later) == 1

    # A form with some lines in every box still goes on one side of A4.
    for tool in (each for each in TOOLS.values() if each.steps):
        full = make.sheet(
            side, tool.key, title="Year 9 chemistry, Thursday", answers=full_of_lines(tool)
        )
        later.goto(live_server.url + reverse("tools:read", args=[full.code]))
        assert pages_of(later) == 1, tool.key


def full_of_lines(tool: Tool) -> dict[str, str | list[str]]:
    """What people write in each box: two or three lines, or every tick."""
    line = "You waited at the door until all of them had a pen in hand, and then they wrote. "
    return {
        box.key: [key for key, _label in box.options]
        if box.shape == Shape.TICKS
        else box.options[0][0]
        if box.shape == Shape.ONE
        else line
        if box.rows < 3 or box.shape == Shape.LINE
        else line * 3
        for box in tool.boxes
        if box.shape != Shape.DAY
    }


def pages_of(page: Page) -> int:
    return page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")


def test_feedback_is_written_and_shared_on_a_phone_without_javascript(
    browser: Browser, live_server
):
    side = make.mentors_side()
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    sign_in_browser(context, live_server.url, side.me.user)
    phone = context.new_page()
    phone.goto(live_server.url + reverse("tools:about", args=["lesson-feedback"]))
    phone.get_by_role("button", name=f"Start with {side.other_name}").click()
    phone.get_by_label("Which lesson was it?").fill("Year 9 chemistry")
    phone.get_by_role("textbox", name="What I saw").fill("They began at once.")
    phone.get_by_role("checkbox", name="Questions to ask").check()
    phone.get_by_role("textbox", name="Questions to ask").fill("Why the noise?")
    phone.get_by_role("button", name="Find an action step").click()
    phone.get_by_role("searchbox").fill("wait")
    phone.get_by_role("button", name="Find", exact=True).click()
    phone.get_by_role("button", name="Wait for everybody").click()
    expect(phone.get_by_role("textbox", name="The one thing to do next")).to_have_value(
        "Begin a sentence, stop if somebody talks, wait, and begin it again."
    )
    phone.get_by_role("button", name=f"Share with {side.other_name}").click()

    expect(phone.get_by_role("heading", level=1, name="Year 9 chemistry")).to_be_visible()
    expect(phone.get_by_text("You and", exact=False).first).to_be_visible()
    sheet = Sheet.objects.visible_to(side.other).get()
    assert set(sheet.answers) == {"well", "step", "script"}  # its rehearsal came along
    context.close()
