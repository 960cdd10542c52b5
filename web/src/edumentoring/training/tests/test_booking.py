"""Who has a place, who waits, and what becomes of a place that is given back."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from edumentoring.common.refused import Refused
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.tests.make import sign_in
from edumentoring.programmes.models import Participant, Programme
from edumentoring.schools.models import Organisation
from edumentoring.signup.limits import TooMany
from edumentoring.training import operations
from edumentoring.training.access import events_for, key_of
from edumentoring.training.models import Booking, Event
from edumentoring.training.tests import make

pytestmark = pytest.mark.django_db
State = Booking.State


def calendar_of(letter) -> Calendar:
    return Calendar.from_ical(letter.calendar)


def test_a_place_is_booked_once_and_stands_in_letter_calendar_and_gentle_line():
    part = make.mentor()
    event = make.event(part.programme, places=2)

    first, again = make.booking(event, part), make.booking(event, part)

    assert first.pk == again.pk
    assert make.fresh(event).taken == 1
    [letter] = make.letters()
    entry = calendar_of(letter)
    assert entry["METHOD"] == "REQUEST"
    assert entry.walk("VEVENT")[0]["ATTENDEE"] == f"mailto:{part.user.email}"
    assert Nudge.objects.get(participant=part).due_at == event.starts_at


def test_who_comes_too_late_waits_and_moves_up_by_themselves_in_order():
    programme = make.programme()
    event = make.event(programme, places=1)
    first, second, third = (
        make.booking(event, make.mentor(programme, name=name)) for name in ("A B", "C D", "E F")
    )
    assert [first.state, second.state, third.state] == [State.BOOKED, State.WAITING, State.WAITING]

    operations.cancel_booking(first)

    assert make.again(second).state == State.BOOKED
    assert make.again(second).moved_up_at
    assert make.again(third).state == State.WAITING
    assert make.fresh(event).taken == 1
    assert [one.to for one in make.letters("moved_up")] == [second.email]
    [off] = make.letters("taken_off")
    assert calendar_of(off)["METHOD"] == "CANCEL"


def test_more_places_move_people_up_and_fewer_than_taken_are_refused():
    programme = make.programme()
    event = make.event(programme, places=2)
    bookings = [
        make.booking(event, make.mentor(programme, name=f"Mentor {name}")) for name in "ABCD"
    ]

    operations.change_event(event, {"places": 3}, version=event.version, by=make.by())

    assert [make.again(one).state for one in bookings] == [State.BOOKED] * 3 + [State.WAITING]
    with pytest.raises(Refused, match="3 people have a place"):
        operations.change_event(event, {"places": 2}, version=event.version + 1, by=make.by())
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(places=2)


def test_on_the_last_day_nobody_is_moved_up_unasked_and_all_who_wait_are_told():
    programme = make.programme()
    event = make.event(programme, places=1)
    first, second, third = (
        make.booking(event, make.mentor(programme, name=name)) for name in ("A B", "C D", "E F")
    )
    starts_at = timezone.now() + timedelta(hours=20)
    Event.objects.update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    operations.cancel_booking(make.again(first))

    assert {make.again(one).state for one in (second, third)} == {State.WAITING}
    assert {one.to for one in make.letters("free_now")} == {second.email, third.email}
    operations.book(make.fresh(event), third.participant)
    assert make.again(third).state == State.BOOKED
    with pytest.raises(Refused, match="All places are taken"):
        operations.move_up(make.again(second), by=make.by())


def test_an_event_that_began_or_closed_takes_no_booking_and_gives_none_back():
    part, other = make.mentor(), make.mentor(name="Jo Barker")
    event = make.event(part.programme, closes_at=timezone.now() + timedelta(days=1))
    booked = make.booking(event, part)
    Event.objects.update(closes_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(Refused, match="Booking has closed"):
        make.booking(event, other)
    make.begun(event)
    with pytest.raises(Refused, match="has begun"):
        operations.cancel_booking(make.again(booked))


def test_whom_an_event_is_for_sees_it_and_nobody_else():
    trust = Organisation.objects.create(name="Northgate Trust", kind=Organisation.Kind.TRUST)
    here, there, away = (make.programme(name=name) for name in ("Here", "There", "Away"))
    Programme.objects.filter(pk__in=[here.pk, there.pk]).update(organisation=trust)
    mentor, mentee = make.mentor(here), make.mentee(here)
    sister, stranger = make.mentor(there, name="Jo B"), make.mentor(away, name="Kit R")
    here.refresh_from_db()
    for_mentors = make.event(here, title="For mentors", for_whom="mentors")
    for_all = make.event(here, title="For the trust", reach="organisation")
    make.draft(here, title="Not yet")

    def seen(part: Participant) -> list[Event]:
        return list(events_for([Participant.objects.with_person().get(pk=part.pk)]))

    assert set(seen(mentor)) == {for_mentors, for_all}
    assert seen(mentee) == [for_all]
    assert seen(sister) == [for_all]
    assert seen(stranger) == []


# --- Guests -----------------------------------------------------------------------------------


def public(**fields) -> Event:
    programme = make.programme()
    Programme.objects.filter(pk=programme.pk).update(published_at=timezone.now())
    return make.event(programme, is_public=True, **fields)


def test_a_guest_holds_nothing_until_the_letters_link_is_pressed_and_a_scanner_presses_nothing():
    event = public(places=1)
    guest = make.guest(event)
    page = reverse("training:booking", args=[key_of(guest)])

    for _time in range(3):
        assert Client().get(page).status_code == 200
    assert make.fresh(event).taken == 0
    Client().post(page, {"do": "confirm"})

    assert make.again(guest).state == State.BOOKED
    assert make.fresh(event).taken == 1
    Client().post(page, {"do": "cancel"})
    assert make.again(guest).state == State.CANCELLED
    assert make.fresh(event).taken == 0


def _ask(page: str, email: str) -> str:
    return Client().post(page, {"name": "Gale", "email": email}).content.decode()


def test_the_public_page_says_the_same_of_a_known_and_an_unknown_address():
    event = public()
    known = make.guest(event, "known@school.example")
    operations.confirm_guest(known)
    page = reverse("training:public_event", args=[event.code])

    answers = [
        re.sub(r'nonce="[^"]+"', "", _ask(page, f"{name}@school.example"))
        for name in ("known", "other")
    ]

    assert answers[0].replace("known@", "other@") == answers[1]
    assert event.bookings.filter(guest_email="known@school.example").count() == 1


def test_a_guest_who_has_an_account_gets_one_place_not_two():
    event = public()
    part = make.mentor(event.programme, email="imran@school.example")
    mine = make.booking(event, part)
    guest = make.guest(event, "imran@school.example")

    kept = operations.confirm_guest(guest)

    assert kept.pk == mine.pk
    assert make.fresh(event).taken == 1


def test_the_sixth_letter_to_one_address_within_an_hour_is_refused():
    event = public()
    for _time in range(5):
        make.guest(event)

    with pytest.raises(TooMany):
        make.guest(event)


def test_a_year_after_the_event_who_the_guests_were_is_forgotten_and_their_number_stays():
    lately, long_ago = public(), public()
    for event, days in ((lately, 300), (long_ago, 370)):
        operations.confirm_guest(make.guest(event, "gale@school.example"))
        make.begun(event, hours=24 * days)

    operations.forget_guests()

    kept = {one.event_id: one for one in Booking.objects.all()}
    assert kept[lately.pk].guest_email == "gale@school.example"
    assert (kept[long_ago.pk].guest_email, kept[long_ago.pk].guest_name) == ("", "")
    assert kept[long_ago.pk].state == State.BOOKED


def test_an_event_without_a_public_page_is_not_found_and_the_link_to_join_is_for_those_who_come():
    event = public(link="https://video.example/secret-room")
    hidden = make.event(event.programme)
    part = make.mentor(event.programme)
    reader = sign_in(Client(), part.user)

    assert Client().get(reverse("training:public_event", args=[hidden.code])).status_code == 404
    for name in ("public_event", "public_download"):
        shown = Client().get(reverse(f"training:{name}", args=[event.code])).content.decode()
        assert "secret-room" not in shown
    feed = Client().get(reverse("training:feed", args=[event.programme.slug])).content.decode()
    assert str(event.code) in feed
    assert "secret-room" not in feed
    before = reader.get(event.get_absolute_url()).content.decode()
    make.booking(event, part)
    after = reader.get(event.get_absolute_url()).content.decode()
    assert "secret-room" not in before
    assert "secret-room" in after


# --- Changes, and the clock -------------------------------------------------------------------


def test_what_people_plan_by_is_told_with_the_same_entry_and_what_they_do_not_is_not():
    part = make.mentor()
    event = make.event(part.programme)
    make.booking(event, part)
    [uid] = {one["UID"] for one in calendar_of(make.letters("booked")[0]).walk("VEVENT")}

    operations.change_event(event, {"about": "New words"}, version=1, by=make.by())
    assert make.letters("changed") == []
    later = event.starts_at + timedelta(hours=1)
    operations.change_event(
        event,
        {"starts_at": later, "ends_at": later + timedelta(hours=1)},
        version=2,
        by=make.by(),
    )

    [letter] = make.letters()
    entry = calendar_of(letter).walk("VEVENT")[0]
    assert (entry["UID"], entry["SEQUENCE"]) == (uid, 1)
    assert entry["DTSTART"].dt == later
    operations.cancel_event(make.fresh(event), "The hall is flooded", by=make.by())
    [letter] = make.letters()
    assert "The hall is flooded" in letter.text
    assert calendar_of(letter)["METHOD"] == "CANCEL"
    assert not Nudge.objects.exists()


def test_a_series_keeps_its_hour_across_the_clock_change_and_a_stale_save_is_answered():
    programme = make.programme()
    starts = timezone.datetime.fromisoformat("2027-03-18T16:00:00+00:00")

    first = operations.plan(
        programme, make.values(starts_at=starts), by=make.by(), repeat="week", times=3
    )

    days = [one.when.hours for one in Event.objects.filter(series=first.series)]
    assert days == [first.when.hours] * 3
    assert [one.starts_at.hour for one in Event.objects.order_by("starts_at")] == [16, 16, 15]
    assert len(operations.publish(first, by=make.by())) == 3
    with pytest.raises(Refused, match="Somebody changed this event"):
        operations.change_event(first, {"title": "Other"}, version=9, by=make.by())


def test_the_day_before_is_the_one_reminder_of_the_week_and_those_who_left_make_room():
    programme = make.programme()
    event = make.event(programme, places=1)
    booked, waits = (
        make.booking(event, make.mentor(programme, name=name)) for name in ("A B", "C D")
    )
    Booking.objects.update(since=timezone.now() - timedelta(days=3))
    starts_at = timezone.now() + timedelta(hours=26)
    Event.objects.update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    assert [operations.remind_of_tomorrow() for _time in range(2)] == [1, 0]
    assert [one.to for one in make.letters("tomorrow")] == [booked.email]
    assert not Nudge.objects.filter(participant=booked.participant).exists()
    Participant.objects.filter(pk=booked.participant_id).update(
        state="left", updated_at=timezone.now() - timedelta(hours=1)
    )
    operations.drop_those_who_left()
    assert make.again(waits).state == State.BOOKED


def test_a_place_soon_stands_on_ones_first_page_at_once():
    part = make.mentor()
    event = make.event(part.programme, starts_at=make.soon(3), title="Listening, a workshop")
    reader = sign_in(Client(), part.user)

    before = reader.get(reverse("pairs:place")).content.decode()
    make.booking(event, part)
    after = reader.get(reverse("pairs:place")).content.decode()

    assert event.title not in before
    assert event.title in after
