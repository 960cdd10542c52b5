"""Colours, the kit, messages with a way back, and the error pages."""

import json
import re
from html import unescape

import pytest
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from edumentoring.design.context import frame
from edumentoring.design.templatetags.design import in_place, passing, undo_url
from edumentoring.design.toasts import toast

ERRORS = ["400", "403", "403_csrf", "404", "409", "429", "500"]


def choose(client: Client, **form: str) -> HttpResponse:
    return client.post(reverse("design:theme"), form)


def test_the_chosen_colours_are_kept_for_a_year(client: Client):
    answer = choose(client, theme="dark", next="/kit/?frame=page")

    assert answer.url == "/kit/?frame=page"
    assert answer.cookies["theme"].value == "dark"
    assert answer.cookies["theme"]["max-age"] == 31_536_000
    assert answer.cookies["theme"]["samesite"] == "Lax"


def test_colours_need_no_token_and_another_site_changes_nobodys():
    strict = Client(enforce_csrf_checks=True)
    here, elsewhere = (
        strict.post(reverse("design:theme"), {"theme": "dark"}, headers={"Sec-Fetch-Site": site})
        for site in ("same-origin", "cross-site")
    )

    assert here.cookies["theme"].value == "dark"
    assert elsewhere.status_code == 302
    assert "theme" not in elsewhere.cookies


def test_going_back_to_the_device_forgets_the_choice(client: Client):
    choose(client, theme="dark")

    assert choose(client, theme="").cookies["theme"]["max-age"] == 0


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "", "\\\\x", "x"],
)
def test_choosing_never_leads_elsewhere(client: Client, elsewhere: str):
    assert choose(client, theme="dark", next=elsewhere).url == "/"


def test_looking_does_not_choose(client: Client):
    assert client.get(reverse("design:theme")).status_code == 405


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ('"><script>', ""), ("", "")])
def test_only_a_known_theme_reaches_the_page(rf, cookie: str, theme: str):
    rf.cookies["theme"] = cookie

    assert frame(rf.get("/"))["theme"] == theme


def test_the_kit_is_for_builders_only(client: Client, settings):
    settings.DEBUG = settings.DEMONSTRATION = False

    assert client.get(reverse("design:kit")).status_code == 404


@pytest.mark.parametrize("shape", ["desk", "page"])
def test_the_kit_shows_every_part_without_a_database(client: Client, settings, shape: str):
    settings.DEMONSTRATION = True

    answer = client.get(reverse("design:kit"), {"frame": shape})

    assert answer.status_code == 200
    assert "Undo" in answer.text
    assert "There is a problem" in answer.text


def test_the_kit_keeps_the_strict_policy(client: Client, settings):
    settings.DEMONSTRATION = True

    policy = client.get(reverse("design:kit")).headers["content-security-policy"]

    assert "unsafe" not in policy


@pytest.mark.parametrize("number", ERRORS)
def test_an_error_page_needs_nothing_at_all(number: str):
    """No request, no context and, this test having no `db`, no database."""
    words = get_template(f"{number}.html").render()

    assert f"Error {number[:3]}" in words
    assert 'href="/"' in words


def test_settings_for_scripts_are_whole_json(client: Client, settings):
    settings.DEMONSTRATION = True
    page = client.get(reverse("design:kit")).text

    htmx, words = (
        json.loads(unescape(re.search(rf'name="{name}" content="([^"]*)"', page)[1]))
        for name in ("htmx-config", "script-words")
    )

    assert htmx["allowEval"] is htmx["allowScriptTags"] is htmx["includeIndicatorStyles"] is False
    assert htmx["historyCacheSize"] == 0
    assert all(words.values())


def test_undo_leads_only_to_this_site(rf):
    for address in ("https://elsewhere.example/", "//elsewhere.example", "/a b"):
        with pytest.raises(ValueError, match="path on this site"):
            toast(rf.get("/"), "Gone", undo=address)


def test_a_toast_carries_its_way_back(rf):
    request = _with_messages(rf.get("/"))

    toast(request, "Removed Jo", undo="/undo/7/")

    (message,) = passing(request._messages)
    assert undo_url(message) == "/undo/7/"


def test_refusals_stand_at_the_top_and_changes_in_a_toast():
    refusal, change = Message(40, "No"), Message(25, "Done")

    assert in_place([refusal, change]) == [refusal]
    assert passing([refusal, change]) == [change]
    assert undo_url(change) == ""


def _with_messages(request: HttpRequest) -> HttpRequest:
    from django.contrib.messages.storage.cookie import CookieStorage

    request._messages = CookieStorage(request)
    return request
