"""Goals and actions: whose they are, who reads them, and what comes of a suggestion."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals import operations
from edumentoring.goals.handing_over import bring, things
from edumentoring.goals.models import Action, Entry, Goal, Seen
from edumentoring.goals.showing import day_words, goals_page
from edumentoring.goals.tests import make
from edumentoring.goals.timeline import Moment, add, moments_of
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge

pytestmark = pytest.mark.django_db
FRIDAY = date(2027, 3, 5)


def seen_by(side, model=Action) -> list:
    return list(model.objects.visible_to(side.me))


# --- Who reads what -------------------------------------------------------------------------------


def test_a_private_goal_and_all_that_hangs_under_it_is_its_owners_alone():
    mentee, mentor = make.sides()
    goal = make.goal(mentee)
    action = make.action(mentee, goal=goal, seen=Seen.PAIR)
    operations.add_entry(mentee, goal, kind="evidence", text="Quiet", seen=Seen.PAIR)

    assert seen_by(mentee, Goal) == [goal]
    assert seen_by(mentee) == [action]
    for model in (Goal, Action, Entry):
        assert seen_by(mentor, model) == []


def test_a_row_marked_as_shared_by_accident_stays_hidden_under_a_private_goal():
    mentee, mentor = make.sides()
    goal = make.goal(mentee)
    make.action(mentee, goal=goal)
    operations.add_entry(mentee, goal, kind="review", state="nearly")
    Action.objects.update(seen=Seen.PAIR)
    Entry.objects.update(seen=Seen.PAIR)

    assert seen_by(mentor) == []
    assert seen_by(mentor, Entry) == []


def test_what_is_shared_is_read_by_the_two_and_by_no_third():
    mentee, mentor = make.sides()
    stranger, _other = make.sides()
    goal = make.shared_goal(mentee)
    action = make.action(mentee, goal=goal)
    entry = operations.add_entry(mentee, goal, kind="evidence", text="Quiet", seen=Seen.PAIR)

    for side in (mentee, mentor):
        assert (seen_by(side, Goal), seen_by(side), seen_by(side, Entry)) == (
            [goal],
            [action],
            [entry],
        )
    assert not any(seen_by(stranger, model) for model in (Goal, Action, Entry))


def test_sharing_one_entry_of_a_shared_goal_does_not_share_the_others():
    mentee, mentor = make.sides()
    goal = make.shared_goal(mentee)
    operations.add_entry(mentee, goal, kind="evidence", text="For me", seen=Seen.ME)

    assert seen_by(mentor, Entry) == []
    assert len(seen_by(mentee, Entry)) == 1


def test_making_a_goal_private_leaves_no_way_back_to_it_from_what_the_other_will_do():
    mentee, mentor = make.sides()
    goal = make.shared_goal(mentee)
    theirs = make.action(mentor, "Send the seating plan", goal=goal)
    mine = make.action(mentee, goal=goal)

    operations.change_goal(mentee, goal, version=goal.version, seen=Seen.ME)

    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert theirs.goal is None
    assert mine.goal == goal
    assert seen_by(mentor) == [theirs]


def test_nobody_hangs_an_action_under_a_goal_they_cannot_read():
    mentee, mentor = make.sides()
    goal = make.goal(mentee)

    with pytest.raises(Refused, match="not here any more"):
        make.action(mentor, goal=goal)

    elsewhere, _other = make.sides()
    with pytest.raises(Refused, match="not here any more"):
        make.action(elsewhere, goal=goal)


# --- Suggestions ----------------------------------------------------------------------------------


def test_a_suggestion_is_nobodys_action_until_it_is_taken_up():
    mentee, mentor = make.sides()
    idea = make.action(mentor, "Greet each pupil", whose=mentee.me)

    assert idea.state == Action.State.SUGGESTED
    assert goals_page(mentee).mine == []
    assert [line.action for line in goals_page(mentee).offered] == [idea]

    operations.take_up_action(mentee, idea)

    assert [line.action for line in goals_page(mentee).mine] == [idea]
    assert goals_page(mentee).offered == []


def test_a_suggestion_that_is_let_go_is_gone_for_both_without_a_word_and_can_be_put_back():
    mentee, mentor = make.sides()
    goal = operations.suggest_goal(mentor, what="Ask more open questions")
    action = make.action(mentor, whose=mentee.me)

    operations.let_go_goal(mentee, goal)
    operations.let_go_action(mentee, action)

    for side in (mentee, mentor):
        assert seen_by(side, Goal) == []
        assert seen_by(side) == []
    operations.put_back_goal(mentee, goal)
    operations.put_back_action(mentee, action)
    assert len(goals_page(mentee).offered_goals) == 1
    assert len(goals_page(mentee).offered) == 1


def test_undoing_never_shows_the_mentor_what_was_made_private_since():
    mentee, mentor = make.sides()
    goal = operations.take_up_goal(mentee, operations.suggest_goal(mentor, what="Starts"))
    action = operations.take_up_action(mentee, make.action(mentor, whose=mentee.me))
    operations.change_goal(mentee, goal, version=goal.version, what="My worry", seen=Seen.ME)
    Action.objects.update(seen=Seen.ME, text="My worry")

    operations.put_back_goal(mentee, goal)
    operations.put_back_action(mentee, action)

    assert seen_by(mentor, Goal) == []
    assert seen_by(mentor) == []


def test_a_mentee_suggests_no_goals():
    mentee, _mentor = make.sides()

    with pytest.raises(Refused, match="Only a mentor suggests goals"):
        operations.suggest_goal(mentee, what="Answer sooner")


def test_the_database_refuses_a_suggestion_nobody_could_read_and_a_deed_without_its_day():
    mentee, mentor = make.sides()
    make.action(mentor, whose=mentee.me)
    done = make.action(mentee)

    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(state="suggested").update(seen=Seen.ME)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=done.pk).update(state=Action.State.DONE)


# --- Changing -------------------------------------------------------------------------------------


def test_a_form_that_is_sent_twice_makes_one_and_a_strangers_key_takes_nothing_of_theirs():
    mentee, mentor = make.sides()
    key = uuid4()

    first = make.action(mentee, code=key)
    again = make.action(mentee, code=key)
    other = make.action(mentor, "Send the plan", code=key)

    assert again == first
    assert other.pk != first.pk
    assert Action.objects.count() == 2


def test_an_older_window_does_not_write_over_a_newer_one():
    mentee, _mentor = make.sides()
    goal = make.goal(mentee)
    operations.change_goal(mentee, goal, version=goal.version, what="Newer")

    with pytest.raises(Stale, match="another window"):
        operations.change_goal(mentee, goal, version=goal.version, what="Older")

    assert Goal.objects.get().what == "Newer"


def test_done_and_undone_and_removed_and_back():
    mentee, _mentor = make.sides()
    action = make.action(mentee)

    operations.finish_action(mentee, action)
    at = operations.finish_action(mentee, action).done_at
    assert Action.objects.get().done_at == at
    operations.reopen_action(mentee, action)
    assert Action.objects.open().get().done_at is None
    operations.remove_action(mentee, action)
    assert seen_by(mentee) == []
    operations.restore_action(mentee, action)
    assert seen_by(mentee) == [action]


def test_a_review_keeps_how_the_goal_stood_that_day():
    mentee, _mentor = make.sides()
    goal = make.goal(mentee)

    operations.add_entry(mentee, goal, kind="review", state="nearly", text="They settle now.")
    operations.add_entry(mentee, goal, kind="review", state="reached")

    goal.refresh_from_db()
    assert goal.state == Goal.State.REACHED
    assert list(Entry.objects.values_list("state", flat=True)) == ["nearly", "reached"]
    with pytest.raises(Refused, match="Write a line"):
        operations.add_entry(mentee, goal, kind="evidence", text="  ")


def test_nothing_is_written_once_a_pair_has_ended():
    mentee, _mentor = make.sides()
    action = make.action(mentee)
    Pair.objects.update(state=Pair.State.FINISHED)
    mentee.pair.refresh_from_db()

    for change in (operations.finish_action, operations.remove_action):
        with pytest.raises(Refused, match="no longer a pair"):
            change(mentee, action)
    assert seen_by(mentee) == [action]


def test_only_what_both_can_read_is_a_sign_that_the_pair_is_alive():
    mentee, _mentor = make.sides()
    Pair.objects.update(last_sign_at=None)

    operations.finish_action(mentee, make.action(mentee, seen=Seen.ME))
    make.goal(mentee)
    assert Pair.objects.get().last_sign_at is None

    operations.finish_action(mentee, make.action(mentee, seen=Seen.PAIR))
    assert Pair.objects.get().last_sign_at is not None


# --- Reminders, only for who asked ----------------------------------------------------------------


def test_a_reminder_goes_only_to_who_asked_and_never_holds_what_they_wrote():
    mentee, _mentor = make.sides()
    make.action(mentee, "Never asked", due_on=FRIDAY)
    asked = make.action(mentee, "My secret worry", due_on=FRIDAY, seen=Seen.ME)

    operations.remind_me(mentee, asked, wanted=True)

    [nudge] = Nudge.objects.all()
    assert nudge.participant == mentee.me
    assert "secret" not in nudge.line
    assert "Friday 5 March" in nudge.line
    with pytest.raises(Refused, match="Choose a day first"):
        operations.remind_me(mentee, make.action(mentee), wanted=True)


def test_a_reminder_moves_with_the_day_and_goes_when_it_is_done():
    mentee, _mentor = make.sides()
    action = make.action(mentee, due_on=FRIDAY)
    action = operations.remind_me(mentee, action, wanted=True)

    later = FRIDAY + timedelta(days=7)
    action = operations.change_action(
        mentee, action, version=action.version, text="Later", due_on=later, seen="me", remind=True
    )
    assert "12 March" in Nudge.objects.get().line

    operations.finish_action(mentee, action)
    assert not Nudge.objects.exists()
    operations.reopen_action(mentee, action)
    assert Nudge.objects.count() == 1
    operations.remove_action(mentee, action)
    assert not Nudge.objects.exists()


# --- One line in time -----------------------------------------------------------------------------


def test_the_line_in_time_tells_each_reader_only_what_they_may_read(monkeypatch):
    monkeypatch.setattr("edumentoring.goals.timeline._sources", [])
    mentee, mentor = make.sides()
    goal = make.shared_goal(mentee, "Calm starts")
    operations.finish_action(mentee, make.action(mentee, "Stand at the door", goal=goal))
    operations.add_entry(mentee, goal, kind="evidence", text="For me alone")
    make.goal(mentee, "A private goal")
    add(lambda side, _goal: [Moment(at=timezone.now(), title="Feedback", words=side.role)])

    mine = {moment.words for moment in moments_of(mentee)}
    theirs = {moment.words for moment in moments_of(mentor)}
    of_goal = [moment.title for moment in moments_of(mentee, goal)]

    assert mine == {"Calm starts", "Stand at the door", "For me alone", "A private goal", "mentee"}
    assert theirs == {"Calm starts", "Stand at the door", "mentor"}
    assert of_goal == ["Feedback", "What shows it", "Done", "A goal begun"]


def test_days_are_said_calmly_and_nothing_is_late():
    def said(days: int) -> str:
        return day_words(FRIDAY + timedelta(days=days), FRIDAY)

    assert [said(days) for days in (0, 1, 3, 20)] == [
        "Today",
        "Tomorrow",
        "On Monday",
        "By 25 March",
    ]
    assert said(-90) == "Was planned for 5 December 2026"
    assert day_words(None, FRIDAY) == ""


def test_what_was_removed_or_let_go_a_month_ago_is_gone_for_good():
    mentee, mentor = make.sides()
    long_ago = timezone.now() - timedelta(days=31)
    operations.remove_goal(mentee, make.goal(mentee))
    operations.let_go_action(mentee, make.action(mentor, whose=mentee.me))
    Goal.objects.update(removed_at=long_ago)
    Action.objects.update(made_at=long_ago)
    kept = make.action(mentee)
    operations.remove_action(mentee, kept)

    assert operations.drop_removed() == 2

    assert not Goal.objects.exists()
    assert list(Action.objects.all()) == [kept]


# --- Handing over ---------------------------------------------------------------------------------


def test_the_chosen_goals_go_along_and_what_was_private_is_still_private_there():
    mentee, mentor = make.sides()
    shared, private, stays = (
        make.shared_goal(mentee, "Calm starts"),
        make.goal(mentee, "My worry"),
        make.shared_goal(mentee, "Not this one"),
    )
    operations.finish_action(mentee, make.action(mentee, "Stand at the door", goal=shared))
    make.action(mentor, "Send the plan", goal=shared)
    make.action(mentee, "Ring home", seen=Seen.ME)
    operations.add_entry(mentee, shared, kind="evidence", text="Quiet", seen=Seen.ME)
    mentee_now, mentor_now = make.sides_after(mentee)
    keys = [thing.key for thing in things(mentee)]

    count = bring(mentee.pair, mentee_now.pair, [keys[0], keys[1], keys[-1], "goal:0"])

    assert len(keys) == 4
    assert count == 3
    assert [goal.what for goal in seen_by(mentee_now, Goal) if goal.pair == mentee_now.pair] == [
        "Calm starts",
        "My worry",
    ]
    assert [goal.what for goal in seen_by(mentor_now, Goal)] == ["Calm starts"]
    assert [action.text for action in seen_by(mentor_now)] == ["Stand at the door"]
    assert seen_by(mentor_now, Entry) == []
    assert Action.objects.filter(pair=mentee_now.pair).count() == 2
    assert {goal.pk for goal in (shared, private, stays)} <= {
        goal.pk for goal in Goal.objects.all()
    }
