"""Setting up: the task list, its steps, and publishing after the first."""

from datetime import date

import pytest
from django.urls import reverse

from edumentoring.people.tests import make as people
from edumentoring.programmes import kinds, operations, public_words, set_up
from edumentoring.programmes.models import Programme
from edumentoring.programmes.opening import opening_of
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    seat = make.seat("owner")
    people.sign_in_as_staff(client, seat.user)
    return seat


def at(page: str, programme) -> str:
    return reverse(f"programmes:{page}", args=[programme.slug])


def now(seat) -> Programme:
    return Programme.objects.get(pk=seat.programme_id)


def who(seat, **changes) -> dict:
    return {"ways": ["mentees", "mentors"], "version": now(seat).version, **changes}


def on(prefix: str, day: date) -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{prefix}_{part}": str(number) for part, number in parts.items()}


# --- The list -----------------------------------------------------------------------------------


def test_a_programme_can_be_published_after_the_first_step(client, seat):
    client.post(reverse("programmes:new"), {"name": "Calder Trust", "kind": "peer"})
    made = Programme.objects.get(name="Calder Trust")

    page = client.post(at("publish", made), follow=True)

    assert opening_of(Programme.objects.get(pk=made.pk)).is_open
    assert "Your page is public" in page.content.decode()


def test_the_list_stands_in_its_order_and_says_how_each_stands(client, seat):
    steps = set_up.steps_for(seat)

    assert [step.place for step in steps] == sorted(step.place for step in steps)
    standing = {step.key: str(step.standing) for step in steps}
    assert standing["who"] == "Mentees and mentors. No limit. Open from the day you publish."
    assert standing["look"] == "Teal, with our usual words."
    html = client.get(at("set_up", seat.programme)).content.decode()
    assert html.count("button next") == 1
    for step in steps:
        assert step.url in html


def test_a_step_counts_as_looked_at_once_saved_and_not_once_opened(client, seat):
    client.get(at("who", seat.programme))
    assert "who" not in now(seat).set_up

    client.post(at("who", seat.programme), who(seat))

    assert "who" in now(seat).set_up


def test_where_answers_go_is_asked_with_the_coordinators_own_address(client, seat):
    standing = {step.key: str(step.standing) for step in set_up.steps_for(seat)}
    assert "Answers reach nobody yet" in standing["letters"]
    page = at("settings", seat.programme)
    form = client.get(page).context["form"]
    assert form["reply_to"].value() == seat.user.email
    typed = {name: form[name].value() for name in form.fields if form[name].value()}

    client.post(page, {**typed, "reply_to": ""})

    assert "letters" in now(seat).set_up
    assert not client.get(page).context["form"]["reply_to"].value(), "left empty on purpose"


def test_hiding_can_be_undone(client, seat):
    operations.publish_programme(seat.programme, by=seat.user)

    page = client.post(at("publish", seat.programme), {"hide": "yes"}, follow=True)
    assert now(seat).published_at is None
    assert f'action="{at("publish", seat.programme)}"' in page.content.decode()

    client.post(at("publish", seat.programme))
    assert now(seat).published_at


def test_a_coordinator_sees_the_list_and_cannot_publish(client, seat):
    other = make.seat("coordinator", programme_=seat.programme)
    people.sign_in_as_staff(client, other.user)

    assert "Publish</button>" not in client.get(at("set_up", seat.programme)).content.decode()
    assert client.post(at("publish", seat.programme)).status_code == 403


# --- Name and kind ------------------------------------------------------------------------------


def test_another_kind_brings_its_rules(client, seat):
    sent = {"name": "Renamed", "kind": "in_school", "version": now(seat).version}

    client.post(at("name", seat.programme), sent)

    assert now(seat).name == "Renamed"
    assert now(seat).rules == kinds.rules_of("in_school")


def test_rules_of_ones_own_stay_whatever_the_kind(client, seat):
    own = {**seat.programme.rules, "cadence": "weekly"}
    operations.change_settings(seat.programme, changes={"rules": own}, by=seat.user)
    sent = {"name": "Renamed", "kind": "in_school", "version": now(seat).version}

    client.post(at("name", seat.programme), sent)

    assert (now(seat).kind, now(seat).rules) == ("in_school", own)


def test_what_an_old_page_says_is_kept_and_saved_at_the_second_press(client, seat):
    sent = {"name": "Mine", "kind": "open", "version": now(seat).version}
    operations.change_settings(seat.programme, changes={"name": "Theirs"}, by=seat.user)

    answer = client.post(at("name", seat.programme), sent)

    assert answer.status_code == 409
    assert 'value="Mine"' in answer.content.decode()
    assert now(seat).name == "Theirs"
    client.post(at("name", seat.programme), {**sent, "version": now(seat).version})
    assert now(seat).name == "Mine"


