"""Raising a concern, what is done with it, how long it is kept, and separating two people."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.concerns import operations
from edumentoring.concerns.models import Concern, Contact, Separation, Step
from edumentoring.concerns.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.people.models import Event
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import copy_programme

pytestmark = pytest.mark.django_db

CANARY = "quillfeather"


# --- Raised ---------------------------------------------------------------------------------------


def test_the_owners_hear_of_a_concern_until_somebody_is_named_and_then_only_those():
    programme = make.programme()
    owner = make.owner(programme)
    first = make.concern(programme)
    named = make.contact(programme)

    second = make.concern(programme)

    told = Letter.objects.filter(kind="concern_raised")
    assert [each.to for each in told.filter(subject_key=first.subject_key)] == [owner.email]
    assert [each.to for each in told.filter(subject_key=second.subject_key)] == [named.user.email]
    assert not Concern.objects.readable_by(owner.pk).exists(), "not even the one from before"


def test_letters_and_history_of_a_concern_say_nothing_of_it_and_are_in_no_list_of_the_programme():
    programme = make.programme()
    concern = make.concern(programme, words=CANARY, about=CANARY, name=CANARY.title())
    operations.open_concern(concern, by=make.owner(programme))
    operations.write_to_writer(concern, CANARY, by=make.owner(programme))
    operations.take_step(concern, "acted", by=make.owner(programme), note=CANARY)

    letters = Letter.objects.filter(subject_key=concern.subject_key)
    assert {each.kind for each in letters} == {
        "concern_raised",
        "concern_received",
        "concern_answered",
    }
    for letter in letters:
        assert CANARY not in (letter.subject + letter.text + letter.html).lower()
        assert (letter.programme_id, letter.person_code) == (None, None)
    lines = Event.objects.filter(subject_type="concerns.concern")
    assert {each.programme_id for each in lines} == {None}
    assert not any(CANARY in f"{each.summary}{each.detail}".lower() for each in lines)


def test_whoever_it_is_kept_from_neither_reads_nor_hears_of_it():
    programme = make.programme()
    trusted, accused = make.contact(programme), make.contact(programme)

    concern = make.concern(programme, kept_from=[accused.user])

    told = Letter.objects.filter(kind="concern_raised", subject_key=concern.subject_key)
    assert [each.to for each in told] == [trusted.user.email]
    assert not Concern.objects.readable_by(accused.user.pk).exists()
    with pytest.raises(Refused, match="Somebody has to read it"):
        make.concern(programme, kept_from=[accused.user, trusted.user])


def test_nobody_has_to_say_who_they_are_and_a_double_press_keeps_one():
    programme, key = make.programme(), uuid.uuid4()

    for _ in range(2):
        make.concern(programme, name="", email="", form_key=key)

    concern = Concern.objects.get()
    assert (concern.name, concern.email, concern.raised_by) == ("", "", None)
    assert not Letter.objects.filter(kind="concern_received").exists()
    with pytest.raises(Refused, match="left no e-mail"):
        operations.write_to_writer(concern, "Thank you", by=make.owner(programme))


# --- Steps ----------------------------------------------------------------------------------------


def test_every_opening_and_every_step_stands_on_the_record_with_name_and_time():
    concern = make.concern()
    first, second = make.user("Farah Aziz"), make.user("Helen Marsh")

    operations.open_concern(concern, by=first)
    operations.open_concern(concern, by=second)
    operations.take_step(concern, "passed_on", by=second, note="To the school's lead.")
    operations.note_record(concern, by=second)

    assert [(each.kind, each.by_name) for each in concern.steps.all()] == [
        ("opened", "Farah Aziz"),
        ("opened", "Helen Marsh"),
        ("passed_on", "Helen Marsh"),
        ("record", "Helen Marsh"),
    ]
    concern.refresh_from_db()
    assert concern.state == Concern.State.PASSED_ON


def test_a_step_is_explained_and_a_closed_concern_is_opened_again_before_another():
    concern, by = make.concern(), make.user()
    with pytest.raises(Refused, match="in a few words"):
        operations.take_step(concern, "closed", by=by, note=" ")
    operations.take_step(concern, "closed", by=by, note="All is well.")
    with pytest.raises(Refused, match="Open it again first"):
        operations.take_step(concern, "acted", by=by, note="More.")

    operations.add_words(concern, "It happened again.")

    concern.refresh_from_db()
    assert (concern.state, concern.keep_until) == (Concern.State.SEEN, None)
    assert Letter.objects.filter(kind="concern_raised").count() == 2


# --- Kept -----------------------------------------------------------------------------------------


def test_nothing_is_removed_before_its_day_and_everything_after():
    programme = make.programme()
    concern, by = make.concern(programme, words=CANARY), make.owner(programme)
    operations.change_arrangement(
        programme, emergency="", years_kept=10, kept_because="Our council asks for it.", by=by
    )
    for remove in (concern.delete, Concern.objects.all().delete, Step.objects.all().delete):
        with pytest.raises(Refused, match="never removed by hand"):
            remove()
    operations.take_step(concern, "closed", by=by, note=CANARY)
    concern.refresh_from_db()
    today = programme.today()
    assert concern.keep_until.year == today.year + 10

    assert operations.let_go_of_old() == 0
    Concern.objects.update(keep_until=today - timedelta(days=1))
    assert operations.let_go_of_old() == 1

    assert not Concern.objects.exists()
    assert not Step.objects.exists()


def test_a_day_to_go_belongs_to_closed_concerns_alone():
    concern = make.concern()

    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(keep_until=date(2030, 1, 1))


# --- Separated ------------------------------------------------------------------------------------


def states(pair: Pair) -> tuple[object, ...]:
    pair = Pair.objects.with_people().get(pk=pair.pk)
    places = (pair.mentor.mentees_now, pair.mentee.mentors_now)
    return (pair.state, pair.mentor.state, pair.mentee.state, *places)


def test_two_people_are_separated_in_one_press_with_the_same_neutral_letter():
    pair = make.pair()
    concern = make.concern(pair.programme, pair=pair)
    waiting = Letter.objects.filter(subject_key=pair.subject_key, state=Letter.State.WAITING)
    waiting_before = [each.pk for each in waiting]
    assert waiting_before

    for _ in range(2):
        operations.separate_at_once(pair, by=make.owner(pair.programme))

    assert states(pair) == ("ended", "paused", "paused", 0, 0)
    assert not Letter.objects.filter(pk__in=waiting_before, state=Letter.State.WAITING).exists()
    told = Letter.objects.filter(kind="pair_separated")
    assert {each.to for each in told} == {pair.mentor.user.email, pair.mentee.user.email}
    assert told.count() == 2
    assert not any("blame" in each.text or "safety" in each.text for each in told)
    assert Event.objects.filter(action="separate_pair", programme_id=pair.programme_id).count() == 1
    assert concern.steps.filter(kind="separated").count() == 1


def test_a_separation_is_undone_to_what_was_before():
    pair = make.pair()
    owner = make.owner(pair.programme)
    before = states(pair)
    operations.separate_at_once(pair, by=owner)

    operations.undo_separation(pair, by=owner)

    assert states(pair) == before
    assert Separation.objects.get().undone_by == owner
    with pytest.raises(Refused, match="not separated"):
        operations.undo_separation(pair, by=owner)


def test_a_separation_is_not_undone_where_the_mentor_has_no_room_any_more():
    pair = make.pair()
    owner = make.owner(pair.programme)
    operations.separate_at_once(pair, by=owner)
    Participant.objects.filter(pk=pair.mentor_id).update(capacity=0)

    with pytest.raises(Refused, match="as many mentees as agreed"):
        operations.undo_separation(pair, by=owner)

    assert Separation.objects.get().undone_at is None
    assert states(pair)[:3] == ("ended", "paused", "paused")


def test_naming_a_contact_asks_of_them_a_second_factor_and_is_in_the_history():
    programme = make.programme()

    contact = make.contact(programme)

    contact.user.refresh_from_db()
    assert contact.user.needs_second_factor
    assert Event.objects.filter(action="name_contact", programme_id=programme.pk).exists()
    with pytest.raises(Refused, match="already"):
        make.contact(programme, email=contact.user.email)
    operations.remove_contact(contact, by=make.owner(programme))
    assert not Contact.objects.exists()


def test_the_next_cohort_keeps_what_was_settled_and_those_contacts_who_have_a_seat():
    programme = make.programme()
    by = make.owner(programme)
    amir = make.seat("coordinator", programme_=programme).user
    make.contact(programme)  # without a seat: named for this cohort alone
    make.contact(programme, email=amir.email, role="Deputy")
    operations.change_arrangement(
        programme, emergency="Ring the gate.", years_kept=9, kept_because="Our policy", by=by
    )

    made = copy_programme(programme, name="Next", by=by, with_coordinators=True)
    alone = copy_programme(programme, name="Another", by=by)

    assert [(each.user, each.role) for each in made.safety_contacts.all()] == [(amir, "Deputy")]
    assert not alone.safety_contacts.exists()
    kept = made.safety_arrangement
    assert (kept.emergency, kept.years_kept, kept.kept_because) == (
        "Ring the gate.",
        9,
        "Our policy",
    )
