"""Real dates from weekly slots, right across clock changes."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from edumentoring.pairs.times import next_times
from edumentoring.programmes.vocabulary import PARTS_OF_DAY, SLOTS

LONDON = ZoneInfo("Europe/London")


def test_gives_the_next_dates_at_least_three_days_on():
    after = datetime(2026, 11, 22, 20, 5, tzinfo=UTC)  # a Sunday evening

    times = next_times(["thu-after", "mon-evening"], zone=LONDON, after=after)

    assert [time.day for time in times] == [
        "Thursday 26 November",
        "Monday 30 November",
        "Thursday 3 December",
    ]
    assert times[0].hours == "4.00 to 4.45\N{NO-BREAK SPACE}pm"


def test_knows_no_times_without_slots_or_with_unknown_ones():
    after = datetime(2026, 11, 22, tzinfo=UTC)

    assert next_times([], zone=LONDON, after=after) == []
    assert next_times(["someday-soon", ""], zone=LONDON, after=after) == []


@pytest.mark.parametrize(
    ("zone", "written", "offsets"),
    [
        # Clocks go back on 25 October 2026 and forward on 28 March 2027 in London.
        (LONDON, datetime(2026, 10, 20, 12, tzinfo=UTC), [1, 0, 0]),
        (LONDON, datetime(2027, 3, 22, 12, tzinfo=UTC), [0, 1, 1]),
        # New York changes on other days: 1 November 2026 and 14 March 2027.
        (ZoneInfo("America/New_York"), datetime(2026, 10, 26, 12, tzinfo=UTC), [-4, -5, -5]),
        (ZoneInfo("America/New_York"), datetime(2027, 3, 8, 12, tzinfo=UTC), [-5, -4, -4]),
    ],
)
def test_four_o_clock_stays_four_o_clock_when_the_clocks_change(zone, written, offsets):
    times = next_times(["fri-after"], zone=zone, after=written)

    assert [time.starts.hour for time in times] == [16, 16, 16]
    assert [time.starts.utcoffset().total_seconds() / 3600 for time in times] == offsets
    assert all(time.starts.weekday() == 4 for time in times)


def test_every_slot_of_the_week_makes_a_time_in_every_week_of_the_year():
    new_year = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for slot, days in product(SLOTS, range(0, 365, 13)):
        after = new_year + timedelta(days=days)
        [time] = next_times([slot], zone=LONDON, after=after, count=1)

        assert time.starts.strftime("%a").lower() == slot[:3]
        assert 3 <= (time.starts - after).total_seconds() / 86400 < 10.1
        part = next(part for part in PARTS_OF_DAY if slot.endswith(part.id))
        assert abs(time.starts.hour - part.rank) <= 1
