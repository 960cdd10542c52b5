"""The programme's own pages: new, mine, tonight, seats, settings, history, several at once."""

import re

import pytest
from django.urls import reverse

from edumentoring.people.models import Event
from edumentoring.people.tests import make as people
from edumentoring.programmes import kinds, operations, tonight
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tests import make
from edumentoring.programmes.tonight import Line, Urgency

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    """An owner at the desk, signed in."""
    seat = make.seat("owner")
    people.sign_in_as_staff(client, seat.user)
    return seat


def at(page: str, programme, *more: object) -> str:
    return reverse(f"programmes:{page}", args=[programme.slug, *more])


# --- New and mine ------------------------------------------------------------------------------


def test_two_answers_make_a_programme(client, seat):
    answer = client.post(
        reverse("programmes:new"), {"name": "Calder Trust", "kind": "in_school"}, follow=True
    )

    made = Programme.objects.get(name="Calder Trust")
    assert made.rules == kinds.rules_of("in_school")
    assert answer.redirect_chain[-1][0] == at("set_up", made)
    assert "Your page is not published yet" in answer.content.decode()


def test_the_page_says_what_each_kind_sets(client, seat):
    html = client.get(reverse("programmes:new")).content.decode()

    assert "Pairs come from the same school." in html
    assert "Pairs come from different schools." in html


def test_my_programmes_say_what_is_next(client, seat):
    make.programme("Somebody Else's")

    html = client.get(reverse("programmes:mine")).content.decode()

    assert seat.programme.name in html
    assert "Your page is not published yet" in html
    assert "Somebody Else" not in html


def test_a_list_of_many_programmes_is_asked_for_at_once(client, django_assert_max_num_queries):
    helen = make.user("Helen Marsh")
    for number in range(3):
        make.programme(f"Programme {number}", by=helen)
    people.sign_in_as_staff(client, helen)

    with django_assert_max_num_queries(80):  # each room asks a handful for each programme
        assert client.get(reverse("programmes:mine")).status_code == 200


# --- Tonight -----------------------------------------------------------------------------------


def texts(seat) -> list[str]:
    return [str(line.text) for line in tonight.lines_for(seat)]


UNPUBLISHED = "Your page is not published yet"


def test_with_nobody_the_next_thing_is_the_page_or_the_import(seat):
    assert texts(seat) == [UNPUBLISHED, "Bring in your sign-ups"]


def test_a_published_page_that_nobody_used_yet_wants_to_be_shared(seat):
    seat.programme = operations.publish_programme(seat.programme, by=seat.user)

    assert "nobody has signed up yet" in texts(seat)[0]


def test_with_people_here_the_page_that_is_not_published_can_wait(seat):
    make.mentee(seat.programme)
    make.mentor(seat.programme)

    lines = tonight.lines_for(seat)

    assert lines[0].text != UNPUBLISHED
    assert UNPUBLISHED in texts(seat)


def test_a_paused_programme_suggests_no_round(seat):
    make.mentee(seat.programme, answers={"topics_wanted": ["workload"]})
    make.mentor(seat.programme, answers={"topics_offered": ["workload"]})
    seat.programme = operations.pause_programme(seat.programme, by=seat.user)

    assert not any("waits for a match" in text for text in texts(seat))


def test_with_one_side_missing_it_says_which(seat):
    make.mentee(seat.programme, answers={"topics_wanted": ["workload"]})

    assert "There are no mentors yet" in texts(seat)


def test_with_both_sides_the_next_thing_is_a_match(seat):
    make.mentee(seat.programme, answers={"topics_wanted": ["workload"]})
    make.mentor(seat.programme)

    assert texts(seat)[0] == "1 mentee waits for a match"
    assert "1 person has left out an answer that matching needs" in texts(seat)


def test_a_line_of_another_room_comes_in_its_place(seat, monkeypatch):
    monkeypatch.setattr(tonight, "_sources", dict(tonight._sources))
    tonight.add(lambda _seat: [Line(text="Undo", url="/", button="Look", urgency=Urgency.RUNS_OUT)])
    tonight.add(
        lambda _seat: [
            Line(text="Own", url="/", button="Do", urgency=Urgency.WRONG, power="unheard of")
        ]
    )

    assert texts(seat) == ["Undo", UNPUBLISHED, "Bring in your sign-ups"]


