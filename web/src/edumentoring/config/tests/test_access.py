"""Every address of the service, with every method, as every kind of person.

The tables are the rooms' own (`<room>/tests/access_table.py`); the words they are written
in are in `access.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

import edumentoring
from edumentoring.config.tests import access
from edumentoring.config.tests.access import ACTORS, Route, World

ROOMS = Path(edumentoring.__file__).parent
# Wagtail's own addresses have one rule for all of them, held in test_editors_desk.py.
RULED_ELSEWHERE = {"cms/", r"^(?P<path>zone/(?:[\w\-]+/)*)$"}
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "TRACE")


def _routes() -> list[Route]:
    tables = sorted(ROOMS.glob("*/tests/access_table.py"))
    found = [
        import_module(f"edumentoring.{table.parts[-3]}.tests.access_table") for table in tables
    ]
    return [route for table in found for route in table.ROUTES]


def _addresses(patterns: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if str(pattern.pattern) in RULED_ELSEWHERE:
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _addresses(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}", pattern


ROUTES = _routes()
ADDRESSES = dict(_addresses(get_resolver().url_patterns))
# All or none: pytest-django puts those that are marked first, and a route whose tests stand apart
# is built twice, and asked for every page twice.
pytestmark = pytest.mark.django_db


@dataclass
class Here:
    """One route with what its page needs, and each answer it gave, asked for once."""

    route: Route
    world: World
    at: Mapping[str, Any]
    _answers: dict[tuple[str, str], HttpResponse] = field(default_factory=dict)

    def answer(self, actor: str, method: str) -> HttpResponse:
        """What this person met here. It is asked once: nothing a request does is kept."""
        if (actor, method) not in self._answers:
            self._answers[actor, method] = _visit(self.world, actor, method, self.route, self.at)
        return self._answers[actor, method]

    def ask(self, actor: str, method: str, at: Mapping[str, Any] | None = None) -> HttpResponse:
        return _visit(self.world, actor, method, self.route, at or self.at)

    def methods(self) -> list[str]:
        return [method for method in ("GET", "POST") if self.route.expected(method) is not None]


@pytest.fixture(scope="module")
def world(for_all_tests: None) -> World:
    """Made once for all tests here, none of which leaves a trace in it."""
    return access.build_world()


@pytest.fixture(scope="module", params=ROUTES, ids=str)
def here(request: pytest.FixtureRequest, world: World) -> Iterator[Here]:
    """Of the module, so that all tests of one route follow each other and share its answers."""
    with transaction.atomic():
        yield Here(request.param, world, request.param.at(world))
        transaction.set_rollback(True)


# --- The tables are whole ---------------------------------------------------------------------


@pytest.mark.once
def test_every_address_is_in_a_table_and_every_row_has_an_address():
    addresses = set(ADDRESSES)
    rows = {route.name for route in ROUTES}

    assert addresses - rows == set(), "These addresses are in no access_table.py."
    assert rows - addresses == set(), "These rows name an address that does not exist."


@pytest.mark.once
def test_a_row_speaks_of_every_actor():
    for route in ROUTES:
        for method in ("GET", "POST"):
            expected = route.expected(method)
            assert expected is None or set(expected) == set(ACTORS), f"{method} {route}"
        assert route.get or route.post, f"{route} answers no method at all."


# --- Every route, method and actor ------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_person_meets_what_the_table_says(here: Here, method: str):
    wrong = {}
    for actor in ACTORS:
        response = here.answer(actor, method)
        wanted = _wanted(here.route, method, actor)
        if not _is(response, wanted):
            wrong[actor] = f"{_said(response)} in place of {wanted}"

    assert wrong == {}, f"{method} {here.route}"


@pytest.mark.once
def test_every_other_rule_is_kept(here: Here):
    """One test of a route for all of them: what pytest does around each takes longer than most."""
    faults = [f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(here)]

    assert faults == [], str(here.route)


# --- What else holds for every route: each of these tells what breaks it ------------------------


def no_other_method_is_answered(here: Here) -> Iterator[str]:
    for method in OTHER_METHODS:
        for actor in (access.ANONYMOUS, access.OWNER):
            response = here.ask(actor, method)
            if response.status_code != 405:
                yield f"{method} as {actor} is answered {response.status_code}"


def strangers_cannot_tell_what_exists(here: Here) -> Iterator[str]:
    route, at = here.route, here.at
    for method in ("GET", "POST"):
        for actor, wanted in (route.expected(method) or {}).items():
            if wanted != access.NOT_FOUND:
                continue
            there = here.answer(actor, method)
            for absent in _absent(at):
                missing = here.ask(actor, method, absent)
                if missing.status_code != 404:
                    yield f"{method} as {actor}: {missing.status_code} for {absent}"
                elif _bytes(there, route, at) != _bytes(missing, route, absent):
                    yield f"{method} as {actor}: another page for {absent}"


def things_that_do_not_exist_are_not_found(here: Here) -> Iterator[str]:
    if here.route.is_key:
        return
    for method in here.methods():
        asked = (here.route.expected(method) or {})[access.OWNER]
        wanted = access.NOT_FOUND if asked in access.LET_IN else asked
        for absent in _absent(here.at):
            said = _said(here.ask(access.OWNER, method, absent))
            if said != wanted:
                yield f"{method}: {said} in place of {wanted} for {absent}"


def another_programme_is_no_way_in(here: Here) -> Iterator[str]:
    """The owner of one programme names their own, and a thing that is of the other one alone."""
    if "slug" not in here.at or len(here.at) == 1 or here.route.in_every_programme:
        return
    crossed = {**here.at, "slug": here.world.other_programme.slug}
    for method in here.methods():
        response = here.ask(access.OTHER_OWNER, method, crossed)
        if response.status_code != 404:
            yield f"{method} is answered {response.status_code}"


def nothing_leaks(here: Here) -> Iterator[str]:
    """A word that only the programme's own people may read is in no other answer."""
    if here.route.is_key:
        return
    outside = (access.ANONYMOUS, access.OTHER_OWNER, access.JUST_REVOKED, access.OWNER_BY_EMAIL)
    for method in here.methods():
        for actor in outside:
            response = here.answer(actor, method)
            read = _whole(response) + str(response.headers).encode()
            if here.world.canary.lower().encode() in read.lower():
                yield f"{method} as {actor}"


