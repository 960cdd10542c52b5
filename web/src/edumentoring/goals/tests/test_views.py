"""The pages: what they show to whom, what they keep, and how few questions they ask."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edumentoring.common.models import Letter
from edumentoring.goals import home_lines, operations
from edumentoring.goals.models import Action, Entry, Goal, Practice, Rating, Skill
from edumentoring.goals.section import section
from edumentoring.goals.tests import make
from edumentoring.pairs.home import Kind
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.models import Event
from edumentoring.people.tests.make import browser as stranger_browser
from edumentoring.people.tests.make import sign_in_as_staff

pytestmark = pytest.mark.django_db
CANARY = "Quillfeather"


def at(name, side, *more):
    return reverse(f"goals:{name}", args=[side.pair.code, *more])


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


# --- The canary -----------------------------------------------------------------------------------


def plant_in_private(mentee) -> None:
    """A word in every box that is the mentee's own."""
    goal = make.goal(mentee, f"{CANARY} goal", why=CANARY, how_known=CANARY)
    operations.add_entry(mentee, goal, kind="evidence", text=CANARY, seen="pair")
    private = operations.remind_me(
        mentee,
        make.action(mentee, f"{CANARY} alone", seen="me", due_on=mentee.pair.programme.today()),
        wanted=True,
    )
    operations.finish_action(mentee, private)
    make.action(mentee, f"{CANARY} under it", goal=goal, seen="pair")
    user = mentee.me.user
    make.plan_item(user, f"{CANARY} plan", notes=CANARY)
    operations.change_practice(user, "why-here", version=0, text=CANARY)
    operations.rate(user, make.skill(user), level=1, words=CANARY)
    operations.ask_partner(user, make.skill(user), mentee.pair)


def test_a_private_word_is_on_no_page_of_the_mentor_or_the_desk_and_in_no_letter_or_history():
    mentee, mentor = make.sides()
    plant_in_private(mentee)
    shared = make.shared_goal(mentee, "Calm starts")
    seat = make.seat("owner", programme_=mentee.pair.programme)
    asked = Rating.objects.get(given_at=None)
    slug, code = mentee.pair.programme.slug, mentee.pair.code
    theirs = make.browser(mentor)
    desk = sign_in_as_staff(stranger_browser(), seat.user)

    pages = [
        read(theirs, address)
        for address in (
            reverse("pairs:place"),
            reverse("pairs:own_pair", args=[code]),
            at("goals", mentor),
            at("timeline", mentor),
            at("goal", mentor, shared.code),
            at("print_goal", mentor, shared.code),
            at("asked", mentor, asked.code),
            reverse("people:data"),
        )
    ]
    pages += [
        read(desk, address)
        for address in (
            reverse("pairs:pair", args=[slug, code]),
            reverse("pairs:introductions", args=[slug]),
            reverse("programmes:participant", args=[slug, mentee.me.code]),
            reverse("programmes:history", args=[slug]),
        )
    ]

    assert [page for page in pages if CANARY in page] == []
    assert "Calm starts" in pages[2]
    kept = [*Letter.objects.values_list("subject", "text", "html"), *Nudge.objects.values()]
    assert CANARY not in str(kept) + str(list(Event.objects.values())) + str(mail.outbox)
    assert CANARY in read(make.browser(mentee), at("goals", mentee))


def test_the_mentor_meets_404_at_private_things_and_cannot_press_what_is_not_theirs():
    mentee, mentor = make.sides()
    goal = make.goal(mentee)
    action = make.action(mentee, seen="pair")
    idea = make.action(mentor, "An idea", whose=mentee.me)
    client = make.browser(mentor)

    for address in (
        at("goal", mentor, goal.code),
        at("print_goal", mentor, goal.code),
        at("action", mentor, action.code),
    ):
        assert client.get(address).status_code == 404
    presses = [
        ("goal", goal, "share"),
        ("action", action, "done"),
        ("action", action, "remove"),
        ("action", idea, "take-up"),
        ("action", idea, "burn"),
    ]
    for kind, thing, verb in presses:
        assert client.post(at("do", mentor, kind, thing.code, verb)).status_code == 404
    assert client.post(at("do", mentor, "action", idea.code, "remove")).status_code == 302
    assert (
        make.browser(mentee).post(at("do", mentee, "action", idea.code, "restore")).status_code
        == 404
    )