def test_the_first_line_is_found_without_asking_rooms_that_come_later(seat, monkeypatch):
    asked = []
    monkeypatch.setattr(tonight, "_sources", {})
    tonight.add(lambda _seat: asked.append("watch") or [], from_=Urgency.WATCH)
    tonight.add(lambda _seat: asked.append("wrong") or [], from_=Urgency.WRONG)

    assert str(tonight.first_for(seat).text) == UNPUBLISHED == texts(seat)[0]
    assert asked == ["wrong", "watch", "wrong"]


def test_a_room_is_never_more_pressing_than_it_said(seat, monkeypatch):
    monkeypatch.setattr(tonight, "_sources", {})
    line = Line(text="Undo", url="/", button="Look", urgency=Urgency.RUNS_OUT)
    tonight.add(lambda _seat: [line], from_=Urgency.REVIEW)

    with pytest.raises(ValueError, match="more pressing"):
        tonight.lines_for(seat)


def test_the_first_line_is_the_only_marigold_button(client, seat):
    make.mentee(seat.programme)
    make.mentor(seat.programme)

    html = client.get(at("programme", seat.programme)).content.decode()

    assert html.count("button next") == 1


def test_figures_count_only_those_who_take_part(client, seat):
    for state in ("in", "paused", "left"):
        make.mentee(seat.programme, state=state)
    mentor, mentee = make.mentor(seat.programme, capacity=3), make.mentee(seat.programme)
    operations.take_place(mentor, mentee)

    figures = client.get(at("programme", seat.programme)).context["figures"]

    assert figures == {
        "everyone": 3,
        "mentors": 1,
        "mentees": 2,
        "paired": 0,
        "introduced": 1,
        "paused": 1,
        "waiting": 1,
        "places": 2,
        "had": 1,
        "queued": 0,
        "today": 5,
    }


# --- Several at once ---------------------------------------------------------------------------


def test_those_ticked_are_paused_and_the_toast_brings_them_back(client, seat):
    ticked = [make.mentor(seat.programme), make.mentee(seat.programme)]
    make.mentee(seat.programme)

    sent = {"do": "pause", "who": [str(person.code) for person in ticked]}
    page = client.post(at("together", seat.programme), sent, follow=True)

    assert seat.programme.participants.paused().count() == 2
    undo = re.search(r'action="([^"]+/undo/[^"]+)"', page.content.decode())[1]
    client.post(undo)
    assert seat.programme.participants.paused().count() == 0


def test_everyone_means_everyone_the_filter_keeps(client, seat):
    make.mentor(seat.programme, region="wales")
    make.mentor(seat.programme, region="london")

    sent = {"do": "left", "all": "yes"}
    client.post(f"{at('together', seat.programme)}?region=wales", sent)

    assert seat.programme.participants.get(state="left").region == "wales"


def test_nobody_of_another_programme_can_be_ticked(client, seat):
    stranger = make.mentor(make.programme())

    client.post(at("together", seat.programme), {"do": "left", "who": [str(stranger.code)]})

    stranger.refresh_from_db()
    assert stranger.state == "in"


@pytest.mark.parametrize("who", ["not-a-code", ""])
def test_a_code_that_cannot_be_meets_404(client, seat, who):
    sent = {"do": "pause", "who": [who]}

    assert client.post(at("together", seat.programme), sent).status_code == 404


def test_a_person_added_by_hand_is_there_at_once(client, seat):
    sent = {"name": "Jo Barker", "email": "jo@example.org", "roles": ["mentor", "mentee"]}

    client.post(at("add", seat.programme), sent)

    jo = seat.programme.participants.get()
    assert (jo.name, jo.is_mentor, jo.is_mentee, jo.capacity) == ("Jo Barker", True, True, 2)
    assert "by hand" in jo.source


def test_pressing_add_twice_adds_one(client, seat):
    sent = {"name": "Jo Barker", "email": "jo@example.org", "roles": ["mentor"]}

    for _ in range(2):
        assert client.post(at("add", seat.programme), sent).status_code == 302

    assert seat.programme.participants.count() == 1


# --- Seats, settings, history ------------------------------------------------------------------


