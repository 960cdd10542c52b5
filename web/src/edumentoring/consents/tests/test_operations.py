"""What people agreed to: each change leaves a row, and nothing is overwritten."""

import pytest
from django.db import IntegrityError, transaction

from edumentoring.common.refused import Refused, Stale
from edumentoring.consents import operations
from edumentoring.consents.models import Consent, Purpose, Wording
from edumentoring.consents.tests import make
from edumentoring.people.models import Event
from edumentoring.programmes.operations import copy_programme

pytestmark = pytest.mark.django_db


def history(participant):
    return [
        (each.purpose, each.wording.version, bool(each.withdrawn_at))
        for each in participant.consents.select_related("wording")
    ]


def test_shows_the_usual_words_and_saves_none_of_them():
    words = operations.current_wordings(make.programme())

    assert [word.purpose for word in words] == list(Purpose)
    assert [word.purpose for word in words if word.required] == ["part", "conduct"]
    assert not Wording.objects.exists()


def test_a_copied_programme_begins_with_the_words_of_the_first():
    first = make.programme()
    make.reworded(first, "research")
    operations.stop_asking(first, "partners", by=make.user())

    second = copy_programme(first, name="Next year", by=make.user())

    words = {word.purpose: word for word in operations.current_wordings(second)}

    assert words["research"].title == "Research at Leeds"
    assert words["research"].version == 1
    assert "partners" not in words
    assert operations.ask_for(second, "partners", by=make.user()).title


def test_the_first_yes_keeps_the_words_it_was_given_to():
    participant = make.mentee()

    [given] = operations.give(participant, ["research"], way="form", by=participant.user)

    shown = {word.pk: word for word in operations.current_wordings(participant.programme)}
    assert shown[given.wording_id].text.startswith("They learn what mentoring does")
    assert (given.way, given.given_by) == ("form", participant.user)
    assert operations.holds(participant, "research")
    assert not operations.holds(participant, "partners")
    event = Event.objects.get(action="give_consent")
    assert event.summary == f"{participant} agreed to research"
    assert event.detail["wordings"] == {"research": 1}


def test_agreeing_twice_is_one_consent():
    participant = make.mentee()

    operations.give(participant, ["part", "part", "conduct"], way="form")
    again = operations.give(participant, ["part"], way="place")

    assert again == []
    assert history(participant) == [("part", 1, False), ("conduct", 1, False)]


def test_the_consent_history_keeps_every_yes_and_every_no():
    """Given, withdrawn, given again to newer words, and renewed: four rows, each as it was."""
    participant = make.mentee()
    make.consent(participant)
    first = participant.consents.get()

    operations.withdraw(participant, "research", way="place", by=participant.user)
    assert not operations.holds(participant, "research")
    assert not operations.agreed(participant.programme, "research").exists()
    make.reworded(participant.programme)
    operations.give(participant, ["research"], way="place", by=participant.user)
    make.reworded(participant.programme, text="They ask you three times.")
    operations.give(participant, ["research"], way="place", by=participant.user)

    assert history(participant) == [
        ("research", 1, True),
        ("research", 2, True),
        ("research", 3, False),
    ]
    kept = participant.consents.get(pk=first.pk)
    assert (kept.given_at, kept.way, kept.wording) == (first.given_at, "form", first.wording)
    assert kept.wording.text.startswith("They learn what mentoring does")
    assert (kept.withdrawn_by, kept.withdrawn_way) == (participant.user, "place")
    assert [each.ended_as for each in participant.consents.all()] == ["withdrawn", "renewed", ""]
    assert operations.holds(participant, "research")
    assert operations.agreed(participant.programme, "research").get() == participant
    assert Event.objects.filter(action__in=["give_consent", "withdraw_consent"]).count() == 4


def test_a_consent_cannot_be_changed_once_it_is_kept():
    consent = make.consent()
    consent.way = "desk"

    with pytest.raises(ValueError, match="never changed"):
        consent.save()


def test_the_database_refuses_two_standing_consents_for_one_purpose():
    consent = make.consent()

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(participant=consent.participant, wording=consent.wording, way="form")


def test_the_database_refuses_an_end_that_does_not_say_how():
    consent = make.consent()

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(withdrawn_at=consent.given_at)


def test_a_yes_belongs_to_the_words_that_were_on_the_page():
    participant = make.mentee()
    operations.ask_usual_consents(participant.programme, None)
    make.reworded(participant.programme)

    operations.give(participant, {"research": 1, "partners": 1}, way="form")

    assert history(participant) == [("partners", 1, False), ("research", 1, False)]


def test_older_words_never_replace_newer_ones():
    participant = make.mentee()
    make.reworded(participant.programme)
    operations.give(participant, ["research"], way="form")

    operations.give(participant, {"research": 1}, way="form")

    assert history(participant) == [("research", 2, False)]


def test_leaves_out_what_was_never_asked():
    participant = make.mentee()

    made = operations.give(participant, {"research": 7, "marketing": 1}, way="form")

    assert made == []
    assert not operations.give(participant, ["marketing"], way="form")


def test_withdrawing_what_was_never_given_leaves_no_trace():
    participant = make.mentee()

    assert operations.withdraw(participant, "research", way="place") is None
    assert not Consent.objects.exists()


def test_nothing_counts_of_somebody_who_left_or_is_not_yet_known():
    programme = make.programme()
    for state in ("left", "signed_up"):
        participant = make.mentee(programme)
        make.consent(participant)
        type(participant).objects.filter(pk=participant.pk).update(state=state)
        participant.refresh_from_db()
        if state == "left":
            assert not operations.holds(participant, "research")

    assert not operations.agreed(programme, "research").exists()


def test_new_words_leave_the_consents_of_old_ones_standing():
    consent = make.consent()

    made = make.reworded(consent.participant.programme, asks_again=True)

    assert made.version == 2
    assert operations.holds(consent.participant, "research")
    consent.wording.refresh_from_db()
    assert consent.wording.retired_at
    assert consent.wording.title == "Researchers may study my answers"


def test_refuses_words_written_upon_older_ones():
    programme = make.programme()
    make.reworded(programme)

    with pytest.raises(Stale, match="Yours are kept"):
        make.reworded(programme, text="Mine", version=1)


def test_saving_the_same_words_makes_no_new_version():
    programme = make.programme()
    first = make.reworded(programme)

    assert make.reworded(programme, version=first.version) == first


def test_a_purpose_can_be_switched_off_and_on_again():
    programme = make.programme()
    operations.stop_asking(programme, "research", by=make.user())
    assert "research" not in [w.purpose for w in operations.current_wordings(programme)]
    with pytest.raises(Refused, match="Switch it on"):
        operations.ask_again(programme, "research", by=make.user())

    back = operations.ask_for(programme, "research", by=make.user())

    assert (back.version, back.retired_at) == (2, None)


def test_refuses_to_stop_asking_what_nobody_can_do_without():
    with pytest.raises(Refused, match="take part without"):
        operations.stop_asking(make.programme(), "conduct", by=make.user())


def test_the_privacy_notice_keeps_its_versions():
    programme, owner = make.programme(), make.user()
    operations.word_notice(programme, {"kept": "First"}, by=owner, version=0)
    operations.word_notice(programme, {"kept": "Second"}, by=owner, version=1)

    with pytest.raises(Stale, match="Yours is kept"):
        operations.word_notice(programme, {"kept": "Third"}, by=owner, version=1)
    assert [notice.sections["kept"] for notice in programme.notices.all()] == ["Second", "First"]
