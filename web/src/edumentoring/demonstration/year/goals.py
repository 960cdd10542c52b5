"""A year of goals: what mentees work on, what the two said they would do, and what came of it."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from edumentoring.demonstration.year.shape import Year
from edumentoring.goals.models import Action, Entry, Goal, PlanItem, Practice, Rating, Skill
from edumentoring.goals.skill_list import LEADING, MENTORING, TEACHING, ListedSkill
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User

# A goal, why, how one will know, small things to do for it, what showed it.
GOALS: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    (
        "Calm starts to every lesson",
        "We lose five minutes, and I start cross.",
        "They are writing within two minutes, and I have not raised my voice.",
        (
            "Stand at the door for {group}",
            "Put the task on the board before they come in",
            "Wait, then begin",
        ),
        "In {group} a boy began before I said anything.",
    ),
    (
        "Ask the whole class, not the four who know",
        "The same hands go up each time.",
        "I can say what each table thinks.",
        ("No hands up on Tuesday", "Count to five after each question", "Try small whiteboards"),
        "A quiet girl gave the best answer of the hour.",
    ),
    (
        "Go home by five on two days a week",
        "I am tired by Wednesday, and short with my own children.",
        "Two evenings without a laptop, three weeks in a row.",
        (
            "Mark one set as a class",
            "Use last year’s slides for fractions",
            "Tell my team which days",
        ),
        "Three weeks in a row. Nothing fell over.",
    ),
    (
        "Explain fractions so that they stick",
        "Half of them nod and cannot do it a day later.",
        "Most get four of five right on the next day.",
        (
            "Draw the bar first, then the numbers",
            "Watch Priya teach it",
            "Begin with one they know",
        ),
        "Twenty-two of twenty-eight had four right on Friday.",
    ),
    (
        "Feel ready to talk with parents",
        "I put off the difficult calls.",
        "I ring on the same day, and start with something good.",
        (
            "Ring two families with good news",
            "Write down my first sentence",
            "Ask Jo to listen once",
        ),
        "One mother said nobody had rung with good news before.",
    ),
    (
        "Plan with my teaching assistant",
        "She finds out what we do when the lesson starts.",
        "She knows by morning what would help most.",
        ("Leave a note by Thursday", "Ask what she sees that I do not", "Try it for one week"),
        "She changed the groups before I thought of it.",
    ),
    (
        "Lead meetings that people are glad to come to",
        "Ours run over, and end without a plan.",
        "We end on time, with who does what.",
        ("Send the two questions before", "Stop at ten to five", "Ask who has not spoken yet"),
        "We ended four minutes early, and nobody minded.",
    ),
    (
        "Say the hard thing sooner",
        "I wait until I am annoyed.",
        "I have said it within the week, in private, and we still talk.",
        (
            "Write the first sentence",
            "Try it aloud with my mentor",
            "Ask for ten minutes on Monday",
        ),
        "It took six minutes. She had been worried too.",
    ),
    (
        "Give feedback that they use",
        "They look at the mark and put it away.",
        "Everybody changes something in the first ten minutes.",
        (
            "One comment each for {group}, as a question",
            "Keep the first ten minutes for it",
            "Ask two of them what they did with it",
        ),
        "Nineteen of {group} rewrote a paragraph without being told twice.",
    ),
    (
        "Read aloud so that they want the book",
        "I rush the story, because the time runs out.",
        "They ask what happens next, on three days of the week.",
        ("Practise one page at home", "Ten minutes after lunch", "Let them choose the next one"),
        "The book was gone from the shelf by Thursday.",
    ),
    (
        "Be at ease when somebody watches",
        "I teach another lesson than I would alone.",
        "I forget that they are there before the first task ends.",
        ("Leave the door open once a week", "Invite {mentor}", "Ask them to look at one thing"),
        "I noticed at the end that I had not looked round once.",
    ),
    (
        "Know each of my form by Christmas",
        "There are thirty, and I see the loud ones.",
        "I can say one thing that each of them cares about.",
        ("Three a week, at the door", "Write down one line for each", "Ask about what I wrote"),
        "Twenty-six of thirty. The four are for January.",
    ),
    (
        "Teach one topic with half the slides",
        "I read them out, and so do they.",
        "They talk for half of the hour, and know as much on Friday.",
        ("Cut every second slide", "Draw it on the board for {group}", "Plan two questions"),
        "Nobody asked where the slides had gone.",
    ),
    (
        "Come back calmly after leave",
        "Everything has a new name, and I feel slow.",
        "By half term I ask without saying sorry first.",
        ("List what has changed", "One question a day to the office", "Stop at half past four"),
        "I had my first week without saying sorry.",
    ),
)
GROUPS = ("9B", "8C", "Year 4", "Year 10 set 3", "my Reception class", "7H", "Year 2", "Year 6")
MENTORS_GOALS = (
    ("Let them finish before I speak", "I hear myself giving advice too soon."),
    ("One step at a time, not five", "They went home with a list, and did none of it."),
    ("Ask how they are, and mean it", "We began with lessons every time."),
)
LOOSE = (
    "Look up the school’s policy on homework",
    "Bring two books to our next talk",
    "Read the article on retrieval",
    "Ask the office about cover on Thursday",
    "Send the date of the observation",
    "Ask which courses are open this term",
    "Tidy the shelf with the practicals",
    "Thank the cover supervisor",
    "Write down what I want to keep from this week",
    "Find out who runs the reading club",
    "Try a lesson without the projector",
)
MENTOR_WILL = (
    "Send my plan for the first lesson of term",
    "Find the budget calendar",
    "Ask Sam whether you can watch a lesson",
    "Send the article we spoke of",
    "Look for my old seating plans",
    "Write to my friend in a small school",
    "Keep a Thursday free in March",
    "Read your plan before Monday",
    "Ask our SENCO for an hour",
)
IDEAS = (
    "Film three minutes of one lesson, for yourself only",
    "Watch how your neighbour begins a lesson",
    "Try the new seating plan with one class first",
    "Ask one pupil how the lesson was",
    "Leave one evening free, and say so",
    "Let the assistant begin the lesson once",
)
CAME = (
    "It was quieter than I thought.",
    "Better with Year 8 than with Year 9.",
    "I will keep it.",
    "Slower than I hoped, and kinder.",
    "It took two goes.",
    "Somebody asked me where I had it from.",
    "Not this week. Next week, then.",
    "",
    "",
)
PLAN = (
    ("experience", "Lead a parents’ evening"),
    ("experience", "Watch lessons in a special school for a day"),
    ("step", "Ask my head for half a day to shadow a head of year"),
    ("step", "Bring my list of what I have done up to date"),
    ("application", "Second in department, Ashby Lane"),
    ("application", "Head of year, Saltgarth"),
)
NOTES = ("Talk to the one who does it now.", "Ask when it will be advertised.", "")
PRACTICE = (
    ("why-here", "The garden, and that everybody reads aloud. Say what I saw at break."),
    ("went-wrong", "The trip that I planned alone. Now I ask two people first."),
    ("hard-class", "Name, thank, wait. Then the seating plan before the next lesson."),
)
HAD_LOOKED = ("I waited, and they filled the gap.", "A hard week.", "")


def fill(year: Year) -> None:
    """Goals for most who met, actions for nearly all, a plan and skills for some."""
    goals = [goal for pair in year.met for goal in _goals(year, pair)]
    Goal.objects.bulk_create(goals, batch_size=400)
    mentees_goals = [goal for goal in goals if goal.owner_id == goal.pair.mentee_id]
    actions = [action for goal in mentees_goals for action in _steps(year, goal)]
    actions += [action for pair in year.pairs if pair.agreed_at for action in _loose(year, pair)]
    Action.objects.bulk_create(actions, batch_size=400)
    entries = [entry for goal in mentees_goals for entry in _entries(year, goal)]
    Entry.objects.bulk_create(entries, batch_size=400)
    _own(year)


def _code(year: Year) -> uuid.UUID:
    return uuid.UUID(int=year.drawn.getrandbits(128), version=4)


def _start(pair: Pair) -> datetime:
    started = pair.started_at or pair.agreed_at
    return started or pair.opened_at


def _between(year: Year, start: datetime, end: datetime) -> datetime:
    """Some moment of that time; its end where there was none."""
    span = max((end - start).total_seconds(), 0)
    return start + timedelta(seconds=year.drawn.random() * span)


# --- Goals ----------------------------------------------------------------------------------------


def _goals(year: Year, pair: Pair) -> Iterator[Goal]:
    drawn, until = year.drawn, year.until(pair)
    few = drawn.choice((0, 1, 1, 1, 2))
    for text in dict.fromkeys(year.deal("goals", range(len(GOALS))) for _one in range(few)):
        made_at = _between(year, _start(pair), _start(pair) + (until - _start(pair)) / 2)
        what, why, how_known, _steps_to_do, _shown = GOALS[text]
        yield _goal(
            year,
            pair,
            owner=pair.mentee,
            what=what,
            why=why,
            how_known=how_known if drawn.random() < 0.7 else "",
            made_at=made_at,
            state=_standing(year, pair),
            state_at=_between(year, made_at, until),
            by_when=_day(made_at + timedelta(days=90)) if drawn.random() < 0.4 else None,
            seen="pair" if drawn.random() < 0.7 else "me",
        )
    if pair.is_together and drawn.random() < 0.12:
        idea = drawn.choice(GOALS)
        yield _goal(
            year,
            pair,
            owner=pair.mentee,
            suggested_by=pair.mentor,
            what=idea[0],
            why="You spoke of it twice. Only if it helps.",
            state=Goal.State.SUGGESTED,
            seen="pair",
            made_at=_between(year, until - timedelta(days=10), until),
        )
    if drawn.random() < 0.2:
        what, why = drawn.choice(MENTORS_GOALS)
        seen = drawn.choice(("me", "pair"))
        made_at = _between(year, _start(pair), until)
        yield _goal(year, pair, owner=pair.mentor, what=what, why=why, seen=seen, made_at=made_at)


def _goal(year: Year, pair: Pair, **fields: Any) -> Goal:
    return Goal(code=_code(year), pair=pair, **({"state": Goal.State.GOING} | fields))


def _standing(year: Year, pair: Pair) -> str:
    state = Goal.State
    if not pair.is_together:
        return year.drawn.choice((state.REACHED, state.REACHED, state.RESTING))
    return year.drawn.choices(
        (state.BEGUN, state.GOING, state.NEARLY, state.REACHED, state.RESTING), (2, 4, 2, 2, 1)
    )[0]


def _day(moment: datetime) -> date:
    return moment.date()


# --- Actions --------------------------------------------------------------------------------------


def _steps(year: Year, goal: Goal) -> Iterator[Action]:
    """Small things for a goal: the first of them done, the last to do while it goes on."""
    if goal.state == Goal.State.SUGGESTED:
        return
    steps = next(steps for what, _why, _how, steps, _shown in GOALS if what == goal.what)
    until = year.until(goal.pair)
    at = goal.made_at
    for text in (_here(year, goal, each) for each in steps):
        is_done = not goal.is_open or year.drawn.random() < 0.6
        done_at = _between(year, at, until)
        yield Action(
            code=_code(year),
            pair=goal.pair,
            goal=goal,
            who=goal.owner,
            text=text,
            seen=goal.seen,
            made_at=at,
            state=Action.State.DONE if is_done else Action.State.OPEN,
            done_at=done_at if is_done else None,
            came_of_it=year.deal("came", CAME) if is_done else "",
            due_on=None if is_done else _coming(year),
        )
        if not is_done:
            return
        at = done_at


def _here(year: Year, goal: Goal, words: str) -> str:
    """The words with a class and a name of these two."""
    names = {"mentor": goal.pair.mentor.user.first_name}
    return words.format(group=year.deal("groups", GROUPS), **names)


def _coming(year: Year) -> date | None:
    """A day in the coming weeks, or none."""
    days = year.drawn.choice((None, 1, 3, 6, 9, 14, 20))
    return None if days is None else _day(year.now + timedelta(days=days))


def _loose(year: Year, pair: Pair) -> Iterator[Action]:
    """What came up between two talks; and now and then an idea that waits."""
    drawn, until = year.drawn, year.until(pair)
    rows: list[tuple[Any, str, str]] = []
    if drawn.random() < 0.6:
        rows.append((pair.mentee, year.deal("loose", LOOSE), drawn.choice(("me", "pair"))))
    if drawn.random() < 0.5:
        rows.append((pair.mentor, year.deal("mentor", MENTOR_WILL), "pair"))
    for who, text, seen in rows:
        is_done = not pair.is_together or drawn.random() < 0.4
        made_at = _between(year, max(_start(pair), until - timedelta(days=30)), until)
        yield Action(
            code=_code(year),
            pair=pair,
            who=who,
            text=text,
            seen=seen,
            made_at=made_at,
            state=Action.State.DONE if is_done else Action.State.OPEN,
            done_at=_between(year, made_at, until) if is_done else None,
            due_on=None if is_done else _coming(year),
        )
    if pair.is_together and drawn.random() < 0.1:
        yield Action(
            code=_code(year),
            pair=pair,
            who=pair.mentee,
            suggested_by=pair.mentor,
            text=year.deal("ideas", IDEAS),
            state=Action.State.SUGGESTED,
            seen="pair",
            made_at=_between(year, until - timedelta(days=7), until),
        )


# --- What was written about goals -----------------------------------------------------------------


def _entries(year: Year, goal: Goal) -> Iterator[Entry]:
    if goal.state == Goal.State.SUGGESTED:
        return
    shown = next(shown for what, _why, _how, _steps_to_do, shown in GOALS if what == goal.what)
    until = year.until(goal.pair)
    if year.drawn.random() < 0.5:
        yield Entry(
            code=_code(year),
            goal=goal,
            kind=Entry.Kind.EVIDENCE,
            text=_here(year, goal, shown),
            seen=goal.seen,
            at=_between(year, goal.made_at, until),
        )
    if year.drawn.random() < 0.5 or not goal.is_open:
        yield Entry(
            code=_code(year),
            goal=goal,
            kind=Entry.Kind.REVIEW,
            text=year.drawn.choice(("Better than in September.", "Slow, and that is fine.", "")),
            state=goal.state,
            seen=goal.seen,
            at=max(goal.state_at, goal.made_at),
        )


# --- One's own ------------------------------------------------------------------------------------


def _own(year: Year) -> None:
    """A plan, practice and skills for some; each person once, however many pairs they have."""
    pairs: dict[int, tuple[User, Pair, bool]] = {}
    for pair in year.met:
        for participant, is_mentor in ((pair.mentee, False), (pair.mentor, True)):
            pairs.setdefault(participant.user_id, (participant.user, pair, is_mentor))
    people = list(pairs.values())
    plans = [item for user, pair, _mentor in people for item in _plan(year, user, pair)]
    PlanItem.objects.bulk_create(plans, batch_size=400)
    Practice.objects.bulk_create(
        [each for user, pair, _mentor in people for each in _practice(year, user, pair)],
        batch_size=400,
    )
    skills = [skill for user, _pair, mentor in people for skill in _skills(year, user, mentor)]
    Skill.objects.bulk_create(skills, batch_size=400)
    ratings = [each for skill in skills for each in _ratings(year, skill, pairs[skill.owner_id])]
    Rating.objects.bulk_create(ratings, batch_size=400)


def _plan(year: Year, user: User, pair: Pair) -> Iterator[PlanItem]:
    if year.drawn.random() > 0.35:
        return
    for kind, text in year.drawn.sample(PLAN, k=year.drawn.randint(1, 3)):
        stages = PlanItem.OF_APPLICATIONS if kind == "application" else PlanItem.OF_OTHERS
        stage = year.drawn.choice(stages)
        made_at = _between(year, _start(pair), year.until(pair))
        yield PlanItem(
            code=_code(year),
            owner=user,
            kind=kind,
            text=text,
            notes=year.drawn.choice(NOTES),
            on=_coming(year),
            stage=stage,
            shared_in=pair if year.drawn.random() < 0.4 else None,
            made_at=made_at,
            closed_at=year.until(pair) if stage in PlanItem.CLOSED else None,
        )


def _practice(year: Year, user: User, pair: Pair) -> Iterator[Practice]:
    if year.drawn.random() > 0.15:
        return
    for question, text in year.drawn.sample(PRACTICE, k=year.drawn.randint(1, 2)):
        yield Practice(
            owner=user,
            question=question,
            text=text,
            shared_in=pair if year.drawn.random() < 0.5 else None,
            changed_at=_between(year, _start(pair), year.until(pair)),
        )


def _skills(year: Year, user: User, is_mentor: bool) -> Iterator[Skill]:
    if year.drawn.random() > 0.4:
        return
    listed: tuple[ListedSkill, ...] = MENTORING if is_mentor else (*TEACHING, *LEADING)
    for each in year.drawn.sample(listed, k=year.drawn.randint(2, 3)):
        yield Skill(code=_code(year), owner=user, area=each.area, key=each.key, name=str(each.name))


def _ratings(year: Year, skill: Skill, of: tuple[User, Pair, bool]) -> Iterator[Rating]:
    """A word every few weeks; for a few skills, what the partner saw who was asked."""
    user, pair, is_mentor = of
    start, until = _start(pair), year.until(pair)
    words = sorted(_between(year, start, until) for _time in range(year.drawn.randint(1, 4)))
    level = year.drawn.choice((1, 1, 2))
    for at in words:
        yield Rating(
            code=_code(year),
            skill=skill,
            by=user,
            level=level,
            words=year.drawn.choice(HAD_LOOKED),
            given_at=at,
        )
        level = min(level + year.drawn.choice((0, 1, 1)), 4)
    if year.drawn.random() < 0.2:
        partner = pair.mentee if is_mentor else pair.mentor
        yield Rating(
            code=_code(year),
            skill=skill,
            by=partner.user,
            level=level,
            words="I saw it twice this month.",
            asked_in=pair,
            asked_at=words[-1],
            given_at=max(words[-1], until - timedelta(days=1)),
        )