def a_form_from_another_site_is_refused(here: Here) -> Iterator[str]:
    view = resolve(reverse(here.route.name, kwargs=here.at)).func
    exempt = getattr(view, "csrf_exempt", False)
    if exempt != here.route.csrf_exempt:
        yield f"the view's csrf_exempt is {exempt}, the table's {here.route.csrf_exempt}"


def every_answer_carries_the_strict_policy(here: Here) -> Iterator[str]:
    response = here.answer(access.ANONYMOUS, "GET")
    policy = response.headers.get("Content-Security-Policy", "")
    if "unsafe" in policy.partition("script-src")[2].partition(";")[0]:
        yield f"scripts may be unsafe: {policy}"
    if "default-src 'none'" not in policy:
        yield f"what is not named may come from anywhere: {policy}"


RULES: tuple[Callable[[Here], Iterator[str]], ...] = (
    no_other_method_is_answered,
    strangers_cannot_tell_what_exists,
    things_that_do_not_exist_are_not_found,
    another_programme_is_no_way_in,
    nothing_leaks,
    a_form_from_another_site_is_refused,
    every_answer_carries_the_strict_policy,
)


# --- How it is done ---------------------------------------------------------------------------


def _visit(
    world: World, actor: str, method: str, route: Route, at: Mapping[str, Any]
) -> HttpResponse:
    """Make one request, and undo whatever it did."""
    address = reverse(route.name, kwargs=at) + (f"?{route.query}" if route.query else "")
    body = route.data(world) if method == "POST" else None
    with transaction.atomic(), _set(route.settings):
        client = world.client(actor)
        try:
            response = (
                client.generic(method, address) if body is None else client.post(address, body)
            )
            response.read = _whole(response)  # before the rows it streams are gone
        except Exception as error:
            error.add_note(f"{method} {address} as {actor}")
            raise
        finally:
            transaction.set_rollback(True)
    return response


def _set(changed: Mapping[str, Any]) -> AbstractContextManager[Any]:
    """The route's own settings. Where it has none nothing is set: that slows every page."""
    return override_settings(**changed) if changed else nullcontext()


def _wanted(route: Route, method: str, actor: str) -> str:
    expected = route.expected(method)
    return access.WRONG_METHOD if expected is None else expected[actor]


def _is(response: HttpResponse, wanted: str) -> bool:
    """Whether the response is of the wanted kind.

    A method that a page does not take may be refused at any step: whoever may not even
    open the page need not learn which methods it takes.
    """
    said = _said(response)
    if wanted == access.IN:
        return said in {access.OK, access.MOVED, access.REFUSED}
    if wanted == access.WRONG_METHOD:
        closed = {access.LOGIN, access.SECOND_FACTOR, access.FORBIDDEN, access.NOT_FOUND}
        return said in closed | {access.WRONG_METHOD}
    return said == wanted


def _said(response: HttpResponse) -> str:
    status = response.status_code
    if status in {301, 302, 303, 307}:
        return _sent_to(response.headers["Location"])
    kinds = {
        **dict.fromkeys((200, 204), access.OK),
        **dict.fromkeys((400, 409, 422, 429), access.REFUSED),
    }
    return kinds.get(status, str(status))


def _sent_to(address: str) -> str:
    page = address.partition("?")[0]
    if page == reverse("account_login"):
        return access.LOGIN
    asking = ("mfa_index", "mfa_reauthenticate", "mfa_reauthenticate_webauthn")
    if page in {reverse(name) for name in asking}:
        return access.SECOND_FACTOR
    return access.MOVED


def _absent(at: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same address with each argument in turn naming a thing that does not exist."""
    return [{**at, name: _no_such(value)} for name, value in at.items()]


def _no_such(value: object) -> object:
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, int):
        return 2_000_000_000
    try:
        UUID(str(value))
    except ValueError:
        return "no-such-thing"
    return str(uuid4())


def _whole(response: HttpResponse) -> bytes:
    if hasattr(response, "read") and isinstance(response.read, bytes):
        return response.read
    return b"".join(response.streaming_content) if response.streaming else response.content


def _bytes(response: HttpResponse, route: Route, at: Mapping[str, Any]) -> bytes:
    """The page without what differs by nature: its own address, tokens and nonces."""
    page = _whole(response).replace(reverse(route.name, kwargs=at).encode(), b"(here)")
    page = re.sub(rb"[A-Za-z0-9]{64}", b"(token)", page)
    return re.sub(rb'nonce="[^"]+"', b"(nonce)", page)
