"""The place of a pair: what two people see once both have said yes."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.concerns import operations as concern_operations
from edumentoring.concerns.keys import own_key
from edumentoring.concerns.tests import make as concerns
from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.goals import operations as goal_operations
from edumentoring.goals.tests import make as goals
from edumentoring.meetings import operations as meeting
from edumentoring.meetings.access import key_for
from edumentoring.meetings.models import Meeting, Taught
from edumentoring.meetings.taught_models import monday_of
from edumentoring.meetings.tests import make as meetings
from edumentoring.notes import operations as note_operations
from edumentoring.notes.access import beginning
from edumentoring.notes.tests import make as notes
from edumentoring.pairs import operations as pair_operations
from edumentoring.pairs.beginnings import first_words
from edumentoring.pairs.letters import spoken_link
from edumentoring.pairs.models import CheckIn, Pair
from edumentoring.pairs.nudges import letters_link
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme
from edumentoring.rhythm import operations as rhythm
from edumentoring.rhythm.looking_back import year_of
from edumentoring.rhythm.nudging import questions_link
from edumentoring.rhythm.operations import Answer
from edumentoring.rhythm.tests import make as looking_back
from edumentoring.tools.kinds import TOOLS
from edumentoring.tools.tests import make as tools
from tests.journeys.visits import Visit


def two_who_agreed() -> tuple[Side, Side]:
    """The demonstration's mentee and mentor, who both said yes."""
    programme = Programme.objects.get(slug=SLUG)
    mentor, mentee = (
        Participant.objects.with_person().get(programme=programme, user__email=email)
        for email in (MENTOR_EMAIL, MENTEE_EMAIL)
    )
    pair = Pair.objects.with_people().filter(mentor=mentor, mentee=mentee).first()
    if pair is None:
        made = pairs.agreed(programme, mentor=mentor, mentee=mentee, round_number=9)
        pair = Pair.objects.with_people().get(pk=made.pk)
    elif not pair.is_together:  # another visit's pages ended it
        pair.state, pair.agreed_at, pair.ended_at = Pair.State.AGREED, timezone.now(), None
        pair.save()
    return side_of(pair, pair.mentee), side_of(pair, pair.mentor)


# --- Meetings -----------------------------------------------------------------------------------


def meeting_pages(_site: str) -> Iterator[Visit]:
    """Suggested, agreed, asked to move, gone by, told of; from the page and from the letter."""
    mentee, mentor = two_who_agreed()
    code = mentee.pair.code
    coming, gone, told = _some_meetings(mentee, mentor)
    asked = meetings.suggested(mentor, meetings.soon(20), meetings.soon(21), word="Either.")
    for name in ("meetings", "propose", "every", "record"):
        yield Visit(f"meetings:{name}", "mentee", reverse(f"meetings:{name}", args=[code]))
    yield Visit("meetings:meetings", "mentor", reverse("meetings:meetings", args=[code]))
    for one, reader in ((coming, "mentee"), (asked, "mentee"), (asked, "mentor"), (told, "mentor")):
        yield Visit("meetings:meeting", reader, one.get_absolute_url())
    for name, one in (
        ("other_times", coming),
        ("where", coming),
        ("call_off", coming),
        ("log", gone),
    ):
        path = reverse(f"meetings:{name}", args=[code, one.code])
        yield Visit(f"meetings:{name}", "mentee", path)
    yield Visit("meetings:calendar", "mentee", reverse("meetings:calendar"))
    for one in (coming, asked):
        key = key_for(one, mentee.me)
        yield Visit("meetings:reply", "anonymous", reverse("meetings:reply", args=[key]))
    yield Visit("meetings:reply", "anonymous", reverse("meetings:reply", args=["long-gone"]))
    others = reverse("meetings:reply_others", args=[key_for(asked, mentee.me)])
    yield Visit("meetings:reply_others", "anonymous", others)


def taught_pages(_site: str) -> Iterator[Visit]:
    """What is taught each week, at the desk: the list and one line of it."""
    programme = Programme.objects.get(slug=SLUG)
    row = {"week": monday_of(programme.today()), "title": "Questioning", "whom": ""}
    row |= {"words": "Who is left out, and how to hear them.", "url": "https://example.org/week-9"}
    by = User.objects.get(email="helen@demonstration.example")
    meeting.keep_taught(programme, [row], by=by)
    line = Taught.objects.kept().filter(programme=programme).first()
    yield Visit("meetings:taught", "coordinator", reverse("meetings:taught", args=[SLUG]))
    page = reverse("meetings:taught_line", args=[SLUG, line.code])
    yield Visit("meetings:taught_line", "coordinator", page)


