"""A year of looking back: reviews, two short questions, pulses, feelings, and a year in words."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from edumentoring.demonstration.year.shape import Year
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant
from edumentoring.rhythm.looking_back import year_of
from edumentoring.rhythm.models import (
    EarlyAnswer,
    Feeling,
    LookBack,
    Moment,
    Pulse,
    Review,
    ReviewTimes,
    Said,
    Stage,
)
from edumentoring.rhythm.when import MOMENTS, months_on

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "mentee": {
        "well": (
            "I begin lessons at the door now, and they begin with me.",
            "Somebody listens who does not write my report.",
            "I ask for help before it is late, not after.",
            "We laugh, and then we plan the week.",
        ),
        "better": (
            "I would like to send my question the evening before.",
            "Shorter, and more often.",
            "To watch a lesson together once.",
        ),
        "purpose": (
            "Yes. Behaviour first, then marking.",
            "It has moved on. Now I want to lead a small thing.",
        ),
        "next": (
            "One visit to your school, if your head agrees.",
            "To keep Thursday evenings free of marking.",
            "Perhaps to be a mentor myself.",
        ),
    },
    "mentor": {
        "well": (
            "I learn as much as I give. I steal your starters.",
            "You come with a question each time.",
            "It makes me say why I do what I do.",
        ),
        "better": (
            "I talk too much. Stop me.",
            "We could look at one piece of work each time.",
        ),
        "purpose": (
            "I think so. Say if it is no longer what you need.",
            "Yes, and the second half could be yours to choose.",
        ),
        "next": (
            "A lesson watched each way.",
            "To go on as we are until summer.",
        ),
    },
}
YEARS = (
    {
        "proud": "Year 9 on a Friday. I look forward to it now.",
        "changed": "I wait. It feels long, and it works.",
        "people": "My mentor, and the teaching assistant in room 4.",
    },
    {
        "hard": "November. It helped to say so aloud.",
        "next": "Leave by five on Tuesdays.",
    },
    {"proud": "She got the post she wanted.", "changed": "I ask before I advise."},
)


def fill(year: Year) -> None:
    """All of it in a few large writes."""
    ReviewTimes.objects.get_or_create(
        programme=year.programme, defaults={"mid_after": 4, "end_after": 9, "rest_months": [7, 8]}
    )
    _look_back_together(year)
    EarlyAnswer.objects.bulk_create(_early(year), batch_size=500)
    Pulse.objects.bulk_create(_pulses(year), batch_size=500)
    Feeling.objects.bulk_create(_feelings(year), batch_size=500)
    _look_back_alone(year)


def _sides(pair: Pair) -> list[tuple[str, Participant]]:
    return [("mentee", pair.mentee), ("mentor", pair.mentor)]


def _look_back_together(year: Year) -> None:
    """Most pairs do it half-way, some at the end; now and then only one of the two."""
    roles: list[str] = []
    reviews: list[Review] = []
    for pair in year.met:
        for stage, months, share in ((Stage.MID, 4, 0.7), (Stage.END, 9, 0.6)):
            at = _later(pair.started_at, months, year)
            if at is None or at > year.until(pair) or year.drawn.random() > share:
                continue
            for role, me in _sides(pair):
                if year.drawn.random() < 0.88:
                    at += timedelta(hours=year.drawn.randint(1, 60))
                    done = min(at, year.now)
                    reviews.append(
                        Review(
                            pair=pair,
                            participant=me,
                            stage=stage,
                            version=1,
                            saved_at=done,
                            done_at=done,
                        )
                    )
                    roles.append(role)
    Review.objects.bulk_create(reviews, batch_size=500)
    said = [
        one
        for review, role in zip(reviews, roles, strict=True)
        for one in _said(review, role, year)
    ]
    Said.objects.bulk_create(said, batch_size=500)


def _said(review: Review, role: str, year: Year) -> Iterator[Said]:
    drawn = year.drawn
    for key, sentences in WORDS[role].items():
        if drawn.random() < 0.75:
            yield Said(
                review=review,
                key=key,
                text=drawn.choice(sentences),
                shared=drawn.random() < 0.7,
            )
    for key in ("value_me", "value_other"):
        if drawn.random() < 0.8:
            score = drawn.choice((3, 4, 4, 5, 5))
            yield Said(review=review, key=key, score=score, shared=drawn.random() < 0.6)
    if drawn.random() < 0.8:
        yield Said(review=review, key="safe", score=drawn.choice((2, 3, 4, 4, 5, 5, 5)))


def _early(year: Year) -> Iterator[EarlyAnswer]:
    for pair in year.met:
        for moment in Moment:
            at = (pair.started_at or year.now) + MOMENTS[moment]
            for _role, me in _sides(pair):
                if at <= year.until(pair) and year.drawn.random() < 0.45:
                    yield EarlyAnswer(
                        pair=pair,
                        participant=me,
                        moment=moment,
                        worth=year.drawn.choice((2, 3, 4, 4, 5, 5)),
                        heard=year.drawn.choice((3, 4, 5, 5, 5)),
                        at=at,
                    )


def _pulses(year: Year) -> Iterator[Pulse]:
    """A third of them take it now and then; November is the low of the year."""
    for user in _users(year):
        if year.drawn.random() > 0.33:
            continue
        usual = {item: year.drawn.choice((2, 3, 3, 4)) for item in Pulse.ITEMS}
        days: set[date] = set()
        for weeks in range(year.drawn.randint(2, 7)):
            on = (year.now - timedelta(days=40 * weeks + year.drawn.randint(1, 20))).date()
            if on in days:
                continue
            days.add(on)
            low = 1 if on.month == 11 else 0
            scores = {
                item: max(1, min(5, score - low + year.drawn.choice((-1, 0, 0, 1))))
                for item, score in usual.items()
            }
            yield Pulse(user=user, on=on, **scores)


def _feelings(year: Year) -> Iterator[Feeling]:
    """One mentee in four moves the sliders for a while."""
    for pair in year.met:
        if year.drawn.random() > 0.25:
            continue
        days = {at.date() for at in year.fortnights(pair)[:6]}
        for on in sorted(days):
            before, sure = year.drawn.choice((2, 2, 3, 3, 4)), year.drawn.choice((2, 3, 3))
            yield Feeling(
                pair=pair,
                participant=pair.mentee,
                on=on,
                mood_before=before,
                mood_after=min(5, before + year.drawn.choice((0, 1, 1, 2))),
                confidence_before=sure,
                confidence_after=min(5, sure + year.drawn.choice((0, 1, 1))),
            )


def _look_back_alone(year: Year) -> None:
    last = year_of(year.now.date()) - 1
    users = [user for user in _users(year) if year.drawn.random() < 0.15]
    saved = datetime(last + 1, 7, 10, 18, tzinfo=year.now.tzinfo)
    LookBack.objects.bulk_create(
        (
            LookBack(
                user=user, year=last, words=year.drawn.choice(YEARS), version=1, saved_at=saved
            )
            for user in users
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


def _users(year: Year) -> list[User]:
    """Each person of these pairs once, in an order that does not change."""
    users = {me.user_id: me.user for pair in year.met for _role, me in _sides(pair)}
    return [users[key] for key in sorted(users)]


def _later(started: datetime | None, months: int, year: Year) -> datetime | None:
    """So many months after they met, at the same hour; None if that is still to come."""
    if started is None:
        return None
    day = months_on(started.date(), months)
    at = datetime.combine(day, started.timetz())
    return at if at < year.now else None
