from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import Event
from edumentoring.people.operations import suppress
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import change_participant
from edumentoring.verification import operations
from edumentoring.verification.models import LASTS, Verification
from edumentoring.verification.tests import make
from edumentoring.verification.use import Use

pytestmark = pytest.mark.django_db


def is_verified(participant: Participant) -> bool:
    participant.refresh_from_db()
    stands = participant.verifications.standing().count()
    assert participant.is_verified == bool(stands)
    return participant.is_verified


def at_work(**fields) -> Participant:
    """Signs in with an address at their school."""
    school = fields.pop("school", None) or make.northgate()
    return make.at_school(school=school, email=f"jo@{make.domain(school)}", **fields)


# --- The address they sign in with ------------------------------------------------------------


def test_a_work_address_verifies_at_once_and_leaves_history():
    participant = at_work()

    assert operations.verify_by_domain(participant) is True

    assert is_verified(participant)
    assert Event.objects.filter(
        action="verify_participant", programme_id=participant.programme_id
    ).exists()
    assert not Letter.objects.exists()


def test_an_address_nobody_has_proved_verifies_nothing():
    school = make.northgate()
    participant = make.mentee(school=school, email=f"jo@{make.domain(school)}")

    assert operations.verify_by_domain(participant) is False
    assert not is_verified(participant)


def test_the_address_of_another_school_verifies_nothing():
    other = make.northgate()
    participant = make.at_school(email=f"jo@{make.domain(other)}")

    assert operations.verify_by_domain(participant) is False


def test_twice_is_once():
    participant = at_work()

    operations.verify_by_domain(participant)
    operations.verify_by_domain(participant)

    assert participant.verifications.count() == 1


def test_a_programme_that_does_not_use_it_verifies_nobody():
    participant = at_work()
    operations.choose_use(participant.programme, Use.NOT_USED, by=make.user())
    participant.programme.refresh_from_db()

    assert operations.verify_by_domain(participant) is False


# --- A colleague ------------------------------------------------------------------------------


def asked(participant: Participant | None = None, email: str = "") -> tuple[Verification, str]:
    participant = participant or make.at_school()
    email = email or f"head@{make.domain(participant.school)}"
    return operations.ask_colleague(participant, email), make.last_key()


def test_a_colleague_at_the_school_is_enough():
    asking, key = asked()

    answered = operations.answer_as_colleague(key, True, "Alison Birch, head")

    assert answered.state == Verification.State.DONE
    assert answered.colleague_name == "Alison Birch, head"
    assert is_verified(asking.participant)


def test_a_yes_from_elsewhere_waits_for_a_coordinator():
    asking, key = asked(email="friend@gmail.com")

    answered = operations.answer_as_colleague(key, True)

    assert answered.state == Verification.State.VOUCHED
    assert not is_verified(asking.participant)


def test_a_no_verifies_nobody():
    asking, key = asked()

    assert operations.answer_as_colleague(key, False).state == Verification.State.REFUSED
    assert not is_verified(asking.participant)


def test_a_coordinator_or_a_verified_participant_is_enough_from_any_address():
    participant = make.at_school()
    known = make.proved(make.mentee(participant.programme, email="known@gmail.com"))
    operations.verify_by_hand(known, make.user(), "Met at a conference")
    _asking, key = asked(participant, "known@gmail.com")

    operations.answer_as_colleague(key, True)

    assert is_verified(participant)


def test_a_participant_who_is_not_verified_is_not_enough():
    participant = make.at_school()
    make.proved(make.mentee(participant.programme, email="unknown@gmail.com"))
    _asking, key = asked(participant, "unknown@gmail.com")

    operations.answer_as_colleague(key, True)

    assert not is_verified(participant)


def test_a_verified_participant_of_another_programme_is_not_enough():
    participant = make.at_school()
    elsewhere = make.proved(make.mentee(make.programme("Another"), email="known@gmail.com"))
    operations.verify_by_hand(elsewhere, make.user(), "Met")
    _asking, key = asked(participant, "known@gmail.com")

    operations.answer_as_colleague(key, True)

    assert not is_verified(participant)


