"""A year of meetings: every few weeks, most of them held, some missed, one or two to come."""

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from edumentoring.demonstration.days import moment
from edumentoring.demonstration.year.shape import Year
from edumentoring.meetings.models import AgendaItem, Meeting, Offer, Taught
from edumentoring.meetings.taught_models import monday_of
from edumentoring.pairs.models import Pair

State, Channel = Meeting.State, Meeting.Channel

HOURS = (time(7, 30), time(12, 15), time(16, 0), time(16, 30), time(19, 0), time(20, 0))
GAPS = (14, 14, 14, 21, 21, 28)
MOST = 16

TALKED = (
    ("How the first ten minutes go with 9B", "Greet at the door all week, then tell me"),
    ("Marking that takes over Sunday", "Try whole-class feedback with one set"),
    ("A parent's e-mail and how to answer it", "Draft it, sleep on it, send it"),
    ("Where she wants to be in two years", "Ask the head of department for one hour"),
    ("Questioning: who is left out", "No hands up in Tuesday's lesson"),
    ("The observation, and what went well in it", "Keep the pause after each question"),
    ("A hard week, mostly", "Leave by five on Wednesday"),
    ("The new scheme of work for fractions", "Plan the first lesson and send it"),
    ("Reports: what to say and what to leave", "Do five a day, not forty"),
    ("Working with a teaching assistant", "Agree the start of the lesson with Jo"),
    ("Two pupils who talk over everybody", "Move one seat, and thank the others"),
    ("How to say no to a third club", "Say it on Friday, kindly"),
    ("Reading for the whole class", "Read the page aloud twice before asking"),
    ("The interview on Thursday", "Tell the story of the garden project"),
    ("What good looks like in a year 4 book", "Bring two books next time"),
    ("Nothing in particular, and it helped", ""),
)
TO_TALK_ABOUT = (
    "My first staff meeting",
    "Starting lessons calmly",
    "What to do about marking",
    "How I asked for help and what came of it",
    "The parents' evening",
    "Whether to go for the post",
    "A lesson that went wrong",
    "Seating plans",
)
WHERE = {
    Channel.VIDEO: "The link is in your calendar",
    Channel.PHONE: "I will ring you",
    Channel.PLACE: "The café by the station",
    Channel.OTHER: "A walk around the field",
}
TAUGHT = (
    (
        "Routines that hold in November",
        "What to teach again, and what to leave alone.",
        "Watch one start of a lesson, and say what you saw.",
        "Choose one routine to teach again.",
    ),
    (
        "Questions that everybody answers",
        "Mini whiteboards, pairs, and waiting longer.",
        "Ask which answers were a surprise.",
        "Plan three questions word for word, and try them with one class.",
    ),
    (
        "Explaining in small steps",
        "One worked example, then half of one.",
        "Be the pupil while it is explained. Ask where you are lost.",
        "Bring one explanation, and say it aloud.",
    ),
    (
        "Checking before moving on",
        "Two questions that show who is lost.",
        "Look at one set of answers together.",
        "Bring what six pupils wrote.",
    ),
    (
        "Reading in every subject",
        "New words before the page, not after it.",
        "Show a page of your own, and the words you would teach first.",
        "",
    ),
    (
        "Feedback without a weekend of marking",
        "One look at a set, one thing for everybody.",
        "Say what you stopped marking, and what came of it.",
        "Time yourself once. Nobody else needs the number.",
    ),
)
WORDS = ("Whichever suits you best.", "Any of these is fine for me.", "")


def fill(year: Year) -> None:
    """Past meetings for everybody who met, and what is to come for those who go on."""
    pairs = [pair for pair in year.pairs if pair.agreed_at]
    meetings = [meeting for pair in pairs for meeting in _of(year, pair)]
    Meeting.objects.bulk_create(meetings, batch_size=400)
    asked = [meeting for meeting in meetings if meeting.state == State.PROPOSED]
    offers = [offer for meeting in asked for offer in _offers(year, meeting)]
    Offer.objects.bulk_create(offers, batch_size=400)
    going_on = [pair for pair in pairs if pair.is_together and pair.state != Pair.State.PAUSED]
    items = [item for pair in going_on for item in _list(year, pair)]
    AgendaItem.objects.bulk_create(items, batch_size=400)
    Taught.objects.bulk_create(_taught(year))


