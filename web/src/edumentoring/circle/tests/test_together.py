"""The team's review, two observers, open doors and supervision."""

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.circle import operations
from edumentoring.circle.models import DropIn, Observation, OwnLine, Record, TeamReview
from edumentoring.circle.teams import seats_of, unsigned
from edumentoring.circle.tests import make
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.programmes.navigation import desk_of
from edumentoring.programmes.tonight import lines_for

pytestmark = pytest.mark.django_db


def read(user: User, name: str, *args: object) -> str:
    return sign_in(Client(), user).get(reverse(name, args=args)).content.decode()


def status(user: User, name: str, *args: object) -> int:
    return sign_in(Client(), user).get(reverse(name, args=args)).status_code


def write(review: TeamReview, user: User, words: str, version: int = 1) -> None:
    seat = next(one for one in seats_of(review.pair) if one.user == user)
    operations.keep_part(review, seat, going_well=words, work_on="", help_with="", version=version)


def sign(review: TeamReview, user: User) -> None:
    review.refresh_from_db()
    seat = next(one for one in seats_of(review.pair) if one.user == user)
    operations.sign(review, seat, version=review.version)


# --- The team's review ----------------------------------------------------------------------------


def test_each_adds_lines_each_signs_and_the_mentee_reads_all_of_it():
    pair = make.pair()
    tutor, colleague = make.tutor(pair), make.member(pair)
    review = make.review(pair)
    everybody = [pair.mentee.user, pair.mentor.user, tutor.user]
    for user in everybody:
        write(review, user, f"Said by {user.first_name}")

    page = read(pair.mentee.user, "circle:review", review.code)
    assert all(f"Said by {user.first_name}" in page for user in everybody)
    assert status(colleague.user, "circle:review", review.code) == 404, "no team member"
    for user in everybody:
        sign(review, user)

    assert unsigned(review) == []
    with pytest.raises(Refused, match="Everybody has signed"):
        write(review, tutor.user, "One more thing", version=2)


def test_a_line_that_changes_asks_for_every_signature_again():
    pair = make.pair()
    tutor, review = make.tutor(pair), make.review(pair)
    write(review, tutor.user, "Calm")
    for user in (pair.mentee.user, tutor.user):
        sign(review, user)

    review.refresh_from_db()
    read_version = review.version
    write(review, pair.mentor.user, "And kind")

    review.refresh_from_db()
    assert len(unsigned(review)) == 3
    mentee = seats_of(review.pair)[0]
    with pytest.raises(Stale, match="Read again"):
        operations.sign(review, mentee, version=read_version)


def test_two_windows_lose_no_lines_and_the_same_words_again_change_nothing():
    pair = make.pair()
    tutor, review = make.tutor(pair), make.review(pair)
    client = sign_in(Client(), tutor.user)
    page = reverse("circle:review", args=[review.code])
    client.post(page, {"going_well": "First", "version": "1"})
    client.post(page, {"going_well": "First", "version": "1"})
    review.refresh_from_db()
    assert review.version == 2

    answer = client.post(page, {"going_well": "Second", "version": "1"})

    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    assert review.parts.get(user=tutor.user).going_well == "First"


def test_whoever_left_the_team_reads_no_review_and_holds_up_nobody():
    pair = make.pair()
    tutor, review = make.tutor(pair), make.review(pair)
    write(review, pair.mentee.user, "Calm")
    for user in (pair.mentee.user, pair.mentor.user):
        sign(review, user)
    assert [seat.user for seat in unsigned(review)] == [tutor.user]

    operations.end(tutor)

    assert unsigned(review) == []
    assert status(tutor.user, "circle:review", review.code) == 404


# --- Two observers --------------------------------------------------------------------------------


def test_neither_reads_the_other_before_both_have_finished():
    pair = make.pair()
    jo = make.member(pair)
    lesson = make.observation(pair, jo)
    make.record(lesson, pair.mentor.user, saw="Quillfeather one", finish=False)
    make.record(lesson, jo.user, saw="Quillfeather two")

    for user in (pair.mentee.user, pair.mentor.user, jo.user):
        page = read(user, "circle:observation", lesson.code)
        own = {pair.mentor.user: "Quillfeather one", jo.user: "Quillfeather two"}.get(user)
        assert page.count("Quillfeather") == (1 if own else 0), user
    with pytest.raises(Refused, match="when both of you have finished"):
        operations.compare(lesson, by=jo.user, agree_on="x", differ_on="", take_away="", version=1)

    make.record(lesson, pair.mentor.user, saw="Quillfeather one")
    for user in (pair.mentor.user, jo.user):
        page = read(user, "circle:observation", lesson.code)
        assert "Quillfeather one" in page
        assert "Quillfeather two" in page