def test_after_the_end_the_pages_can_be_read_and_nothing_can_be_sent():
    mentee, _mentor = make.sides()
    action = make.action(mentee)
    Pair.objects.update(state=Pair.State.FINISHED)
    client = make.browser(mentee)

    page = read(client, at("goals", mentee))
    assert action.text in page
    assert "Add it" not in page
    assert client.post(at("goals", mentee), make.quick("More")).status_code == 404
    assert client.post(at("do", mentee, "action", action.code, "done")).status_code == 404


# --- One line and one press -----------------------------------------------------------------------


def test_an_action_is_one_line_and_one_press_and_a_second_press_makes_no_second():
    mentee, mentor = make.sides()
    client = make.browser(mentee)
    sent = make.quick("Ring  the family", when="tomorrow")

    for _press in range(2):
        assert client.post(at("goals", mentee), sent).status_code == 302

    action = Action.objects.get()
    assert (action.text, action.seen, action.who) == ("Ring the family", "me", mentee.me)
    assert (action.due_on - mentee.pair.programme.today()).days == 1
    assert "Ring the family" not in read(make.browser(mentor), at("goals", mentor))


def test_an_empty_line_is_refused_where_it_stands_and_what_else_was_chosen_is_kept():
    mentee, _mentor = make.sides()
    client = make.browser(mentee)

    response = client.post(at("goals", mentee), make.quick(" ", seen="pair", when="14"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Write what there is to do" in page
    assert re.search(r'value="14"\s+selected', page)
    assert re.search(r'value="pair"\s+selected', page)
    assert not Action.objects.exists()


def test_every_press_can_be_undone_from_the_line_that_tells_of_it():
    mentee, mentor = make.sides()
    action = make.action(mentee)
    idea = operations.suggest_goal(mentor, what="Open questions")
    client = make.browser(mentee)

    def press_and_undo(kind, thing, verb):
        client.post(at("do", mentee, kind, thing.code, verb))
        thing.refresh_from_db()
        changed = (thing.state, thing.removed_at is None)
        undo = re.findall(
            r'action="([^"]+)"><[^>]+><button class="button quiet" type="submit">Undo',
            read(client, at("goals", mentee)),
        )
        client.post(undo[-1])
        thing.refresh_from_db()
        return changed, (thing.state, thing.removed_at is None)

    assert press_and_undo("action", action, "done") == (("done", True), ("open", True))
    assert press_and_undo("action", action, "remove") == (("open", False), ("open", True))
    assert press_and_undo("goal", idea, "take-up") == (("begun", True), ("suggested", True))
    assert press_and_undo("goal", idea, "let-go") == (("let_go", True), ("suggested", True))


def test_a_press_leads_back_to_where_it_was_made_and_never_to_another_site():
    mentee, _mentor = make.sides()
    action = make.action(mentee)
    client = make.browser(mentee)
    press = at("do", mentee, "action", action.code, "done")

    home = client.post(press, {"back": reverse("pairs:own_pair", args=[mentee.pair.code])})
    evil = client.post(press, {"back": "//evil.example/place/"})
    odd = client.post(press, {"back": "/place//evil.example"})

    assert home["Location"] == reverse("pairs:own_pair", args=[mentee.pair.code])
    assert evil["Location"] == odd["Location"] == at("goals", mentee)


# --- A goal ---------------------------------------------------------------------------------------


def test_a_goal_is_written_worked_on_looked_back_at_and_printed():
    mentee, _mentor = make.sides()
    client = make.browser(mentee)
    client.post(
        at("new_goal", mentee), {"what": "Calm starts", "why": "They lose time", "seen": "pair"}
    )
    goal = Goal.objects.get()
    here = at("goal", mentee, goal.code)

    client.post(here, make.quick("Stand at the door", seen="pair"))
    client.post(
        here, {"do": "evidence", "evidence-text": "Quiet by two minutes", "evidence-seen": "me"}
    )
    client.post(
        here,
        {
            "do": "review",
            "review-state": "nearly",
            "review-text": "They wait",
            "review-seen": "pair",
        },
    )
    bad = client.post(
        here, {"do": "evidence", "evidence-link": "javascript:alert(1)", "evidence-seen": "me"}
    )

    assert bad.status_code == 422
    assert "Copy the whole address" in bad.content.decode()
    assert Entry.objects.count() == 2
    for page in (read(client, here), read(client, at("print_goal", mentee, goal.code))):
        for words in (
            "They lose time",
            "Stand at the door",
            "Quiet by two minutes",
            "Nearly there",
        ):
            assert words in page


def test_a_goal_changed_in_two_windows_keeps_what_was_typed_and_asks_once_more():
    mentee, _mentor = make.sides()
    goal = make.goal(mentee)
    client = make.browser(mentee)
    sent = {"what": "Mine", "seen": "me", "version": "1"}
    operations.change_goal(mentee, goal, version=1, what="The other window")

    first = client.post(at("change_goal", mentee, goal.code), sent)
    page = first.content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)
    again = client.post(at("change_goal", mentee, goal.code), sent | {"version": version[1]})

    assert first.status_code == 409
    assert 'value="Mine"' in page
    assert again.status_code == 302
    assert Goal.objects.get().what == "Mine"


# --- One's own pages ------------------------------------------------------------------------------


def test_own_pages_keep_plan_practice_skills_and_standards_and_show_no_sum():
    mentee, mentor = make.sides()
    client = make.browser(mentor)
    client.post(
        reverse("goals:career"),
        {"kind": "experience", "text": "Run an assembly", "shared_in": "me"},
    )
    client.post(
        reverse("goals:question", args=["why-here"]),
        {
            "version": "0",
            "text": "The garden",
            "shared_in": str(mentor.pair.code),
            "practised": "on",
        },
    )
    client.post(reverse("goals:skills"), {"mentoring": ["listening"], "own": "Patience"})
    listening = Skill.objects.get(key="listening")
    client.post(listening.get_absolute_url(), {"level": "3", "words": "I waited"})
    client.post(listening.get_absolute_url(), {"do": "ask", "pair": str(mentor.pair.code)})
    client.post(reverse("goals:standards"), {"std-1-time": "2"})

    assert "Run an assembly" in read(client, reverse("goals:career"))
    assert Practice.objects.get().practised_on is not None
    assert "I do it often" in read(client, reverse("goals:skills"))
    skill_page = read(client, listening.get_absolute_url())
    assert "<svg" in skill_page
    assert "The same as a table" in skill_page
    assert Skill.objects.standards().get().ratings.get().level == 2
    told = read(make.browser(mentee), at("goals", mentee))
    assert "asks how you see: Listening" in told
    assert "The garden" in told
    assert "I waited" not in told


# --- Home and the page of a pair ------------------------------------------------------------------


def test_the_first_page_says_what_i_said_i_would_do_soonest_first_and_what_waits():
    mentee, mentor = make.sides()
    today = mentee.pair.programme.today()
    for number in range(5):
        make.action(mentee, f"Thing {number}", due_on=today.replace(year=today.year + 5 - number))
    make.action(mentor, "Not mine")
    make.action(mentor, "An idea", whose=mentee.me)
    operations.suggest_goal(mentor, what="A goal")

    found = list(home_lines.lines([mentee]))

    promised = [str(line.text) for line in found if line.kind == Kind.PROMISED]
    asked = [str(line.text) for line in found if line.kind == Kind.ASKED]
    assert promised == ["Thing 4", "Thing 3", "Thing 2", "Thing 1", "Thing 0"]
    assert asked == [f"{mentee.other_name} has 2 ideas for you"]


def test_home_asks_the_database_once_and_the_section_twice_however_many_pairs_there_are():
    pairs = [make.sides() for _ in range(3)]
    for mentee, mentor in pairs:
        make.shared_goal(mentee)
        make.action(mentee)
        make.action(mentor, whose=mentee.me)

    with CaptureQueriesContext(
        connection,
    ) as home:
        assert len(list(home_lines.lines([mentee for mentee, _mentor in pairs]))) == 6
    with CaptureQueriesContext(connection) as page:
        assert section(pairs[0][0]) is not None

    assert (len(home), len(page)) == (1, 2)


def test_the_section_is_not_there_where_nothing_was_and_nothing_can_be():
    mentee, _mentor = make.sides()
    Pair.objects.update(state=Pair.State.ENDED)
    mentee.pair.refresh_from_db()

    assert section(mentee) is None