def test_a_link_gives_one_answer():
    _asking, key = asked()
    operations.answer_as_colleague(key, False)

    with pytest.raises(Refused, match="answered already"):
        operations.answer_as_colleague(key, True)

    assert Verification.objects.get().state == Verification.State.REFUSED


def test_a_link_works_for_fourteen_days():
    asking, key = asked()
    Verification.objects.update(until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Refused, match="worked for 14 days"):
        operations.answer_as_colleague(key, True)

    assert not is_verified(asking.participant)
    assert asking.until - asking.asked_at == LASTS


def test_a_made_up_link_answers_nothing():
    with pytest.raises(Refused, match="no longer works"):
        operations.answer_as_colleague("made-up", True)


def test_a_yes_about_a_school_they_have_left_counts_for_nothing():
    asking, key = asked()
    change_participant(asking.participant, changes={"school": make.northgate()}, by=None)

    with pytest.raises(Refused, match="no longer asked"):
        operations.answer_as_colleague(key, True)

    assert not is_verified(asking.participant)


def test_nobody_vouches_for_themselves():
    participant = make.at_school(email="jo@gmail.com")

    with pytest.raises(Refused, match="your own address"):
        operations.ask_colleague(participant, "Jo@Gmail.com")


def test_the_same_colleague_twice_gets_one_letter():
    participant = make.at_school()
    operations.ask_colleague(participant, "head@gmail.com")
    operations.ask_colleague(participant, "Head@gmail.com")

    assert Letter.objects.filter(to="head@gmail.com").count() == 1


def test_three_people_may_be_asked_and_no_fourth():
    participant = make.at_school()
    for number in range(3):
        operations.take_back_ask(operations.ask_colleague(participant, f"c{number}@gmail.com"))

    with pytest.raises(Refused, match="asked 3 times"):
        operations.ask_colleague(participant, "c3@gmail.com")

    Verification.objects.update(asked_at=timezone.now() - LASTS)
    operations.ask_colleague(participant, "c3@gmail.com")


def test_one_address_gets_at_most_ten_letters_a_day():
    programme, school = make.programme(), make.northgate()
    for _ in range(10):
        operations.ask_colleague(make.at_school(programme, school=school), "head@gmail.com")

    with pytest.raises(Refused, match="many such letters today"):
        operations.ask_colleague(make.at_school(programme, school=school), "head@gmail.com")


def test_only_a_hash_of_the_key_is_kept():
    asking, key = asked()

    assert key not in str(Verification.objects.filter(pk=asking.pk).values())


def test_somebody_who_asked_to_be_forgotten_is_not_written_to():
    suppress("head@gmail.com")

    asking = operations.ask_colleague(make.at_school(), "head@gmail.com")

    assert asking.state == Verification.State.ASKED
    assert not Letter.objects.exists()


def test_taking_an_ask_back_stops_its_letter_and_its_link():
    asking, key = asked()

    operations.take_back_ask(asking)

    assert Letter.objects.get().state == Letter.State.WITHDRAWN
    with pytest.raises(Refused, match="no longer asked"):
        operations.answer_as_colleague(key, True)


def test_somebody_without_a_school_is_told_to_name_it_first():
    with pytest.raises(Refused, match="Tell us your school first"):
        operations.ask_colleague(make.mentee(), "head@gmail.com")


# --- A work mailbox ---------------------------------------------------------------------------


def test_whoever_opens_the_letter_at_the_school_works_there():
    participant = make.at_school(email="jo@gmail.com")
    operations.ask_work_address(participant, f"jo@{make.domain(participant.school)}")

    operations.answer_as_colleague(make.last_key(), True)

    assert is_verified(participant)
    assert participant.user.email == "jo@gmail.com"


def test_a_mailbox_elsewhere_is_refused_with_the_domain_that_counts():
    participant = make.at_school()

    with pytest.raises(Refused, match=f"not at {make.domain(participant.school)}"):
        operations.ask_work_address(participant, "jo@gmail.com")


# --- By hand ----------------------------------------------------------------------------------


def test_a_coordinator_says_how_they_know():
    participant, by = make.mentee(), make.user()

    with pytest.raises(Refused, match="Write how you know"):
        operations.verify_by_hand(participant, by, "  ")
    operations.verify_by_hand(participant, by, "We taught together")

    assert is_verified(participant)