@pytest.mark.parametrize(
    ("promise", "sees_records", "sees_comparison"),
    [("all", True, True), ("compared", False, True), ("talk", False, False)],
)
def test_the_teacher_sees_what_was_promised_and_no_more(
    promise: str, sees_records: bool, sees_comparison: bool
):
    pair = make.pair()
    jo = make.member(pair)
    lesson = make.observation(pair, jo, promise=promise)
    for user in (pair.mentor.user, jo.user):
        make.record(lesson, user, saw="Record words")
    operations.compare(
        lesson, by=jo.user, agree_on="Together words", differ_on="", take_away="", version=1
    )

    page = read(pair.mentee.user, "circle:observation", lesson.code)

    assert ("Record words" in page) == sees_records
    assert ("Together words" in page) == sees_comparison
    assert Record.objects.visible_to(pair.mentee.user).exists() == sees_records


def test_nothing_is_written_before_the_teacher_said_yes_and_a_no_calls_it_off():
    pair = make.pair()
    jo = make.member(pair)
    given = {"kind": "lesson", "title": "Year 9", "focus": "Talk", "on": make.in_days(0)}
    lesson = operations.begin_observation(
        make.side(pair, "mentor"), of_mentee=True, second=jo, **given
    )
    with pytest.raises(Refused, match="has not said yes yet"):
        make.record(lesson, jo.user)

    path = reverse("circle:agree_observed", args=[lesson.code])
    assert sign_in(Client(), jo.user).post(path, {"answer": "yes"}).status_code == 404
    sign_in(Client(), pair.mentee.user).post(path, {"answer": "no"})

    lesson.refresh_from_db()
    assert lesson.called_off_at
    assert not lesson.may_record


def test_what_is_finished_stays_as_it_was_written():
    pair = make.pair()
    jo = make.member(pair)
    lesson = make.observation(pair, jo)
    make.record(lesson, jo.user, saw="As I saw it")
    make.record(lesson, jo.user, saw="As I saw it")  # a double press

    with pytest.raises(Refused, match="can go in the comparison"):
        make.record(lesson, jo.user, saw="As I wish I had")
    with pytest.raises(Refused, match="Write a line first"):
        make.record(lesson, pair.mentor.user, saw=" ")


def test_two_who_compare_at_once_lose_nothing():
    pair = make.pair()
    work = operations.begin_observation(
        make.side(pair),
        kind="work",
        title="Essay",
        focus="Voice",
        on=make.in_days(0),
        of_mentee=False,
    )
    for user in (pair.mentee.user, pair.mentor.user):
        make.record(work, user)
    path = reverse("circle:compare", args=[work.code])
    first, second = (sign_in(Client(), one.user) for one in (pair.mentee, pair.mentor))
    first.post(path, {"agree_on": "Mine", "version": "1"})

    answer = second.post(path, {"agree_on": "Theirs", "version": "1"})

    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    work.refresh_from_db()
    assert work.agree_on == "Mine"


def test_a_mentees_lesson_needs_a_second_pair_of_eyes():
    pair = make.pair()
    page = reverse("circle:observe", args=[pair.code])
    day = make.in_days(0)
    typed = {"what": "mentee", "title": "Year 8", "focus": "Talk", "promise": "all"} | {
        f"on_{name}": getattr(day, name) for name in ("day", "month", "year")
    }

    answer = sign_in(Client(), pair.mentee.user).post(page, typed)

    assert answer.status_code == 422
    assert "Bring in a colleague first" in answer.content.decode()
    assert not Observation.objects.exists()


# --- Open doors -----------------------------------------------------------------------------------


def test_a_door_is_seen_by_the_pair_and_its_people_and_by_no_stranger():
    pair = make.pair()
    jo, stranger = make.member(pair), pairs.mentor(pair.programme, name="Stranger")
    door = make.door(pair.mentee)

    for user in (pair.mentor.user, jo.user):
        assert status(user, "circle:knock", door.code) == 200
        assert "Tuesdays, period 3" in read(user, "circle:doors")
    assert status(stranger.user, "circle:knock", door.code) == 404
    assert "Tuesdays" not in read(stranger.user, "circle:doors")


def test_a_door_for_the_school_opens_to_the_school_alone():
    programme = make.programme()
    school, other = pairs.programmes.school("North"), pairs.programmes.school("South")
    teacher = pairs.mentee(programme, school=school)
    near = pairs.mentor(programme, name="Near", school=school)
    far = pairs.mentor(programme, name="Far", school=other)
    nowhere = pairs.mentor(programme, name="Nowhere")
    door = make.door(teacher, audience="school")

    assert status(near.user, "circle:knock", door.code) == 200
    assert status(far.user, "circle:knock", door.code) == 404
    assert status(nowhere.user, "circle:knock", door.code) == 404
    with pytest.raises(Refused, match="do not know your school"):
        make.door(nowhere, audience="school")


