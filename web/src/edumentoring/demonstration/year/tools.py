"""A year of tools: feedback after lessons, plans to practise, a talk thought through."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from edumentoring.demonstration.year.shape import Year
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant
from edumentoring.tools.bank import QUESTIONS
from edumentoring.tools.models import Aside, Sheet, TakenQuestion

# What lesson, what went well, what was asked, the gap, one step, the words that were rehearsed.
FEEDBACK: tuple[tuple[str, ...], ...] = (
    (
        "Year 9 chemistry, Monday period 4",
        "You stood at the door and used names. They were writing within a minute.",
        "What were you looking for when they began to talk over the register?",
        "Noise rose when the practical began. Half did not know what came first.",
        "Give one instruction, stand still, and wait for silence before the next.",
        "“Pens down, eyes on me. First, goggles on.”",
    ),
    (
        "Reception, carpet time on Tuesday",
        "You knelt and waited. The girl with the tower found her own words.",
        "How many children spoke? What did the quiet ones need?",
        "Four children spoke, and twelve looked at their shoes.",
        "Let each child tell a partner before one tells all of us.",
        "“Tell your partner what it might be. Then show me your listening hands.”",
    ),
    (
        "Year 4 fractions, after lunch",
        "You drew the bar first and said why. Everybody drew it after you.",
        "When did you first know that table two was guessing?",
        "You found out in the books, and not in the lesson.",
        "Ask for the first step on small boards before they begin alone.",
        "“Draw the bar. Hide it. Three, two, one, show.”",
    ),
    (
        "Level 2 plumbing, Thursday evening",
        "You began with a real leak. All of them came closer to find it.",
        "Two learners did the talking. What could the others have shown you?",
        "We cannot say what the other nine know about pressure.",
        "Let each learner say one risk before the tools start.",
        "“Before we start: one risk, and what you do about it. Sam first.”",
    ),
    (
        "Year 7 French, Wednesday period 1",
        "You waited three seconds after each question. Six more hands went up.",
        "What would you do in the same way tomorrow?",
        "They answer in single words, because single words are enough.",
        "Put up the start of the sentence, and say it together first.",
        "“Together: Le week-end, je … Now with your own ending.”",
    ),
    (
        "Year 11 poetry, Friday period 5",
        "You read it aloud twice and let it be quiet after. Nobody spoke for ten seconds.",
        "Which pupil could do more, if you asked for it?",
        "Those who finish first wait for the rest.",
        "Have one deeper question ready for those who finish first.",
        "“When you have three ideas, choose the one you like least. Argue for it.”",
    ),
)
NOTES_TO_SELF = (
    "I talked too long in step two. Count to five.",
    "Ask about her week before we begin.",
    "Next time let him find the gap himself.",
)
PLANS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Wait three seconds after a question",
        "I count in my head.\nI look at all of them.\nI do not say it twice.",
        "Held it twice, then spoke too soon. Slower.",
        "Tuesday, 8B: five of ten. Thursday: eight of ten, and longer answers.",
    ),
    (
        "Bring the class back within ten seconds",
        "One signal, once.\nA calm face.\nI speak when the last one has stopped.",
        "I began to talk at six seconds. Again, with the radio on.",
        "Monday after lunch: fourteen seconds. Friday: nine.",
    ),
    (
        "Give an instruction in under twenty words",
        "The first word is a verb.\nI stand still.\nSomebody can say it back.",
        "Thirty-one words. Cut the reason and the joke.",
        "Wednesday: three children said it back. One added a joke, and it was better.",
    ),
)
GROWS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Leave at half past four on three days",
        "I mark until six, and most of it nobody reads.",
        "Mark in the lesson. Mark one set as a class. Stop on Mondays. Ask Jo how she does it.",
        "Mark one set as a class this week.",
    ),
    (
        "Get on better with the parents of one class",
        "I write long messages and wait. I have rung two families this term.",
        "Ring with good news. Stand at the gate. Shorter messages. Ask the office.",
        "Ring two families with good news by Friday.",
    ),
)
STALE_DRAFT = "You moved to the quiet table first, and"


def fill(year: Year) -> None:
    """Sheets of every kind over the year, most of them shared, some still open."""
    drafted = [part for pair in year.met for part in _of_pair(year, pair)]
    sheets = [sheet for sheet, _own in drafted]
    Sheet.objects.bulk_create(sheets, batch_size=400)
    asides = [
        Aside(sheet=sheet, owner_id=sheet.writer_id, answers=own) for sheet, own in drafted if own
    ]
    Aside.objects.bulk_create(asides, batch_size=400)
    TakenQuestion.objects.bulk_create(_questions(year))


Drafted = tuple[Sheet, dict[str, Any]]


def _of_pair(year: Year, pair: Pair) -> Iterator[Drafted]:
    """Feedback about once in two months; now and then a plan or a talk."""
    days = year.fortnights(pair)
    for at in days[1::4]:
        yield _feedback(year, pair, at)
    if len(days) > 3 and year.drawn.random() < 0.4:
        yield _plan(year, pair, days[2])
    if len(days) > 5 and year.drawn.random() < 0.3:
        yield _grow(year, pair, days[4])
    if pair.is_together and year.drawn.random() < 0.15:
        yield _draft(pair, days[-1])


def _sheet(
    pair: Pair,
    writer: Participant,
    tool: str,
    at: datetime,
    answers: dict[str, Any],
    **fields: Any,
) -> Sheet:
    """One that was shared the evening it was written, unless `fields` say otherwise."""
    shared = {"visibility": Sheet.Visibility.SHARED, "shared_at": at + timedelta(hours=3)}
    return Sheet(
        pair=pair,
        writer=writer,
        tool_key=tool,
        answers=answers,
        version=4,
        begun_at=at,
        saved_at=at + timedelta(hours=3),
        **{**shared, **fields},
    )


def _feedback(year: Year, pair: Pair, at: datetime) -> Drafted:
    title, well, asked, gap, step, script = year.drawn.choice(FEEDBACK)
    answers: dict[str, Any] = {"well": well, "asked": asked, "gap": gap, "step": step}
    answers["script"] = script
    answers["rounds"] = year.drawn.choice((["shown", "tried"], ["shown", "tried", "mended"]))
    own = {"myself": year.drawn.choice(NOTES_TO_SELF)} if year.drawn.random() < 0.5 else {}
    look_again = (at + timedelta(days=14)).date()
    made = _sheet(
        pair,
        pair.mentor,
        "lesson-feedback",
        at,
        answers,
        title=title,
        look_again_on=look_again,
        action_added_at=at,
    )
    return made, own


def _plan(year: Year, pair: Pair, at: datetime) -> Drafted:
    goal, good, first, log = year.drawn.choice(PLANS)
    answers = {"goal": goal, "good": good, "first": first, "log": log}
    made = _sheet(pair, pair.mentee, "practice", at, answers, title=goal, action_added_at=at)
    return made, {}


def _grow(year: Year, pair: Pair, at: datetime) -> Drafted:
    """Half of them are kept for oneself."""
    goal, reality, options, will = year.drawn.choice(GROWS)
    answers = {"goal": goal, "reality": reality, "options": options, "will": will}
    own = {"visibility": Sheet.Visibility.OWN, "shared_at": None}
    kept = own if year.drawn.random() < 0.5 else {}
    return _sheet(pair, pair.mentee, "grow", at, answers, title=goal, **kept), {}


def _draft(pair: Pair, at: datetime) -> Drafted:
    fields = {"visibility": Sheet.Visibility.DRAFT, "shared_at": None}
    return _sheet(pair, pair.mentor, "lesson-feedback", at, {"well": STALE_DRAFT}, **fields), {}


def _questions(year: Year) -> Iterator[TakenQuestion]:
    """A question or two that somebody means to ask next time."""
    for pair in year.met:
        if pair.is_together and year.drawn.random() < 0.3:
            for question in year.drawn.sample(QUESTIONS, 2):
                yield TakenQuestion(
                    pair=pair,
                    participant=year.drawn.choice((pair.mentor, pair.mentee)),
                    key=question.key,
                    taken_at=year.until(pair),
                )
