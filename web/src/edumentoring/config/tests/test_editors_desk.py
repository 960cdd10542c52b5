"""Nothing below /cms/ opens to anybody but editors, whatever Wagtail has there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver
from wagtail.admin import urls as wagtail_admin

from edumentoring.config.tests import access
from edumentoring.config.tests.access import World
from edumentoring.library.cms import Door
from edumentoring.library.tests import make

SHUT_OUT = (
    access.ANONYMOUS,
    access.PARTICIPANT,
    access.VIEWER,
    access.MATCHER,
    access.JUST_REVOKED,
    access.OWNER_BY_EMAIL,
)


def addresses(patterns: list[Any], prefix: str = "/cms/") -> Iterator[str]:
    """Every address that Wagtail has, with something in the place of each argument."""
    for pattern in patterns:
        words = str(pattern.pattern)
        words = re.sub(r"<(?:int:)?\w*(?:id|pk)\w*>|\(\\d[+*]\)", "1", words)
        words = re.sub(r"<[^>]+>|\([^)]*\)", "x", words)
        path = prefix + re.sub(r"[\^$\\?:]|\.\*", "", words)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path


@pytest.fixture(scope="module")
def world(for_all_tests: None) -> World:
    make.zone()
    return access.build_world()


@pytest.mark.django_db
def test_every_address_is_shut_to_one_who_lost_their_seat_a_moment_ago(world):
    every = sorted(set(addresses(wagtail_admin.urlpatterns)))
    assert len(every) > 120, every
    door = Door(lambda request: pytest.fail(f"{request.path} was opened."))
    revoked = world.people[access.JUST_REVOKED]

    for address in every:
        request = RequestFactory().get(address)
        request.user, request.session = revoked, SessionStore(world.cookies[access.JUST_REVOKED])
        with pytest.raises(Http404):
            door(request)


@pytest.mark.django_db
def test_the_desk_opens_to_nobody_but_editors(world):
    for actor in SHUT_OUT:
        client = world.client(actor)
        for address in ("/cms/", "/cms/pages/", "/cms/images/", "/cms/no-such/"):
            answer = client.get(address)
            sent_on = answer.status_code == 302 and "/account/" in answer.headers["Location"]
            assert sent_on or answer.status_code == 404, f"{actor} {address} {answer.status_code}"


@pytest.mark.django_db
def test_not_even_the_host_finds_users_groups_or_settings(world):
    client = world.client(access.SUPERUSER)

    assert client.get("/cms/").status_code == 200
    for shut in (
        "users",
        "groups",
        "workflows",
        "collections",
        "reports",
        "login",
        "password_reset",
    ):
        assert client.get(f"/cms/{shut}/").status_code == 404, shut
    assert client.get("/cms/logout/").headers["Location"].startswith("/account/")
