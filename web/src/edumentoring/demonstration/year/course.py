"""How pairs agreed to work, whether they had spoken, what they asked for, and how they parted."""

from collections.abc import Iterator
from datetime import timedelta

from edumentoring.demonstration.year.shape import Year
from edumentoring.pairs.beginnings import first_words
from edumentoring.pairs.models import Agreement, CheckIn, Farewell, Pair, Wish, Working
from edumentoring.pairs.sides import side_of
from edumentoring.programmes.models import Participant

Next = Farewell.Next

PURPOSES = (
    "Calm starts to lessons, and one evening a week without marking.",
    "To think aloud with somebody who is not in my school.",
    "Getting ready for a first post of responsibility, step by step.",
    "Finding my own way of explaining, and hearing how others do it.",
    "To come through the first year with some evenings left.",
    "Being heard about a hard class, and trying one thing each fortnight.",
    "Learning to lead a small team without doing everything myself.",
    "To settle into a new school, and know whom to ask for what.",
    "Talking about reading: how we choose books, and how we listen.",
    "Getting from good plans to calm lessons.",
    "To think about what comes after this year, without a rush.",
)
THANKS = (
    "You never told me what to do, and I always knew what to do next. Thank you.",
    "I looked forward to our Thursdays. You made me think about my own lessons again.",
    "Thank you for listening in November. I would not be here otherwise.",
    "It was a joy to watch you grow into it. The door stays open.",
    "I came for tips and left with questions. They are better than tips.",
    "You rang on the day of the inspection. I have not forgotten it.",
    "Your patience with my long stories was the best of it.",
    "Because of you I asked for the part-time post. I begin in September.",
    "I learned as much as you did, and I have been at this for twenty years.",
    "Thank you for saying that it was all right to stop marking at nine.",
    "The way you talk about your pupils has stayed with me.",
    "We disagreed about homework, and I am still glad of it.",
)
FEELINGS = (
    (Working.Answer.WELL, "We laugh a lot, and I come away with one thing to try."),
    (Working.Answer.MOSTLY, "Good when we talk. It is hard to find the time."),
    (Working.Answer.UNSURE, "I am not sure yet what I may ask."),
    (Working.Answer.WELL, "I look forward to it, even in report weeks."),
    (Working.Answer.MOSTLY, "We talk about lessons a lot. I would like to talk about me."),
    (Working.Answer.WELL, "Short and regular suits us."),
    (Working.Answer.UNSURE, "Kind, and very busy. I do not want to be one thing more."),
)
# What some want after a pair; of most we have not heard.
NEXT = (Next.NOBODY, Next.SOMEBODY, Next.NOT_ASKED, Next.SOMEBODY, Next.NOBODY, Next.NOT_ASKED)


def fill(year: Year) -> None:
    """Draw it for every pair in which both said yes."""
    agreed = [pair for pair in year.pairs if pair.agreed_at]
    Agreement.objects.bulk_create(each for pair in agreed for each in _agreements(year, pair))
    CheckIn.objects.bulk_create(each for pair in agreed for each in _questions(year, pair))
    Working.objects.bulk_create(each for pair in year.met for each in _feelings(year, pair))
    farewells = [each for pair in agreed for each in _farewells(year, pair)]
    Farewell.objects.bulk_create(farewells)
    _close_places(farewells)
    Wish.objects.bulk_create(_wishes(year, agreed))


def _two(pair: Pair) -> tuple[Participant, Participant]:
    return pair.mentee, pair.mentor


def _agreements(year: Year, pair: Pair) -> Iterator[Agreement]:
    if pair.agreed_at is None or year.drawn.random() > 0.7:
        return
    words = first_words(side_of(pair, pair.mentee))
    at = pair.agreed_at + timedelta(days=year.drawn.randint(1, 12))
    if at > year.until(pair):
        return
    is_fine = year.drawn.random() < 0.9
    yield Agreement(
        pair=pair,
        **words | {"purpose": year.deal("purposes", PURPOSES)},
        by=year.drawn.choice(_two(pair)),
        at=at,
        fine_at=at + timedelta(days=1) if is_fine else None,
    )


def _questions(year: Year, pair: Pair) -> Iterator[CheckIn]:
    """Asked of those of whom nothing was heard; some gave an answer."""
    alive = pair.last_sign_at or pair.started_at or pair.agreed_at
    goes_on = pair.state in (Pair.State.AGREED, Pair.State.MEETING)
    if alive is None or not goes_on or alive > year.now - timedelta(days=30):
        return
    asked = alive + timedelta(days=21)
    answer = year.drawn.choice((CheckIn.Answer.NONE, CheckIn.Answer.NONE, CheckIn.Answer.NOT_YET))
    yield CheckIn(
        pair=pair,
        participant=pair.mentee,
        asked_at=asked,
        answer=answer,
        answered_at=asked + timedelta(days=2) if answer else None,
    )
    yield CheckIn(pair=pair, participant=pair.mentor, asked_at=asked)


def _feelings(year: Year, pair: Pair) -> Iterator[Working]:
    for person in _two(pair):
        if pair.started_at and year.drawn.random() < 0.15:
            answer, words = year.deal("feelings", FEELINGS)
            at = pair.started_at + timedelta(days=year.drawn.randint(5, 60))
            if at < year.until(pair):
                yield Working(pair=pair, participant=person, answer=answer, words=words, at=at)


def _farewells(year: Year, pair: Pair) -> Iterator[Farewell]:
    if pair.state != Pair.State.FINISHED or pair.ended_at is None:
        return
    for person in _two(pair):
        if year.drawn.random() < 0.8:
            yield Farewell(
                pair=pair,
                participant=person,
                thanks=year.deal("thanks", THANKS),
                keeps_contact=year.drawn.random() < 0.7,
                next_step=_next(year, person),
                at=pair.ended_at,
            )


def _next(year: Year, person: Participant) -> str:
    """Nobody for now, somebody new, or, for some who were mentees only, to become a mentor."""
    if not person.is_mentor and year.drawn.random() < 0.3:
        return Next.MENTOR
    return year.deal("next", NEXT)


def _close_places(farewells: list[Farewell]) -> None:
    """As when they say so on their page: whoever wants nobody, or mentors now, asks for one
    person fewer; a new mentor has a place for one."""
    closed = [each for each in farewells if each.next_step in (Next.NOBODY, Next.MENTOR)]
    people = Participant.objects.in_bulk([each.participant_id for each in closed])
    for farewell in closed:
        person = people[farewell.participant_id]
        key = "capacity" if farewell.pair.role_of(person) == "mentor" else "demand"
        taken = person.mentees_now if key == "capacity" else person.mentors_now
        setattr(person, key, max(getattr(person, key) - 1, taken))
        if farewell.next_step == Next.MENTOR:
            person.is_mentor, person.capacity = True, max(person.capacity, 1)
    fields = ["capacity", "demand", "is_mentor"]
    Participant.objects.bulk_update(people.values(), fields, batch_size=200)


def _wishes(year: Year, agreed: list[Pair]) -> Iterator[Wish]:
    """One asks for a word, one mentor to hand over: both wait for a coordinator."""
    going_on = [pair for pair in agreed if pair.state == Pair.State.MEETING]
    for pair, kind in zip(going_on[-2:], (Wish.Kind.WORD, Wish.Kind.HAND_OVER), strict=False):
        at = year.now - timedelta(days=1)
        yield Wish(pair=pair, participant=pair.mentor, kind=kind, at=at)
