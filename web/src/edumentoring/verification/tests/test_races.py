"""Two answers at one moment. Real threads, each with its own connection."""

import pytest

from edumentoring.common.tests.race import at_once
from edumentoring.people.models import Event
from edumentoring.verification import operations
from edumentoring.verification.models import Verification
from edumentoring.verification.tests import make

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_link_pressed_at_once_and_a_coordinators_hand_leave_one_standing():
    participant = make.at_school()
    operations.ask_colleague(participant, f"head@{make.domain(participant.school)}")
    key, by = make.last_key(), make.user()

    at_once(
        lambda: operations.answer_as_colleague(key, True),
        lambda: operations.answer_as_colleague(key, True),
        lambda: operations.verify_by_hand(participant, by, "I know her"),
    )

    participant.refresh_from_db()
    assert participant.is_verified
    assert Verification.objects.standing().count() == 1
    assert Event.objects.filter(action="verify_participant").count() == 1