def test_a_coordinator_takes_it_back_and_the_history_stays():
    participant, by = make.mentee(), make.user()
    operations.verify_by_hand(participant, by, "We taught together")

    operations.take_back(participant, by, "Another Jo")

    assert not is_verified(participant)
    assert participant.verifications.get().state == Verification.State.WITHDRAWN
    with pytest.raises(Refused, match="is not verified"):
        operations.take_back(participant, by)


@pytest.mark.parametrize(("act", "verified"), [("accept", True), ("decline", False)])
def test_a_coordinator_decides_about_a_colleagues_word_once(act, verified):
    asking, key = asked(email="friend@gmail.com")
    operations.answer_as_colleague(key, True)
    by = make.user()

    getattr(operations, act)(asking, by, "I rang the school")

    assert is_verified(asking.participant) is verified
    with pytest.raises(Stale):
        operations.accept(asking, by)
    with pytest.raises(Stale):
        operations.decline(asking, by)


def test_verified_one_way_the_other_letters_are_not_sent():
    asking, _key = asked()

    operations.verify_by_hand(asking.participant, make.user(), "I know her")

    assert Letter.objects.get().state == Letter.State.WITHDRAWN
    assert not asking.participant.verifications.open().exists()


# --- When school or address change ------------------------------------------------------------


def test_a_new_school_ends_what_a_domain_proved():
    participant = at_work()
    operations.verify_by_domain(participant)
    change_participant(participant, changes={"school": make.northgate()}, by=None)

    assert operations.settle_outdated() == 1

    assert not is_verified(participant)
    assert operations.settle_outdated() == 0


def test_a_new_school_of_the_same_trust_is_verified_again_at_once():
    trust = make.school("Kite Trust", kind="trust", website="https://kitetrust.example")
    participant = make.at_school(
        school=make.school("First", parent=trust), email="jo@kitetrust.example"
    )
    operations.verify_by_domain(participant)
    second = make.school("Second", parent=trust)
    change_participant(participant, changes={"school": second}, by=None)

    operations.settle_outdated()

    assert is_verified(participant)
    assert participant.verifications.standing().get().organisation == second


def test_a_new_address_ends_what_the_old_one_proved():
    participant = at_work()
    operations.verify_by_domain(participant)
    participant.user.email = "jo@gmail.com"
    participant.user.save()

    operations.settle_outdated()

    assert not is_verified(participant)


def test_a_new_address_leaves_a_colleagues_word_alone():
    asking, key = asked()
    operations.answer_as_colleague(key, True)
    asking.participant.user.email = "new@gmail.com"
    asking.participant.user.save()

    assert operations.settle_outdated() == 0
    assert is_verified(asking.participant)


def test_a_school_typed_by_hand_counts_as_another_when_it_changes():
    participant = make.proved(make.mentee(school_text="Village School"))
    operations.ask_colleague(participant, "head@gmail.com")
    operations.answer_as_colleague(make.last_key(), True)
    operations.accept(participant.verifications.get(), make.user())
    assert operations.settle_outdated() == 0
    change_participant(participant, changes={"school_text": "Town School"}, by=None)

    assert operations.settle_outdated() == 1


def test_what_a_coordinator_noted_stands_and_is_listed_to_look_at():
    participant, by = make.at_school(), make.user()
    operations.verify_by_hand(participant, by, "I know her")
    change_participant(participant, changes={"school": make.northgate()}, by=None)

    assert operations.settle_outdated() == 0
    assert is_verified(participant)

    operations.verify_by_hand(participant, by, "I know that school too")
    assert not Verification.objects.outdated().exists()


# --- Whether it is asked ----------------------------------------------------------------------


def test_the_choice_is_kept_with_the_rules_and_the_rules_stay():
    programme = make.programme()
    before = dict(programme.rules)

    operations.choose_use(programme, Use.ASKED, by=make.user())

    programme.refresh_from_db()
    assert programme.rules == {**before, "verification": "asked"}
    with pytest.raises(Refused):
        operations.choose_use(programme, "perhaps", by=make.user())
