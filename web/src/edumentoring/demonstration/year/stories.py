"""A year of stories: some on the wall, one that waits to be read, one at its teller, one taken
back, and a few times to talk."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from edumentoring.demonstration.days import moment
from edumentoring.demonstration.year.shape import Year
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant
from edumentoring.stories.models import (
    Kind,
    NameAs,
    Permission,
    Place,
    Slot,
    Story,
    Telling,
    Theme,
)

State = Story.State
EVERYWHERE = tuple(Place.values)


@dataclass(frozen=True)
class Told:
    """One story: who tells it, its words, what it is about and how far it is."""

    by: str
    kind: str
    title: str
    text: str
    themes: tuple[str, ...] = ()
    name_as: str = NameAs.FIRST
    places: tuple[str, ...] = EVERYWHERE
    state: str = State.PUBLISHED
    prompts: str = ""
    asked: str = ""


TOLD = (
    Told(
        "mentee",
        Kind.QUOTE,
        "",
        "She never told me what to do. She asked what I had noticed, and then she waited.",
        ("questioning",),
    ),
    Told(
        "mentor",
        Kind.STORY,
        "Twenty minutes in a car park",
        "We could never find an hour. In October we gave up on the hour and kept twenty minutes: "
        "I rang from the car before I drove home, she walked round her field.\n\n"
        "We had one rule. She began, and she said one thing that had gone well before anything "
        "else. Some weeks that took ten of the twenty minutes.\n\n"
        "By spring she no longer needed the rule. I did.",
        ("workload", "rhythm"),
    ),
    Told(
        "mentee",
        Kind.PRACTICE,
        "The lesson after lunch",
        "The same class was calm before lunch and loud after it. I had put it down to the wind, "
        "the food, and in one bad week to myself.\n\n"
        "My mentor did not come to watch. She asked me to draw where everybody stood in the first "
        "three minutes. I drew it for four days. On each drawing I was at the far desk, "
        "looking for the register.\n\n"
        "I moved the register to the door. It did not mend everything. It gave me the first three "
        "minutes back, and from there I could see what else there was.",
        ("calm starts", "noticing"),
        prompts="What did the drawing show that being told would not have shown?\n"
        "What might you ask a colleague to draw, count or write down?\n"
        "What is your first three minutes?",
    ),
    Told(
        "mentor",
        Kind.QUOTE,
        "",
        "I joined to give something back. I did not expect to plan my own lessons better for it.",
        ("what mentors gain",),
        NameAs.ROLE,
    ),
    Told(
        "mentor",
        Kind.PRACTICE,
        "When I talked too much",
        "In our second talk I gave her six pieces of advice. She wrote all six down and thanked "
        "me. A fortnight later she had done none of them, and said sorry.\n\n"
        "I read my own notes of that talk. Mine were the only words in them. Next time I put a "
        "pen on the table and held on to it for as long as she was thinking.\n\n"
        "It is the hardest thing I have learnt here. Silence is long on the telephone.",
        ("listening", "questioning"),
        NameAs.NOBODY,
        ("wall", "zone"),
    ),
    Told(
        "mentee",
        Kind.QUOTE,
        "",
        "Somebody in another county knew how my Tuesday had been. That kept me in the job.",
        ("staying",),
        places=("wall", "feed", "newsletter"),
    ),
    Told(
        "mentee",
        Kind.STORY,
        "Three schools, one mentor",
        "I moved twice this year, and my mentor stayed. In each new place she asked the same "
        "question: who here already knows what you are good at?",
        ("moving school",),
        state=State.RECEIVED,
    ),
    Told(
        "mentor",
        Kind.STORY,
        "What I said about marking",
        "I told him to stop marking every book and to look at ten. He was not allowed to. We "
        "wrote to his head of department together, and she had never been asked.",
        ("workload",),
        state=State.WITH_TELLER,
        asked="I told him to look at ten books in place of every book. His school asked for all "
        "of them. We wrote to his head of department together, and she had never been asked.",
    ),
    Told(
        "mentee",
        Kind.STORY,
        "A hard spring",
        "I told this when it was over, and then it was not over.",
        state=State.WITHDRAWN,
        places=("wall",),
    ),
)


def fill(year: Year) -> None:
    """Each by somebody else, over the months of the year."""
    people = {
        "mentor": _drawn(year, [pair.mentor for pair in year.met]),
        "mentee": _drawn(year, [pair.mentee for pair in year.met]),
    }
    owner = year.programme.coordinators.select_related("user").get(role="owner").user
    for at, told in enumerate(TOLD):
        if people[told.by]:
            days = timedelta(days=150 - 15 * at)
            _tell(year, told, people[told.by].pop(), owner, year.now - days)
    _times(year, owner)


def _drawn(year: Year, found: list[Participant]) -> list[Participant]:
    people = list({one.pk: one for one in found}.values())
    return year.drawn.sample(people, min(len(people), len(TOLD)))


def _tell(year: Year, told: Told, part: Participant, owner: User, at: datetime) -> None:
    story = Story.objects.create(
        programme=year.programme,
        kind=told.kind,
        state=told.state,
        user=part.user,
        participant=part,
        name=part.user.name,
        role=part.role_title or part.get_stage_display(),
        email=part.user.email,
        prompts=told.prompts,
        owner=None if told.state == State.RECEIVED else owner,
        begun_at=at,
        told_at=at,
        touched_at=at,
        published_at=at + timedelta(days=4) if told.state == State.PUBLISHED else None,
    )
    story.telling = Telling.objects.create(
        story=story, number=1, title=told.title, text=told.text, by=part.user, at=at
    )
    story.save(update_fields=["telling"])
    if told.asked:
        words = {"title": told.title, "text": told.asked, "by": owner, "at": at}
        Telling.objects.create(
            story=story, number=2, is_tellers=False, answer=Telling.Answer.ASKED, **words
        )
    Theme.objects.bulk_create(Theme(story=story, word=word) for word in told.themes)
    Permission.objects.bulk_create(
        Permission(
            story=story,
            place=place,
            telling=story.telling,
            name_as=told.name_as,
            given_at=at,
            ended_at=at + timedelta(days=9) if told.state == State.WITHDRAWN else None,
        )
        for place in told.places
    )


def _times(year: Year, owner: User) -> None:
    """Two times to come, by the real clock: the year's own may lie behind it."""
    for days in (6, 9):
        Slot.objects.get_or_create(
            host=owner,
            starts_at=moment(
                year.programme, year.programme.today() + timedelta(days=days), time(16)
            ),
            removed_at=None,
            defaults={
                "programme": year.programme,
                "where": "https://talk.example.org/the-wider-staffroom",
            },
        )
