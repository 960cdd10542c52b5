"""The newsletter: its page and an issue, the pages behind a letter's links, and the desk's side."""

from collections.abc import Iterator

from django.urls import reverse

from edumentoring.demonstration.operations import SLUG
from edumentoring.newsletter.keys import choose_key, confirm_link
from edumentoring.newsletter.models import Newsletter
from edumentoring.newsletter.tests import make
from edumentoring.programmes.models import Programme
from tests.journeys.visits import Visit

LONG = "https://example.org/an-address-that-is-longer-than-any-narrow-page-is-wide"

NEWSLETTER_FILES = {"newsletter:feed": "a feed"}


def newsletter_pages(_site: str) -> Iterator[Visit]:
    """A stranger reads, asks, says yes, chooses and stops; somebody who takes part chooses."""
    newsletter = _newsletter()
    issue = _issue(newsletter)
    reader = make.reader(newsletter)
    sending = make.sending(newsletter)
    yield _here("front", "anonymous")
    yield _here("asked", "anonymous")
    yield _here("issue", "anonymous", issue.number)
    yield Visit("newsletter:confirm", "anonymous", _path_of(confirm_link(reader)))
    for name in ("choose", "stop", "rate"):
        key = choose_key(reader.code, sending.pk)
        yield Visit(f"newsletter:{name}", "anonymous", reverse(f"newsletter:{name}", args=[key]))
    yield Visit("newsletter:mine", "mentee", reverse("newsletter:mine"))


def newsletter_desk_pages(_site: str) -> Iterator[Visit]:
    """From no issue to one on its way, with a copy that may not have gone."""
    newsletter = _newsletter()
    for name in ("desk", "readers"):
        yield _here(name, "coordinator")
    for number in range(3):
        make.reader(newsletter, f"a.very.long.address.of.somebody.{number}@school.example")
    segment = newsletter.segments.create(name=f"Mentors {LONG}"[:80], roles=["mentor"])
    issue = _issue(newsletter)
    sending = make.going_out(newsletter)
    make.copy(sending, state="uncertain")
    make.reader(newsletter, "came.back@school.example", state="bounced")
    newsletter.visits.create(number=issue.number, count=12)
    for name in ("desk", "settings", "readers", "bring_in", "segments", "growth"):
        yield _here(name, "coordinator")
    yield _here("segment", "coordinator", segment.pk)
    yield _here("desk_issue", "coordinator", issue.number)
    yield _here("sending", "coordinator", sending.pk)


def _newsletter() -> Newsletter:
    programme = Programme.objects.get(slug=SLUG)
    found = Newsletter.objects.filter(programme=programme).first()
    return found or make.newsletter(programme, about="A letter a term.", look="plum")


def _issue(newsletter: Newsletter):
    things = [{"title": "Swap ten minutes", "words": f"As in {LONG}", "url": LONG}]
    return make.issue(
        newsletter,
        make.WORDS,
        ("quote", {"words": "Say less.", "by": "Moira"}),
        ("themes", {"title": "What comes up", "words": LONG, "most": 4, "with_quotes": True}),
        ("list", {"title": "Three things", "items": things}),
        (
            "dates",
            {
                "title": "Dates",
                "days": [{"when": "Tue 1 December", "what": "Open hour"}],
                "with_events": True,
            },
        ),
        ("ask", {"title": "Tell us", "words": "Six lines.", "button": "Tell it", "url": LONG}),
        ("thanks", {"title": "Thank you", "words": "<p>You know who you are.</p>"}),
    )


def _here(name: str, actor: str, *more: object) -> Visit:
    return Visit(f"newsletter:{name}", actor, reverse(f"newsletter:{name}", args=[SLUG, *more]))


def _path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]
