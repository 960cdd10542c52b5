"""One person's pages: reading, correcting, two editors at once, and one cell of the list."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edumentoring.people.tests import make as people
from edumentoring.programmes import operations
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    """A coordinator at the desk, signed in."""
    seat = make.seat("coordinator")
    people.sign_in_as_staff(client, seat.user)
    return seat


def at(page: str, person, *more: str) -> str:
    return reverse(f"programmes:{page}", args=[person.programme.slug, person.code, *more])


def filled(client, person) -> dict[str, list[str] | str]:
    """What a browser would send back from the form, as it was drawn."""
    html = client.get(at("change", person)).content.decode()
    form = html[html.index('class="at-the-desk"') :]
    form = form[: form.index("</form>")]
    given: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        is_box = 'type="checkbox"' in tag
        if name and ("checked" in tag or not is_box) and "disabled" not in tag:
            usual = "on" if is_box else ""
            given.setdefault(name[1], []).append(unescape(value[1]) if value else usual)
    for name, body in re.findall(
        r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL
    ):
        given[name] = [unescape(body).removeprefix("\n")]
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        given[name] = [unescape(chosen[1]) if chosen else ""]
    return {name: values if len(values) > 1 else values[0] for name, values in given.items()}


def full_person(programme):
    """Somebody with an answer of every kind, in an order that no form would give."""
    return make.participant(
        programme,
        name="Imran Sadiq",
        is_mentor=True,
        is_mentee=True,
        capacity=3,
        school=make.school("Elm Bank School"),
        region="wales",
        answers={
            "subjects": ["physics", "art", "other:Falconry"],
            "topics_wanted": ["workload", "behaviour", "other:Choirs"],
            "topics_offered": ["wellbeing"],
            "availability": ["thu-after", "mon-evening"],
            "contact": ["in_person", "online"],
            "max_km": 0,
            "line_manages": ["bethan@example.org", "jo@example.org"],
            "about_me": "I nearly left.\nI stayed.",
            "identity_is": ["lgbt"],
        },
    )


def test_a_form_saved_as_it_was_drawn_changes_nothing(client, seat):
    person = full_person(seat.programme)

    answer = client.post(at("change", person), filled(client, person))

    assert answer.status_code == 302
    assert list(person.answer_changes.values_list("key", "before", "after")) == []


def test_one_change_on_the_form_changes_one_thing(client, seat):
    person = full_person(seat.programme)

    client.post(at("change", person), {**filled(client, person), "role_title": "SENCO"})

    assert person.answer_changes.get().after == "SENCO"
    assert person.answer_changes.get().by == seat.user


def test_topics_keep_the_order_they_are_given(client, seat):
    person = full_person(seat.programme)
    ranked = {"topics_wanted_0": "behaviour", "topics_wanted_1": "workload"}

    client.post(at("change", person), {**filled(client, person), **ranked})

    person.refresh_from_db()
    assert person.answers["topics_wanted"] == ["behaviour", "workload", "other:Choirs"]


def test_a_stale_save_is_answered_with_the_difference_and_what_was_typed(client, seat):
    person = make.mentor(seat.programme, capacity=1)
    mine = {**filled(client, person), "capacity": "4", "role_title": "Head of everything"}
    sam = make.user("Sam Okafor")
    operations.change_participant(person, changes={"capacity": 2}, by=sam)

    answer = client.post(at("change", person), mine)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Sam Okafor" in html
    assert 'value="Head of everything"' in html
    person.refresh_from_db()
    assert (person.capacity, person.role_title) == (2, "")

    again = client.post(at("change", person), {**mine, "version": str(person.version)})

    person.refresh_from_db()
    assert again.status_code == 302
    assert (person.capacity, person.role_title) == (4, "Head of everything")


def test_an_old_page_loses_no_edit_of_another_answer(client, seat):
    person = make.mentor(seat.programme, capacity=1)
    mine = {**filled(client, person), "role_title": "SENCO"}
    operations.change_participant(person, changes={"capacity": 3, "region": "wales"}, by=None)

    assert client.post(at("change", person), mine).status_code == 302

    person.refresh_from_db()
    assert (person.capacity, person.region, person.role_title) == (3, "wales", "SENCO")


@pytest.mark.parametrize("version", ["", "x", "-3", "999999999999999999999"])
def test_a_version_that_cannot_be_loses_no_edit(client, seat, version):
    person = make.mentor(seat.programme, capacity=1)
    mine = {**filled(client, person), "capacity": "4", "version": version}
    operations.change_participant(person, changes={"capacity": 2}, by=None)

    assert client.post(at("change", person), mine).status_code == 409


def test_a_wrong_answer_says_what_to_write_and_keeps_the_rest(client, seat):
    person = make.mentor(seat.programme)

    answer = client.post(
        at("change", person), {**filled(client, person), "capacity": "lots", "note": "Kept"}
    )

    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
    assert not person.answer_changes.exists()


def test_fewer_places_than_people_are_refused_on_the_form(client, seat):
    person = make.mentor(seat.programme, capacity=2)
    operations.take_place(person, make.mentee(seat.programme))

    answer = client.post(at("change", person), {**filled(client, person), "capacity": "0"})

    assert answer.status_code == 422
    assert "End a pair first" in answer.content.decode()


def test_a_field_nobody_offered_is_ignored(client, seat):
    person = make.mentor(seat.programme)

    sent = {**filled(client, person), "mentees_now": "9", "identity_is": "lgbt", "role": "owner"}
    client.post(at("change", person), sent)

    person.refresh_from_db()
    assert person.mentees_now == 0
    assert "identity_is" not in person.answers


def test_a_school_is_kept_as_typed_until_it_is_found(client, seat):
    school = make.school("Garth School")
    person = make.mentor(seat.programme)
    form = filled(client, person)

    client.post(at("change", person), {**form, "school": "Nowhere School", "school_id": ""})
    person.refresh_from_db()
    assert (person.school, person.school_text) == (None, "Nowhere School")

    form = filled(client, person)
    client.post(at("change", person), {**form, "school": "garth school"})
    person.refresh_from_db()
    assert (person.school, person.school_text) == (school, "")


def test_sensitive_answers_are_on_no_page(client, seat):
    person = full_person(seat.programme)
    operations.change_participant(person, changes={"identity_wanted": ["faith"]}, by=None)

    for page in ("participant", "change"):
        html = client.get(at(page, person)).content.decode()
        assert "LGBT" not in html
        assert "A person of faith" not in html
    assert "2 private answers" in client.get(at("participant", person)).content.decode()


def test_words_of_a_person_are_never_markup(client, seat):
    person = make.mentee(
        seat.programme,
        name="<b>Jo</b>",
        role_title="<script>alert(1)</script>",
        answers={"about_me": "<img src=x onerror=alert(1)>"},
    )

    addresses = [at("participant", person), at("change", person)]
    addresses.append(reverse("programmes:people", args=[seat.programme.slug]))
    for address in addresses:
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>Jo</b>" not in html


def test_pausing_can_be_undone_from_the_toast(client, seat):
    person = make.mentor(seat.programme)

    page = client.post(at("participant", person), {"do": "pause"}, follow=True)
    person.refresh_from_db()
    assert person.state == "paused"

    undo = re.search(r'action="([^"]+/undo/[^"]+)"', page.content.decode())[1]
    client.post(undo)
    person.refresh_from_db()
    assert person.state == "in"


def test_a_note_that_was_begun_outlives_the_other_buttons_of_the_page(client, seat):
    person = make.mentor(seat.programme)
    operations.add_note(person, "Rang her.", by=seat.user)
    page = client.get(at("participant", person)).content.decode()
    assert page.count('form="note-form"') == 3  # pause, left, remove

    paused = client.post(at("participant", person), {"do": "pause", "text": "Half a note"})
    assert "Half a note</textarea>" in paused.content.decode()
    note = person.notes.get()
    removed = client.post(at("notes", person), {"remove": note.pk, "text": "Half a note"})

    assert "Half a note</textarea>" in removed.content.decode()
    person.refresh_from_db()
    assert person.state == "paused"
    assert list(person.notes.kept()) == []


@pytest.mark.parametrize("state", ["signed_up", "queued"])
def test_whoever_is_not_in_yet_comes_in_by_the_limit_alone(client, seat, state: str):
    """Neither a button made up, nor the Status cell, passes by the limit and the waiting list."""
    seat.programme.limit_mentors = 1
    seat.programme.save()
    make.mentor(seat.programme)
    person = make.mentor(seat.programme, name="Tom Farrant", state=state)
    page = client.get(at("participant", person)).content.decode()
    assert 'value="take_in"' in page
    assert 'value="left"' in page
    assert 'value="back"' not in page

    for do in ("back", "pause"):
        refused = client.post(at("participant", person), {"do": do}, follow=True)
        assert "Tom Farrant has not come in yet." in refused.content.decode()
    for status in ("in", "paused"):
        sent = {"value": status, "version": str(person.version)}
        answer = client.post(at("cell", person, "state"), sent, headers=HTMX)
        assert answer.status_code == 422
        assert "Use “Take in”" in answer.content.decode()
    assert '<option value="in"' not in client.get(at("cell", person, "state")).content.decode()
    person.refresh_from_db()
    assert person.state == state

    full = client.post(at("participant", person), {"do": "take_in"}, follow=True)
    assert "no room for 1 person" in full.content.decode()
    seat.programme.limit_mentors = 2
    seat.programme.save()
    client.post(at("participant", person), {"do": "take_in"})
    person.refresh_from_db()
    assert person.state == "in"


def test_reading_a_person_asks_no_more_often_for_a_longer_history(client, seat):
    person = full_person(seat.programme)
    counts = []
    for notes in (("one",), ("two", "three", "four", "five")):
        for note in notes:
            operations.change_participant(person, changes={"note": note}, by=seat.user)
            operations.add_note(person, note, by=seat.user)
        with CaptureQueriesContext(connection) as asked:
            client.get(at("participant", person))
        counts.append(len(asked))

    assert counts[1] <= counts[0] <= 45


# --- One cell -----------------------------------------------------------------------------------

HTMX = {"hx-request": "true"}


def test_a_cell_says_what_a_change_would_mean(client, seat):
    person = make.mentor(seat.programme, name="Tom Farrant", capacity=3)
    for _ in range(2):
        operations.take_place(person, make.mentee(seat.programme))

    said = client.get(at("cell", person, "capacity"), {"value": "2"}, headers=HTMX).content.decode()

    assert "Tom offered 3 places and has 2 people. With 2, there is no room left." in said


def test_a_saved_cell_gives_its_row_and_a_way_back(client, seat):
    person = make.mentor(seat.programme, capacity=1)

    sent = {"value": "3", "version": "1"}
    answer = client.post(at("cell", person, "capacity"), sent, headers=HTMX)

    html = answer.content.decode()
    assert html.lstrip().startswith("<tr")
    assert "3 of 3" in html
    assert "/undo/" in html


def test_a_stale_cell_shows_what_it_is_now(client, seat):
    person = make.mentor(seat.programme, capacity=1)
    operations.change_participant(person, changes={"capacity": 2}, by=None)

    sent = {"value": "3", "version": "1"}
    answer = client.post(at("cell", person, "capacity"), sent, headers=HTMX)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "It is now: 2." in html
    assert 'value="3"' in html
    assert 'name="version" value="2"' in html


def test_a_cell_can_be_changed_on_a_page_of_its_own(client, seat):
    person = make.mentee(seat.programme)

    assert b"Save" in client.get(at("cell", person, "region")).content
    answer = client.post(at("cell", person, "region"), {"value": "wales", "version": "1"})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert person.region == "wales"


@pytest.mark.parametrize("column", ["is_verified", "email", "mentees_now", "capacity"])
def test_only_simple_columns_can_be_changed_in_a_cell(client, seat, column):
    mentee = make.mentee(seat.programme)

    answer = client.post(at("cell", mentee, column), {"value": "1", "version": "1"})

    assert answer.status_code == 404
