"""Every link inside the site, as a stranger, as somebody who takes part, and at the desk.

What a programme has for all to read is there once: a story that its teller allows everywhere, an
issue of the newsletter with it, an event. Then its teller takes the story back.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from django.apps import apps
from django.test import Client, override_settings
from django.urls import resolve, reverse

from edumentoring.config.tests.test_canary import WORD, _holds
from edumentoring.demonstration.operations import SLUG, load_demonstration
from edumentoring.demonstration.people import MENTOR_EMAIL
from edumentoring.library.furnishing import furnish
from edumentoring.library.models import Section
from edumentoring.newsletter.models import Issue, Newsletter
from edumentoring.newsletter.tests import make as newsletters
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import Programme
from edumentoring.stories import operations as stories
from edumentoring.stories.models import Story
from edumentoring.stories.tests import make as told
from edumentoring.training.tests import make as training
from tests.journeys.conftest import EMAILS
from tests.journeys.crawl import SITE, Crawl
from tests.journeys.marks import Marks
from tests.journeys.paper import words_of
from tests.journeys.weight import weight_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.once]

EDITOR = "moira@demonstration.example"
# Everything but pictures, as it comes over the line.
HEAVIEST = 100_000


@pytest.fixture(scope="module")
def town(for_all_tests: None) -> Iterator[Programme]:
    """The demonstration as it comes, with what it may lack, and somebody who writes for it."""
    with override_settings(DEMONSTRATION=True, SITE_URL=SITE):
        furnish()
        load_demonstration(people=20)
        programme = Programme.objects.get(slug=SLUG)
        people.staff_person(EDITOR, "Moira Teague")
        programmes.add_coordinator(programme, email=EDITOR, role="editor", by=None)
        training.event(programme, is_public=True)
        put_everywhere(programme)
        yield programme


def put_everywhere(programme: Programme) -> None:
    """A story with an unlikely word wherever a story may stand, mail that went among it."""
    teller = programme.participants.get(user__email=MENTOR_EMAIL)
    story = told.published(teller, f"We met at the {WORD}.", title=f"The {WORD}")
    told.themes(story, "feedback")
    found = Newsletter.objects.filter(programme=programme).first()
    newsletter = found or newsletters.newsletter(programme)
    Newsletter.objects.filter(pk=newsletter.pk).update(is_open=True)
    newsletter.refresh_from_db()
    newsletters.reader(newsletter)
    newsletters.issue(newsletter, newsletters.WORDS, ("story", {"story": story}))


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


@pytest.fixture(scope="module")
def crawl_of(town: Programme) -> Callable[[str], Crawl]:
    """What each of them found, looked for once. Where the story is comes first."""
    found: dict[str, Crawl] = {}

    def of(actor: str) -> Crawl:
        if actor not in found:
            most = 1 if actor in {"coordinator", "editor"} else 2
            found[actor] = Crawl(browser_of(actor), most).go([*places(), "/"])
        return found[actor]

    def places() -> list[str]:
        story = Story.objects.get(tellings__title=f"The {WORD}")
        issue = Issue.objects.latest("pk")
        section = Section.objects.filter(topics__contains=",feedback,").first()
        return [story.get_absolute_url(), issue.own_path(), section.url, "/sitemap.xml"]

    return of


@pytest.mark.parametrize(
    ("actor", "least"), [("stranger", 25), ("mentee", 50), ("coordinator", 90), ("editor", 25)]
)
def test_every_link_leads_to_a_page_as_it_should_be(
    actor: str, least: int, site: Programme, crawl_of: Callable[[str], Crawl]
):
    found = crawl_of(actor)

    assert found.faults == [], "\n".join(found.faults)
    assert len(found.read) > least, "It went nearly nowhere."


# --- What anybody may read ------------------------------------------------------------------------

# What no search engine looks for and nobody passes on: forms, and what letters lead to.
FOR_ONE = ("/account/", "/demonstration/", "/outbox/", "/story/")
FORMS = {
    "concerns:tell",
    "concerns:worried",
    "consents:conduct",
    "consents:privacy",
    "queries:ask",
    "signup:start",
    "signup:whole",
    "stories:discuss",
    "stories:tell",
}


def test_public_pages_are_light_carry_a_card_and_are_on_the_map(
    site: Programme, crawl_of: Callable[[str], Crawl]
):
    found = crawl_of("stranger")
    public = {path: one for path, one in found.read.items() if "og:url" in one.metas}
    on_the_map = set(re.findall(rf"<loc>{SITE}(.*?)</loc>", words_in(found.bodies["/sitemap.xml"])))

    others = [path for path in found.read if path not in public and not path.startswith(FOR_ONE)]
    assert kinds(others) == FORMS
    assert kinds(public) >= {"home", "reach:programme", "stories:story", "library:collection"}
    assert kinds(public) >= {"newsletter:issue", "training:public_event", "wagtail_serve"}
    for path, one in public.items():
        assert weight_of(one, found.bodies[path]) <= HEAVIEST, path
        assert one.metas["og:url"].removeprefix(SITE) in on_the_map, path
        assert all(one.metas.get(name) for name in ("description", "og:title", "og:description"))
        assert f"{SITE}/accessibility/" in one.links, path
    stranger = browser_of("stranger")
    asked = {path: stranger.get(path).status_code for path in on_the_map - found.read.keys()}
    assert asked == dict.fromkeys(asked, 200), "the map leads nowhere"


def kinds(paths: Iterable[str]) -> set[str]:
    return {resolve(path.partition("?")[0]).view_name for path in paths}


def words_in(body: bytes) -> str:
    """What is to be read in an answer, whatever it is: a page, a feed or a PDF."""
    return words_of(body) if body.startswith(b"%PDF") else body.decode(errors="replace")


# Their own page and letters, which the demonstration lets everybody open.
TELLERS = ("/story/", "/outbox/")


# --- Taken back -----------------------------------------------------------------------------------


def test_a_story_that_is_taken_back_stands_nowhere_any_more(
    site: Programme, crawl_of: Callable[[str], Crawl]
):
    """All that four people found, pages, feeds, the map and what is printed, is read again."""
    shown: dict[str, set[str]] = {}
    for actor in ("stranger", "mentee", "coordinator", "editor"):
        found = crawl_of(actor)
        shown[actor] = {path for path, body in found.bodies.items() if WORD in words_in(body)}
    story = Story.objects.get(tellings__title=f"The {WORD}")
    page = story.get_absolute_url()
    section = Section.objects.filter(topics__contains=",feedback,").first().url
    issue = Issue.objects.latest("pk").own_path()
    feeds = {reverse("stories:feed", args=[SLUG]), reverse("newsletter:feed", args=[SLUG])}
    assert {page, f"{page}discuss/", issue, *feeds} <= shown["stranger"]
    assert {page, section} <= shown["mentee"]
    assert section not in shown["stranger"], "Pages for mentors are for those who take part."

    stories.withdraw(story)

    for actor, paths in shown.items():
        client = browser_of(actor)
        again = paths if actor != "stranger" else crawl_of(actor).bodies
        for path in again:
            if path.startswith(TELLERS):
                continue
            assert WORD not in words_in(client.get(path).content), f"{actor} at {path}"
    stranger = browser_of("stranger")
    assert stranger.get(page).status_code == stranger.get(f"{page}card.png").status_code == 404
    assert holders() == {"stories.Telling"}, "The teller’s own words, to offer them again."


def holders() -> set[str]:
    """Every table that still has the word: letters, mail that is kept, drafts and what is
    searched among them."""
    return {model._meta.label for model in apps.get_models() if _holds(model)}


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
