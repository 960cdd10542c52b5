"""What is kept of a sign-up is given back to its person, and forgotten with them."""

import pytest

from edumentoring.people.operations import data_of, forget
from edumentoring.people.personal import Scope
from edumentoring.signup.models import Draft
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db
CANARY = "Quillfeather"


def test_a_person_gets_their_sign_up_and_not_what_a_stranger_typed_under_their_address():
    draft = make.confirmed(answers={**make.ANSWERS, "wanted_text": CANARY})
    make.taken_in(draft.programme, email=draft.email, answers={"wanted_text": "A stranger's words"})

    given = str(data_of(draft.participant.user))

    assert CANARY in given
    assert "A stranger's words" not in given


def test_nothing_of_a_sign_up_is_left_when_its_person_is_forgotten():
    draft = make.confirmed(name=f"Bethan {CANARY}", answers={**make.ANSWERS, "about_me": CANARY})
    make.whole_draft(draft.programme, email=draft.email, name=CANARY)
    make.draft(draft.programme, later_to=draft.email)
    other = make.whole_draft(draft.programme)

    forget(Scope(user=draft.participant.user), by=None)

    assert list(Draft.objects.all()) == [other]
