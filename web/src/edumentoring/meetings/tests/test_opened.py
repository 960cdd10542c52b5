"""A meeting that a mentee opens to somebody around the pair."""

import pytest

from edumentoring.meetings.models import Meeting
from edumentoring.meetings.opened import meetings
from edumentoring.meetings.tests import make
from edumentoring.pairs.sides import side_of

pytestmark = pytest.mark.django_db


def test_a_meeting_that_was_shows_its_two_lines_and_never_how_to_get_there():
    meeting = make.gone_by()
    Meeting.objects.filter(pk=meeting.pk).update(
        state="held", talked="Calm starts", next_step="Try it on Tuesday", where="https://x.example"
    )
    pair = meeting.pair

    [thing] = meetings(side_of(pair, pair.mentee), None)

    words = f"{thing.title} {' '.join(part.words for part in thing.parts)}"
    assert "Calm starts" in words
    assert "Try it on Tuesday" in words
    assert "x.example" not in words
    assert list(meetings(side_of(pair, pair.mentor), None)) == []
