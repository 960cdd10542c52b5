"""How hours are written."""

from decimal import Decimal

import pytest

from edumentoring.training.wording import in_words


@pytest.mark.parametrize(
    ("hours", "words"), [("1.00", "1 hour"), ("1.50", "1.5 hours"), ("10", "10 hours")]
)
def test_hours_are_written_as_people_say_them(hours, words):
    assert in_words(Decimal(hours)) == words
