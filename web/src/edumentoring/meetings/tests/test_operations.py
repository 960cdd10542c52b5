"""Suggesting, answering, moving, calling off, telling: what each leads to."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals.models import Action
from edumentoring.meetings import content, operations
from edumentoring.meetings.models import AgendaItem, Meeting
from edumentoring.meetings.operations import Told
from edumentoring.meetings.suggesting import free_times
from edumentoring.meetings.tests import make
from edumentoring.meetings.when import clocks_for, said
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.pairs.operations import pause_pair
from edumentoring.people.models import Event
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db
State = Meeting.State
CANARY = "Quillfeather"


# --- Finding a time -----------------------------------------------------------------------------


def test_times_come_from_what_both_say_now_and_leave_out_what_is_taken():
    mentee, mentor = make.sides()
    first, second, *_more = free_times(mentee)
    make.agreed(mentee.pair, first)

    assert free_times(mentor)[0] == second
    assert {at.astimezone(mentee.zone).strftime("%a %H") for at in free_times(mentee)} == {"Thu 16"}

    for each in (mentee.me, mentor.me):
        each.answers["availability"] = ["mon-evening"]
        each.save()
    assert {at.astimezone(mentee.zone).strftime("%a %H") for at in free_times(mentee)} == {"Mon 19"}


def test_a_suggestion_asks_the_other_and_nobody_else():
    mentee, mentor = make.sides()

    meeting = make.suggested(mentee, make.soon(6), make.soon(5), word="Whichever suits you.")

    assert (meeting.state, meeting.starts_at) == (State.PROPOSED, None)
    assert [offer.starts_at for offer in meeting.offers.all()] == [make.soon(5), make.soon(6)]
    [letter] = make.letters()
    assert (letter.to, letter.kind) == (mentor.me.user.email, "meeting_suggested")
    assert "Whichever suits you." in letter.text
    assert make.LINK not in letter.text
    assert mentee.me.user.email not in letter.text
    assert meeting.waits_for(mentor.me)
    assert not meeting.waits_for(mentee.me)
    assert Pair.objects.get().last_sign_at


def test_a_day_that_waits_in_a_series_is_no_time_for_another_meeting():
    mentee, mentor = make.sides()
    operations.propose_series(mentee, [make.soon(7), make.soon(14)], make.details())

    for side in (mentee, mentor):
        with pytest.raises(Refused, match="days that wait for an answer"):
            make.suggested(side, make.soon(14), already_agreed=True)
    assert Meeting.objects.count() == 2


def test_an_old_letter_moves_and_calls_off_nothing_that_has_been():
    mentee, mentor = make.sides()
    gone = make.gone_by(mentee.pair)

    with pytest.raises(Refused, match="Say how it went"):
        operations.call_off(mentor, gone)
    with pytest.raises(Refused, match="Suggest a new one"):
        operations.suggest_other_times(mentor, gone, [make.soon(9)])
    assert Meeting.objects.get().state == State.AGREED
    assert make.letters() == []


def test_the_same_press_twice_is_one_suggestion_and_one_letter():
    mentee, mentor = make.sides()

    for _time in range(2):
        make.suggested(mentee, make.soon(5))
    assert (Meeting.objects.count(), len(make.letters())) == (1, 1)

    meeting = Meeting.objects.get()
    for _time in range(2):
        operations.accept(mentor, meeting, make.soon(5))
    assert len(make.letters("invitation")) == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(pair=mentee.pair, state=State.AGREED, starts_at=make.soon(5))


def test_naming_times_back_takes_the_place_of_the_first_ones():
    mentee, mentor = make.sides()
    make.suggested(mentee, make.soon(5))

    make.suggested(mentor, make.soon(7))

    meeting = Meeting.objects.get()
    assert [offer.starts_at for offer in meeting.offers.all()] == [make.soon(7)]
    assert meeting.waits_for(mentee.me)
    with pytest.raises(Refused, match="for Bethan to answer"):
        operations.accept(mentor, meeting, make.soon(7))
    with pytest.raises(Refused, match="not offered any more"):
        operations.accept(mentee, meeting, make.soon(5))


def test_times_that_cannot_be_are_refused_with_the_cure():
    mentee, _mentor = make.sides()
    with pytest.raises(Refused, match="gone by"):
        make.suggested(mentee, make.soon(-1))
    with pytest.raises(Refused, match="up to 3"):
        make.suggested(mentee, *[make.soon(days) for days in range(4, 8)])
    make.agreed(mentee.pair, make.soon(5))
    with pytest.raises(Refused, match="meet at one of these times"):
        make.suggested(mentee, make.soon(5))

    programme = mentee.pair.programme
    programme.paused_at, programme.resumes_on = timezone.now(), make.soon(20).date()
    with pytest.raises(Refused, match="after the break"):
        make.suggested(mentee, make.soon(19))
    assert make.suggested(mentee, make.soon(21)).is_suggested


# --- Answering ------------------------------------------------------------------------------------


def test_taking_a_time_invites_both():
    mentee, mentor = make.sides()
    meeting = make.suggested(mentee, make.soon(5), make.soon(6))

    meeting = operations.accept(mentor, meeting, make.soon(6))

    assert (meeting.state, meeting.starts_at) == (State.AGREED, make.soon(6))
    assert not meeting.offers.exists()
    invitations = make.letters("invitation")
    assert {one.to for one in invitations} == {mentee.me.user.email, mentor.me.user.email}
    assert all(make.LINK in one.text for one in invitations)


def test_asking_to_move_leaves_it_where_it_is_until_the_other_has_chosen():
    mentee, mentor = make.sides()
    meeting = make.agreed(mentee.pair, make.soon(5))

    operations.suggest_other_times(mentee, meeting, [make.soon(8)], word="Parents' evening!")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == (State.AGREED, make.soon(5))
    assert "asks to move" in make.letters("suggested")[0].subject

    operations.say_not_these(mentor, meeting, word="That day is full.")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == (State.AGREED, make.soon(5))
    assert not meeting.waits_for(mentor.me)
    [told] = make.letters("not_these")
    assert told.to == mentee.me.user.email
    assert "stays as it was" in told.text
    assert not told.calendar


def test_that_no_time_suits_waits_for_the_weekly_letter_of_whoever_chose_that():
    mentee, mentor = make.sides()
    meeting = make.suggested(mentee, make.soon(5))
    mentee.me.user.letters = "weekly"
    mentee.me.user.save(update_fields=["letters"])

    operations.say_not_these(mentor, meeting)

    assert Meeting.objects.get().state == State.DECLINED
    assert make.letters("not_these") == []
    assert "cannot make the times" in Nudge.objects.get(participant=mentee.me).line


def test_calling_off_tells_both_calendars_and_no_reason_is_asked():
    mentee, mentor = make.sides()
    meeting = make.agreed(mentee.pair)

    for _time in range(2):
        operations.call_off(mentee, meeting)

    letters = make.letters()
    assert [one.kind for one in letters] == ["meeting_called_off"] * 2
    assert all("METHOD:CANCEL" in one.calendar for one in letters)
    with pytest.raises(Refused, match="over or called off"):
        operations.suggest_other_times(mentor, meeting, [make.soon(9)])


# --- Every so often ---------------------------------------------------------------------------


def test_a_series_is_one_letter_and_then_an_invitation_a_fortnight_before_each():
    mentee, mentor = make.sides()
    starts = [make.soon(10 + 14 * number) for number in range(4)]
    made = operations.propose_series(mentee, starts, make.details())
    assert [one.kind for one in make.letters()] == ["meeting_series"]

    operations.accept_series(mentor, made[0].series)
    assert Meeting.objects.coming().count() == 4
    assert len(make.letters("invitation")) == 2
    assert operations.invite_to_coming() == 0

    Meeting.objects.filter(pk=made[1].pk).update(starts_at=make.soon(13))
    assert operations.invite_to_coming() == 1
    assert operations.invite_to_coming() == 0
    assert len(make.letters("invitation")) == 4
    with pytest.raises(Refused, match="answered already"):
        operations.decline_series(mentor, made[0].series)

    assert operations.call_off_series(mentor, made[0].series) == 4
    called_off = make.letters("called_off")
    assert len(called_off) == 4  # two entries stand in two calendars
    assert not Meeting.objects.open().exists()


# --- When the pair rests or ends ----------------------------------------------------------------


def test_a_pause_calls_off_what_lies_before_the_day_they_come_back():
    pair = make.pair()
    early, late = make.agreed(pair, make.soon(5)), make.agreed(pair, make.soon(30))
    make.suggested(make.sides(pair)[0], make.soon(6))
    pair.back_on = make.soon(20).date()

    operations.follow(pair, "meeting", "paused")

    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.state, late.state) == (State.CANCELLED, State.AGREED)
    assert not Meeting.objects.suggested().exists()
    assert len(make.letters("called_off")) == 2

    operations.follow(pair, "paused", "ended")
    late.refresh_from_db()
    assert late.state == State.CANCELLED
    assert len(make.letters("called_off")) == 4


def test_a_longer_break_calls_off_what_lies_before_its_new_day():
    mentee, _mentor = make.sides()
    early, late = make.agreed(mentee.pair, make.soon(10)), make.agreed(mentee.pair, make.soon(30))

    pause_pair(mentee, back_on=make.soon(20).date())
    assert list(Meeting.objects.coming()) == [late]

    pause_pair(mentee, back_on=make.soon(40).date())
    assert not Meeting.objects.coming().exists()
    told = [
        each
        for one in make.letters("called_off")
        for each in (early, late)
        if str(each.code) in one.calendar
    ]
    assert told == [early, early, late, late]


def test_whoever_has_left_is_not_written_to():
    mentee, mentor = make.sides()
    make.agreed(mentee.pair)
    Participant.objects.filter(pk=mentor.me.pk).update(state="left")

    operations.follow(Pair.objects.with_people().get(), "meeting", "ended")

    assert [one.to for one in make.letters("called_off")] == [mentee.me.user.email]


# --- The list, and afterwards ---------------------------------------------------------------------


def test_the_mentee_begins_the_list():
    mentee, mentor = make.sides()
    make.agreed(mentee.pair, make.soon(5))
    with pytest.raises(Refused, match="Bethan begins the list"):
        operations.add_item(mentor, "Your feedback")

    operations.add_item(mentee, "Calm starts")
    operations.add_item(mentor, "Your feedback")
    operations.add_item(mentee, "Calm starts")

    items = list(AgendaItem.objects.waiting())
    assert [item.text for item in items] == ["Calm starts", "Your feedback"]
    with pytest.raises(Refused, match="Bethan put this"):
        operations.remove_item(mentor, items[0])
    operations.remove_item(mentor, items[1])
    assert AgendaItem.objects.waiting().count() == 1
    operations.bring_back_item(mentor, items[1])
    assert AgendaItem.objects.waiting().count() == 2


def test_the_mentor_may_begin_the_list_on_the_day_before():
    mentee, mentor = make.sides()
    make.agreed(mentee.pair, timezone.now() + timedelta(hours=20))

    assert operations.add_item(mentor, "Your feedback")


def test_what_was_not_reached_stays_on_the_list():
    mentee, _mentor = make.sides()
    reached, later = (operations.add_item(mentee, words) for words in ("Calm starts", "Workload"))
    meeting = make.gone_by(mentee.pair)
    told = Told(happened=True, talked="Greeting at the door", reached=[reached.code])

    operations.tell_how_it_went(mentee, meeting, told, version=meeting.version)

    assert list(AgendaItem.objects.waiting()) == [later]
    assert list(meeting.agenda.all()) == [reached]


def test_the_first_meeting_that_happened_begins_the_pair_and_a_missed_one_does_not():
    mentee, mentor = make.sides()
    Pair.objects.update(agreed_at=make.soon(-9))
    missed = make.gone_by(mentee.pair, days=3)
    operations.tell_how_it_went(mentee, missed, Told(happened=False), version=missed.version)
    assert Pair.objects.get().state == Pair.State.AGREED
    assert Meeting.objects.get().state == State.MISSED

    met = make.gone_by(mentee.pair, days=1)
    operations.tell_how_it_went(mentor, met, Told(happened=True), version=met.version)

    pair = Pair.objects.get()
    assert (pair.state, pair.started_at) == (Pair.State.MEETING, met.starts_at)


def test_two_who_tell_at_once_lose_no_word():
    mentee, mentor = make.sides()
    meeting = make.gone_by(mentee.pair)
    first = Told(happened=True, talked="Greeting at the door")
    operations.tell_how_it_went(mentee, meeting, first, version=meeting.version)

    with pytest.raises(Stale, match="Bethan wrote about this"):
        operations.tell_how_it_went(
            mentor, meeting, Told(happened=True, talked="Marking"), version=meeting.version
        )
    assert Meeting.objects.get().talked == "Greeting at the door"
    coming = make.agreed(mentee.pair)
    with pytest.raises(Refused, match="once its time has come"):
        operations.tell_how_it_went(mentee, coming, first, version=coming.version)


def test_a_meeting_nobody_planned_can_be_kept():
    mentee, _mentor = make.sides()
    day = (timezone.now() - timedelta(days=2)).astimezone(mentee.zone).date()
    told = Told(happened=True, talked="A cup of tea", next_step="Try it", is_mine_to_do=True)

    for _time in range(2):
        operations.record_meeting(mentee, day, told)

    assert Meeting.objects.held().count() == 1
    assert [action.text for action in Action.objects.all()] == ["Try it"]


def at_half_past_eight(monkeypatch, side):
    """This morning, or the day of it: 8.30 in London."""
    now = datetime(2026, 11, 20, 8, 30, tzinfo=side.zone)
    Pair.objects.update(agreed_at=now - timedelta(days=9))
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def test_a_first_meeting_can_be_kept_on_its_own_day_before_noon(monkeypatch):
    mentee, _mentor = make.sides()
    now = at_half_past_eight(monkeypatch, mentee)

    for _time in range(2):
        operations.record_meeting(mentee, now.date(), Told(happened=True, talked="Tea"))

    meeting = Meeting.objects.get()
    assert (meeting.whole_day, meeting.starts_at) == (True, now)
    assert Pair.objects.get().state == Pair.State.MEETING


def test_a_day_kept_for_which_a_meeting_was_planned_counts_once(monkeypatch):
    mentee, mentor = make.sides()
    now = at_half_past_eight(monkeypatch, mentee)
    planned = make.agreed(mentee.pair, now + timedelta(minutes=5))
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1))

    kept = operations.record_meeting(mentor, now.date(), Told(happened=True, talked="Tea"))

    assert (kept.pk, kept.state, kept.whole_day) == (planned.pk, State.HELD, False)
    with pytest.raises(Refused, match="in your record already"):
        operations.record_meeting(mentee, now.date(), Told(happened=True, talked="Cake"))
    assert Meeting.objects.count() == 1


def test_from_yes_to_no_takes_back_what_yes_had_done():
    mentee, _mentor = make.sides()
    Pair.objects.update(agreed_at=make.soon(-9))
    item = operations.add_item(mentee, "Calm starts")
    meeting = make.gone_by(mentee.pair, days=3)
    said = Told(happened=True, next_step="Try it", is_mine_to_do=True, reached=[item.code])
    meeting = operations.tell_how_it_went(mentee, meeting, said, version=meeting.version)
    assert Pair.objects.get().state == Pair.State.MEETING

    operations.tell_how_it_went(mentee, meeting, Told(happened=False), version=meeting.version)

    pair = Pair.objects.get()
    assert (pair.state, pair.started_at) == (Pair.State.AGREED, None)
    assert list(AgendaItem.objects.waiting()) == [item]

    later = make.gone_by(pair, days=1)
    later = operations.tell_how_it_went(mentee, later, said, version=later.version)
    meeting.refresh_from_db()
    meeting = operations.tell_how_it_went(mentee, meeting, said, version=meeting.version)
    Pair.objects.update(started_at=meeting.starts_at)
    operations.tell_how_it_went(mentee, meeting, Told(happened=False), version=meeting.version)
    pair = Pair.objects.get()
    assert (pair.state, pair.started_at) == (Pair.State.MEETING, later.starts_at)


def test_a_log_saved_again_makes_no_second_action():
    mentee, _mentor = make.sides()
    meeting = make.gone_by(mentee.pair)
    for words in ("Tea", "Tea and cake"):
        said = Told(happened=True, talked=words, next_step="Try it", is_mine_to_do=True)
        meeting = operations.tell_how_it_went(mentee, meeting, said, version=meeting.version)

    assert [action.text for action in Action.objects.all()] == ["Try it"]


def test_history_says_what_was_done_and_never_what_was_said():
    mentee, mentor = make.sides()
    meeting = make.suggested(mentee, make.soon(5), word=CANARY)
    operations.accept(mentor, meeting, make.soon(5))
    operations.change_details(mentor, meeting, make.details(where=CANARY), word=CANARY)
    gone = make.gone_by(mentee.pair)
    told = Told(happened=True, talked=CANARY, next_step=CANARY)
    operations.tell_how_it_went(mentee, gone, told, version=gone.version)

    lines = list(Event.objects.filter(subject_type="meetings.meeting"))
    assert len(lines) >= 4
    assert CANARY not in "".join(f"{line.summary}{line.detail}" for line in lines)


# --- Clocks, reminders, content ---------------------------------------------------------------


def test_each_reads_the_time_on_their_own_clock():
    mentee, mentor = make.sides()
    operations.keep_calendar(mentor.me.user, time_zone="Asia/Kolkata", wants_reminder=False)
    meeting = make.agreed(mentee.pair)

    bethans, imrans = said(meeting, clocks_for(mentee)), said(meeting, clocks_for(mentor))

    assert "London time" in bethans.line
    assert bethans.elsewhere == ""
    assert "Kolkata time" in imrans.line
    assert imrans.elsewhere.endswith("in London")


def test_whoever_wishes_is_reminded_by_a_line_at_the_time_it_has_now():
    mentee, mentor = make.sides()
    meeting = make.agreed(mentee.pair, make.soon(5))
    operations.keep_calendar(mentee.me.user, time_zone="", wants_reminder=True)
    assert Nudge.objects.get().participant == mentee.me

    operations.suggest_other_times(mentee, meeting, [make.soon(9)])
    operations.accept(mentor, meeting, make.soon(9))
    assert Nudge.objects.get().due_at == make.soon(9)

    operations.call_off(mentor, meeting)
    assert not Nudge.objects.exists()


def test_what_a_room_above_hands_in_stands_beside_the_meeting(monkeypatch):
    monkeypatch.setattr(content, "_sources", [])
    mentee, _mentor = make.sides()
    piece = content.Content(title="Questioning", source="Northern Alliance")
    content.add(lambda _side, _day: [piece])

    assert content.content_for(mentee, make.soon().date()) == [piece]