def _taught(year: Year) -> Iterator[Taught]:
    """What the trainees' provider teaches, from last week on."""
    batch = uuid.UUID(int=year.drawn.getrandbits(128), version=4)
    first = monday_of(year.programme.today(year.now)) - timedelta(weeks=1)
    for number, (title, words, mentors_do, mentees_do) in enumerate(TAUGHT):
        yield Taught(
            code=uuid.UUID(int=year.drawn.getrandbits(128), version=4),
            programme=year.programme,
            week=first + timedelta(weeks=number),
            title=title,
            words=words,
            mentors_do=mentors_do,
            mentees_do=mentees_do,
            batch=batch,
        )


def _of(year: Year, pair: Pair) -> Iterator[Meeting]:
    yield from _past(year, pair)
    if pair.state == Pair.State.PAUSED:
        yield _meeting(year, pair, year.now - timedelta(days=3), State.CANCELLED)
    elif pair.state in (Pair.State.AGREED, Pair.State.MEETING) and not _is_quiet(year, pair):
        yield from _to_come(year, pair)


def _is_quiet(year: Year, pair: Pair) -> bool:
    """Nothing was heard of them for weeks: then nothing is planned either."""
    since = pair.last_sign_at or pair.agreed_at
    return since is not None and year.now - since > timedelta(days=21)


def _past(year: Year, pair: Pair) -> Iterator[Meeting]:
    """From the first meeting to the last sign of life, the pause or the end."""
    at = pair.started_at
    until = min(
        moment for moment in (pair.paused_at, pair.ended_at, pair.last_sign_at, year.now) if moment
    )
    count = 0
    while at and at <= until and count < MOST:
        is_held = count == 0 or year.drawn.random() < 0.88
        meeting = _meeting(year, pair, at, State.HELD if is_held else State.MISSED)
        if is_held and year.drawn.random() < 0.7:
            meeting.talked, meeting.next_step = year.drawn.choice(TALKED)
        meeting.logged_by = year.drawn.choice((pair.mentor, pair.mentee))
        meeting.logged_at = at + timedelta(hours=3)
        yield meeting
        at += timedelta(days=year.drawn.choice(GAPS))
        count += 1


def _to_come(year: Year, pair: Pair) -> Iterator[Meeting]:
    """For most a day that is agreed; for some a suggestion that waits; for some nothing yet."""
    fate = year.drawn.random()
    if fate < 0.55:
        day = year.now + timedelta(days=year.drawn.randint(1, 13))
        yield _meeting(year, pair, day, State.AGREED)
    elif fate < 0.75:
        meeting = _meeting(year, pair, year.now, State.PROPOSED)
        meeting.starts_at = None
        meeting.offered_by = year.drawn.choice((pair.mentor, pair.mentee))
        meeting.word, meeting.word_by = year.drawn.choice(WORDS), meeting.offered_by
        yield meeting


def _meeting(year: Year, pair: Pair, day: datetime, state: str) -> Meeting:
    channel = year.drawn.choices(list(WHERE), weights=(6, 2, 1, 1))[0]
    starts_at = _hour(year, pair, day)
    made_at = min(starts_at - timedelta(days=6), year.now)
    fields: dict[str, Any] = {"where": WHERE[channel]} if state == State.AGREED else {}
    return Meeting(
        code=uuid.UUID(int=year.drawn.getrandbits(128), version=4),
        pair=pair,
        state=state,
        starts_at=starts_at,
        minutes=year.drawn.choice((30, 45, 45, 60)),
        channel=channel,
        invited_at=None if state == State.PROPOSED else made_at,
        made_at=made_at,
        changed_at=made_at,
        **fields,
    )


def _hour(year: Year, pair: Pair, day: datetime) -> datetime:
    """An hour teachers have, on a school day near `day`, by the programme's clock."""
    return moment(pair.programme, pair.programme.today(day), year.drawn.choice(HOURS))


def _offers(year: Year, meeting: Meeting) -> Iterator[Offer]:
    seen = set()
    for days in year.drawn.sample(range(3, 17), k=3):
        at = _hour(year, meeting.pair, year.now + timedelta(days=days))
        if at not in seen:
            seen.add(at)
            yield Offer(meeting=meeting, starts_at=at)


def _list(year: Year, pair: Pair) -> Iterator[AgendaItem]:
    """The mentee begins the list; not everybody keeps one."""
    count = year.drawn.choice((0, 0, 1, 1, 2))
    for text in year.drawn.sample(TO_TALK_ABOUT, k=count):
        yield AgendaItem(
            code=uuid.UUID(int=year.drawn.getrandbits(128), version=4),
            pair=pair,
            text=text,
            by=pair.mentee,
            added_at=year.now - timedelta(days=year.drawn.randint(0, 6)),
        )
