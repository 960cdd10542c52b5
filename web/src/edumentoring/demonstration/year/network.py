"""A year of a network: who may be found, groups, questions, targets and cases to judge."""

from collections.abc import Iterable, Iterator
from datetime import time, timedelta

from edumentoring.consents.models import Consent, Purpose
from edumentoring.consents.operations import current_wordings
from edumentoring.demonstration.days import moment
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.demonstration.year.shape import Year
from edumentoring.network.models import (
    Answer,
    Group,
    Helpful,
    Judgement,
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
# Targets mentors set with somebody, put so that nobody can be known by them.
TARGETS = (
    (
        "By half-term: a way to begin each lesson that everybody can do without being told.",
        (
            "Mine is nearly the same. I added “and that I need not mark”.",
            "I would say which lesson first. We began with the one after lunch.",
        ),
    ),
    (
        "Ask three children a day what they are trying to do, and write down one answer.",
        ("I like that it is three. With mine it was “more often”, and nothing came of it.",),
    ),
    ("Cut one thing out of each week’s planning, and see whether anybody misses it.", ()),
)
# Cases: what was seen, how mentors who looked alone saw it, and what they said then.
CASES = (
    (
        (
            "Year 4, fractions. Twenty of 26 books show every step copied from the board. Asked "
            "“why do we find the same bottom number?”, two of six children could say. How secure "
            "is the explaining that this shows?"
        ),
        (
            ("grow", "The steps are clear, for all have them. Why they are done is not there yet."),
            ("begin", "Copied steps show copying. I would go by what the six said."),
            ("grow", "Two of six is more than I expected on a first day."),
            ("unsure", "I would want to see one child do a new one alone."),
        ),
        ("So it is the question that tells us, not the books. I will ask it each week.",),
    ),
    (
        (
            "Two-year-olds, free play. In ten minutes the adult spoke 31 times: 22 were questions, "
            "of which 19 have one right answer. Three times she waited, and each time a child went "
            "on. How is the talk here?"
        ),
        (
            ("grow", "The three times are what I would show her. She can do it."),
            ("begin", "Most of it is testing, kindly meant."),
            ("secure", "She is near, she listens, and nobody wanders off. Words can come next."),
        ),
        (),
    ),
)
MEETS = (9, time(19, 0), "Online, 45 minutes. Bring one thing that went wrong.")
WROTE = (
    ("You said you help with workload. How do you say no kindly?", "With a day when I could."),
    ("I saw that you taught abroad. Was it hard to come back?", "Yes, and worth it. Ask me all."),
)


def fill(year: Year) -> None:
    """Two in three may be found; a few of them talk to each other."""
    people = _people(year)
    found = [one for one in people if year.drawn.random() < 0.66 or _is_known(one)]
    _agree(year, found)
    groups = _groups(year, found)
    _questions(year, found, groups)
    _together(year, [one for one in found if one.is_mentor])
    _messages(year, found)


def _people(year: Year) -> list[Participant]:
    """Everybody who takes part and has a pair, each once."""
    both = [one for pair in year.pairs for one in (pair.mentor, pair.mentee)]
    here = (Participant.State.IN, Participant.State.PAUSED)
    return list({one.pk: one for one in both if one.state in here}.values())


def _is_known(one: Participant) -> bool:
    """One of the two whom visitors sign in as."""
    return one.user.email in (MENTOR_EMAIL, MENTEE_EMAIL)


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
    for group in groups:
        some = year.drawn.sample(found, min(len(found), year.drawn.randint(4, 14)))
        known = [one for one in found if group == groups[-1] and _is_known(one)]
        Membership.objects.bulk_create(
            Membership(group=group, participant=one, joined_at=group.made_at)
            for one in dict.fromkeys([*known, *some])
        )
    _meet(year, groups[-1])
    return groups


def _meet(year: Year, group: Group) -> None:
    """The group that visitors are in has its next date."""
    days, hour, group.meets_where = MEETS
    day = year.programme.today(year.now) + timedelta(days=days)
    group.meets_at = moment(year.programme, day, hour)
    group.save(update_fields=["meets_at", "meets_where"])


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


def _together(year: Year, mentors: list[Participant]) -> None:
    """Mentors compare targets, and judge the same evidence apart before they talk.

    Of the cases the mentor whom visitors sign in as has judged the first; the second waits.
    """
    known = [one for one in mentors if _is_known(one)]
    others = [one for one in mentors if not _is_known(one)]
    if len(others) < 6:
        return  # too few are here to compare
    for days, (text, answers) in zip((47, 26, 12), TARGETS, strict=True):
        target = _put(year, Question.Kind.TARGET, text, others, days)
        _say(target, answers, year.drawn.sample(others, len(answers)))
    for days, (text, views, answers), too in zip((33, 9), CASES, (known, []), strict=True):
        case = _put(year, Question.Kind.CASE, text, others, days)
        judges = [*too, *year.drawn.sample([one for one in others if one != case.by], len(views))]
        Judgement.objects.bulk_create(
            Judgement(
                question=case,
                by=by,
                standing=standing,
                text=why,
                at=case.at + timedelta(days=1, hours=number),
            )
            for number, (by, (standing, why)) in enumerate(zip(judges, views, strict=False))
        )
        _say(case, answers, judges)


def _put(year: Year, kind: str, text: str, mentors: list[Participant], days: int) -> Question:
    return Question.objects.create(
        programme=year.programme,
        kind=kind,
        by=year.drawn.choice(mentors),
        text=text,
        at=year.now - timedelta(days=days),
    )


def _say(question: Question, answers: Iterable[str], by: Iterable[Participant]) -> None:
    Answer.objects.bulk_create(
        Answer(question=question, by=one, text=text, at=question.at + timedelta(days=3))
        for text, one in zip(answers, by, strict=False)
    )


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
