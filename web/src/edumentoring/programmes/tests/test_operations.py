"""What may be done to a programme and those in it, and what is refused with a reason."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import Event, User
from edumentoring.programmes import operations
from edumentoring.programmes.models import Coordinator, Participant, Question
from edumentoring.programmes.questions import STANDARD
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


def test_a_new_programme_has_questions_rules_and_an_owner():
    helen = make.user("Helen Marsh")

    programme = operations.create_programme(name="The Wider Staffroom", kind="open", by=helen)

    assert programme.slug == "the-wider-staffroom"
    assert programme.rules["musts"]["own_school"] == "exclude"
    assert set(programme.questions.values_list("key", flat=True)) == {q.key for q in STANDARD}
    assert Coordinator.objects.get(programme=programme).role == "owner"
    assert Event.objects.filter(action="create_programme", by=helen).exists()


def test_a_name_that_is_taken_gets_an_address_of_its_own():
    first, second = make.programme("Calder"), make.programme("Calder")

    assert (first.slug, second.slug) == ("calder", "calder-2")


def test_no_programme_takes_the_address_of_the_page_that_makes_them():
    assert make.programme("New").slug == "new-2"


def test_whoever_gets_a_seat_needs_a_second_factor():
    seat = make.seat("viewer")

    assert User.objects.get(pk=seat.user.pk).needs_second_factor


# --- Bringing people in ------------------------------------------------------------------------


def test_a_person_is_found_by_the_index_and_not_by_reading_everybody():
    plan = User.objects.with_email("Somebody@Example.org").explain()

    assert "one_user_per_email" in plan or connection.vendor != "sqlite"


def test_a_person_is_found_whatever_the_capitals_of_the_address():
    programme = make.programme()
    first = make.mentor(programme, email="ruth@example.org")

    again, created = operations.enrol(
        programme, email="RUTH@Example.org", name="Ruth", is_mentee=True, by=None
    )

    assert (again.pk, created) == (first.pk, False)
    assert again.is_mentor
    assert again.is_mentee
    assert again.demand == 1
    assert EmailAddress.objects.filter(user=again.user).count() == 1


def test_the_latest_answer_wins_and_the_earlier_one_is_kept():
    programme = make.programme()
    ruth = make.mentee(programme, email="ruth@example.org", answers={"phases": ["ks1"]})

    operations.enrol(
        programme,
        email="ruth@example.org",
        name="",
        is_mentee=True,
        answers={"phases": ["ks2"]},
        signed_up_at=timezone.now() + timedelta(days=1),
        by=None,
    )

    ruth.refresh_from_db()
    assert ruth.answers["phases"] == ["ks2"]
    assert ruth.answer_changes.get(key="phases").before == ["ks1"]


def test_an_older_sheet_only_fills_gaps():
    programme = make.programme()
    ruth = make.mentee(programme, email="ruth@example.org", answers={"phases": ["ks1"]}, region="")

    operations.enrol(
        programme,
        email="ruth@example.org",
        name="",
        is_mentee=True,
        columns={"region": "wales"},
        answers={"phases": ["ks2"]},
        signed_up_at=timezone.now() - timedelta(days=365),
        by=None,
    )

    ruth.refresh_from_db()
    assert ruth.answers["phases"] == ["ks1"]
    assert ruth.region == "wales"


def test_an_empty_cell_takes_no_answer_away():
    programme = make.programme()
    ruth = make.mentee(programme, email="ruth@example.org")

    operations.enrol(
        programme,
        email="ruth@example.org",
        name="",
        is_mentee=True,
        columns={"stage": "", "years": None},
        answers={"phases": []},
        by=None,
    )

    ruth.refresh_from_db()
    assert ruth.stage == "ect1"
    assert ruth.answers["phases"] == ["ks3"]


def test_the_same_row_twice_changes_nothing():
    programme = make.programme()
    row = {
        "email": "ruth@example.org",
        "name": "Ruth",
        "is_mentor": True,
        "columns": {"stage": "head", "capacity": 2},
        "answers": {"phases": ["ks1"], "topics_offered": ["workload", "other:Choir"]},
        "signed_up_at": timezone.now(),
        "by": None,
    }
    ruth, _ = operations.enrol(programme, **row)
    operations.enrol(programme, **row)

    ruth.refresh_from_db()
    assert ruth.version == 1
    assert not ruth.answer_changes.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("stage", "wizard"),
        ("capacity", "lots"),
        ("capacity", -1),
        ("years", 61),
        ("phases", ["ks99"]),
        ("phases", "ks1"),
        ("max_km", "far"),
        ("state", ""),
    ],
)
def test_refuses_what_does_not_fit_the_question(key, value):
    mentor = make.mentor()

    with pytest.raises(Refused):
        operations.change_participant(mentor, changes={key: value}, by=None)


def test_a_key_that_nothing_asks_for_is_a_mistake():
    with pytest.raises(ValueError, match="favourite_colour"):
        operations.change_participant(make.mentor(), changes={"favourite_colour": "red"}, by=None)


def test_a_question_of_ones_own_can_be_answered():
    mentor = make.mentor()
    operations.add_question(mentor.programme, key="choir", label="Do you sing?", by=None)

    operations.change_participant(mentor, changes={"choir": "Alto"}, by=None)

    mentor.refresh_from_db()
    assert mentor.answers["choir"] == "Alto"


def test_adding_a_question_twice_gives_the_same_one():
    programme = make.programme()

    once = operations.add_question(programme, key="choir", label="Do you sing?", by=None)
    twice = operations.add_question(programme, key="choir", label="Sing?", by=None)

    assert once == twice
    assert Question.objects.filter(programme=programme, key="choir").count() == 1


# --- Changing what is known --------------------------------------------------------------------


def test_a_change_is_kept_with_what_was_before():
    mentor, helen = make.mentor(capacity=1), make.user("Helen Marsh")

    operations.change_participant(mentor, changes={"capacity": 3}, by=helen)

    change = mentor.answer_changes.get()
    assert (change.key, change.before, change.after, change.by) == ("capacity", 1, 3, helen)
    assert Event.objects.filter(action="change_participant", by=helen).exists()


def test_what_is_the_same_is_no_change():
    mentor = make.mentor(capacity=2)

    assert operations.change_participant(mentor, changes={"capacity": "2"}, by=None) == []


def test_a_stale_save_of_the_same_answer_is_refused():
    mentor = make.mentor(capacity=1)
    operations.change_participant(mentor, changes={"capacity": 2}, by=None, version=1)

    with pytest.raises(Stale):
        operations.change_participant(mentor, changes={"capacity": 3}, by=None, version=1)

    mentor.refresh_from_db()
    assert mentor.capacity == 2


def test_two_editors_of_different_answers_both_keep_theirs():
    mentor = make.mentor(capacity=1)

    operations.change_participant(mentor, changes={"capacity": 2}, by=None, version=1)
    operations.change_participant(mentor, changes={"role_title": "Head"}, by=None, version=1)

    mentor.refresh_from_db()
    assert (mentor.capacity, mentor.role_title) == (2, "Head")


def test_giving_up_a_role_gives_up_its_places():
    both = make.participant(is_mentor=True, is_mentee=True, capacity=2)

    operations.change_participant(both, changes={"is_mentor": False}, by=None)

    both.refresh_from_db()
    assert (both.is_mentor, both.capacity) == (False, 0)


def test_nobody_can_be_neither_mentor_nor_mentee():
    with pytest.raises(Refused, match="neither mentor nor mentee"):
        operations.change_participant(make.mentor(), changes={"is_mentor": False}, by=None)


def test_the_desk_corrects_the_address_of_somebody_who_never_signed_in():
    mentor = make.mentor(email="imran@gmail.example")

    operations.change_participant(mentor, changes={"email": "imran@mail.example"}, by=None)

    assert EmailAddress.objects.get(user=mentor.user).email == "imran@mail.example"


@pytest.mark.parametrize("why", ["signed in", "another programme", "coordinator", "host"])
def test_the_desk_cannot_redirect_the_sign_in_of_an_account_in_use(why):
    mentor = make.mentor(email="imran@mail.example")
    user = mentor.user
    if why == "signed in":
        user.last_login = timezone.now()
        user.save()
    elif why == "another programme":
        operations.enrol(make.programme(), email=user.email, name="", is_mentor=True, by=None)
    elif why == "coordinator":
        make.seat("viewer", of=user)
    else:
        user.is_superuser = True
        user.save()

    with pytest.raises(Refused, match="Only they can change"):
        operations.change_participant(mentor, changes={"email": "thief@mail.example"}, by=None)


def test_two_people_cannot_share_an_address():
    programme = make.programme()
    make.mentor(programme, email="imran@mail.example")
    other = make.mentor(programme)

    with pytest.raises(Refused, match="already has"):
        operations.change_participant(other, changes={"email": "IMRAN@mail.example"}, by=None)


# --- Undo --------------------------------------------------------------------------------------


def test_undo_puts_back_everything_that_was_changed_together():
    programme, helen = make.programme(), make.user()
    both = [make.mentor(programme), make.mentee(programme)]
    code, changed = operations.change_together(both, changes={"state": "paused"}, by=helen)

    assert changed == 2
    assert operations.undo_change(code, programme=programme, by=helen) == 2
    assert programme.participants.taking_part().count() == 2


def test_undo_leaves_a_later_change_alone():
    mentor, helen = make.mentor(capacity=1), make.user()
    [change] = operations.change_participant(mentor, changes={"capacity": 2}, by=helen)
    operations.change_participant(mentor, changes={"capacity": 5}, by=helen)

    with pytest.raises(Refused, match="changed again"):
        operations.undo_change(change.together, programme=mentor.programme, by=helen)

    mentor.refresh_from_db()
    assert mentor.capacity == 5


def test_undo_cannot_reach_into_another_programme():
    mentor, helen = make.mentor(), make.user()
    [change] = operations.change_participant(mentor, changes={"capacity": 2}, by=helen)

    with pytest.raises(Refused):
        operations.undo_change(change.together, programme=make.programme(), by=helen)


# --- Places ------------------------------------------------------------------------------------


def test_taking_a_place_counts_on_both_sides():
    programme = make.programme()
    mentor, mentee = make.mentor(programme, capacity=2), make.mentee(programme)

    operations.take_place(mentor, mentee)

    assert (mentor.mentees_now, mentor.free_places, mentee.mentors_now) == (1, 1, 1)
    assert mentor.status == mentee.status == "introduced"


def test_refuses_when_the_mentor_is_full():
    programme = make.programme()
    mentor = make.mentor(programme, capacity=1)
    operations.take_place(mentor, make.mentee(programme))

    with pytest.raises(Refused, match="as many mentees as agreed"):
        operations.take_place(mentor, make.mentee(programme))


def test_refuses_when_the_mentee_has_somebody():
    programme = make.programme()
    mentee = make.mentee(programme)
    operations.take_place(make.mentor(programme), mentee)

    with pytest.raises(Refused, match="as many mentors as they asked for"):
        operations.take_place(make.mentor(programme), mentee)


@pytest.mark.parametrize("state", ["paused", "left"])
def test_refuses_somebody_who_is_not_taking_part(state):
    programme = make.programme()
    mentor = make.mentor(programme, state=state)

    with pytest.raises(Refused, match="not taking part"):
        operations.take_place(mentor, make.mentee(programme))


def test_a_place_given_back_is_free_and_the_person_waits_again():
    programme = make.programme()
    mentor, mentee = make.mentor(programme), make.mentee(programme)
    operations.take_place(mentor, mentee)
    operations.set_status([mentor, mentee], "paired")

    operations.give_back_place(mentor, mentee)

    assert (mentor.mentees_now, mentee.mentors_now) == (0, 0)
    assert mentor.status == "waiting"


def test_a_mentor_with_another_pair_keeps_the_status():
    programme = make.programme()
    mentor, mentee = make.mentor(programme, capacity=2), make.mentee(programme)
    operations.take_place(mentor, mentee)
    operations.take_place(mentor, make.mentee(programme))
    operations.set_status([mentor], "paired")

    operations.give_back_place(mentor, mentee)

    assert mentor.status == "paired"


def test_fewer_places_than_people_are_refused_with_the_number():
    programme = make.programme()
    mentor = make.mentor(programme, capacity=2)
    operations.take_place(mentor, make.mentee(programme))

    with pytest.raises(Refused, match="End a pair first"):
        operations.change_participant(mentor, changes={"capacity": 0}, by=None)


@pytest.mark.parametrize("broken", [{"mentees_now": 2}, {"capacity": 0, "mentees_now": 1}])
def test_the_database_refuses_a_mentor_over_capacity(broken):
    mentor = make.mentor(capacity=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=mentor.pk).update(**broken)


# --- Seats -------------------------------------------------------------------------------------


def test_the_last_owner_stays():
    helen = make.user()
    programme = make.programme(by=helen)
    seat = programme.coordinators.get()

    for attempt in (
        lambda: operations.remove_coordinator(seat, by=helen),
        lambda: operations.change_role(seat, role="viewer", by=helen),
    ):
        with pytest.raises(Refused, match="only owner"):
            attempt()

    assert programme.coordinators.get().role == "owner"


def test_an_owner_may_go_when_another_is_there():
    helen = make.user()
    programme = make.programme(by=helen)
    make.seat("owner", programme_=programme)

    operations.remove_coordinator(programme.coordinators.get(user=helen), by=helen)

    assert programme.coordinators.get().role == "owner"


def test_a_second_seat_is_refused_with_the_role_held():
    seat = make.seat("matcher")

    with pytest.raises(Refused, match="Matcher"):
        operations.add_coordinator(seat.programme, email=seat.user.email, role="owner", by=None)


def test_settings_saved_on_an_old_page_are_refused():
    programme, helen = make.programme(), make.user()
    operations.change_settings(programme, changes={"name": "North"}, by=helen, version=1)

    with pytest.raises(Stale):
        operations.change_settings(programme, changes={"name": "South"}, by=helen, version=1)


# --- Finding -----------------------------------------------------------------------------------


def test_a_new_name_of_a_school_is_found_after_refiling():
    school = make.school("Northgate Primary")
    mentor = make.mentor(school=school)
    type(school).objects.filter(pk=school.pk).update(name="Eastgate Primary")

    assert operations.refile(mentor.programme) == 1

    mentor.refresh_from_db()
    assert "eastgate" in mentor.found_by