def test_two_kind_lines_are_read_by_the_two_alone_and_stand_in_no_letter():
    pair = make.pair()
    jo = make.member(pair)
    visit = make.visit(make.door(pair.mentee), pair.mentor.user)

    operations.thank(visit, worked="You waited, Quillfeather", take_away="Wait longer")

    for user in (pair.mentee.user, pair.mentor.user):
        assert "Quillfeather" in read(user, "circle:visit", visit.code)
    assert status(jo.user, "circle:visit", visit.code) == 404
    assert not Letter.objects.filter(text__contains="Quillfeather").exists()


def test_a_visit_is_asked_once_answered_once_and_thanked_after_it_was():
    pair = make.pair()
    door = make.door(pair.mentee)
    first = operations.knock(door, visitor=pair.mentor.user, on=make.in_days(3))
    again = operations.knock(door, visitor=pair.mentor.user, on=make.in_days(3))
    assert first == again
    assert make.letter("drop_in_asked").to == pair.mentee.user.email
    with pytest.raises(Refused, match="not said yes"):
        operations.thank(first, worked="Calm", take_away="")

    for _press in range(2):
        operations.answer_knock(first, yes=True)

    assert Letter.objects.filter(kind="drop_in_answered").count() == 1
    with pytest.raises(Refused, match="still to come"):
        operations.thank(first, worked="Calm", take_away="")
    with pytest.raises(Refused, match="while the door is open"):
        operations.knock(door, visitor=pair.mentor.user, on=make.in_days(90))
    operations.close_door(door)
    with pytest.raises(Refused, match="closed now"):
        operations.knock(door, visitor=pair.mentor.user, on=make.in_days(4))
    assert DropIn.objects.count() == 1


# --- Supervision ----------------------------------------------------------------------------------


def test_what_i_write_for_myself_is_read_by_nobody_else():
    pair = make.pair()
    other = pairs.mentor(pair.programme, name="Other Mentor")
    two = make.supervision(pair.programme, pair.mentor.user, other.user)
    operations.add_own_line(two, by=pair.mentor.user, words="Quillfeather of mine")
    operations.add_talk(two, by=other.user, on=make.in_days(0), words="We spoke of time")
    line = OwnLine.objects.get()

    assert "Quillfeather of mine" in read(pair.mentor.user, "circle:supervision", two.code)
    theirs = read(other.user, "circle:supervision", two.code)
    assert "Quillfeather" not in theirs
    assert "We spoke of time" in theirs
    client = sign_in(Client(), other.user)
    path = reverse("circle:remove_own_line", args=[two.code, line.pk])
    assert client.post(path).status_code == 404
    assert OwnLine.objects.exists()


def test_supervision_reaches_no_pair_and_no_pair_reaches_it():
    pair = make.pair()
    make.goal(pair, "Quillfeather goal", seen="pair")
    other = pairs.mentor(pair.programme, name="Other Mentor")
    two = make.supervision(pair.programme, pair.mentor.user, other.user, words="Supervised words")

    assert "Quillfeather" not in read(other.user, "circle:supervision", two.code)
    assert status(other.user, "circle:people", pair.code) == 404
    assert status(pair.mentee.user, "circle:supervision", two.code) == 404
    assert "Supervised words" not in read(pair.mentee.user, "circle:people", pair.code)
    assert Pair.objects.count() == 1


def test_coordinators_ask_each_other_and_a_mentee_asks_nobody():
    seat = pairs.seat("owner")
    colleague = pairs.seat("coordinator", programme_=seat.programme)
    outsider = make.person()
    page = reverse("circle:supervise", args=[seat.programme.slug, "coordinators"])
    assert status(seat.user, "circle:supervise", seat.programme.slug, "coordinators") == 302
    client = sign_in_as_staff(Client(), seat.user)

    assert str(colleague.user) in client.get(page).content.decode()
    assert client.get(f"{page}?whom={outsider.code}").status_code == 404
    client.post(f"{page}?whom={colleague.user.code}", {"words": "Shall we?"})

    assert make.letter("asked_to_supervise").to == colleague.user.email
    waits = [str(line.text) for line in lines_for(colleague) if "running a programme" in line.text]
    assert len(waits) == 1
    assert not any("running a programme" in line.text for line in lines_for(seat))
    assert reverse("circle:supervisions") in [tab.url for tab in desk_of(seat).account]
    mentee = pairs.mentee(seat.programme)
    assert status(mentee.user, "circle:supervise", seat.programme.slug, "mentors") == 404


def test_the_end_leaves_each_their_own_log_and_no_more_to_write():
    programme = make.programme()
    one, other = (pairs.mentor(programme, name=name) for name in ("One Mentor", "Other Mentor"))
    two = make.supervision(programme, one.user, other.user)

    operations.end_supervision(two, by=other.user)

    with pytest.raises(Refused, match="You two have ended this"):
        operations.add_talk(two, by=one.user, on=make.in_days(0), words="x")
    operations.add_own_line(two, by=one.user, words="Still mine")
    assert "Still mine" in read(one.user, "circle:supervision", two.code)
