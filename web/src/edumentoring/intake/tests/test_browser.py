"""An import in a real browser: by mouse and keyboard, at every width, without script."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from edumentoring.intake.models import Upload
from edumentoring.intake.tests import make
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def programme(db) -> Programme:
    return make.programme(by=people.staff_person("helen@school.example", "Helen Marsh"))


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser complains of, broken content policy included."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def sign_in(page: Page, live_server, programme: Programme) -> None:
    user = programme.coordinators.get().user
    people.sign_in_browser(page.context, live_server.url, user, staff=True)


def messy() -> bytes:
    """Everything that may want a look, in few rows."""
    return make.sheet(
        {"Phase": "Secondary", "Years in teaching": "3", "Career stage": "NQT"},
        {**make.person(1), "Email Address": "tunde.a.school.example", "Career stage": "HLTA"},
        {**make.person(2), "Email Address": "", "Phase": "KS3", "Years in teaching": "since 2014"},
        {
            **make.person(3),
            "How many people could you mentor?": "a couple",
            "Do you consent?": "Yes",
        },
        {**make.person(4), "Do you consent?": ""},
        {
            "Your full name": "Jo Barker",
            "Timestamp": "24/09/2026 10:00:00",
            "I would like to be a...": "Mentor",
            "Do you consent?": "Yes",
            "What would you like help with? (tick any)": "Behaviour, Staying sane",
        },
        *({**make.person(number), "Do you consent?": "Yes"} for number in range(10, 30)),
    )


def test_from_a_file_to_people_and_back(page: Page, live_server, programme, faults, tmp_path):
    sign_in(page, live_server, programme)
    file = tmp_path / "sign-ups.csv"
    file.write_bytes(messy())
    page.goto(live_server.url + reverse("intake:uploads", args=[programme.slug]))

    page.get_by_label("Choose a file").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your columns and our questions")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what we read")
    before = page.get_by_role("button", name=re.compile("Save .* people")).inner_text()
    page.get_by_role("textbox", name="Row 4, Email Address").fill("person2@school.example")
    page.get_by_role("button", name="Use this, row 4, Email Address").click()
    expect(page.get_by_text("Kept. The counts are up to date.")).to_be_visible()
    now = page.get_by_role("button", name=re.compile("Save .* people"))
    assert now.inner_text() != before
    now.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")
    assert Participant.objects.filter(user__email="person2@school.example").exists()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken back")
    assert not Participant.objects.exists()
    assert faults == []


def test_the_whole_way_without_script(browser: Browser, live_server, programme):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, programme)
    page.goto(live_server.url + reverse("intake:uploads", args=[programme.slug]))

    page.get_by_label("Or paste cells from your sheet").fill(
        "Name\tEmail\nJo Barker\tjo@school.example\nSam\tsam.school.example"
    )
    page.get_by_label("Mentees").check()
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Check the rows").click()
    page.get_by_role("button", name="Use this, row 3, Email").click()
    page.get_by_role("button", name="Save 2 people").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")
    assert set(Participant.objects.values_list("user__email", flat=True)) == {
        "jo@school.example",
        "sam@school.example",
    }
    context.close()


def test_a_file_too_large_to_send_is_told_under_its_box_before_it_is_sent(
    page: Page, live_server, programme, settings, faults
):
    settings.LARGEST_FILES = 500
    sign_in(page, live_server, programme)
    page.goto(live_server.url + reverse("intake:uploads", args=[programme.slug]))
    field = page.locator("input[type=file]")
    field.set_input_files({"name": "big.csv", "mimeType": "text/csv", "buffer": b"x" * 501})
    page.get_by_role("button", name="Read it").click()

    told = page.get_by_role("alert").filter(has_text="Choose a smaller file.")
    expect(told).to_have_text(re.compile("Error:.*More than 0 MB cannot be sent."))
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_error_message(re.compile("More than"))
    assert field.evaluate("box => box.files[0].name") == "big.csv"
    assert not Upload.objects.exists()

    field.set_input_files({"name": "sheet.csv", "mimeType": "text/csv", "buffer": make.sheet()})
    expect(told).to_have_count(0)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your columns and our questions")
    assert faults == []


def test_a_row_is_mended_and_saved_by_keyboard_alone(page: Page, live_server, programme):
    sign_in(page, live_server, programme)
    upload = make.upload(
        make.sheet({"Email Address": "jo.school.example"}, make.person(1)), programme_=programme
    )
    page.goto(live_server.url + reverse("intake:check", args=[programme.slug, upload.code]))

    page.get_by_role("textbox", name="Row 2, Email Address").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing needs a look")).to_be_visible()
    page.get_by_role("button", name="Save 2 people").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")


def test_what_was_decided_is_there_after_leaving_and_can_be_taken_back(
    page: Page, live_server, programme
):
    sign_in(page, live_server, programme)
    upload = make.upload(messy(), programme_=programme)
    address = live_server.url + reverse("intake:check", args=[programme.slug, upload.code])
    page.goto(address)
    page.get_by_role("button", name="Two people").first.click()
    expect(page.get_by_text("Two people, as you said")).to_be_visible()

    page.goto("about:blank")
    page.goto(address)

    expect(page.get_by_text("Two people, as you said")).to_be_visible()
    page.get_by_text("1 decision made so far").click()
    page.get_by_role("button", name=re.compile("^Take back")).click()
    expect(page.get_by_text("We take this as one person")).to_be_visible()
    upload.refresh_from_db()
    assert Upload.objects.get(pk=upload.pk).edits["doubles"] == {}


def test_a_double_press_on_save_saves_once(page: Page, live_server, programme):
    sign_in(page, live_server, programme)
    upload = make.upload(programme_=programme)
    page.goto(live_server.url + reverse("intake:check", args=[programme.slug, upload.code]))

    page.get_by_role("button", name="Save 1 person").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")
    page.go_back()
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")
    assert Participant.objects.count() == 1


def test_a_file_that_cannot_be_read_says_so_beside_its_field(
    page: Page, live_server, programme, tmp_path: Path
):
    sign_in(page, live_server, programme)
    file = tmp_path / "people.xlsx"
    file.write_bytes(b"%PDF-1.7 not a sheet")
    page.goto(live_server.url + reverse("intake:uploads", args=[programme.slug]))

    page.get_by_label("Choose a file").set_input_files(file)
    page.get_by_role("button", name="Read it").click()

    told = page.get_by_role("alert").filter(visible=True)
    expect(told).to_contain_text("it looks like a PDF")
    expect(told).to_contain_text("save it as .xlsx or CSV")