def test_an_owner_adds_a_matcher_and_makes_her_a_viewer(client, seat):
    client.post(at("coordinators", seat.programme), {"email": "sam@example.org", "role": "matcher"})
    sam = seat.programme.coordinators.get(user__email="sam@example.org")

    client.post(at("coordinator", seat.programme, sam.pk), {"role": "viewer"})

    sam.refresh_from_db()
    assert sam.role == "viewer"
    assert sam.user.needs_second_factor


def test_a_seat_of_another_programme_cannot_be_reached(client, seat):
    theirs = make.seat("viewer")

    answer = client.post(at("coordinator", seat.programme, theirs.pk), {"remove": "yes"})

    assert answer.status_code == 404


def test_a_seat_that_cannot_be_meets_404(client, seat):
    address = f"{at('coordinators', seat.programme)}{'9' * 30}/"

    assert client.post(address, {"role": "viewer"}).status_code == 404


def test_a_role_nobody_knows_changes_nothing(client, seat):
    sam = make.seat("viewer", programme_=seat.programme)

    client.post(at("coordinator", seat.programme, sam.pk), {"role": "emperor"})

    sam.refresh_from_db()
    assert sam.role == "viewer"


def settings_form(programme, **changes: str) -> dict[str, str]:
    return {
        "sender_name": "",
        "time_zone": "Europe/London",
        "default_capacity": "2",
        "cadence": "weekly",
        "version": str(programme.version),
        **changes,
    }


def test_settings_are_saved_and_weights_kept(client, seat):
    before = seat.programme.rules["weights"]

    client.post(
        at("settings", seat.programme),
        settings_form(seat.programme, sender_name="Helen\r\nBcc: all@example.org"),
    )

    saved = Programme.objects.get(pk=seat.programme.pk)
    assert saved.rules["cadence"] == "weekly"
    assert saved.rules["weights"] == before
    assert saved.sender_name == "Helen Bcc: all@example.org"


def test_the_days_of_silence_are_set_on_the_page_and_the_usual_ones_are_no_rule(client, seat):
    usual = seat.programme.rules
    for days, kept in (("45", 45), ("", None), ("21", None)):
        programme = Programme.objects.get(pk=seat.programme.pk)
        form = settings_form(programme, quiet_days=days, cadence=usual["cadence"])
        client.post(at("settings", programme), form)

        saved = Programme.objects.get(pk=seat.programme.pk).rules
        assert saved.get("quiet_days") == kept
        assert f'value="{kept or 21}"' in client.get(at("settings", programme)).content.decode()


def test_settings_of_an_old_page_keep_what_was_typed(client, seat):
    mine = settings_form(seat.programme, sender_name="Mine")
    operations.change_settings(seat.programme, changes={"sender_name": "Theirs"}, by=seat.user)

    answer = client.post(at("settings", seat.programme), mine)

    assert answer.status_code == 409
    assert 'value="Mine"' in answer.content.decode()
    assert Programme.objects.get(pk=seat.programme.pk).sender_name == "Theirs"


def test_history_shows_this_programme_only_and_can_be_narrowed(client, seat):
    make.mentor(seat.programme, name="Ruth Adeyemi")
    make.mentor(make.programme(), name="Somebody Else")
    operations.add_coordinator(seat.programme, email="sam@example.org", role="viewer", by=seat.user)

    everything = client.get(at("history", seat.programme)).content.decode()
    mine = client.get(at("history", seat.programme), {"who": str(seat.user.pk)}).content.decode()

    assert "Ruth Adeyemi joined" in everything
    assert "Somebody Else" not in everything
    assert "Ruth Adeyemi joined" not in mine
    assert "sam@example.org" in mine


@pytest.mark.parametrize("query", [{"page": "x"}, {"who": "%"}, {"who": "9" * 40}, {"q": "\0"}])
def test_nonsense_in_the_history_address_is_no_failure(client, seat, query):
    assert client.get(at("history", seat.programme), query).status_code == 200


def test_reading_writes_nothing(client, seat):
    make.mentor(seat.programme)
    before = Event.objects.count()

    for page in ("programme", "people", "export", "history", "settings", "coordinators", "add"):
        assert client.get(at(page, seat.programme)).status_code == 200

    assert Event.objects.count() == before
