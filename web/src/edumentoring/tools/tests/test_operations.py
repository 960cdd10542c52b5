from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals.models import Action
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.tools import operations
from edumentoring.tools.models import Aside, Sheet, TakenQuestion
from edumentoring.tools.tests import make

pytestmark = pytest.mark.django_db


def test_a_draft_is_its_writers_alone_until_it_is_shared():
    side = make.mentors_side()
    sheet = make.sheet(side)
    assert list(Sheet.objects.visible_to(side.me)) == [sheet]
    assert not Sheet.objects.visible_to(side.other)

    operations.share_sheet(sheet, side)

    assert list(Sheet.objects.visible_to(side.other)) == [sheet]
    operations.take_back_sheet(sheet)
    assert not Sheet.objects.visible_to(side.other)
    assert list(Sheet.objects.visible_to(side.me)) == [sheet]


def test_a_shared_sheet_is_no_one_elses():
    make.shared()
    another = make.mentees_side()

    assert not Sheet.objects.visible_to(another.me)
    assert not Sheet.objects.of_person(another.me.user)


def test_what_is_kept_back_never_stands_in_what_is_shared():
    side = make.mentors_side()
    answers = {**make.ANSWERS, "gap": "They were bored.", "myself": "I talked too long."}

    sheet = make.shared(side, answers=answers, kept_back=frozenset({"gap"}))

    assert sheet.answers == {key: make.ANSWERS[key] for key in ("well", "step")}
    assert not Aside.objects.visible_to(side.other)
    own = Aside.objects.visible_to(side.me).get()
    assert own.answers == {"gap": "They were bored.", "myself": "I talked too long."}


def test_the_other_writes_in_a_shared_sheet_but_not_in_what_was_kept_back():
    side = make.mentors_side()
    sheet = make.shared(side, kept_back=frozenset({"gap"}))
    theirs = {"well": "I liked the start.", "gap": "Forged", "myself": "Hm."}

    operations.save_sheet(sheet, by=side.other, filled=make.filled(sheet, answers=theirs))

    sheet.refresh_from_db()
    assert sheet.answers == {"well": "I liked the start."}
    assert Aside.objects.visible_to(side.other).get().answers == {"myself": "Hm."}
    assert Aside.objects.visible_to(side.me).get().answers == {"gap": make.ANSWERS["gap"]}


def test_a_second_save_over_an_old_version_is_stale_but_not_from_the_same_tab():
    side = make.mentors_side()
    sheet = make.sheet(side, empty=True)
    first = make.filled(sheet, answers={"well": "One"}, tab="a")
    operations.save_sheet(sheet, by=side.me, filled=first)

    operations.save_sheet(
        sheet, by=side.me, filled=make.filled(sheet, answers={"well": "2"}, tab="a")
    )
    with pytest.raises(Stale):
        operations.save_sheet(sheet, by=side.me, filled=make.filled(sheet, tab="b"))

    sheet.refresh_from_db()
    assert sheet.answers == {"well": "2"}


def test_saving_what_is_there_already_makes_no_new_version():
    sheet = make.sheet()

    again = operations.save_sheet(sheet, by=sheet.writer, filled=make.filled(sheet))

    assert again.version == sheet.version


def test_a_second_press_begins_no_second_sheet():
    side = make.mentors_side()
    first = make.sheet(side, empty=True)

    assert make.sheet(side, empty=True) == first
    assert make.sheet(side, "grow", empty=True) != first
    make.sheet(side)
    assert make.sheet(side, empty=True) != first


def test_an_empty_sheet_is_not_shared():
    side = make.mentors_side()
    sheet = make.sheet(side, answers={"myself": "Only mine"})

    with pytest.raises(Refused, match="nothing in it yet"):
        operations.share_sheet(sheet, side)


def test_the_action_step_of_feedback_becomes_a_suggestion_to_the_mentee_once():
    side = make.mentors_side()
    day = date(2027, 1, 12)
    sheet = make.shared(side, look_again_on=day)
    operations.take_back_sheet(sheet)
    operations.share_sheet(sheet, side)

    action = Action.objects.get()

    assert (action.text, action.who, action.due_on) == (make.ANSWERS["step"], side.other, day)
    assert action.state == Action.State.SUGGESTED


def test_the_action_of_a_plan_is_the_writers_own():
    side = make.mentees_side()

    make.shared(side, "practice", answers={"goal": "Wait three seconds"})

    action = Action.objects.get()
    assert (action.who, action.state) == (side.me, Action.State.OPEN)


def test_an_action_that_is_kept_back_is_none():
    make.shared(kept_back=frozenset({"step"}))

    assert not Action.objects.exists()


def test_sharing_is_a_sign_of_life_and_one_gentle_line():
    side = make.mentors_side()

    sheet = make.shared(side, title="Chemistry")

    side.pair.refresh_from_db()
    assert side.pair.last_sign_at
    nudge = Nudge.objects.get(participant=side.other, kind="tool")
    assert nudge.pair == side.pair
    assert "Chemistry" not in nudge.line
    operations.take_back_sheet(sheet)
    assert not Nudge.objects.filter(kind="tool").exists()


def test_what_is_removed_can_be_had_back_for_a_month():
    sheet = make.sheet()
    operations.remove_sheet(sheet)
    assert not Sheet.objects.visible_to(sheet.writer)
    operations.drop_removed()

    operations.restore_sheet(sheet)
    assert Sheet.objects.visible_to(sheet.writer).exists()
    Sheet.objects.update(removed_at=timezone.now() - timedelta(days=31))
    assert operations.drop_removed() == 1


def test_starting_from_an_old_one_takes_only_what_one_could_read():
    side = make.mentors_side()
    answers = {**make.ANSWERS, "myself": "Mine"}
    old = make.shared(side, answers=answers, kept_back=frozenset({"gap"}), look_again_on=date.max)

    mine = operations.start_from(old, by=side.me, side=side)
    theirs = operations.start_from(old, by=side.other, side=make.mentees_side(side.pair))

    assert mine.is_draft
    assert mine.look_again_on is None
    assert Aside.objects.get(sheet=mine).answers == {"gap": make.ANSWERS["gap"], "myself": "Mine"}
    assert theirs.answers == {key: make.ANSWERS[key] for key in ("well", "step")}
    assert not Aside.objects.filter(sheet=theirs).exists()


def test_words_from_a_library_go_beneath_what_stands_there_once():
    side = make.mentors_side()
    sheet = make.shared(side, kept_back=frozenset({"asked"}))

    operations.put_into(sheet, {"step": "Stand still."}, by=side.me)
    operations.put_into(sheet, {"step": "Stand still."}, by=side.other)
    operations.put_into(sheet, {"asked": "What did you see?"}, by=side.me)

    sheet.refresh_from_db()
    assert sheet.answers["step"] == f"{make.ANSWERS['step']}\nStand still."
    assert "asked" not in sheet.answers
    with pytest.raises(Refused, match="not shared with you"):
        operations.put_into(sheet, {"asked": "Why?"}, by=side.other)


def test_a_question_is_taken_once_until_it_is_asked():
    side = make.mentees_side()
    first = make.taken(side)
    assert make.taken(side) == first

    operations.mark_asked(first)

    assert make.taken(side) != first
    assert TakenQuestion.objects.visible_to(side.me).waiting().count() == 1
    assert not TakenQuestion.objects.visible_to(side.other)


def test_a_sheet_without_a_pair_cannot_be_marked_as_shared():
    sheet = make.sheet(by=make.mentors_side().me)

    assert sheet.pair is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(visibility="shared", shared_at=timezone.now())