def _some_meetings(mentee: Side, mentor: Side) -> tuple[Meeting, Meeting, Meeting]:
    for words in ("My first staff meeting", "Starting lessons calmly"):
        meeting.add_item(mentee, words)
    coming = meetings.agreed(mentee.pair, meetings.soon(8))
    meeting.suggest_other_times(mentor, coming, [meetings.soon(9)], word="Parents’ evening!")
    gone, told = (meetings.gone_by(mentee.pair, days=days) for days in (2, 16))
    said = meeting.Told(happened=True, talked="Greeting at the door", next_step="All of this week")
    meeting.tell_how_it_went(mentee, told, said, version=told.version)
    Letter.objects.filter(kind__startswith="meeting_").update(state=Letter.State.SENT)
    return coming, gone, told


# --- Notes --------------------------------------------------------------------------------------


def note_pages(_site: str) -> Iterator[Visit]:
    """Private, shared, lent and removed; the journal; a question; both sides of a shut editor."""
    mentee, _mentor = two_who_agreed()
    writer, pair = mentee.me.user, mentee.pair
    yield Visit("notes:pair_notes", "mentee", reverse("notes:pair_notes", args=[pair.code]))
    text = "# Plan\n\nGreet **everybody**. Year 8 Jamie was late.\n\n- [ ] Stand at the door\n"
    private = notes.note(writer, pair, text=text)
    shared = notes.note(writer, pair, title="Thank you", shared=True)
    changed = notes.written(private, f"{text}See https://example.org/a-long-address-of-a-page")
    notes.lent(changed, "jo@school.example", about="Calm starts")
    gone = notes.note(writer, pair, title="Not needed")
    note_operations.remove_note(gone)
    asked, thought = notes.question(writer, pair), notes.journal(writer, prompt="proud")
    for one in (private, shared, asked, thought):
        yield Visit("notes:note", "mentee", one.get_absolute_url())
    yield Visit("notes:note", "mentor", shared.get_absolute_url())
    for name, one in (("write", private), ("write", shared), ("versions", private)):
        yield Visit(f"notes:{name}", "mentee", reverse(f"notes:{name}", args=[one.code]))
    yield Visit("notes:lend", "mentee", reverse("notes:lend", args=[private.code]))
    code = uuid4()
    new = f"{reverse('notes:write', args=[code])}?begun={quote(beginning(writer, code))}"
    for what in (f"pair={pair.code}", "kind=journal&prompt=stuck", "kind=question"):
        yield Visit("notes:write", "mentee", f"{new}&{what}")
    for name in ("mine", "journal", "find_out", "removed"):
        yield Visit(f"notes:{name}", "mentee", reverse(f"notes:{name}"))
    yield Visit("notes:pair_notes", "mentee", reverse("notes:pair_notes", args=[pair.code]))
    yield Visit("notes:pair_notes", "mentor", reverse("notes:pair_notes", args=[pair.code]))


# --- Goals --------------------------------------------------------------------------------------


def goal_pages(_site: str) -> Iterator[Visit]:
    """Goals of both, suggestions that wait, a line in time; a plan, practice, skills, standards."""
    mentee, mentor = two_who_agreed()
    code, user = mentee.pair.code, mentee.me.user
    yield Visit("goals:goals", "mentee", reverse("goals:goals", args=[code]))
    yield Visit("goals:timeline", "mentee", reverse("goals:timeline", args=[code]))
    goal = goals.shared_goal(mentee, why="We lose five minutes.", how_known="They write at once.")
    private = goals.goal(mentee, "Leave by five on two days a week")
    idea = goal_operations.suggest_goal(mentor, what="Ask open questions")
    action = goals.action(mentee, goal=goal, link="https://example.org/a-long-address-of-a-page")
    goal_operations.finish_action(mentee, goals.action(mentee, "Ring home", goal=goal))
    goal_operations.add_entry(mentee, goal, kind="review", state="nearly", text="They wait.")
    goals.action(mentor, "Film three minutes", whose=mentee.me)
    for one in (goal, private, idea):
        yield Visit("goals:goal", "mentee", one.get_absolute_url())
    for name in ("goals", "timeline", "new_goal"):
        yield Visit(f"goals:{name}", "mentee", reverse(f"goals:{name}", args=[code]))
    for path in ("", "?for=them"):
        yield Visit("goals:new_goal", "mentor", reverse("goals:new_goal", args=[code]) + path)
    yield Visit("goals:goals", "mentor", reverse("goals:goals", args=[code]))
    yield Visit("goals:goal", "mentor", goal.get_absolute_url())
    yield Visit("goals:action", "mentee", action.get_absolute_url())
    for name in ("change_goal", "print_goal"):
        path = reverse(f"goals:{name}", args=[code, goal.code])
        yield Visit(f"goals:{name}", "mentee", path)
    skill = goals.skill(user)
    goal_operations.rate(user, skill, level=2, words="I waited.")
    asked = goal_operations.ask_partner(user, skill, mentee.pair)
    yield Visit("goals:asked", "mentor", reverse("goals:asked", args=[code, asked.code]))
    for name in ("career", "interview", "skills", "standards"):
        yield Visit(f"goals:{name}", "mentee", reverse(f"goals:{name}"))
    item = goals.plan_item(user, shared_in=mentee.pair)
    for one in (item, skill):
        name = "plan_item" if one == item else "skill"
        yield Visit(f"goals:{name}", "mentee", one.get_absolute_url())
    yield Visit("goals:career", "mentee", reverse("goals:career"))
    yield Visit("goals:question", "mentee", reverse("goals:question", args=["why-here"]))


