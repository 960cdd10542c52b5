"""A number that comes back from a page is one, or it is 0: it never ends in a fault."""

import pytest

from edumentoring.common.sent import number_in, version_in


@pytest.mark.parametrize("words", ["", "-1", "1.0", "²", "٣", "one", "9" * 10, "9" * 5000])
def test_what_no_page_of_ours_sends_is_no_number(words: str):
    assert number_in(words) == 0


def test_the_version_of_a_form_is_read():
    assert version_in({"version": "12"}) == 12
    assert version_in({}) == 0
