"""What calendars get: read by a parser that is not ours, with only what stands in the file."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical

from edumentoring.meetings import ics, operations
from edumentoring.meetings.forms import moment
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.tests import make
from edumentoring.meetings.when import Clocks
from edumentoring.meetings.zones import timezone_of
from edumentoring.pairs.models import Pair

LONDON, NEW_YORK = "Europe/London", "America/New_York"

# In each: the change itself, two days before and two days after it, at four in the afternoon.
CHANGES = [
    (LONDON, date(2026, 3, 29), [0, 1]),
    (LONDON, date(2026, 10, 25), [1, 0]),
    (NEW_YORK, date(2027, 3, 14), [-5, -4]),
    (NEW_YORK, date(2026, 11, 1), [-4, -5]),
]


def pair_in(zone: str) -> Pair:
    pair = make.pair()
    pair.programme.time_zone = zone
    pair.programme.save(update_fields=["time_zone"])
    return pair


def read(words: str) -> vobject.base.Component:
    return vobject.readOne(words)


def moment_by_the_file(words: str, name: str = "DTSTART") -> datetime:
    """The start, by the file's own VTIMEZONE and by nothing that this machine knows of zones."""
    lines = words.replace("\r\n ", "").split("\r\n")
    event = lines[lines.index("BEGIN:VEVENT") :]
    line = next(line for line in event if line.startswith(f"{name};TZID="))
    zone, _colon, wall = line.removeprefix(f"{name};TZID=").partition(":")
    start = lines.index("BEGIN:VTIMEZONE")
    file = "\n".join(lines[start : lines.index("END:VTIMEZONE") + 1])
    tz = tzical(StringIO(file)).get(zone)
    return datetime.strptime(wall, "%Y%m%dT%H%M%S").replace(tzinfo=tz)


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "change", "offsets"), CHANGES)
def test_four_o_clock_is_four_o_clock_whenever_it_was_written(zone, change, offsets):
    """Made before the change for a day before it and a day after it, and made after it for both."""
    meeting = make.agreed(pair_in(zone))
    place = ZoneInfo(zone)
    for made in (-40, 3):
        for days, offset in ((-2, offsets[0]), (2, offsets[1])):
            day = change + timedelta(days=days)
            meeting.starts_at = moment(day, time(16), Clocks(place, place))  # as somebody types it
            meeting.changed_at = make.soon() + timedelta(days=made)

            words = ics.invitation(meeting)

            found = moment_by_the_file(words)
            assert (found.hour, found.utcoffset().total_seconds() / 3600) == (16, offset)
            assert found.astimezone(UTC) == meeting.starts_at
            end = moment_by_the_file(words, "DTEND")
            assert (end - found).total_seconds() == 45 * 60
            assert read(words).vevent.dtstart.value.astimezone(UTC) == meeting.starts_at


@pytest.mark.once
@pytest.mark.parametrize(
    "zone", [LONDON, NEW_YORK, "Europe/Dublin", "Australia/Sydney", "Asia/Kolkata"]
)
def test_a_zone_is_right_on_every_day_for_years(zone):
    words = timezone_of(zone, 2026).to_ical().decode().replace("\r\n", "\n")
    theirs, ours = tzical(StringIO(words)).get(zone), ZoneInfo(zone)

    wrong = [
        wall
        for day in range(0, 4 * 365, 3)
        for wall in [datetime.combine(date(2026, 1, 1) + timedelta(days=day), time(9))]
        if wall.replace(tzinfo=theirs).utcoffset() != wall.replace(tzinfo=ours).utcoffset()
    ]

    assert wrong == []


@pytest.mark.django_db
def test_an_update_replaces_and_a_cancelling_removes():
    """One entry all the way: the same UID, a higher SEQUENCE, and the organiser who sends it."""
    mentee, mentor = make.sides()
    meeting = make.suggested(mentee, make.soon(5), make.soon(6))
    operations.accept(mentor, meeting, make.soon(5))
    operations.suggest_other_times(mentee, meeting, [make.soon(8)])
    operations.accept(mentor, meeting, make.soon(8))
    operations.change_details(mentor, meeting, make.details(where="Room 4"))
    operations.call_off(mentee, meeting)

    carried = [letter for letter in make.letters() if letter.calendar]
    to_bethan = [one for one in carried if one.to == mentee.me.user.email]
    files = [read(letter.calendar) for letter in to_bethan]
    assert len(carried) == 2 * len(to_bethan) == 8
    assert [file.method.value for file in files] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert len({file.vevent.uid.value for file in files}) == 1
    assert [int(file.vevent.sequence.value) for file in files] == [0, 1, 2, 3]
    assert files[1].vevent.dtstart.value.astimezone(UTC) == make.soon(8)
    assert files[2].vevent.location.value == "Room 4"
    assert files[3].vevent.status.value == "CANCELLED"
    for letter, file in zip(to_bethan, files, strict=True):
        address = file.vevent.organizer.value.removeprefix("mailto:")
        assert f"<{address}>" in letter.from_line
        guests = {each.value for each in file.vevent.attendee_list}
        assert guests == {f"mailto:{one.me.user.email}" for one in (mentee, mentor)}


