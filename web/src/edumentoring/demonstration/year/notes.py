"""A year of notes: what two people jot down between their talks, and what one keeps to oneself."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from edumentoring.demonstration.year.shape import Year
from edumentoring.notes.models import Note
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.programmes.filing import found_by

# Title, text, and who might have written it. In a teacher's plain words; nobody is named.
NOTES = (
    (
        "After our first talk",
        (
            "Try one thing only: greet them at the door.\n\n- [ ] Door, every lesson "
            "this week\n- [ ] Write down what changes"
        ),
        "mentee",
    ),
    (
        "Starts of lessons",
        (
            "The task is on the board before they come in. **Two minutes**, no "
            "talking. It felt strict on Monday and calm by Friday."
        ),
        "mentee",
    ),
    (
        "Questions I asked",
        (
            "I asked three people who had their hands up. Next time: wait, then "
            "choose.\n\n- [ ] Count to five\n- [ ] Ask “what makes you say that?”"
        ),
        "mentee",
    ),
    (
        "Marking",
        (
            "Whole-class feedback took 25 minutes in place of two hours. They still "
            "knew what to change."
        ),
        "mentee",
    ),
    (
        "Parents’ evening",
        "One good thing, one next step, then listen. Keep the list of what I promise.",
        "mentee",
    ),
    (
        "Observation on Thursday",
        "What I would like you to look at: who talks when I ask a question?",
        "mentee",
    ),
    (
        "Workload",
        (
            "Stopped making new slides for every lesson. Nobody noticed. I went home "
            "at half past four twice."
        ),
        "mentee",
    ),
    (
        "Reading",
        (
            "The EEF’s guide on feedback: "
            "https://educationendowmentfoundation.org.uk/education-evidence/guidance-reports/feedback\n\n"
            "Page on timing is the one for us."
        ),
        "mentor",
    ),
    (
        "Before we meet",
        (
            "Ask first how the week was. Do not begin with the lesson.\n\n- [ ] Bring "
            "my old plan for the first lesson of a unit"
        ),
        "mentor",
    ),
    (
        "What I saw",
        (
            "# What went well\n\nClear instructions, one at a time. They were all "
            "writing within a minute.\n\n# One step\n\nStand where you can see every "
            "face, then give the next one."
        ),
        "mentor",
    ),
    ("For next time", "Rehearse the first two minutes together. Say it aloud, twice.", "mentor"),
    (
        "Thank you",
        "You asked me why I mark the way I do. I did not know. I have changed it since.",
        "mentor",
    ),
    (
        "A good five minutes",
        "They argued about the answer, and nobody looked at me. I want more of that.",
        "mentee",
    ),
    (
        "After lunch",
        "It is never the first task. It is the change to the second.\n\n- [ ] One minute of quiet",
        "mentee",
    ),
    (
        "What I will not do this week",
        "No new displays. No e-mail after seven. One set of books, not three.",
        "mentee",
    ),
    (
        "The meeting with my head of department",
        "I said it in two sentences, as we had tried. She asked what I need. **I knew.**",
        "mentee",
    ),
    (
        "Words that work",
        "“Show me where you are.” “What did you try?” “Thank you for waiting.”",
        "mentee",
    ),
    (
        "Trip to the museum",
        "Forms out by the 3rd. Ask who has been before, and what went wrong.",
        "mentee",
    ),
    (
        "To ask, not to tell",
        "Three questions for Thursday. If I talk for longer than a minute, stop.",
        "mentor",
    ),
    (
        "What I noticed about me",
        "I like to mend things. Nobody had asked me to.",
        "mentor",
    ),
    (
        "Good news",
        "The class has begun to greet **us** at the door.",
        "mentor",
    ),
)
QUESTIONS = (
    ("What is our rule for exit cards?", "Ask the pastoral lead."),
    ("Where are the old schemes of work kept?", ""),
    (
        "Who decides about observations in the first year?",
        "The induction tutor. There is a page on it in the handbook.",
    ),
    ("Is there money for a subject association?", ""),
)
JOURNAL = (
    ("went-well", "", "The last lesson of a wet Friday, and they did not want to stop."),
    (
        "energy",
        "",
        "What took it away: a day with no break. What gave it back: ten minutes in the library.",
    ),
    ("stuck", "Noise after lunch", "It is never the first task. It is the move to the second one."),
    ("small-step", "", "Tomorrow I will say the instruction once and wait."),
    ("good-question", "", "“What would you try if nobody watched?” It went quiet, then very good."),
    ("held-back", "", "I had the answer ready. They found a better one."),
)


def fill(year: Year) -> None:
    """Up to four notes a pair, a third of them shared; journals and questions of a few."""
    Note.objects.bulk_create(_all(year), batch_size=500)


def _all(year: Year) -> Iterator[Note]:
    for pair in year.pairs:
        if pair.agreed_at is None:
            continue
        yield from _notes(year, pair)
        if year.drawn.random() < 0.2:
            yield _question(year, pair)
        if year.drawn.random() < 0.15:
            prompt, title, text = year.deal("journal", JOURNAL)
            writer = _one(pair, year.drawn.choice(("mentee", "mentor")))
            note = _written(year, pair, writer, (title, text))
            note.pair, note.kind, note.prompt = None, Note.Kind.JOURNAL, prompt
            yield note


def _notes(year: Year, pair: Pair) -> Iterator[Note]:
    few = year.drawn.randint(0, 4)
    for title, text, role in dict.fromkeys(year.deal("notes", NOTES) for _one in range(few)):
        note = _written(year, pair, _one(pair, role), (title, text))
        if year.drawn.random() < 0.35:
            note.visibility, note.shared_at = Note.Visibility.PAIR, note.changed_at
        yield note


def _question(year: Year, pair: Pair) -> Note:
    title, text = year.deal("questions", QUESTIONS)
    note = _written(year, pair, pair.mentor.user, (title, text))
    note.kind = Note.Kind.QUESTION
    if text:
        note.found_at = min(note.changed_at + timedelta(days=4), year.now)
    return note


def _one(pair: Pair, role: str) -> User:
    return pair.mentee.user if role == "mentee" else pair.mentor.user


def _written(year: Year, pair: Pair, writer: User, words: tuple[str, str]) -> Note:
    """At some moment while they were together."""
    since = pair.agreed_at or year.now
    until = min(year.until(pair), year.now)
    at = since + timedelta(seconds=year.drawn.random() * max((until - since).total_seconds(), 1))
    return Note(
        code=UUID(int=year.drawn.getrandbits(128), version=4),
        writer=writer,
        pair=pair,
        title=words[0],
        text=words[1],
        found_by=found_by(*words),
        version=1,
        created_at=at,
        saved_at=at,
        changed_at=at,
    )
