import pytest
from django.core import serializers

from edumentoring.people.personal import Scope, declarations
from edumentoring.verification import operations
from edumentoring.verification.models import Verification
from edumentoring.verification.tests import make

pytestmark = pytest.mark.django_db
CANARY = "quillfeather"


def everything() -> str:
    return serializers.serialize("json", Verification.objects.all()).lower()


def scope(participant, **more) -> Scope:
    return Scope(user=participant.user, words=(participant.user.email, participant.name), **more)


def test_a_person_gets_what_was_noted_about_them_and_not_by_whom():
    participant = make.at_school()
    operations.verify_by_hand(participant, make.user("Rhian Powell"), "We taught together")

    [row] = declarations()[Verification].export(scope(participant))

    assert (row["state"], row["note"]) == ("Verified", "We taught together")
    assert "Rhian" not in str(row)


def test_forgotten_is_forgotten_as_participant_as_colleague_and_in_notes():
    participant = make.at_school(name=f"Jo {CANARY}", email=f"{CANARY}@gmail.com")
    operations.verify_by_hand(participant, make.user(), f"{CANARY} taught here")
    other = make.at_school(participant.programme, school=participant.school)
    operations.ask_colleague(other, f"{CANARY}@gmail.com")
    third = make.at_school(participant.programme)
    operations.verify_by_hand(third, make.user(), f"Jo {CANARY.title()} knows them")
    assert CANARY in everything()

    declarations()[Verification].erase(scope(participant))

    assert CANARY not in everything()
    third.refresh_from_db()
    assert third.verifications.standing().exists()


def test_forgetting_one_programme_leaves_the_other():
    participant = make.at_school()
    operations.verify_by_hand(participant, make.user(), "Known")
    there = make.programme("Another")

    declarations()[Verification].erase(scope(participant, programme_id=there.pk))

    assert participant.verifications.count() == 1
