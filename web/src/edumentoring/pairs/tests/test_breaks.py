"""A break: whoever asked for it ends it, a person's rest rests their pairs, and it ends heard."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import gentle, nudges, operations
from edumentoring.pairs.models import Break, Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.pairs.operations import breaks, many
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make
from edumentoring.pairs.tests.test_nudges import TUESDAY
from edumentoring.people.models import Event
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import (
    bring_back_participant,
    bring_back_who_is_due,
    pause_participant,
)

pytestmark = pytest.mark.django_db
State = Pair.State


def sides(pair: Pair) -> tuple[Side, Side]:
    """The mentee's side and the mentor's, as they are now."""
    fresh = Pair.objects.with_people().get(pk=pair.pk)
    return side_of(fresh, fresh.mentee), side_of(fresh, fresh.mentor)


def in_days(days: int) -> date:
    return timezone.now().date() + timedelta(days=days)


def state_of(pair: Pair) -> str:
    return Pair.objects.get(pk=pair.pk).state


def told(pair: Pair, kind: str) -> list[str]:
    return [letter.to for letter in make.letters(pair, kind)]


# --- Whose it is ----------------------------------------------------------------------------------


def test_each_ends_only_their_own_break_and_the_pair_rests_until_both_are_over():
    pair = make.agreed()
    mentee, mentor = sides(pair)
    operations.pause_pair(mentee, back_on=in_days(10), note="Moving house.")

    with pytest.raises(Refused, match="Bethan asked for this break, and ends it"):
        operations.resume_pair(mentor)
    operations.pause_pair(mentor, back_on=in_days(20), note="Mocks to mark.")

    pair.refresh_from_db()
    assert pair.back_on == in_days(20)
    assert pair.breaks.get(by=mentee.me).note == "Moving house."
    assert operations.resume_pair(mentor).back_on == in_days(10)
    assert state_of(pair) == State.PAUSED
    operations.resume_pair(mentee)
    assert state_of(pair) == State.AGREED
    assert not Break.objects.exists()
    assert told(pair, "back_again") == [mentor.me.user.email]


def test_a_break_needs_no_day_and_lasts_until_whoever_took_it_is_back():
    pair = make.agreed()
    mentee, mentor = sides(pair)

    operations.pause_pair(mentee, note="Inspection.")
    operations.pause_pair(mentor, back_on=in_days(3))

    assert operations.resume_who_is_due(timezone.now() + timedelta(days=300)) == 0
    [first, _second] = make.letters(pair, "paused")
    assert "Inspection." in first.text
    assert "go on by" not in first.text
    assert list(pair.breaks.values_list("by", flat=True)) == [mentee.me.pk]
    assert Pair.objects.get(pk=pair.pk).back_on is None


def test_the_desk_ends_its_own_rest_and_keeps_its_promise_to_write():
    pair, other = make.agreed(), make.agreed()
    mentee, _mentor = sides(pair)
    by = make.coordinator()
    many.pause_pairs(pair.programme, [pair], back_on=None, by=by)
    operations.pause_pair(sides(other)[0], back_on=in_days(9))

    with pytest.raises(Refused, match="A coordinator let you two rest"):
        operations.resume_pair(mentee)
    Letter.objects.filter(kind="paused_by_desk").update(state=Letter.State.SENT)
    assert [breaks.may_be_ended_by_desk(state) for state in Pair.objects.order_by("pk")] == [
        True,
        False,
    ]
    gone_on = many.resume_pairs([pair, other], by=by)

    assert gone_on == [pair]
    assert state_of(other) == State.PAUSED
    assert len(told(pair, "back_again")) == 2


def test_a_rest_taken_back_before_its_letter_went_is_not_spoken_of():
    pair = make.agreed()
    by = make.coordinator()
    many.pause_pairs(pair.programme, [pair], back_on=None, by=by)

    many.resume_pairs([pair], by=by)

    states = {letter.state for letter in make.letters(pair, "paused_by_desk")}
    assert states == {Letter.State.WITHDRAWN}
    assert not told(pair, "back_again")


# --- A person's rest ------------------------------------------------------------------------------


def test_whoever_rests_in_the_programme_rests_their_pairs_and_the_kind_word_is_told():
    programme = make.programme()
    mentor = make.mentor(programme, capacity=2)
    pairs = [
        make.agreed(
            programme, mentor=mentor, mentee=make.mentee(programme, name=name), round_number=number
        )
        for number, name in enumerate(("Ada Moss", "Ben Hill"))
    ]
    operations.pause_pair(sides(pairs[0])[0], note="A full month.")
    rest = {"until": in_days(8), "by": mentor.user}

    pause_participant(mentor, **rest, word="Back after the play.")
    pause_participant(mentor, **rest, word="Back after the play.")

    assert {state_of(pair) for pair in pairs} == {State.PAUSED}
    [letter] = make.letters(pairs[1], "paused")
    assert letter.to == pairs[1].mentee.user.email
    assert "Back after the play." in letter.text
    assert "Back after the play." not in str(list(Event.objects.values_list("summary", "detail")))
    with pytest.raises(Refused, match="a break from the programme"):
        operations.resume_pair(sides(pairs[1])[1])

    Letter.objects.update(state=Letter.State.SENT)
    Participant.objects.filter(pk=mentor.pk).update(paused_until=in_days(0))
    assert bring_back_who_is_due() == 1
    assert [state_of(pair) for pair in pairs] == [State.PAUSED, State.AGREED]
    assert told(pairs[1], "back_again") == [pairs[1].mentee.user.email]
    assert Letter.objects.filter(kind="welcome_back").count() == 1


def test_the_desk_may_let_one_person_rest_and_leave_their_pairs_alone():
    pair = make.agreed()
    by = make.coordinator()

    pause_participant(pair.mentee, until=None, by=by, with_pairs=False)
    assert state_of(pair) == State.AGREED
    bring_back_participant(pair.mentee, by=by)

    pause_participant(pair.mentee, until=None, by=by)
    [letter] = make.letters(pair, "paused")
    assert letter.not_before > timezone.now() + timedelta(minutes=9)
    bring_back_participant(pair.mentee, by=by)
    assert state_of(pair) == State.AGREED
    assert not told(pair, "back_again")
    assert make.letters(pair, "paused")[0].state == Letter.State.WITHDRAWN


# --- It ends heard, and at most one letter a week -------------------------------------------------


def test_a_break_that_ends_is_heard_by_all_and_no_clock_writes_twice_a_week():
    pair = make.agreed()
    mentee, mentor = sides(pair)
    operations.pause_pair(mentee, back_on=in_days(2))
    nudges.choose(mentor.me.user, nudges.WEEKLY)
    nudges.note_reminded(mentee.me.user)

    assert operations.resume_who_is_due(timezone.now() + timedelta(days=2)) == 1

    assert not told(pair, "back_again")
    assert {nudge.participant for nudge in Nudge.objects.all()} == {mentee.me, mentor.me}
    gentle.write_gentle_letters(TUESDAY + timedelta(days=7))
    letters = Letter.objects.filter(kind=gentle.KIND)
    assert {letter.to for letter in letters} == {mentee.me.user.email, mentor.me.user.email}
    assert "The break with Imran is over" in letters.get(to=mentee.me.user.email).text


def test_a_letter_of_the_clock_is_the_one_letter_of_that_week():
    pair = make.agreed()
    mentee, _mentor = sides(pair)
    operations.pause_pair(mentee, back_on=in_days(1))
    operations.resume_who_is_due(timezone.now() + timedelta(days=1))
    assert len(told(pair, "back_again")) == 2
    nudges.offer(mentee.me, kind="action", key="action:1", line="Call.", url="/place/")

    assert not nudges.take_the_week(mentee.me)
    pause_participant(mentee.me, until=in_days(1), by=mentee.me.user)
    Participant.objects.filter(pk=mentee.me.pk).update(paused_until=in_days(0))
    bring_back_who_is_due()

    assert not Letter.objects.filter(kind="welcome_back").exists()
    assert "Welcome back" in Nudge.objects.get(key__startswith="welcome:").line


# --- Pages ----------------------------------------------------------------------------------------


def test_both_breaks_stand_on_the_page_and_each_ends_their_own_there():
    pair = make.agreed()
    mentee, mentor = sides(pair)
    operations.pause_pair(mentee, note="Inspection.")
    operations.pause_pair(mentor, back_on=in_days(3))
    browser = people.sign_in(people.browser(), pair.mentor.user)

    html = browser.get(reverse("pairs:own_pair", args=[pair.code])).content.decode()

    assert "Bethan asked for a break." in html
    assert "You asked for this break, until" in html
    assert html.count("End my break now") == 1


def test_my_part_asks_for_a_kind_word_only_where_there_is_somebody_to_read_it():
    pair = make.agreed()
    alone = make.mentee(pair.programme, name="Al Reed")
    url = reverse("signup:pause", args=[pair.programme.slug])

    assert "A kind word" not in people.sign_in(people.browser(), alone.user).get(url).text
    browser = people.sign_in(people.browser(), pair.mentee.user)
    assert "A kind word" in browser.get(url).text
    browser.post(url, {"note": "For the desk", "word": "Back after the play."})

    [letter] = make.letters(pair, "paused")
    assert "Back after the play." in letter.text
    assert "For the desk" not in letter.text + letter.html