# --- Who it is for ------------------------------------------------------------------------------


def test_who_how_many_and_when_are_kept(client, seat):
    sent = who(
        seat,
        ways=["mentees"],
        limit_mentees="30",
        **on("opens_on", date(2027, 9, 1)),
        **on("closes_on", date(2027, 10, 3)),
        **on("next_round_on", date(2027, 10, 10)),
    )

    client.post(at("who", seat.programme), sent)

    saved = now(seat)
    assert (saved.takes_mentees, saved.takes_mentors, saved.limit_mentees) == (True, False, 30)
    assert (saved.opens_on, saved.closes_on) == (date(2027, 9, 1), date(2027, 10, 3))
    html = client.get(at("set_up", saved)).content.decode()
    assert "At most 30 mentees. Opens on Wednesday 1 September 2027." in html


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ways": []}, "Choose mentees, mentors or both."),
        ({"limit_mentees": "0"}, "greater than or equal to 1"),
        (
            on("opens_on", date(2027, 9, 2)) | on("closes_on", date(2027, 9, 1)),
            "cannot be before sign-up opens",
        ),
        ({"organisation": "Nowhere Trust"}, "is not in the register"),
    ],
)
def test_what_cannot_be_is_said_and_kept(client, seat, wrong, words):
    answer = client.post(at("who", seat.programme), who(seat, **wrong))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    if "organisation" in wrong:
        assert 'value="Nowhere Trust"' in html


# --- Look ---------------------------------------------------------------------------------------


def test_the_look_and_the_words_are_kept_and_shown(client, seat):
    Programme.objects.filter(pk=seat.programme.pk).update(
        words={"embed_sites": ["https://a.example"]}
    )
    sent = {
        "look": "plum",
        "promise": "Somebody\r\non your side",
        "summary": "An hour a week.",
        "version": now(seat).version,
    }

    client.post(at("look", seat.programme), sent)

    saved = now(seat)
    assert (saved.look, saved.summary) == ("plum", "An hour a week.")
    assert saved.words == {
        "embed_sites": ["https://a.example"],
        "promise": "Somebody on your side",
    }
    html = client.get(at("look", saved)).content.decode()
    assert 'class="preview look-plum"' in html
    assert "Somebody on your side</p>" in html


def test_an_emptied_box_goes_back_to_the_usual_words(client, seat):
    operations.change_settings(seat.programme, changes={"words": {"promise": "Ours"}}, by=seat.user)

    client.post(
        at("look", seat.programme), {"look": "teal", "promise": " ", "version": now(seat).version}
    )

    assert now(seat).words == {}


def test_the_usual_words_of_the_page_are_said_where_a_box_is_empty(client, seat, monkeypatch):
    monkeypatch.setattr(public_words, "_sources", [])
    public_words.hand_in(lambda _programme: {"promise": "Someone who has been there"})

    html = client.get(at("look", seat.programme)).content.decode()

    assert "Left empty, it says: “Someone who has been there”" in html


def test_a_look_nobody_knows_is_refused(client, seat):
    sent = {"look": "neon", "version": now(seat).version}

    assert client.post(at("look", seat.programme), sent).status_code == 422
    assert now(seat).look == "teal"


# --- The whole programme ------------------------------------------------------------------------


def test_a_pause_is_made_changed_and_ended_on_its_pages(client, seat):
    day = on("resumes_on", date(2099, 1, 5))
    client.post(at("pause", seat.programme), {"note": "Snow", **day})
    assert (now(seat).pause_note, now(seat).resumes_on) == ("Snow", date(2099, 1, 5))

    wrong = client.post(at("pause", seat.programme), on("resumes_on", date(2020, 1, 5)))
    assert wrong.status_code == 422

    client.post(at("resume", seat.programme))
    assert now(seat).paused_at is None


def test_a_copy_is_ready_to_be_set_up(client, seat):
    page = client.post(at("copy", seat.programme), {"name": "Next cohort"}, follow=True)

    made = Programme.objects.get(name="Next cohort")
    assert page.redirect_chain[-1][0] == at("set_up", made)
    assert made.copied_from == seat.programme


def test_an_archived_programme_is_still_there_to_read(client, seat):
    client.post(at("archive", seat.programme))

    assert now(seat).archived_at
    assert client.get(at("programme", seat.programme)).status_code == 200


def test_reading_writes_nothing(client, seat):
    before = Programme.objects.values().get(pk=seat.programme.pk)

    for page in ("set_up", "name", "who", "look", "pause", "copy", "archive", "waiting_list"):
        assert client.get(at(page, seat.programme)).status_code == 200, page

    assert Programme.objects.values().get(pk=seat.programme.pk) == before
