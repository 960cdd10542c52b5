"""A year of help from others: colleagues, small teams, two observers, open doors, supervision."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from edumentoring.circle.models import (
    Asked,
    Door,
    DropIn,
    Member,
    Observation,
    Opened,
    Record,
    Supervision,
    Talk,
    TeamPart,
    TeamReview,
)
from edumentoring.demonstration.year.shape import Year
from edumentoring.goals.models import Goal
from edumentoring.goals.models.goals import Seen
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant

State = Asked.State

WORDS = (
    "You are so good at calm starts. Could I watch how you do it?",
    "You know more about reading than anybody here. Half an hour would help.",
    "I would love a second view on how I ask questions.",
    "You have taught this topic for years. What do you leave out?",
)
LESSONS = (
    ("Year 8 maths, starting fractions", "Who talks, and for how long"),
    ("Reception, phonics after lunch", "How the routine begins"),
    ("Year 10 history, a source question", "What pupils do with feedback"),
    ("Year 5 science, fair tests", "How questions are asked"),
)
SAW = (
    (
        "Pupils came in, took a book and began. The first question came after two minutes.",
        "The task on the board: nobody had to ask what to do.",
        "What would happen with a longer wait after the second question?",
    ),
    (
        "Nine pupils answered. Three of them answered twice. Two looked at the board to begin.",
        "The calm start. It gave time to speak with one table alone.",
        "Were the quiet ones thinking, or waiting for somebody else?",
    ),
)
COMPARED = (
    "The start was calm, and the task on the board did it.",
    "One of us counted answers, the other watched faces. So we disagree on who was thinking.",
    "Count to three after each question, next Tuesday.",
)
DOORS = (
    ("Tuesdays, period 3, room 12", "Year 8 maths. We are working on calm starts"),
    ("Thursdays after lunch", "Year 4 reading in small groups"),
    ("Most mornings, first lesson", "Reception: how the day begins"),
    ("Wednesdays, period 5", "Year 12 chemistry, practical work"),
)
LINES = (
    ("You waited after each question, so more hands went up.", "I will count to five."),
    ("You named what was good in each book, and pupils read it.", "One line in each book."),
    ("The list on the door meant that nobody asked what to bring.", "A list on my door."),
)
PARTS = {
    "Mentee": (
        "My starts are calm now. I am less tired.",
        "Questions that make everybody think.",
        "",
    ),
    "Mentor": (
        "Lessons begin by themselves. Pupils know the plan.",
        "Longer waits.",
        "I watch one start a week.",
    ),
    "Tutor": (
        "Plans are clear and short.",
        "Using what pupils got wrong last time.",
        "I send two short papers.",
    ),
}
TALKS = (
    "We spoke about when to advise and when to ask. Both of us advise too soon.",
    "We spoke about ending well. One of us writes down three questions before each talk.",
    "We spoke about our own time. Half an hour is enough when we say so at the start.",
)


def fill(year: Year) -> None:
    """Let about one pair in four have somebody around it, and some mentors talk with each other."""
    helped = [pair for pair in year.met if year.drawn.random() < 0.25]
    members = _members(year, helped)
    _open_goals(members)
    _reviews(year, members)
    _observations(year, members)
    _doors(year)
    _supervisions(year)


# --- People around pairs --------------------------------------------------------------------------


def _members(year: Year, pairs: list[Pair]) -> list[Member]:
    """A colleague for a while, or a tutor who stays; some have not answered yet."""
    mentors = list({pair.mentor_id: pair.mentor for pair in year.pairs}.values())
    return Member.objects.bulk_create(
        member for pair in pairs for member in _around(year, pair, mentors)
    )


def _around(year: Year, pair: Pair, mentors: list[Participant]) -> Iterator[Member]:
    others = [
        one for one in mentors if one.user_id not in {pair.mentor.user_id, pair.mentee.user_id}
    ]
    roles = [Member.Role.COLLEAGUE]
    if year.drawn.random() < 0.4:
        roles.append(Member.Role.TUTOR)
    for role, other in zip(roles, year.drawn.sample(others, min(2, len(others))), strict=False):
        yield _member(year, pair, role, other)


def _member(year: Year, pair: Pair, role: str, other: Participant) -> Member:
    asked = _between(year, pair)
    is_colleague = role == Member.Role.COLLEAGUE
    until = (
        (asked + timedelta(days=year.drawn.choice((30, 45, 200)))).date() if is_colleague else None
    )
    state = State.YES if year.drawn.random() < 0.9 else State.ASKED
    if not pair.is_together or (until is not None and until < year.now.date()):
        state = State.ENDED
    return Member(
        pair=pair,
        role=role,
        user=other.user,
        name=other.name,
        asked_by=pair.mentee.user,
        words=year.drawn.choice(WORDS),
        state=state,
        until=until,
        asked_at=asked,
        answered_at=None if state == State.ASKED else asked + timedelta(days=2),
        ended_at=year.until(pair) if state == State.ENDED else None,
    )


def _between(year: Year, pair: Pair) -> datetime:
    """Some moment while the pair went on."""
    begun = pair.started_at or pair.opened_at
    days = max(1, (year.until(pair) - begun).days - 1)
    return begun + timedelta(days=year.drawn.randrange(days), hours=17)


def _open_goals(members: list[Member]) -> None:
    """The first goal that the pair shares is open to whoever is here."""
    here = [member for member in members if member.state == State.YES]
    first: dict[int, Goal] = {}
    goals = Goal.objects.kept().standing().filter(seen=Seen.PAIR)
    for goal in goals.filter(pair__in=[member.pair_id for member in here]).order_by("pk"):
        if goal.owner_id == goal.pair.mentee_id:
            first.setdefault(goal.pair_id, goal)
    Opened.objects.bulk_create(
        Opened(
            member=member,
            kind="goal",
            key=str(first[member.pair_id].code),
            by=member.pair.mentee.user,
            opened_at=member.asked_at,
        )
        for member in here
        if member.pair_id in first
    )


# --- What they do together ------------------------------------------------------------------------


def _reviews(year: Year, members: list[Member]) -> None:
    """A review of each team, signed by all but now and then one."""
    tutors = [one for one in members if one.is_team and one.state == State.YES]
    reviews = TeamReview.objects.bulk_create(
        TeamReview(
            pair=tutor.pair,
            title="Autumn term",
            begun_by=tutor.pair.mentee.user,
            begun_at=tutor.asked_at + timedelta(days=9),
            version=4,
        )
        for tutor in tutors
    )
    TeamPart.objects.bulk_create(
        part
        for review, tutor in zip(reviews, tutors, strict=True)
        for part in _parts(year, review, tutor)
    )


def _parts(year: Year, review: TeamReview, tutor: Member) -> Iterator[TeamPart]:
    pair = review.pair
    people = {"Mentee": pair.mentee.user, "Mentor": pair.mentor.user, "Tutor": tutor.user}
    for role, (well, work_on, help_with) in PARTS.items():
        written = min(review.begun_at + timedelta(days=year.drawn.randrange(1, 9)), year.now)
        has_signed = year.drawn.random() < 0.8
        yield TeamPart(
            review=review,
            user=people[role],
            role=role,
            going_well=well,
            work_on=work_on,
            help_with=help_with,
            version=2,
            written_at=written,
            signed_version=4 if has_signed else None,
            signed_at=written if has_signed else None,
        )


def _observations(year: Year, members: list[Member]) -> None:
    """One lesson in two of those with a colleague, watched by the mentor and the colleague."""
    seconds = [
        one for one in members if not one.is_team and one.answered_at and year.drawn.random() < 0.5
    ]
    made = Observation.objects.bulk_create(_observation(year, one) for one in seconds)
    Record.objects.bulk_create(
        Record(
            observation=observation,
            user=user,
            **dict(zip(("saw", "thought", "wondered"), words, strict=True)),
            saved_at=observation.both_finished_at,
            finished_at=observation.both_finished_at,
        )
        for observation, second in zip(made, seconds, strict=True)
        for user, words in zip((second.pair.mentor.user, second.user), SAW, strict=True)
    )


def _observation(year: Year, second: Member) -> Observation:
    title, focus = year.drawn.choice(LESSONS)
    at = min(second.asked_at + timedelta(days=12), year.until(second.pair))
    agree_on, differ_on, take_away = COMPARED
    return Observation(
        pair=second.pair,
        title=title,
        focus=focus,
        on=at.date(),
        observed=second.pair.mentee,
        promise=year.drawn.choice(Observation.Promise.values),
        begun_by=second.pair.mentor.user,
        begun_at=at - timedelta(days=3),
        agreed_at=at - timedelta(days=2),
        both_finished_at=at,
        agree_on=agree_on,
        differ_on=differ_on,
        take_away=take_away,
        version=2,
    )


def _doors(year: Year) -> None:
    """Some doors stand open; at some of them somebody has dropped in."""
    owners = [pair for pair in year.met if pair.is_together and year.drawn.random() < 0.2]
    doors = Door.objects.bulk_create(_door(year, pair) for pair in owners)
    visits = []
    for door, pair in zip(doors, owners, strict=True):
        if year.drawn.random() < 0.7:
            visits.append(_visit(year, door, pair))
    DropIn.objects.bulk_create(visits)


def _door(year: Year, pair: Pair) -> Door:
    when, lesson = year.drawn.choice(DOORS)
    return Door(
        teacher=year.drawn.choice((pair.mentor, pair.mentee)),
        when=when,
        lesson=lesson,
        last_on=(year.now + timedelta(days=40)).date(),
        offered_at=year.now - timedelta(days=30),
    )


def _visit(year: Year, door: Door, pair: Pair) -> DropIn:
    worked, take_away = year.drawn.choice(LINES)
    on = (year.now - timedelta(days=year.drawn.randrange(1, 20))).date()
    return DropIn(
        door=door,
        visitor=pair.other(door.teacher).user,
        on=on,
        state=DropIn.State.YES,
        asked_at=year.now - timedelta(days=25),
        answered_at=year.now - timedelta(days=24),
        worked=worked,
        take_away=take_away,
        noted_at=year.now - timedelta(hours=20),
    )


def _supervisions(year: Year) -> None:
    """Mentors two by two, a few of them."""
    mentors = list({pair.mentor.user_id: pair.mentor for pair in year.met}.values())
    year.drawn.shuffle(mentors)
    two_by_two = list(zip(mentors[::2], mentors[1::2], strict=False))[: max(1, len(mentors) // 12)]
    asked = year.now - timedelta(days=150)
    made = Supervision.objects.bulk_create(
        Supervision(
            programme=year.programme,
            kind=Supervision.Kind.MENTORS,
            asked_by=one.user,
            user=other.user,
            name=other.name,
            state=State.YES,
            asked_at=asked,
            answered_at=asked + timedelta(days=1),
            purpose="To think aloud about how we mentor, and to keep it light.",
            rhythm="Once each half term, by phone",
            next_talk="After half term, a Thursday",
        )
        for one, other in two_by_two
    )
    Talk.objects.bulk_create(
        Talk(
            supervision=supervision,
            on=(asked + timedelta(days=40 * at + 5)).date(),
            words=words,
            by=supervision.asked_by,
        )
        for supervision in made
        for at, words in enumerate(TALKS)
    )
