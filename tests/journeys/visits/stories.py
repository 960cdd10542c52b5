"""Stories: the wall and the feed's page, telling, a teller's own pages, and the desk's side."""

from collections.abc import Iterator
from uuid import uuid4

from django.urls import reverse

from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.programmes.models import Participant, Programme
from edumentoring.stories import operations
from edumentoring.stories.keys import story_key, talk_key
from edumentoring.stories.models import Story
from edumentoring.stories.tests import make
from tests.journeys.visits import Visit

LONG = "https://example.org/an-address-that-is-longer-than-any-narrow-page-is-wide"

STORY_FILES = {
    "stories:feed": "a feed",
    "stories:card": "a picture",
    "stories:talk_file": "a file",
    "stories:new": "leads on to the form",
}


def story_pages(_site: str) -> Iterator[Visit]:
    """The demonstration's mentee and mentor tell; a stranger reads and tells from outside."""
    programme = Programme.objects.get(slug=SLUG)
    mentor, mentee = (
        Participant.objects.with_person().get(programme=programme, user__email=email)
        for email in (MENTOR_EMAIL, MENTEE_EMAIL)
    )
    yield _here("wall", "anonymous")
    yield Visit("stories:mine", "mentee", reverse("stories:mine"))
    yield _here("book", "mentee")
    yield _here("write", "mentee", uuid4())
    story, quote = _told(mentor, mentee)
    yield _here("wall", "anonymous")
    yield _here("wall", "mentee")
    for name in ("story", "discuss"):
        yield _here(name, "anonymous", story.code)
    yield _here("story", "anonymous", quote.code)
    yield _here("tell", "anonymous")
    yield _here("told", "anonymous")
    yield from _own(programme, mentee, story)


def _told(mentor: Participant, mentee: Participant) -> tuple[Story, Story]:
    told = make.published(mentee, f"We met on Thursdays. I read {LONG}", kind="practice")
    make.themes(told, "workload", "calm starts")
    return told, make.published(mentor, "She asked, and she waited.", kind="quote", title="")


def _own(programme: Programme, mentee: Participant, story: Story) -> Iterator[Visit]:
    code = uuid4()
    operations.save_draft(mentee, code, {"text": "Half a page", "kind": "quote"})
    yield _here("write", "mentee", code)
    make.slot(programme)
    booked = make.slot(programme, days=8)
    yield _here("book", "mentee")
    talk = make.talk(booked, mentee)
    yield Visit("stories:talk", "anonymous", reverse("stories:talk", args=[talk_key(talk)]))
    make.proposed(story, "They met on Thursdays.", why="It reads more quickly.")
    for name in ("own", "allow", "withdraw", "wording", "book_by_key"):
        yield _key(name, story)
    yield _key("confirm", make.from_outside(programme))
    operations.withdraw(story)
    yield _key("own", story)
    yield Visit("stories:mine", "mentee", reverse("stories:mine"))


def story_desk_pages(_site: str) -> Iterator[Visit]:
    """What a coordinator does with stories."""
    programme = Programme.objects.get(slug=SLUG)
    mentee = Participant.objects.get(programme=programme, user__email=MENTEE_EMAIL)
    yield _here("desk", "coordinator")
    yield _here("slots", "coordinator")
    told = make.told(mentee, f"We met on Thursdays. I read {LONG} with Year 9 Jamie.")
    make.themes(told, "workload", "calm starts")
    for name in ("desk_story", "propose", "decline"):
        yield _here(name, "coordinator", told.code)
    make.proposed(told, "They met on Thursdays.")
    make.talk(make.slot(programme), mentee)
    for name in ("desk", "slots"):
        yield _here(name, "coordinator")
    yield _here("desk_story", "coordinator", told.code)
    operations.withdraw(told)
    yield _here("desk_story", "coordinator", told.code)


def _path(name: str, *args: object) -> str:
    return reverse(f"stories:{name}", args=[SLUG, *args])


def _here(name: str, actor: str, *args: object) -> Visit:
    return Visit(f"stories:{name}", actor, _path(name, *args))


def _key(name: str, story: Story) -> Visit:
    path = reverse(f"stories:{name}", args=[story_key(story)])
    return Visit(f"stories:{name}", "anonymous", path)
