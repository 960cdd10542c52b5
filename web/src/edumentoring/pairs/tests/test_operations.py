"""Introducing two people, and what their answers do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import operations
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.operations import NOT_NOW, YES, NewPair
from edumentoring.pairs.tests import make
from edumentoring.people.models import Event, User
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import change_participant, give_back_places, join

pytestmark = pytest.mark.django_db


def publish(*pairs: NewPair, round_number: int = 1) -> list[Pair]:
    programme = pairs[0].mentor.programme
    return operations.introduce(
        programme, list(pairs), by=make.coordinator(), round_number=round_number
    )


def test_opens_pairs_in_hold_with_both_letters_waiting_ten_minutes():
    before = timezone.now()

    [pair] = publish(make.new_pair())

    assert pair.state == Pair.State.HELD
    assert {letter.state for letter in make.letters(pair)} == {Letter.State.WAITING}
    assert [letter.kind for letter in make.letters(pair)] == ["introduction"] * 2
    for letter in make.letters(pair):
        wait = letter.not_before - before
        assert timedelta(minutes=9, seconds=59) < wait < timedelta(minutes=10, seconds=30)
    assert Event.objects.filter(action="introduce").exists()


def test_takes_a_place_of_each_and_marks_both_introduced():
    [pair] = publish(make.new_pair())

    pair.mentor.refresh_from_db()
    pair.mentee.refresh_from_db()
    assert pair.mentor.mentees_now == 1
    assert pair.mentee.mentors_now == 1
    assert pair.mentee.status == Participant.Status.INTRODUCED


def test_refuses_when_the_mentor_is_full_and_saves_nothing():
    programme = make.programme()
    mentor = make.mentor(programme, capacity=1)
    pairs = [make.new_pair(programme, mentor=mentor) for _ in range(2)]

    with pytest.raises(Refused, match="as many mentees as agreed"):
        publish(*pairs)

    assert not Pair.objects.exists()
    assert not Letter.objects.exists()


def test_refuses_to_publish_a_round_twice():
    programme = make.programme()
    publish(make.new_pair(programme))

    with pytest.raises(Refused, match="already been published"):
        publish(make.new_pair(programme))

    assert Pair.objects.count() == 1
    assert Letter.objects.count() == 2


def test_refuses_somebody_who_has_paused():
    programme = make.programme()
    mentee = make.mentee(programme, state="paused")

    with pytest.raises(Refused, match="no longer taking part"):
        publish(make.new_pair(programme, mentee=mentee))


def test_refuses_somebody_of_another_programme():
    stranger = make.mentee(make.programme("Another"))

    with pytest.raises(Refused, match="not in the programme"):
        publish(make.new_pair(make.programme(), mentee=stranger))


def test_letters_written_before_the_lock_are_used_if_nothing_changed(monkeypatch):
    new = make.new_pair()
    programme = new.mentor.programme
    drafts = operations.write_introductions(programme, [new])
    assert not Pair.objects.exists()

    monkeypatch.setattr("edumentoring.pairs.operations.introducing.write_draft", None)
    [pair] = operations.introduce(
        programme, [new], by=make.coordinator(), round_number=1, drafts=drafts
    )

    assert len(make.letters(pair)) == 2
    for letter, introduction in zip(
        make.letters(pair), pair.introductions.order_by("pk"), strict=True
    ):
        assert introduction.code.hex in letter.text
        assert letter.to == introduction.participant.user.email


@pytest.mark.parametrize(
    "change",
    [
        lambda new: change_participant(new.mentor, changes={"role_title": "Head"}, by=None),
        lambda new: User.objects.filter(pk=new.mentor.user_id).update(name="Imran Malik"),
        lambda new: User.objects.filter(pk=new.mentor.user_id).update(email="new@example.org"),
        lambda new: Programme.objects.update(sender_name="Helen and Pete"),
    ],
)
def test_letters_written_before_the_lock_are_written_anew_if_something_changed(change):
    new = make.new_pair()
    drafts = operations.write_introductions(new.mentor.programme, [new])
    change(new)

    [pair] = operations.introduce(
        new.mentor.programme, [new], by=make.coordinator(), round_number=1, drafts=drafts
    )

    [old] = drafts.values()
    assert {letter.message_id for letter in make.letters(pair)}.isdisjoint(
        letter.message_id for letter in old.letters
    )


def test_taking_back_is_as_if_it_never_was():
    programme = make.programme()
    [pair] = publish(new := make.new_pair(programme))
    operations.tell_unmatched(
        programme, [make.mentee(programme)], by=make.coordinator(), round_number=1
    )

    operations.take_back(programme, 1, by=make.coordinator())

    pair.refresh_from_db()
    new.mentor.refresh_from_db()
    assert pair.state == Pair.State.WITHDRAWN
    assert new.mentor.mentees_now == 0
    assert {letter.state for letter in Letter.objects.all()} == {Letter.State.WITHDRAWN}
    assert len(publish(new)) == 1  # the same two, the same round


def test_taking_back_frees_just_the_places_that_the_round_took():
    programme = make.programme()
    mentor = make.mentor(programme, capacity=4)
    earlier = make.introduced(programme, mentor=mentor)
    new = [make.new_pair(programme, mentor=mentor) for _ in range(2)]
    both = make.mentee(programme, demand=2)
    new += [make.new_pair(programme, mentee=both), make.new_pair(programme, mentee=both)]
    publish(*new, round_number=2)

    operations.take_back(programme, 2, by=make.coordinator())

    people = {one.pk: one for one in programme.participants.all()}
    left = people.pop(mentor.pk), people.pop(earlier.mentee_id)
    assert [(one.mentees_now, one.mentors_now) for one in left] == [(1, 0), (0, 1)]
    assert {one.status for one in left} == {Participant.Status.INTRODUCED}
    assert {(one.mentees_now, one.mentors_now) for one in people.values()} == {(0, 0)}
    assert {one.status for one in people.values()} == {Participant.Status.WAITING}


def test_places_that_nobody_holds_are_not_given_back_and_nothing_is_changed():
    pair = make.held()
    key = pair.mentor_id, pair.mentee_id

    with pytest.raises(ValueError, match="take no places"):
        give_back_places([key, key])

    pair.mentor.refresh_from_db()
    assert pair.mentor.mentees_now == 1


def test_taking_back_is_refused_when_the_ten_minutes_are_over():
    pair = make.introduced()

    with pytest.raises(Refused, match="ten minutes are over"):
        operations.take_back(pair.programme, 1, by=make.coordinator())

    pair.refresh_from_db()
    assert pair.state == Pair.State.INTRODUCED


def test_taking_back_is_refused_when_a_letter_has_begun_to_go():
    """Clocks of two machines may differ: the letters are the truth."""
    pair = make.held()
    Letter.objects.filter(pk=make.letters(pair)[0].pk).update(state=Letter.State.SENDING)

    with pytest.raises(Refused, match="ten minutes are over"):
        operations.take_back(pair.programme, 1, by=make.coordinator())

    pair.refresh_from_db()
    assert pair.state == Pair.State.HELD
    assert make.letters(pair)[1].state == Letter.State.WAITING


def test_a_held_pair_becomes_introduced_when_the_hold_ends():
    pair = make.held()
    assert operations.send_off_held() == 0
    Pair.objects.update(held_until=timezone.now())

    assert operations.send_off_held() == 1

    pair.refresh_from_db()
    assert pair.state == Pair.State.INTRODUCED
    assert pair.introduced_at == pair.held_until


def test_one_yes_waits_for_the_other_and_shares_nothing():
    pair = make.introduced()

    operations.answer(make.introduction(pair, "mentee"), YES)

    pair.refresh_from_db()
    assert pair.state == Pair.State.INTRODUCED
    assert not make.letters(pair, "both_said_yes")


def test_both_yes_gives_each_the_others_address():
    pair = make.agreed()

    to_mentee, to_mentor = sorted(
        make.letters(pair, "both_said_yes"), key=lambda each: each.to != pair.mentee.user.email
    )
    assert pair.state == Pair.State.AGREED
    assert pair.mentor.user.email in to_mentee.text
    assert pair.mentor.user.email in to_mentee.html
    assert pair.mentee.user.email in to_mentor.text
    pair.mentee.refresh_from_db()
    assert pair.mentee.status == Participant.Status.PAIRED


def test_no_letter_before_both_said_yes_holds_the_others_address():
    pair = make.introduced(days=8)
    operations.ask_once_more()
    operations.answer(make.introduction(pair, "mentor"), YES)
    operations.answer(make.introduction(pair, "mentee"), NOT_NOW)

    letters = make.letters(pair)
    assert {letter.kind for letter in letters} == {"introduction", "ask_again", "not_this_time"}
    for letter in letters:
        other = {pair.mentor.user.email, pair.mentee.user.email} - {letter.to}
        assert other.pop() not in letter.text + letter.html + letter.subject


def test_not_now_frees_both_places_and_tells_the_other_without_a_reason():
    pair = make.introduced()

    operations.answer(make.introduction(pair, "mentee"), NOT_NOW)

    pair.refresh_from_db()
    for person in (pair.mentor, pair.mentee):
        person.refresh_from_db()
        assert person.status == Participant.Status.WAITING
    assert pair.state == Pair.State.DECLINED
    assert pair.mentor.free_places == 1
    [letter] = make.letters(pair, "not_this_time")
    assert letter.to == pair.mentor.user.email
    assert "not now" not in letter.text.lower()


def test_somebody_whose_introduction_never_went_hears_nothing_of_its_end():
    pair = make.introduced()
    Letter.objects.filter(to=pair.mentor.user.email).update(state=Letter.State.WAITING)

    operations.answer(make.introduction(pair, "mentee"), NOT_NOW)

    assert not make.letters(pair, "not_this_time")
    assert Letter.objects.get(to=pair.mentor.user.email).state == Letter.State.WITHDRAWN


def test_a_declined_pair_is_never_made_again():
    pair = make.introduced()
    operations.answer(make.introduction(pair, "mentor"), NOT_NOW)

    with pytest.raises(Refused, match="introduced before"):
        publish(
            make.new_pair(pair.programme, mentor=pair.mentor, mentee=pair.mentee), round_number=2
        )

    assert pair in Pair.objects.parted()


def test_a_declined_pair_is_not_made_again_by_way_of_a_joined_sign_up():
    pair = make.introduced()
    operations.answer(make.introduction(pair, "mentor"), NOT_NOW)
    again = make.new_pair(pair.programme, mentor=pair.mentor)
    join(again.mentee, pair.mentee, by=make.coordinator())

    with pytest.raises(Refused, match="introduced before"):
        publish(again, round_number=2)


def test_the_same_answer_twice_changes_nothing():
    pair = make.agreed()
    letters = Letter.objects.count()

    operations.answer(make.introduction(pair, "mentee"), YES)

    assert Letter.objects.count() == letters


def test_a_yes_may_be_taken_back_until_the_other_answers():
    pair = make.introduced()
    operations.answer(make.introduction(pair, "mentee"), YES)

    operations.answer(make.introduction(pair, "mentee"), NOT_NOW)

    pair.refresh_from_db()
    assert pair.state == Pair.State.DECLINED


@pytest.mark.parametrize(("first", "then"), [(NOT_NOW, YES), (YES, NOT_NOW)])
def test_a_closed_introduction_takes_no_other_answer(first: str, then: str):
    pair = make.introduced()
    for role in ("mentee", "mentor") if first == YES else ("mentee",):
        operations.answer(make.introduction(pair, role), first)

    with pytest.raises(Refused):
        operations.answer(make.introduction(pair, "mentee"), then)


def test_an_introduction_that_was_taken_back_takes_no_answer():
    pair = make.held()
    operations.take_back(pair.programme, 1, by=make.coordinator())

    with pytest.raises(Refused, match="taken back"):
        operations.answer(make.introduction(pair), YES)


def test_an_unknown_answer_is_refused():
    with pytest.raises(Refused, match="yes or not now"):
        operations.answer(make.introduction(make.introduced()), "perhaps")


def test_asks_once_more_after_a_week_and_never_again():
    pair = make.introduced(days=7)
    operations.answer(make.introduction(pair, "mentor"), YES)

    assert operations.ask_once_more() == 1
    assert operations.ask_once_more() == 0

    [letter] = make.letters(pair, "ask_again")
    assert letter.to == pair.mentee.user.email


def test_does_not_ask_again_before_a_week():
    make.introduced(days=6)

    assert operations.ask_once_more() == 0


def test_does_not_ask_somebody_who_has_paused():
    pair = make.introduced(days=8)
    Participant.objects.filter(pk=pair.mentee.pk).update(state=Participant.State.PAUSED)

    operations.ask_once_more()

    assert [letter.to for letter in make.letters(pair, "ask_again")] == [pair.mentor.user.email]


def test_people_without_a_match_are_written_to_once():
    programme = make.programme()
    people = [make.mentee(programme), make.mentor(programme)]
    by = make.coordinator()

    assert operations.tell_unmatched(programme, people, by=by, round_number=1) == 2
    with pytest.raises(Refused, match="already been written to"):
        operations.tell_unmatched(programme, people, by=by, round_number=1)

    assert Letter.objects.filter(kind="unmatched").count() == 2


def test_where_data_came_from_counts_as_told_once_the_letter_has_gone():
    programme = make.programme()
    source = "The autumn sign-up form"
    pair = make.held(programme, mentee=make.mentee(programme))
    Participant.objects.filter(pk=pair.mentee.pk).update(source=source)
    assert operations.note_who_was_told() == 0
    Letter.objects.update(state=Letter.State.SENT)

    assert operations.note_who_was_told() == 1

    pair.mentee.refresh_from_db()
    assert pair.mentee.told_source_at


def test_ending_a_pair_frees_the_places_and_tells_both():
    pair = make.agreed()

    operations.end_pair(pair, by=make.coordinator())

    pair.refresh_from_db()
    pair.mentor.refresh_from_db()
    assert pair.state == Pair.State.ENDED
    assert pair.mentor.mentees_now == 0
    assert len(make.letters(pair, "ended")) == 2
    with pytest.raises(Refused, match="already ended"):
        operations.end_pair(pair, by=make.coordinator())


def test_the_database_itself_refuses_the_same_pair_twice():
    pair = make.introduced()

    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.create(programme=pair.programme, mentor=pair.mentor, mentee=pair.mentee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.create(pair=pair, participant=pair.mentor)