# --- Tools --------------------------------------------------------------------------------------


def tools_pages(_site: str) -> Iterator[Visit]:
    """Every tool, the libraries, and sheets: begun, shared, kept, of the other and of no pair."""
    mentee, mentor = two_who_agreed()
    draft, shared = tools.sheet(mentor, title="Year 9, Monday"), tools.shared(mentor)
    alone = tools.sheet(by=mentee.me, tool="wellbeing", answers={"how": "full", "takes": "Marking"})
    tools.taken(mentee)
    yield Visit("tools:mine", "mentee", reverse("tools:mine"))
    for actor in ("mentee", "mentor"):
        path = reverse("tools:pair_tools", args=[mentee.pair.code])
        yield Visit("tools:pair_tools", actor, path)
    for tool in TOOLS:
        yield Visit("tools:about", "mentee", reverse("tools:about", args=[tool]))
    for name in ("steps", "practice", "questions"):
        yield Visit(f"tools:{name}", "mentee", reverse(f"tools:{name}"))
    yield Visit("tools:steps", "mentor", f"{reverse('tools:steps')}?sheet={draft.code}&q=wait")
    yield Visit("tools:questions", "mentee", f"{reverse('tools:questions')}?q=nothing+like+it")
    for sheet, actor in ((draft, "mentor"), (shared, "mentee"), (alone, "mentee")):
        for name in ("sheet", "read"):
            yield Visit(f"tools:{name}", actor, reverse(f"tools:{name}", args=[sheet.code]))


# --- Worries about safety, and the desk's side of a pair ------------------------------------------


def concern_pages(_site: str) -> Iterator[Visit]:
    """What anybody may send, what its writer reads, and what the contacts do with it."""
    programme = Programme.objects.get(slug=SLUG)
    helen = User.objects.get(email="helen@demonstration.example")
    worry = concerns.concern(programme, form_key=None)
    unopened = concerns.concern(programme, form_key=None)
    concern_operations.open_concern(worry, by=helen)
    concern_operations.take_step(worry, "acted", by=helen, note="Rang the school.")
    concern_operations.write_to_writer(worry, "We will ring you.", by=helen)
    yield Visit("concerns:worried", "anonymous", reverse("concerns:worried"))
    for actor in ("anonymous", "mentee"):
        yield Visit("concerns:tell", actor, reverse("concerns:tell", args=[SLUG]))
    yield Visit("concerns:told", "mentee", reverse("concerns:told", args=[SLUG]))
    for key in (own_key(worry), "long-gone"):
        yield Visit("concerns:own", "anonymous", reverse("concerns:own", args=[key]))
    for name in ("concerns", "arrangements"):
        yield Visit(f"concerns:{name}", "coordinator", reverse(f"concerns:{name}", args=[SLUG]))
    for one in (worry, unopened):
        yield Visit("concerns:concern", "coordinator", one.get_absolute_url())
    record = reverse("concerns:record", args=[SLUG, worry.code])
    yield Visit("concerns:record", "coordinator", record)
    mentee, _mentor = two_who_agreed()
    handing = reverse("pairs:hand_over", args=[SLUG, mentee.pair.code])
    yield Visit("pairs:hand_over", "coordinator", handing)


# --- Letters, and looking back ------------------------------------------------------------------


