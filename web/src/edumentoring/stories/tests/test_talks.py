"""Times to talk with the team: offered, booked, moved, called off; and calendars that follow."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from icalendar import Calendar

from edumentoring.common.refused import Refused
from edumentoring.people.tests import make as accounts
from edumentoring.stories import operations
from edumentoring.stories.keys import talk_key
from edumentoring.stories.models import Slot, Talk
from edumentoring.stories.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    programme = make.programme()
    return SimpleNamespace(
        programme=programme,
        part=make.mentee(programme, name="Bethan Cole"),
        slot=make.slot(programme),
    )


def event_of(letter) -> tuple[str, dict]:
    calendar = Calendar.from_ical(letter.calendar)
    [event] = calendar.walk("VEVENT")
    return str(calendar["method"]), event


def test_both_get_the_time_for_their_calendars(here):
    talk = make.talk(here.slot, here.part)

    letters = make.letters("talk_booked")
    assert {one.to for one in letters} == {here.part.user.email, here.slot.host.email}
    method, event = event_of(letters[0])
    assert (method, event["sequence"], event["uid"].split("@")[0]) == (
        "REQUEST",
        0,
        str(talk.code),
    )
    assert event.decoded("dtstart") == here.slot.starts_at


def test_moved_it_stays_one_entry_and_the_first_time_is_free_again(here):
    talk = make.talk(here.slot, here.part)
    other = make.slot(here.programme, days=5)

    make.talk(other, here.part)  # to book again is to move the talk that is to come

    method, event = event_of(make.letters("talk_moved")[0])
    assert (method, event["sequence"]) == ("REQUEST", 1)
    assert event["uid"].startswith(str(talk.code))
    assert list(Slot.objects.free()) == [here.slot]


def test_called_off_it_leaves_both_calendars(here):
    talk = make.talk(here.slot, here.part)

    operations.cancel_talk(talk)
    operations.cancel_talk(talk)

    letters = make.letters("talk_cancelled")
    assert len(letters) == 2
    assert event_of(letters[0])[0] == "CANCEL"
    assert list(Slot.objects.free()) == [here.slot]


def test_a_time_is_booked_once_and_lies_ahead(here):
    make.talk(here.slot, here.part)
    with pytest.raises(Refused, match="is over"):
        make.slot(here.programme, days=0)
    other = make.mentor(here.programme)

    with pytest.raises(Refused, match="just booked"):
        make.talk(here.slot, other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.create(slot=here.slot, name="Jo")


def test_a_time_taken_away_tells_whoever_booked_it(here):
    make.talk(here.slot, here.part)

    operations.remove_slot(here.slot, by=here.slot.host)

    assert len(make.letters("talk_cancelled")) == 2
    assert not Slot.objects.coming().exists()


def test_a_person_books_moves_and_calls_off_from_the_letter(here):
    client = accounts.sign_in(accounts.browser(), here.part.user)
    other = make.slot(here.programme, days=5)

    booked = client.post(
        reverse("stories:book", args=[here.programme.slug]), {"slot": str(here.slot.code)}
    )
    anonymous = accounts.browser()
    talk = Talk.objects.get()
    assert booked.url == reverse("stories:talk", args=[talk_key(talk)])
    anonymous.post(booked.url, {"press": "move", "slot": str(other.code)})
    talk.refresh_from_db()
    assert talk.slot == other
    assert anonymous.get(f"{booked.url}talk.ics")["Content-Type"].startswith("text/calendar")
    anonymous.post(booked.url, {"press": "cancel"})
    talk.refresh_from_db()
    assert talk.cancelled_at is not None
    assert anonymous.get(f"{booked.url}talk.ics").status_code == 404
