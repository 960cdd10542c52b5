"""A status set by hand may pass a limit of places, once somebody was told so and goes on."""

import pytest
from django.urls import reverse

from edumentoring.people.tests import make as people
from edumentoring.programmes import beyond
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db
SAID = "The limit is 1 mentee, and this makes"


@pytest.fixture
def seat(client):
    """Room for one mentee, who is in."""
    seat = make.seat("coordinator")
    seat.programme.limit_mentees = 1
    seat.programme.save()
    make.mentee(seat.programme)
    people.sign_in_as_staff(client, seat.user)
    return seat


def gone(seat, **fields) -> Participant:
    return make.mentee(seat.programme, state="left", **fields)


def state_of(person: Participant) -> str:
    person.refresh_from_db()
    return person.state


def test_bringing_one_back_asks_first_and_keeps_the_note_that_was_begun(client, seat):
    person = gone(seat)
    make.mentee(seat.programme, state="queued")

    asked = client.post(person.get_absolute_url(), {"do": "back", "text": "Rang\ntwice"})

    words = asked.content.decode()
    assert f"{SAID} 2. 1 person waits for a place." in words
    assert state_of(person) == "left"
    again = dict(asked.context["sent"])
    assert again == {"do": "back", "text": "Rang\ntwice"}
    back = client.post(asked.context["address"], {**again, "beyond": "yes"})
    assert state_of(person) == "in"
    assert back.context["note_text"].split() == ["Rang", "twice"]


def test_several_are_counted_together_and_a_mentor_or_one_who_rests_passes_no_limit(client, seat):
    first, second = gone(seat), gone(seat)
    mentor = make.mentor(seat.programme, state="left")
    rests = make.mentee(seat.programme, state="paused")  # they kept their place
    address = reverse("programmes:together", args=[seat.programme.slug])
    who = [str(one.code) for one in (first, second, mentor, rests)]

    for sent in ({"do": "back"}, {"do": "set", "field": "state", "value": "in"}):
        asked = client.post(address, {"who": who, **sent})
        assert f"{SAID} 4" in asked.content.decode()
        assert ("who", who[0]) in asked.context["sent"]
        named = [one.name for one in asked.context["who"]]
        assert sorted(named) == sorted(one.name for one in (first, second, mentor))
        assert f">{first.name}</a>" in asked.content.decode()
    assert state_of(first) == "left"
    client.post(address, {"who": [who[2], who[3]], "do": "back"})
    assert [state_of(one) for one in (mentor, rests)] == ["in", "in"]
    client.post(address, {"who": who, "do": "back", "beyond": "yes"})
    assert [state_of(one) for one in (first, second)] == ["in", "in"]


def test_of_many_who_would_come_in_the_first_are_named_and_the_rest_counted(
    client, seat, monkeypatch
):
    monkeypatch.setattr(beyond, "NAMED", 1)
    who = [str(gone(seat).code) for _ in range(3)]
    address = reverse("programmes:together", args=[seat.programme.slug])

    asked = client.post(address, {"do": "back", "who": who})

    assert len(asked.context["who"]) == 1
    assert "And 2 more." in asked.content.decode()


def test_a_limit_that_is_just_reached_is_not_passed_and_each_who_comes_counts(client, seat):
    seat.programme.limit_mentees = 3
    seat.programme.save()
    who = [gone(seat) for _ in range(3)]
    address = reverse("programmes:together", args=[seat.programme.slug])
    sent = {"do": "back", "who": [str(one.code) for one in who]}

    asked = client.post(address, sent)
    client.post(address, {**sent, "who": sent["who"][:2]})

    assert "The limit is 3 mentees, and this makes 4." in asked.content.decode()
    assert [state_of(one) for one in who] == ["in", "in", "left"]


def test_a_cell_says_it_while_choosing_and_once_more_before_it_saves(client, seat):
    person = gone(seat)
    address = reverse("programmes:cell", args=[seat.programme.slug, person.code, "state"])

    said = client.get(address, {"value": "in"}, headers={"hx-request": "true"}).content.decode()
    told = client.post(address, {"value": "in", "version": person.version})

    assert f"{SAID} 2" in said
    assert (told.status_code, state_of(person)) == (422, "left")
    assert 'name="beyond" value="yes"' in told.content.decode()
    client.post(address, {"value": "in", "version": person.version, "beyond": "yes"})
    assert state_of(person) == "in"


def test_pasted_cells_say_it_where_they_are_looked_at_before_they_are_saved(client, seat):
    person = gone(seat, name="Zoe Zander")
    paste = reverse("programmes:paste", args=[seat.programme.slug])
    sent = {"at": str(person.code), "column": "status"}

    back = client.post(paste, {**sent, "text": "Taking part"})
    rests = client.post(paste, {**sent, "text": "Left"})

    assert f"{SAID} 2" in back.content.decode()
    assert not rests.context["beyond"]
