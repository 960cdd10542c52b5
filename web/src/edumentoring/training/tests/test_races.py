"""Several press at one moment. Real threads, each with its own connection."""

from functools import partial

import pytest

from edumentoring.common.tests.race import at_once
from edumentoring.training import operations
from edumentoring.training.models import Booking
from edumentoring.training.tests import make

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_the_last_place_is_given_once_while_another_is_given_back():
    programme = make.programme()
    event = make.event(programme, places=2)
    parts = [make.mentor(programme, name=f"Mentor {name}") for name in "ABCDE"]
    first = make.booking(event, parts[0])

    at_once(
        *(partial(operations.book, event, part) for part in parts[1:]),
        partial(operations.book, event, parts[1]),
        partial(operations.cancel_booking, first),
    )

    assert Booking.objects.with_places().count() == 2 == make.fresh(event).taken
    assert Booking.objects.waiting().count() == 2
    assert len(make.letters("moved_up")) + len(make.letters("booked")) >= 2
