"""The place of a pair, the network and all around them without JavaScript, by plain requests.

On each of their pages every button sends a form, every form that is sent as it stands is
understood, and every link leads on. What is pressed is undone, so that the next page finds all
as it was; a form or link that many pages share is tried once for each person.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import resolve

from edumentoring.demonstration.operations import load_demonstration
from edumentoring.library.operations import lay_ground
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from tests.journeys.conftest import EMAILS
from tests.journeys.plain import Form, PlainPage, local
from tests.journeys.visits import Visit
from tests.journeys.visits.circle import circle_pages
from tests.journeys.visits.network import network_pages
from tests.journeys.visits.pairs import PAIR_GROUPS
from tests.journeys.visits.projects import project_pages

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

LEADS_ON = {200, 301, 302, 303, 307, 308}
UNDERSTOOD = LEADS_ON | {409, 422}
SITE = "http://testserver"
MOST_OF_A_KIND = 2


class Walker:
    """Everybody's browser, and what was tried already."""

    def __init__(self) -> None:
        self.server = ClientHandler(enforce_csrf_checks=True)
        self.cookies: dict[str, str] = {}
        self.tried: set[tuple[Any, ...]] = set()
        self.seen: Counter[tuple[str, str]] = Counter()

    def client(self, actor: str, token: str = "") -> Client:
        """A browser of this person as they are signed in; what it does leaves no trace in it."""
        if actor not in self.cookies:
            self.cookies[actor] = self._sign_in(actor)
        client = Client(raise_request_exception=False)
        client.handler = self.server  # to start one of its own takes longer than a page
        if token:
            client.cookies[settings.CSRF_COOKIE_NAME] = token
        if self.cookies[actor]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[actor]
        return client

    def _sign_in(self, actor: str) -> str:
        if actor == "anonymous":
            return ""
        user = User.objects.get(email=EMAILS.get(actor, actor))
        sign_in = people.sign_in_as_staff if actor == "coordinator" else people.sign_in
        return sign_in(people.browser(), user).cookies[settings.SESSION_COOKIE_NAME].value

    def is_wanted(self, visit: Visit) -> bool:
        """Two pages of a kind for each person: begun and done, say. More show nothing new."""
        self.seen[visit.route, visit.actor] += 1
        return not visit.go and self.seen[visit.route, visit.actor] <= MOST_OF_A_KIND

    def faults(self, visit: Visit) -> Iterator[str]:
        """What does not work on this page for whoever opens it without a script."""
        client = self.client(visit.actor)
        answer = client.get(visit.path)
        if answer.status_code not in {200, 404, 410}:
            yield f"answered {answer.status_code}"
        page = PlainPage(answer.content.decode(), visit.path)
        yield from (f"a button does nothing: {button}" for button in page.dead)
        token = client.cookies.get(settings.CSRF_COOKIE_NAME)
        for form in page.forms:
            yield from self._send(visit, form, token.value if token else "")
        for link in local(page.links):
            yield from self._follow(visit, link)

    def _send(self, visit: Visit, form: Form, token: str) -> Iterator[str]:
        path = urlsplit(form.action).path
        if form.is_with_script or not self._is_new(visit, path, form.method, *sorted(form.names)):
            return
        if not form.is_sent:
            yield f"nothing sends the form to {path}"
        with transaction.atomic():
            client = self.client(visit.actor, token)
            send = client.post if form.method == "post" else client.get
            status = send(form.action, form.data).status_code
            transaction.set_rollback(True)
        if status not in UNDERSTOOD:
            yield f"the form to {form.action} is answered {status}"

    def _follow(self, visit: Visit, link: str) -> Iterator[str]:
        if self._is_new(visit, urlsplit(link).path, "link"):
            status = self.client(visit.actor).get(link).status_code
            if status not in LEADS_ON:
                yield f"the link to {link} is answered {status}"

    def _is_new(self, visit: Visit, path: str, *what: str) -> bool:
        """Whether nothing of this kind was tried by this person: the same page of the desk, or
        the same form with the same boxes, about another thing, works the same."""
        name = resolve(path).view_name
        key = (visit.actor, name, *what)
        is_new = key not in self.tried
        self.tried.add(key)
        return is_new


@pytest.fixture
def walker(settings: Any) -> Walker:
    settings.DEMONSTRATION = True
    lay_ground()  # as the service does before it starts: pages lead to the mentor zone
    load_demonstration(people=20)
    return Walker()


def test_every_form_and_link_around_a_pair_works_without_a_script(walker: Walker):
    groups: tuple[Callable[[str], Iterator[Visit]], ...] = (
        *PAIR_GROUPS,
        circle_pages,
        network_pages,
        project_pages,
    )

    faults = [
        f"{visit}: {fault}"
        for group in groups
        for visit in group(SITE)
        if walker.is_wanted(visit)
        for fault in walker.faults(visit)
    ]

    assert faults == [], "\n".join(faults)
    assert len(walker.tried) > 300, "It walked nearly nowhere."