@pytest.mark.django_db
def test_names_that_could_break_a_file_do_not():
    pair = make.pair()
    pair.mentor.user.name = 'Dr "Im;ran", Sadiq\r\nBCC:somebody@else.example'
    meeting = make.agreed(pair)
    meeting.pair = pair
    meeting.where = "Room 4; ask at the desk,\nthen go up \\ left " + "é" * 90

    words = ics.invitation(meeting)

    event = read(words).vevent
    assert event.attendee_list[0].params["CN"] == ["Dr 'Im;ran', Sadiq BCC:somebody@else.example"]
    assert event.location.value.startswith("Room 4; ask at the desk, then go up \\ left é")
    assert all(len(line.encode()) <= 75 for line in words.split("\r\n"))
    assert "\r\nBCC" not in words


@pytest.mark.django_db
def test_every_two_weeks_is_many_meetings_and_no_rule():
    """No entry repeats: one that is moved or called off takes no other along."""
    mentee, mentor = make.sides()
    starts = [make.soon(7 + 14 * number) for number in range(6)]
    made = operations.propose_series(mentee, starts, make.details())
    operations.accept_series(mentor, made[0].series)
    operations.call_off(mentor, Meeting.objects.get(pk=made[2].pk))

    words = ics.download(mentee, Meeting.objects.coming().with_pair())

    events = read(words).vevent_list
    assert len({event.uid.value for event in events}) == len(events) == 5
    assert "RRULE" not in words[words.index("BEGIN:VEVENT") :]
    assert all(event.getrruleset() is None for event in events)
    starts.pop(2)
    assert [event.dtstart.value.astimezone(UTC) for event in events] == starts


class OtherCalendar:
    """What any calendar does with letters: by UID, a higher SEQUENCE replaces, CANCEL removes."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[int, datetime]] = {}

    def take(self, words: str) -> None:
        file = read(words)
        uid, number = file.vevent.uid.value, int(file.vevent.sequence.value)
        if uid in self.entries and number <= self.entries[uid][0]:
            return
        if file.method.value == "CANCEL":
            self.entries.pop(uid, None)
        else:
            self.entries[uid] = (number, moment_by_the_file(words))


@pytest.mark.django_db
def test_a_weekly_series_stays_at_four_across_four_clock_changes_in_another_calendar():
    """Two years of Thursdays at four, taken in letter by letter, then some moved and called off."""
    mentee, mentor = make.sides()
    zone, first = mentee.zone, date(2027, 1, 7)
    days = [first + timedelta(weeks=number) for number in range(104)]
    series = Meeting.objects.bulk_create(
        Meeting(
            pair=mentee.pair,
            state=Meeting.State.AGREED,
            starts_at=moment(day, time(16), Clocks(zone, zone)),
            invited_at=make.soon(-1),
        )
        for day in days
    )
    theirs = OtherCalendar()
    for meeting in series:
        theirs.take(ics.invitation(meeting))
    walls = sorted(at.replace(tzinfo=None) for _number, at in theirs.entries.values())
    assert walls == [datetime.combine(day, time(16)) for day in days]
    assert len({at.utcoffset() for _number, at in theirs.entries.values()}) == 2

    moved, gone = series[20], series[60]
    to = make.soon(30)
    operations.suggest_other_times(mentee, moved, [to])
    operations.accept(mentor, moved, to)
    operations.call_off(mentor, gone)
    for letter in make.letters():
        if letter.calendar and letter.to == mentee.me.user.email:
            theirs.take(letter.calendar)
    theirs.take(ics.invitation(moved))  # the first invitation, come late: it changes nothing

    assert len(theirs.entries) == 103
    host = next(iter(theirs.entries)).partition("@")[2]
    assert theirs.entries[f"{moved.code}@{host}"][1].astimezone(UTC) == to
    assert f"{gone.code}@{host}" not in theirs.entries


@pytest.mark.django_db
def test_what_is_published_names_its_keeper_and_a_day_kept_by_itself_has_no_hour():
    mentee, _mentor = make.sides()
    day = (make.soon(-3)).astimezone(mentee.zone).date()
    kept = operations.record_meeting(mentee, day, operations.Told(happened=True))

    words = ics.feed([(mentee, kept)], name="Mentoring")

    event = read(words).vevent
    assert event.organizer.value.startswith("mailto:")
    assert (event.dtstart.value, event.dtend.value) == (day, day + timedelta(days=1))
    assert event.transp.value == "TRANSPARENT"
    assert "VTIMEZONE" not in words
