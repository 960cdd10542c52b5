"""One's own pages: how I stand, my answers, room, a break, leaving and coming back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.consents import operations as consents
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import AnswerChange, Participant
from edumentoring.programmes.operations import change_participant
from edumentoring.programmes.operations.leaving import leave_programme
from edumentoring.signup import own_tonight
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db

WANTS = {"topics_wanted": ["behaviour", "workload"], "helps_wanted": ["coaching"]}


class Me:
    """Somebody signed in, and their pages in one programme."""

    def __init__(self, participant: Participant) -> None:
        self.participant = participant
        self.browser = people.sign_in(people.browser(), participant.user)
        self.here = f"/place/{participant.programme.slug}/"

    def reads(self, page: str = "") -> str:
        return words(self.browser.get(self.here + page))

    def sends(self, page: str, **data):
        answer = self.browser.post(self.here + page, data, follow=True)
        self.participant.refresh_from_db()
        return answer

    @property
    def state(self) -> str:
        return self.participant.state


def words(response) -> str:
    return " ".join(response.content.decode().split())


def ten_minutes_pass() -> None:
    AnswerChange.objects.update(at=timezone.now() - timedelta(minutes=11))


# --- How I stand ----------------------------------------------------------------------------------


def test_my_page_has_my_answers_in_words():
    page = Me(make.mentee(answers=WANTS)).reads()

    assert "You are in" in page
    assert "Early career teacher" in page
    assert "Behaviour" in page
    assert "No answer" in page


def test_a_programme_with_a_day_for_the_next_pairs_says_it():
    me = Me(make.mentee())
    programme = me.participant.programme
    programme.next_round_on = timezone.now().date() + timedelta(days=9)
    programme.save()

    assert "The next pairs are made on" in me.reads()


def test_the_waiting_list_says_how_many_are_in_line_before_me():
    programme = make.open_programme()
    for _ in range(2):
        make.mentee(programme, state="queued")
    make.mentor(programme, state="queued")
    me = Me(make.mentee(programme, state="queued"))

    assert "2 people are in line before you." in me.reads()


def test_a_pause_of_the_whole_programme_is_said_on_top():
    me = Me(make.mentee())
    programme = me.participant.programme
    programme.paused_at, programme.pause_note = timezone.now(), "Back after the storm."
    programme.save()

    assert "The programme is paused. Back after the storm." in me.reads()


def test_what_a_coordinator_changed_is_told_and_their_own_notes_are_not():
    me = Me(make.mentee())
    change_participant(
        me.participant,
        changes={"role_title": "Head of maths", "note": "Seems tired", "priority": 3},
        by=make.coordinator(programme_=me.participant.programme),
    )

    page = me.reads()

    assert "Head of maths" in page
    assert "Seems tired" not in page
    assert "Priority" not in page


def test_words_that_changed_lead_to_my_consents():
    me = Me(make.mentee())
    consents.give(me.participant, ["research"], way="form")
    consents.reword(
        me.participant.programme,
        "research",
        title="Research",
        text="Anew",
        by=make.coordinator(),
        asks_again=True,
    )

    assert "The words changed. Read them" in me.reads()


# --- My answers -----------------------------------------------------------------------------------


def test_i_change_an_answer_and_the_history_says_so():
    me = Me(make.mentee(answers=WANTS))

    page = me.sends(
        "answers/topics/",
        topics_wanted=["workload"],
        topics_wanted_was="behaviour",
        topics_wanted_first="behaviour",  # the box without script still names what was first
        wanted_text="Marking",
    )

    assert me.participant.answers["topics_wanted"] == ["workload"]
    assert me.participant.answers["wanted_text"] == "Marking"
    assert me.participant.answer_changes.first().source == "person"
    assert "By you" in words(page)


def test_what_does_not_fit_is_shown_again_and_nothing_is_saved():
    me = Me(make.mentor())

    answer = me.sends("answers/work/", stage="middle_leader", years="lots")

    assert answer.status_code == 422
    assert 'value="lots"' in words(answer)
    assert not me.participant.answer_changes.exists()


def test_an_answer_that_somebody_changed_meanwhile_is_not_overwritten_unseen():
    me = Me(make.mentee())
    version = me.participant.version
    change_participant(
        me.participant, changes={"role_title": "Head of maths"}, by=make.coordinator()
    )

    sent = {"stage": "ect1", "role_title": "Tutor"}
    answer = me.sends("answers/work/", version=version, **sent)

    assert answer.status_code == 409
    assert "It says now:" in words(answer)
    assert "Head of maths" in words(answer)
    assert 'value="Tutor"' in words(answer)
    me.sends("answers/work/", version=me.participant.version, **sent)
    assert me.participant.role_title == "Tutor"


def test_a_page_nobody_asks_me_is_not_there():
    me = Me(make.mentee())

    assert me.browser.get(me.here + "answers/offers/").status_code == 404
    assert me.browser.get(me.here + "answers/nonsense/").status_code == 404


# --- Room -----------------------------------------------------------------------------------------


def test_the_room_takes_as_many_as_the_sign_up_does():
    me = Me(make.mentor(make.open_programme(), capacity=50))

    assert me.sends("room/", capacity="50", save="yes").status_code == 200
    assert "from 0 to 50" in words(me.sends("room/", capacity="51", save="yes"))


def test_a_mentor_changes_their_room_and_steps_down_at_any_time():
    me = Me(make.mentor(capacity=2))

    me.sends("room/", capacity="4", save="yes")
    assert me.participant.capacity == 4
    me.sends("room/", none="yes")

    assert me.participant.capacity == 0
    assert "You have no room just now" in me.reads()


def test_no_less_room_than_there_are_mentees():
    mentor = make.mentor(capacity=2)
    Participant.objects.filter(pk=mentor.pk).update(mentees_now=2)
    me = Me(mentor)

    answer = me.sends("room/", capacity="1", save="yes")

    assert answer.status_code == 422
    assert "from 2 to 50" in words(answer)


def test_whoever_is_both_stops_being_a_mentor_and_stays():
    me = Me(make.participant(is_mentor=True, is_mentee=True))

    me.sends("room/", step_down="yes")

    assert (me.participant.is_mentor, me.participant.is_mentee) == (False, True)
    assert me.participant.capacity == 0


# --- A break --------------------------------------------------------------------------------------


def test_a_break_with_a_day_and_back_again():
    me = Me(make.mentee())
    until = timezone.now().date() + timedelta(days=30)

    page = me.sends(
        "pause/", until_day=until.day, until_month=until.month, until_year=until.year, note="Ofsted"
    )
    assert (me.state, me.participant.paused_until) == ("paused", until)
    assert "You come back by yourself on" in words(page)
    assert me.participant.notes.get().text == "Ofsted"
    me.sends("back/")

    assert me.state == "in"


def test_a_break_without_a_day_needs_nothing_filled_in():
    me = Me(make.mentee())

    page = me.sends("pause/")

    assert me.state == "paused"
    assert "It lasts until you come back" in words(page)


def test_a_break_that_ended_yesterday_is_asked_about_again():
    me = Me(make.mentee())

    answer = me.sends("pause/", until_day="1", until_month="9", until_year="2020")

    assert answer.status_code == 422
    assert "Choose a day after today." in words(answer)
    assert me.state == "in"


# --- Leaving and coming back ----------------------------------------------------------------------


def test_leaving_takes_one_press_and_no_reason():
    me = Me(make.mentee())

    page = words(me.sends("leave/"))

    assert me.state == "left"
    assert "Thank you for having been here" in page
    assert "Stay after all" in page
    assert not me.participant.notes.exists()


def test_a_reason_reaches_the_coordinators_as_a_note():
    me = Me(make.mentee())

    me.sends("leave/", reason="I move abroad.")

    assert me.participant.notes.get().text == "On leaving they wrote: I move abroad."


def test_leaving_is_undone_within_ten_minutes_and_not_after():
    me = Me(make.mentee())
    me.sends("leave/")
    me.sends("stay/")
    assert me.state == "in"

    me.sends("leave/")
    ten_minutes_pass()
    page = words(me.sends("stay/"))

    assert me.state == "left"
    assert "You can still come back" in page
    assert "Stay after all" not in page


def test_coming_back_asks_what_taking_part_needs():
    me = Me(make.mentee())
    me.sends("leave/")
    ten_minutes_pass()

    assert me.sends("return/", agree_part="on").status_code == 422
    assert me.state == "left"
    me.sends("return/", agree_part="on", agree_conduct="on")

    assert me.state == "in"
    assert consents.holds(me.participant, "conduct")


def test_being_forgotten_here_leaves_nothing_to_open():
    me = Me(make.mentee(name="Bethan Quillfeather"))

    page = me.sends("leave/", forget="on", reason="Quillfeather was here")

    assert "what it kept about you is gone" in words(page)
    assert me.browser.get(me.here).status_code == 404
    programme = me.participant.programme
    for participant in programme.participants.select_related("user"):
        assert "Quillfeather" not in f"{participant.user} {participant.filed_as}"
        assert not participant.notes.exists()


def test_after_leaving_there_is_still_a_way_to_be_forgotten():
    me = Me(make.mentee())
    me.sends("leave/")

    assert "Be forgotten here" in me.reads("leave/")
    me.sends("leave/", forget="on")

    assert me.browser.get(me.here).status_code == 404


def test_the_coordinators_see_how_many_left_and_blame_nobody():
    programme = make.open_programme()
    seat = make.seat(programme_=programme)
    for participant in [make.mentee(programme) for _ in range(3)]:
        leave_programme(participant, by=participant.user)
    change_participant(participant, changes={"state": "in"}, by=seat.user)

    [line] = own_tonight.lines(seat)

    assert line.text == "2 people left this week"
    assert line.power == "see"


def test_my_place_has_every_programme_i_am_in_and_those_i_left():
    one, two = make.open_programme("First Steps"), make.open_programme("Later Years")
    me = Me(make.mentee(one))
    other = make.mentor(two)
    Participant.objects.filter(pk=other.pk).update(user=me.participant.user, state="left")

    page = words(me.browser.get("/place/"))

    assert "My part in First Steps" in page
    assert "Where I was" in page
    assert f"/place/{two.slug}/" in page


def test_somebody_in_no_programme_reads_what_they_can_do():
    user = people.person()

    page = words(people.sign_in(people.browser(), user).get("/place/"))

    assert "You do not take part in a programme yet" in page
    assert "See programmes you can join" in page


def test_verification_is_offered_only_where_the_programme_asks_for_it():
    me = Me(make.mentee())
    assert "Show that you work in a school" in me.reads()

    programme = me.participant.programme
    programme.rules = {**programme.rules, "verification": "not_used"}
    programme.save()

    assert "Show that you work in a school" not in me.reads()
