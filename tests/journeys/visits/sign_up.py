"""From a programme's public page through sign-up to one's own place, and questions on the way."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from edumentoring.demonstration.operations import SLUG
from edumentoring.programmes.models import Programme
from edumentoring.programmes.operations import pause_participant
from edumentoring.programmes.operations.leaving import leave_programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.queries.tests import make as queries
from edumentoring.queries.thread_link import thread_key
from edumentoring.reach.tests import make as reach
from edumentoring.signup import operations as sign_ups
from edumentoring.signup.journey import Journey
from edumentoring.signup.keys import page_link
from edumentoring.signup.models import Draft
from edumentoring.signup.tests import make
from edumentoring.verification.operations import ask_colleague
from edumentoring.verification.tests import make as verification
from tests.journeys.visits import Visit

ANYONE = "anonymous"


def sign_up_pages(site: str) -> Iterator[Visit]:
    """What strangers read and fill in."""
    programme = Programme.objects.get(slug=SLUG)
    programme.words = {**programme.words, "embed_sites": ["https://www.school.example"]}
    programme.save()
    yield Visit("reach:programmes", ANYONE, reverse("reach:programmes"))
    for name in (
        *("reach:programme", "reach:for_schools", "reach:for_mentors", "reach:for_mentees"),
        *("consents:privacy", "consents:conduct", "queries:ask", "queries:asked"),
        *("signup:start", "signup:embed", "signup:whole"),
    ):
        yield Visit(name, ANYONE, reverse(name, args=[SLUG]))
    for shut in shut_programmes():
        for name in ("reach:programme", "signup:start"):
            yield Visit(name, ANYONE, reverse(name, args=[shut.slug]))
    yield from drafted_pages(programme, site)
    for token in (thread_key(queries.answered(programme)), "long-gone"):
        yield Visit("queries:thread", ANYONE, reverse("queries:thread", args=[token]))
    asked_about = verification.at_school(programme)
    ask_colleague(asked_about, "jo@elsewhere.example")
    for token in (verification.last_key(), "long-gone"):
        yield Visit(
            "verification:colleague", ANYONE, reverse("verification:colleague", args=[token])
        )
    yield Visit("people:forgotten", ANYONE, reverse("people:forgotten"))


def shut_programmes() -> Iterator[Programme]:
    """Programmes that nobody can sign up to now, and one with a waiting list."""
    today = timezone.localdate()
    yield reach.published("In spring", opens_on=today + timedelta(days=40))
    yield reach.published("At rest", paused_at=timezone.now(), pause_note="Back after Easter.")
    yield reach.published("Closed", closes_on=today - timedelta(days=1))
    full = reach.published("Full", limit_mentees=1, next_round_on=today + timedelta(days=9))
    programmes.mentee(full)
    yield full


def drafted_pages(programme: Programme, site: str) -> Iterator[Visit]:
    """Every page of a trainee's sign-up who also offers help: nobody has more of them."""
    draft = make.whole_draft(programme, way="both")
    draft.answers = {**draft.answers, "stage": "trainee"}
    draft.save()
    for page in Journey(draft).steps:
        if page == "check":
            continue
        yield Visit("signup:page", ANYONE, page_link(draft, "page", page))
    yield Visit("signup:page", ANYONE, go=leave_it_empty(site, make.draft(programme)))
    yield Visit("signup:page", ANYONE, page_link(draft, "page", "topics") + "?begin=next")
    faulty = make.whole_draft(programme, answers={})
    sign_ups.keep_typed(faulty, "work", {"years": ["eleven"]}, left=False)
    yield Visit("signup:page", ANYONE, page_link(faulty, "page", "work"))
    for name in ("check", "later"):
        yield Visit(f"signup:{name}", ANYONE, page_link(draft, name))
    yield Visit("signup:sent", ANYONE, page_link(make.sent(programme), "sent"))
    for path in (make.confirm_path(make.taken_in(programme)), "/sign-up/long-gone/"):
        yield Visit("signup:confirm", ANYONE, path)


def leave_it_empty(site: str, draft: Draft) -> Callable[[Page], None]:
    """Who somebody is, sent with nothing in it."""

    def go(page: Page) -> None:
        page.goto(site + page_link(draft, "page", "you"))
        page.locator("main form").first.evaluate("form => { form.noValidate = true }")
        page.get_by_role("button", name="Continue").click()
        expect(page.locator(".error-summary")).to_be_visible()

    return go


def place_pages(_site: str) -> Iterator[Visit]:
    """One's own place: of a mentee, a mentor, and of those who rest, wait or have left."""
    programme = Programme.objects.get(slug=SLUG)
    for name in (
        *("signup:mine", "consents:mine", "signup:pause", "signup:leave"),
        *("verification:mine", "reach:invite_others", "queries:ask"),
    ):
        yield Visit(name, "mentee", reverse(name, args=[SLUG]))
    for page in ("work", "place", "topics", "meeting"):
        yield Visit("signup:my_answers", "mentee", reverse("signup:my_answers", args=[SLUG, page]))
    for name in ("people:data", "people:forget"):
        yield Visit(name, "mentee", reverse(name))
    for name in ("signup:mine", "signup:room", "consents:conduct"):
        yield Visit(name, "mentor", reverse(name, args=[SLUG]))

    resting = programmes.mentee(programme, email="resting@example.org")
    pause_participant(resting, until=timezone.localdate() + timedelta(days=30), by=resting.user)
    programmes.mentee(programme, email="queued@example.org", state="queued")
    left = programmes.mentee(programme, email="left@example.org")
    leave_programme(left, by=left.user)
    for who in ("resting", "queued", "left"):
        yield Visit("signup:mine", f"{who}@example.org", reverse("signup:mine", args=[SLUG]))
    yield Visit("signup:come_back", left.user.email, reverse("signup:come_back", args=[SLUG]))
