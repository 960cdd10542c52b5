"""A person gets their consents in their file, and is forgotten in them."""

import pytest

from edumentoring.consents import operations
from edumentoring.consents.models import Consent, Notice, Wording
from edumentoring.consents.tests import make
from edumentoring.people.personal import Scope, declarations

pytestmark = pytest.mark.django_db

CANARY = "Quillfeather"


def test_a_person_gets_what_they_agreed_to_in_its_words():
    participant = make.mentee()
    operations.give(participant, ["research"], way="desk", note="By telephone")
    make.consent()

    [row] = declarations()[Consent].export(Scope(user=participant.user))

    assert row["for"] == "Research"
    assert row["words"].startswith("Researchers may study my answers. They learn")
    assert row["note"] == "By telephone"


def test_a_forgotten_person_agrees_to_nothing_and_is_named_nowhere():
    participant = make.mentee()
    operations.give(participant, ["research"], way="desk", note=f"{CANARY} said so")
    elsewhere = make.mentee()
    operations.give(elsewhere, ["research"], way="desk", note="Kept", by=participant.user)
    make.reworded(elsewhere.programme, by=participant.user)
    operations.word_notice(elsewhere.programme, {}, by=participant.user)

    for model in (Consent, Wording, Notice):
        declarations()[model].erase(Scope(user=participant.user))

    kept = participant.consents.get()
    assert (kept.note, kept.ended_as) == ("", "forgotten")
    assert not operations.holds(participant, "research")
    assert elsewhere.consents.get().given_by is None
    assert operations.holds(elsewhere, "research")
    assert not Wording.objects.filter(worded_by=participant.user).exists()
    assert not Notice.objects.filter(worded_by=participant.user).exists()


def test_forgetting_in_one_programme_leaves_the_others():
    participant = make.mentee()
    make.consent(participant)
    other = make.mentee()
    type(other).objects.filter(pk=other.pk).update(user=participant.user)
    make.consent(other)

    scope = Scope(user=participant.user, programme_id=other.programme_id)
    declarations()[Consent].erase(scope)

    assert operations.holds(participant, "research")
    assert not operations.holds(other, "research")
