"""Every link inside the site, as a stranger, as somebody who takes part, and at the desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from edumentoring.demonstration.operations import SLUG, load_demonstration
from edumentoring.library.furnishing import furnish
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import Programme
from tests.journeys.conftest import EMAILS
from tests.journeys.crawl import SITE, Crawl
from tests.journeys.marks import Marks

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.once]

EDITOR = "moira@demonstration.example"


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Programme]:
    """The demonstration as it comes, with a zone of its own and somebody who writes for it."""
    at = override_settings(DEMONSTRATION=True, SITE_URL=SITE)
    with django_db_blocker.unblock(), transaction.atomic(), at:
        furnish()
        load_demonstration(people=20)
        programme = Programme.objects.get(slug=SLUG)
        people.staff_person(EDITOR, "Moira Teague")
        programmes.add_coordinator(programme, email=EDITOR, role="editor", by=None)
        yield programme
        transaction.set_rollback(True)


@pytest.fixture
def site(town: Programme, db: None) -> Programme:
    return town


def browser_of(actor: str) -> Client:
    client = people.browser()
    if actor != "stranger":
        user = User.objects.get(email=EMAILS.get(actor, EDITOR))
        sign_in = people.sign_in if actor == "mentee" else people.sign_in_as_staff
        sign_in(client, user)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("actor", "least"), [("stranger", 25), ("mentee", 50), ("coordinator", 90), ("editor", 25)]
)
def test_every_link_leads_to_a_page_as_it_should_be(actor: str, least: int, site: Programme):
    found = Crawl(browser_of(actor)).go(["/"])

    assert found.faults == [], "\n".join(found.faults)
    assert len(found.read) > least, "It went nearly nowhere."


WRONG = """<h1>One</h1><h3>Three</h3><p id="a" aria-labelledby="lost"></p><p id="a"></p>
<img src="/x.png" width="1" height="1"><img src="/y.png" alt="Two mugs"><h2> </h2>
<a href="#nowhere">Down</a><a href="/p/"><svg aria-hidden="true"><text>No</text></svg></a>
<a href="http://example.org/">Old</a> <a href="https://example.org/?utm_source=mail">Watched</a>
<script src="https://example.org/count.js"></script><button hidden></button>"""


def test_what_is_wrong_with_a_page_is_seen():
    seen = sorted(Marks(WRONG, f"{SITE}/p/").faults())

    assert seen == [
        "a nameless a {'href': '/p/'}",
        "an empty h2",
        "follows people: https://example.org/?utm_source=mail",
        "from h1 to h3 “Three”",
        "loads https://example.org/count.js from elsewhere",
        "moves the page when it comes: /y.png",
        "no alternative text: /x.png",
        "no place #nowhere on it",
        "not https: http://example.org/",
        "two ids “a”",
        "“lost” labels, and is not there",
    ]
