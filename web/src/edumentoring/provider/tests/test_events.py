"""A partner plans an event: agreed first, booked like any other, and told of in numbers."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.tonight import lines_for
from edumentoring.provider import operations
from edumentoring.provider.event_form import HeldEventForm
from edumentoring.provider.models import Partner
from edumentoring.provider.tests import make
from edumentoring.training import operations as training
from edumentoring.training.models import Event
from edumentoring.training.tests import make as events

pytestmark = pytest.mark.django_db


def partner_of(seat: Coordinator, name: str = "North Hub") -> Partner:
    return make.partner(seat.programme, events.person(), name=name, by=seat.user)


def typed(**fields: str) -> dict[str, str]:
    """What somebody types into the form."""
    return {
        "title": "A morning in our nursery",
        "about": "See how we settle them in.",
        "on": (timezone.now() + timedelta(days=20)).date().isoformat(),
        "begins": "16:00",
        "ends": "17:30",
        "zone": "Europe/London",
        "where": "Ashby nursery",
        "places": "1",
        "for_whom": "mentors",
        **fields,
    }


def plan(partner: Partner, **fields: str) -> Event:
    address = reverse("provider:new_event", args=[partner.code])
    answer = sign_in(Client(), partner.user).post(address, typed(**fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return Event.objects.with_programme().latest("pk")


def page_of(client: Client, event: Event, name: str = "held_event") -> Any:
    return client.get(reverse(f"provider:{name}", args=[event.code]))


def is_in_public(event: Event) -> list[str]:
    """Where anybody reads of it."""
    Programme.objects.update(published_at=timezone.now())
    found, anybody = [], Client()
    if anybody.get(reverse("training:public_event", args=[event.code])).status_code == 200:
        found.append("its page")
    for name in ("public_events", "feed"):
        page = anybody.get(reverse(f"training:{name}", args=[event.programme.slug]))
        if str(event.code) in page.content.decode():
            found.append(name)
    return found


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind, state=Letter.State.WAITING).order_by("pk"))


def test_an_event_is_offered_agreed_to_booked_and_counted_without_a_name():
    seat = make.seat("owner")
    partner, me = partner_of(seat), events.mentor(seat.programme)
    theirs, mine = sign_in(Client(), partner.user), sign_in(Client(), me.user)
    desk = sign_in_as_staff(Client(), seat.user)

    event = plan(partner)

    own_page = reverse("training:event", args=[event.code])
    assert event.state == Event.State.OFFERED
    assert "North Hub" in str([line.text for line in lines_for(seat)])
    assert mine.get(own_page).status_code == 404
    assert event.title not in mine.get(reverse("training:mine")).content.decode()
    desk_page = reverse("training:desk_event", args=[seat.programme.slug, event.code])
    assert "Agree, and let people see it" in desk.get(desk_page).content.decode()

    desk.post(reverse("training:publish", args=[seat.programme.slug, event.code]))
    Event.objects.update(is_public=True)
    assert is_in_public(event) == ["its page", "public_events", "feed"]

    assert [letter.to for letter in letters("held_agreed")] == [partner.user.email]
    assert "North Hub sees how many come, and no names" in mine.get(own_page).content.decode()
    mine.post(reverse("training:book", args=[event.code]))
    second = events.mentor(seat.programme, name="Wanda Waits")
    assert events.booking(events.fresh(event), second).state == "waiting"
    page = page_of(theirs, event)
    assert [page.context["event"].taken, page.context["waiting"]] == [1, 1]
    for seen in (page, theirs.get(reverse("provider:partner", args=[partner.code]))):
        words = seen.content.decode()
        assert event.title in words
        for part in (me, second):
            assert part.user.email not in words
            assert part.user.name not in words
    events.came(event)  # nobody's name was ticked
    assert page_of(theirs, event).context["came"] == 0
    entry = Calendar.from_ical(page_of(theirs, event, "held_file").content).walk("VEVENT")[0]
    assert "ATTENDEE" not in entry
    assert entry["URL"].endswith(reverse("provider:held_event", args=[event.code]))


def test_what_goes_back_is_said_why_and_comes_again():
    seat = make.seat()
    partner = partner_of(seat)
    event = plan(partner)
    Event.objects.update(is_public=True)  # the desk made ready what it was not yet sure of
    assert is_in_public(event) == []
    desk = sign_in_as_staff(Client(), seat.user)
    back = reverse("training:send_back", args=[seat.programme.slug, event.code])

    desk.post(back, {"word": "  "})
    assert events.fresh(event).state == Event.State.OFFERED
    desk.post(back, {"word": "Could it begin at five?"})

    assert "Could it begin at five?" in letters("held_sent_back")[0].text
    with pytest.raises(Refused, match="back with North Hub"):
        training.publish(event, by=seat.user)
    theirs = sign_in(Client(), partner.user)
    assert "Could it begin at five?" in page_of(theirs, event).content.decode()
    change = reverse("provider:change_held", args=[event.code])
    stale = theirs.post(change, {**typed(begins="17:00", ends="18:00"), "version": "1"})
    assert stale.status_code == 409
    version = stale.context["version"]
    theirs.post(change, {**typed(begins="17:00", ends="18:00"), "version": version})
    found = events.fresh(event)
    assert (found.state, found.answer_word, found.when.starts.hour) == ("offered", "", 17)
    training.cancel_event(found, "", by=partner.user)
    assert is_in_public(event) == []


def test_once_seen_a_partner_moves_it_and_its_words_stay_and_those_who_booked_hear_of_it():
    seat = make.seat()
    partner, me = partner_of(seat), events.mentor(seat.programme)
    event = plan(partner)
    training.publish(event, by=seat.user)
    events.booking(event, me)
    theirs = sign_in(Client(), partner.user)
    change = reverse("provider:change_held", args=[event.code])
    page = theirs.get(change)
    version = page.context["version"]
    assert {"title", "about", "for_whom"}.isdisjoint(page.context["form"].fields)
    colleague = make.partner(seat.programme, events.person(), by=seat.user)

    theirs.post(change, {**typed(title="Buy now", about="Buy", where="Hall"), "version": version})

    found = events.fresh(event)
    assert (found.title, found.about) == ("A morning in our nursery", "See how we settle them in.")
    assert found.where == "Hall"
    [told] = letters("training_changed")
    assert told.to == me.user.email
    assert "Hall" in told.text
    assert [letter.to for letter in letters("held_changed")] == [colleague.user.email]

    theirs.post(reverse("provider:call_off_held", args=[event.code]), {"word": "We are flooded."})

    assert "We are flooded." in letters("training_cancelled")[0].text
    assert letters("training_cancelled")[0].calendar.count("METHOD:CANCEL") == 1
    assert events.fresh(event).state == Event.State.CANCELLED
    assert "Have a place" not in page_of(theirs, event).content.decode()


def test_an_owner_may_let_people_see_them_at_once_and_then_words_change_too():
    owner = make.seat("owner")
    partner = partner_of(owner)
    desk = sign_in_as_staff(Client(), owner.user)
    rule = reverse("provider:choose_events_rule", args=[owner.programme.slug])
    desk.post(rule, {"rule": "never"})
    assert plan(partner).state == Event.State.OFFERED

    desk.post(rule, {"rule": "at_once"})

    seen = plan(partner, title="A talk")
    assert seen.state == Event.State.PUBLISHED
    assert not letters("held_agreed")
    theirs = sign_in(Client(), partner.user)
    change = reverse("provider:change_held", args=[seen.code])
    theirs.post(change, {**typed(title="A better talk"), "version": seen.version})
    assert events.fresh(seen).title == "A better talk"


def test_only_who_speaks_for_its_organisation_now_reads_an_event():
    seat = make.seat("owner")
    partner, other = partner_of(seat), partner_of(seat, "South Hub")
    elsewhere = make.partner(make.programme(), events.person())  # the same hub, other people
    event = plan(partner)
    desks_own = events.draft(seat.programme)

    for stranger in (other, elsewhere):
        assert page_of(sign_in(Client(), stranger.user), event).status_code == 404
    theirs = sign_in(Client(), partner.user)
    assert page_of(theirs, desks_own).status_code == 404
    assert page_of(theirs, event).status_code == 200
    operations.end_partner(partner, by=seat.user)
    assert page_of(theirs, event).status_code == 404


def test_what_was_agreed_to_stays_whoever_asks_and_what_is_over_or_seen_is_answered_no_more():
    seat = make.seat()
    partner = partner_of(seat)
    [event] = training.publish(plan(partner), by=seat.user)
    asked = {"title": "Buy now", "for_whom": "everyone", "places": 5, "link": "https://a.example/"}

    training.change_held(event, asked, version=event.version, by=partner.user)

    found = events.fresh(event)
    assert (found.title, found.for_whom) == ("A morning in our nursery", "mentors")
    assert (found.places, found.link) == (5, "https://a.example/")
    with pytest.raises(Refused, match="does not wait for an answer"):
        training.send_back(found, "Could it begin at five?", by=seat.user)
    over = events.begun(found)
    with pytest.raises(Refused, match="is over"):
        training.change_held(over, {"places": 6}, version=over.version, by=partner.user)


def test_news_goes_to_those_who_speak_for_the_organisation_here_and_now():
    seat = make.seat("owner")
    partner, colleague = partner_of(seat), partner_of(seat)
    partner_of(seat, "South Hub")
    make.partner(make.programme(), events.person())  # the same hub, in another programme
    operations.end_partner(partner_of(seat), by=seat.user)
    event, other = plan(partner), plan(partner, title="A talk")
    training.publish(event, by=seat.user)

    training.cancel_event(event, "The hall is flooded.", by=seat.user)
    training.cancel_event(other, "", by=partner.user)

    both = [partner.user.email, colleague.user.email]
    assert [letter.to for letter in letters("held_agreed")] == both
    *told, last = letters("held_called_off")
    assert [letter.to for letter in told] == both
    assert "Whoever has a place was told." in told[0].text
    assert "The hall is flooded." in told[0].text
    assert (last.to, last.subject) == (colleague.user.email, "Your event was called off: A talk")
    assert "Whoever has a place" not in last.text  # nobody ever saw it


def test_a_time_is_that_of_the_zone_that_was_chosen_and_lies_ahead():
    programme = make.programme()
    form = HeldEventForm(typed(zone="America/New_York"), programme=programme)
    gone = HeldEventForm(typed(on="2020-01-02", where=""), programme=programme)

    assert form.is_valid(), form.errors
    starts = form.values["starts_at"]
    assert starts.astimezone(ZoneInfo("America/New_York")).hour == 16
    assert starts.astimezone(ZoneInfo("Europe/London")).hour in (20, 21)
    assert "gone by" in str(gone.errors["on"])
    assert "where it is" in str(gone.errors["where"])


def test_one_form_offers_once_and_ten_that_wait_are_enough():
    seat = make.seat()
    partner, other = partner_of(seat), partner_of(seat, "South Hub")
    key = "7b0a6ad0-6c1f-4f0e-9a3e-2f1a5b6c7d8e"
    event = plan(partner, form_key=key)
    training.publish(event, by=seat.user)
    assert plan(partner, form_key=key) == event
    assert events.fresh(event).state == Event.State.PUBLISHED
    for number in range(10):
        events.offered(seat.programme, held_by=partner.organisation, title=f"Talk {number}")

    with pytest.raises(Refused, match="10 of your events wait"):
        events.offered(seat.programme, held_by=partner.organisation)
    events.offered(seat.programme, held_by=other.organisation)
    events.offered(make.programme(), held_by=partner.organisation)
