"""Stories, with valid defaults."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import publish_programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.stories import operations
from edumentoring.stories.models import Kind, NameAs, Place, Slot, Story, Talk, Telling
from edumentoring.stories.operations import Words

mentor = programmes.mentor
mentee = programmes.mentee
seat = programmes.seat
person = people.person


def programme(name: str = "The Wider Staffroom", *, public: bool = True) -> Programme:
    """A programme with a public page."""
    made = programmes.programme(name)
    if public:
        publish_programme(made, by=made.coordinators.get().user)
        made.refresh_from_db()
    return made


def owner(programme_: Programme) -> User:
    """Whoever owns it first."""
    found: User = programme_.coordinators.filter(role="owner").order_by("pk")[0].user
    return found


def words(text: str = "We met on Thursdays, and I stayed.", **fields: Any) -> Words:
    """What somebody tells; allowed everywhere with first name and role."""
    given: dict[str, Any] = {
        "kind": Kind.STORY,
        "title": "Thursdays",
        "name": "Bethan Cole",
        "role": "Early career teacher",
        "name_as": NameAs.FIRST,
        "places": tuple(Place.values),
        **fields,
    }
    return Words(text=text, **given)


def told(
    part: Participant, text: str = "We met on Thursdays, and I stayed.", **fields: Any
) -> Story:
    """A story that has come in from somebody's own place."""
    return operations.tell(part, uuid4(), words(text, **fields))


def published(
    part: Participant, text: str = "We met on Thursdays, and I stayed.", **fields: Any
) -> Story:
    """A story that stands where its teller allows."""
    story = told(part, text, **fields)
    return operations.publish(story, by=owner(part.programme))


def from_outside(
    programme_: Programme, email: str = "ann@elsewhere.example", **fields: Any
) -> Story:
    """A story whose letter waits for its button."""
    made = operations.tell_from_outside(
        programme_, email=email, words=words(**fields), code=uuid4()
    )
    assert made is not None
    return made


def proposed(story: Story, text: str = "They met on Thursdays.", **fields: Any) -> Telling:
    """Another wording that waits for the teller's yes."""
    return operations.propose(
        story, title="Thursdays", text=text, by=owner(story.programme), **fields
    )


def slot(programme_: Programme, *, days: int = 3, host: User | None = None) -> Slot:
    return operations.offer_slot(
        programme_,
        starts_at=(timezone.now() + timedelta(days=days)).replace(microsecond=0),
        minutes=30,
        where="https://talk.example.org/room",
        by=host or owner(programme_),
    )


def talk(slot_: Slot, part: Participant) -> Talk:
    return operations.book(slot_, part=part)


def letters(kind: str) -> list[Letter]:
    """Those of one kind, the latest last."""
    return list(Letter.objects.filter(kind=f"story_{kind}").order_by("pk"))


def shown(place: str, programme_: Programme | None = None) -> list[Story]:
    return list(Story.objects.usable_in(place, programme_))


def form(**fields: Any) -> dict[str, Any]:
    """What the page that tells a story sends."""
    given: dict[str, Any] = {
        "kind": "story",
        "title": "Thursdays",
        "text": "We met on Thursdays, and I stayed.",
        "name": "Bethan Cole",
        "role": "Early career teacher",
        "name_as": "first",
        "places": ["wall", "newsletter"],
        "until_day": "",
        "until_month": "",
        "until_year": "",
    }
    return {**given, **fields}


def themes(story: Story, *wanted: str) -> Story:
    found: Iterable[str] = wanted
    return operations.look_after(
        story, owner=None, editor=None, themes=found, prompts="", by=owner(story.programme)
    )


def private_words(canary: str, pair: Pair) -> None:
    """A draft, and a story that its teller took back: the desk may not read it any more."""
    operations.save_draft(pair.mentee, uuid4(), {"title": canary, "text": canary})
    operations.withdraw(told(pair.mentee, canary, title=canary))