def looking_back_pages(_site: str) -> Iterator[Visit]:
    """How often we write; looks back begun, finished and open to both; and what is for oneself."""
    mentee, mentor = two_who_agreed()
    pair = mentee.pair
    yield Visit("pairs:my_letters", "mentee", reverse("pairs:my_letters"))
    for path in (f"/{letters_link(mentee.me).split('/', 3)[3]}", "/letters/long-gone/"):
        yield Visit("pairs:letters_by_key", "anonymous", path)
    Pair.objects.filter(pk=pair.pk).update(
        state=Pair.State.MEETING, started_at=timezone.now() - timedelta(days=3)
    )
    yield Visit("rhythm:reviews", "mentee", reverse("rhythm:reviews", args=[pair.code]))
    mid, end = (reverse("rhythm:review", args=[pair.code, stage]) for stage in ("mid", "end"))
    yield Visit("rhythm:review", "mentee", mid)
    yield Visit("rhythm:agreement", "mentee", f"{mid}how-we-work/")
    said = Answer(text="I begin at the door. They begin with me.", shared=True)
    low, own = Answer(score=1), Answer(text="For me alone.")
    looking_back.looked_back(mentee, "end", well=said, better=own, safe=low)
    yield Visit("rhythm:review", "mentee", end)
    looking_back.looked_back(mentor, "end", well=said, value_me=Answer(score=5, shared=True))
    for actor in ("mentee", "mentor"):
        yield Visit("rhythm:review", actor, end)
    yield Visit(
        "rhythm:questions", "mentee", reverse("rhythm:questions", args=[pair.code, "first"])
    )
    gone = reverse("rhythm:questions_by_key", args=["first", "long-gone"])
    for path in (questions_link(pair, "first", mentee.me), gone):
        yield Visit("rhythm:questions_by_key", "anonymous", path)
    today = timezone.localdate()
    for days, step in ((40, 2), (20, 4), (0, 3)):
        on = today - timedelta(days=days)
        rhythm.keep_pulse(mentee.me.user, on, {"autonomy": step, "belonging": 6 - step})
        rhythm.keep_feeling(mentee, on, {"mood_before": step, "mood_after": 5})
    until = today + timedelta(days=9)
    rhythm.note_load(mentee.me.user, [mentee], until=until, today=today, told=True, word="Exams.")
    yield Visit("rhythm:feelings", "mentee", reverse("rhythm:feelings", args=[pair.code]))
    for name in ("pulse", "load"):
        yield Visit(f"rhythm:{name}", "mentee", reverse(f"rhythm:{name}"))
    year = reverse("rhythm:look_back", args=[year_of(today)])
    yield Visit("rhythm:look_back", "mentee", year)
    yield Visit("pairs:own_pair", "mentor", reverse("pairs:own_pair", args=[pair.code]))


# --- The course of a pair -----------------------------------------------------------------------


def course_pages(_site: str) -> Iterator[Visit]:
    """From the first look at a pair's page to the thanks, and what a new mentor is given."""
    mentee, mentor = two_who_agreed()
    pair = mentee.pair
    pair_operations.suggest_agreement(mentor, words=first_words(mentor), version=0)
    pair_operations.keep_feeling(mentee, answer="mostly", words="Hard to find the time.")
    asked = CheckIn.objects.create(pair=pair, participant=mentee.me)
    before = pairs.agreed()
    Pair.objects.filter(pk=pair.pk).update(came_from=before)
    yield Visit("pairs:place", "mentee", reverse("pairs:place"))
    names = ("own_pair", "agreement", "first_meeting", "pause", "working", "another", "finish")
    for name in (*names, "have_spoken", "bring"):
        yield Visit(f"pairs:{name}", "mentee", reverse(f"pairs:{name}", args=[pair.code]))
    yield Visit("pairs:hand_on", "mentor", reverse("pairs:hand_on", args=[pair.code]))
    key = spoken_link(asked).split("/", 3)[3]
    for path in (f"/{key}", "/spoken/long-gone/"):
        yield Visit("pairs:spoken", "anonymous", path)
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.FINISHED, ended_at=timezone.now())
    for name in ("own_pair", "what_next", "finish"):
        yield Visit(f"pairs:{name}", "mentee", reverse(f"pairs:{name}", args=[pair.code]))


PAIR_GROUPS = (
    concern_pages,
    goal_pages,
    note_pages,
    meeting_pages,
    taught_pages,
    tools_pages,
    looking_back_pages,
    course_pages,
)
PAIR_FILES = {
    "notes:export": "a file",
    "notes:new": "leads on to a fresh page to write on",
    "meetings:download": "a file",
    "meetings:download_all": "a file",
    "meetings:feed": "a file for calendars",
    "tools:guide_pdf": "a file",
    "tools:guide_png": "a picture",
}
