"""A year of a network: who may be found, a few groups, questions and what others answered."""

from collections.abc import Iterator
from datetime import timedelta

from edumentoring.consents.models import Consent, Purpose
from edumentoring.consents.operations import current_wordings
from edumentoring.demonstration.year.shape import Year
from edumentoring.network.models import (
    Answer,
    Group,
    Helpful,
    Listing,
    Membership,
    Message,
    Question,
    Thread,
)
from edumentoring.programmes.models import Participant

GROUPS = (
    ("Early years phonics", "For everybody who teaches children to read."),
    ("Returning after leave", "For all who come back after a year, or after many."),
    ("Small schools", "Where one person is the whole department."),
    ("Calm starts", "Doors, seats, first tasks: what works where."),
)
ASKED = (
    ("How do you keep up with marking in a week of reports?", True, None),
    ("Has anybody moved from primary to secondary? What surprised you?", False, None),
    ("I dread Thursday afternoons. How do you begin again with a class?", True, None),
    ("Which scheme do you use for the first weeks, and what do you leave out?", False, 0),
    ("How did you ask for fewer days? What did you say?", True, 1),
    ("Who teaches three year groups in one room?", False, 2),
)
ANSWERED = (
    "I mark in the lesson and write one note for the whole class. Nobody missed the rest.",
    "It took me a term to stop lining everybody up. Ring me in the first week if you like.",
    "I said sorry, and what I would do differently. They were kinder than I had feared.",
    "I wrote down what I could do well in three days. We talked about that, and not about me.",
    "We do. Two tables begin on their own, and I start with the third.",
    "Watch somebody for ten minutes at the start of a lesson. I learned more than in a day away.",
)
WROTE = (
    ("You said you help with workload. How do you say no kindly?", "With a day when I could."),
    ("I saw that you taught abroad. Was it hard to come back?", "Yes, and worth it. Ask me all."),
)


def fill(year: Year) -> None:
    """Two in three may be found; a few of them talk to each other."""
    people = _people(year)
    found = [one for one in people if year.drawn.random() < 0.66]
    _agree(year, found)
    groups = _groups(year, found)
    _questions(year, found, groups)
    _messages(year, found)


def _people(year: Year) -> list[Participant]:
    """Everybody who takes part and has a pair, each once."""
    both = [one for pair in year.pairs for one in (pair.mentor, pair.mentee)]
    here = (Participant.State.IN, Participant.State.PAUSED)
    return list({one.pk: one for one in both if one.state in here}.values())


def _agree(year: Year, found: list[Participant]) -> None:
    """Those who had said so before stay; some chose to show a little less."""
    words = {one.purpose: one for one in current_wordings(year.programme)}
    wording = words.get(Purpose.DIRECTORY)
    if wording is None:
        return
    if wording._state.adding:  # noqa: SLF001  nobody was asked here yet, as in a benchmark
        wording.save()
    standing = Consent.objects.standing().filter(purpose=Purpose.DIRECTORY)
    known = set(standing.values_list("participant", flat=True))
    Consent.objects.bulk_create(
        Consent(
            participant=one,
            wording=wording,
            purpose=Purpose.DIRECTORY,
            way=Consent.Way.PLACE,
            given_at=year.now - timedelta(days=year.drawn.randint(20, 300)),
        )
        for one in found
        if one.pk not in known
    )
    Listing.objects.bulk_create(
        Listing(
            participant=one,
            name=year.drawn.choice((Listing.Name.FULL, Listing.Name.FULL, Listing.Name.FIRST)),
            region=year.drawn.random() < 0.8,
            school=year.drawn.random() < 0.4,
        )
        for one in found
        if year.drawn.random() < 0.3
    )


def _groups(year: Year, found: list[Participant]) -> list[Group]:
    groups = Group.objects.bulk_create(
        Group(
            programme=year.programme,
            name=name,
            about=about,
            suggested_by=year.drawn.choice(found) if found else None,
            made_at=year.now - timedelta(days=year.drawn.randint(100, 280)),
        )
        for name, about in GROUPS
    )
    Membership.objects.bulk_create(
        Membership(group=group, participant=one, joined_at=group.made_at)
        for group in groups
        for one in year.drawn.sample(found, min(len(found), year.drawn.randint(4, 14)))
    )
    return groups


def _questions(year: Year, found: list[Participant], groups: list[Group]) -> None:
    mentors = [one for one in found if one.is_mentor]
    if not found or not mentors:
        return
    asked = Question.objects.bulk_create(
        Question(
            programme=year.programme,
            group=None if at is None else groups[at],
            by=year.drawn.choice(found),
            text=text,
            is_anonymous=nameless,
            at=year.now - timedelta(days=year.drawn.randint(8, 90)),
        )
        for text, nameless, at in ASKED
    )
    answers = Answer.objects.bulk_create(_answers(year, asked, mentors))
    Helpful.objects.bulk_create(
        Helpful(answer=one, participant=one.question.by)
        for one in answers
        if one.question.by != one.by and year.drawn.random() < 0.5
    )


def _answers(year: Year, asked: list[Question], mentors: list[Participant]) -> Iterator[Answer]:
    """The last question has none yet."""
    for question, text in zip(asked[:-1], ANSWERED, strict=False):
        at = question.at + timedelta(days=year.drawn.randint(1, 6))
        yield Answer(question=question, by=year.drawn.choice(mentors), text=text, at=at)


def _messages(year: Year, found: list[Participant]) -> None:
    """Each is told of already: no letter is written about a year that is over."""
    if len(found) < 2:
        return
    for asked, said in WROTE:
        one, other = year.drawn.sample(found, 2)
        at = year.now - timedelta(days=year.drawn.randint(10, 60))
        if Thread.objects.between(one, other).exists():
            continue
        thread = Thread.objects.create(
            programme=year.programme, begun_by=one, to=other, begun_at=at
        )
        for by, to, text, later in ((one, other, asked, 0), (other, one, said, 1)):
            then = at + timedelta(days=later)
            Message.objects.create(thread=thread, by=by, to=to, text=text, at=then, told_at=then)
