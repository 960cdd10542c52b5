"""A programme as a whole: open or not, published, paused, archived, copied."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from edumentoring.common import postman
from edumentoring.common.mail import queue_letter
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people.models import Event
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations
from edumentoring.programmes.models import Programme
from edumentoring.programmes.opening import opening_of
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def programme():
    return make.programme()


@pytest.fixture
def helen(programme):
    return programme.coordinators.get().user


def state(programme, *, now=NOON) -> str:
    return opening_of(programme, now=now).state


# --- Open or not --------------------------------------------------------------------------------


def test_it_is_hidden_until_published_and_again_when_hidden(programme, helen):
    assert state(programme) == "hidden"

    programme = operations.publish_programme(programme, by=helen)
    assert state(programme) == "open"

    assert state(operations.hide_programme(programme, by=helen)) == "hidden"


def test_the_first_and_the_last_day_are_both_open(programme, helen):
    programme = operations.publish_programme(programme, by=helen)
    programme.opens_on, programme.closes_on = date(2027, 3, 10), date(2027, 3, 12)

    states = [state(programme, now=NOON + timedelta(days=days)) for days in range(-1, 4)]

    assert states == ["not_yet", "open", "open", "open", "closed"]


def test_a_day_begins_where_the_programme_is(programme, helen):
    programme = operations.publish_programme(programme, by=helen)
    programme.opens_on, programme.time_zone = date(2027, 3, 11), "Pacific/Auckland"

    assert state(programme, now=NOON) == "open"  # it is one in the morning there

    programme.time_zone = "Europe/London"
    assert state(programme, now=NOON) == "not_yet"


def test_the_ways_in_are_those_that_were_chosen(programme):
    assert opening_of(programme).ways == ("mentee", "mentor", "both")

    programme.takes_mentors = False
    assert opening_of(programme).ways == ("mentee",)


def test_a_full_role_is_still_open_and_says_where_people_go(programme, helen):
    programme = operations.publish_programme(programme, by=helen)
    programme.limit_mentees = 1
    make.mentee(programme, state="paused")  # whoever pauses keeps their place

    opening = opening_of(programme)

    assert (opening.state, opening.full_for) == ("open", {"mentee"})
    assert "waiting list" in opening.words


def test_nothing_is_published_that_nobody_could_sign_up_to(programme, helen):
    programme.takes_mentees = programme.takes_mentors = False
    programme.save()

    with pytest.raises(Refused, match="Choose who it is for"):
        operations.publish_programme(programme, by=helen)


def test_publishing_twice_is_one_line_of_history(programme, helen):
    for _ in range(2):
        operations.publish_programme(programme, by=helen)

    assert Event.objects.filter(action="publish_programme").count() == 1


# --- Pause --------------------------------------------------------------------------------------


def letter(programme, *, priority=Letter.Priority.ORDINARY) -> Letter:
    return queue_letter(
        "introduction",
        to="ruth@example.org",
        subject="Hello",
        text="Hello",
        priority=priority,
        programme_id=programme.pk,
    )


def test_letters_wait_through_a_pause_and_sign_in_letters_do_not(programme, helen):
    waiting, signing_in = letter(programme), letter(programme, priority=Letter.Priority.SIGN_IN)
    elsewhere = letter(make.programme())

    operations.pause_programme(programme, by=helen)
    postman.deliver_due(worker="test")

    gone = set(Letter.objects.filter(state=Letter.State.SENT))
    assert gone == {signing_in, elsewhere}
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries) == (Letter.State.WAITING, 0)


def test_what_was_held_goes_ten_minutes_after_the_pause(programme, helen):
    held = letter(programme)
    operations.pause_programme(programme, by=helen)

    operations.resume_programme(programme, by=helen)

    held.refresh_from_db()
    assert held.held_since is None
    assert timedelta(minutes=9) < held.not_before - timezone.now() <= timedelta(minutes=10)
    Letter.objects.update(not_before=timezone.now())
    assert postman.deliver_due(worker="test") == 1


def test_what_somebody_sets_off_in_a_pause_goes_at_once(programme, helen):
    operations.pause_programme(programme, by=helen)

    letter(programme)

    assert postman.deliver_due(worker="test") == 1


def test_a_pause_ends_on_its_day_and_not_before(programme, helen, monkeypatch):
    today = programme.today()
    operations.pause_programme(programme, resumes_on=today + timedelta(days=2), by=helen)

    assert operations.resume_what_is_due() == 0
    monkeypatch.setattr(Programme, "today", lambda _self, _now=None: today + timedelta(days=2))
    assert operations.resume_what_is_due() == 1

    programme.refresh_from_db()
    assert (programme.paused_at, programme.resumes_on, programme.pause_note) == (None, None, "")
    assert programme.resumed_at


def test_a_pause_without_a_day_never_ends_by_itself(programme, helen):
    operations.pause_programme(programme, by=helen)

    assert operations.resume_what_is_due() == 0
    assert not Programme.objects.running().filter(pk=programme.pk).exists()


def test_a_pause_cannot_end_today(programme, helen):
    with pytest.raises(Refused, match="day after today"):
        operations.pause_programme(programme, resumes_on=programme.today(), by=helen)


def test_the_note_and_the_day_are_on_every_page_of_the_desk(client, programme, helen):
    operations.pause_programme(
        programme, note="Snow. Stay safe.", resumes_on=date(2099, 1, 5), by=helen
    )
    people.sign_in_as_staff(client, helen)

    for page in ("programme", "people", "settings", "set_up", "history"):
        html = client.get(reverse(f"programmes:{page}", args=[programme.slug])).content.decode()
        assert "paused until Monday 5 January 2099. Snow. Stay safe." in html, page


# --- Archive ------------------------------------------------------------------------------------


def test_an_archived_programme_can_be_read_and_no_more(client, programme, helen):
    person = make.mentee(programme, name="Ruth Adeyemi")
    operations.archive_programme(programme, by=helen)
    people.sign_in_as_staff(client, helen)

    def status(page: str, *more: object, post: bool = False) -> int:
        address = reverse(f"programmes:{page}", args=[programme.slug, *more])
        return (client.post(address) if post else client.get(address)).status_code

    assert [status(page) for page in ("programme", "people", "history")] == [200, 200, 200]
    assert status("participant", person.code) == 200
    assert [status(page) for page in ("settings", "add", "set_up")] == [403, 403, 403]
    assert status("participant", person.code, post=True) == 403
    assert status("publish", post=True) == 403


def test_the_archive_is_listed_apart_and_an_owner_brings_it_back(client, programme, helen):
    operations.archive_programme(programme, by=helen)
    people.sign_in_as_staff(client, helen)
    listed = client.get(reverse("programmes:mine"))
    assert [seat.programme for seat in listed.context["archived"]] == [programme]
    assert listed.context["seats"] == []

    client.post(reverse("programmes:bring_back", args=[programme.slug]))

    programme.refresh_from_db()
    assert (programme.archived_at, programme.published_at) == (None, None)
    assert client.get(reverse("programmes:settings", args=[programme.slug])).status_code == 200


def test_only_an_owner_brings_it_back(client, programme, helen):
    seat = make.seat("coordinator", programme_=programme)
    operations.archive_programme(programme, by=helen)
    people.sign_in_as_staff(client, seat.user)

    answer = client.post(reverse("programmes:bring_back", args=[programme.slug]))

    assert answer.status_code == 403
    programme.refresh_from_db()
    assert programme.archived_at


def test_nothing_is_archived_while_letters_wait(programme, helen):
    letter(programme)

    with pytest.raises(Refused, match="Letters wait to go out"):
        operations.archive_programme(programme, by=helen)


def test_a_seat_at_an_archive_may_only_see(programme, helen):
    programme = operations.archive_programme(programme, by=helen)

    seat = programme.coordinators.select_related("programme").get()

    assert seat.powers == {"see"}


# --- Copy ---------------------------------------------------------------------------------------


def test_a_copy_has_the_words_and_none_of_the_people(programme, helen):
    question = programme.questions.first()
    question.label, question.version = "In our own words?", 3
    question.save()
    programme.questions.last().delete()
    operations.add_coordinator(programme, email="sam@example.org", role="matcher", by=helen)
    Programme.objects.filter(pk=programme.pk).update(
        look="plum",
        words={"promise": "Come in"},
        rules={**programme.rules, "cadence": "weekly"},
        limit_mentees=30,
        closes_on=date(2027, 1, 1),
        published_at=timezone.now(),
    )
    programme.refresh_from_db()
    make.mentee(programme)

    made = operations.copy_programme(programme, name="The Wider Staffroom 2028", by=helen)

    assert (made.look, made.words, made.limit_mentees) == ("plum", {"promise": "Come in"}, 30)
    assert made.rules == programme.rules
    assert (made.closes_on, made.published_at, made.copied_from) == (None, None, programme)
    assert made.participants.count() == 0
    assert [seat.user for seat in made.coordinators.all()] == [helen]
    asked = list(made.questions.values_list("key", "label", "version"))
    assert asked == [
        (each.key, each.label, 1) for each in programme.questions.filter(retired_at=None)
    ]


def test_the_other_coordinators_come_along_when_asked_to(programme, helen):
    operations.add_coordinator(programme, email="sam@example.org", role="matcher", by=helen)

    made = operations.copy_programme(programme, name="Next", by=helen, with_coordinators=True)

    roles = set(made.coordinators.values_list("user__email", "role"))
    assert roles == {(helen.email, "owner"), ("sam@example.org", "matcher")}


def test_what_a_copy_changes_leaves_the_first_as_it_was(programme, helen):
    made = operations.copy_programme(programme, name="Next", by=helen)

    operations.change_settings(made, changes={"words": {"promise": "Another"}}, by=helen)
    made.questions.update(label="Another")

    programme.refresh_from_db()
    assert programme.words == {}
    assert not programme.questions.filter(label="Another").exists()


def test_rooms_above_copy_what_is_theirs(programme, helen, monkeypatch):
    from edumentoring.programmes.operations import copying

    monkeypatch.setattr(copying, "_copiers", [])
    seen = []
    operations.also_copy(lambda old, new, by: seen.append((old.name, new.name, by)))

    operations.copy_programme(programme, name="Next", by=helen)

    assert seen == [(programme.name, "Next", helen)]


# --- Wholly apart -------------------------------------------------------------------------------


def test_two_programmes_on_one_deployment_never_show_in_each_other(client):
    canary = "Quillfeather"
    theirs = make.programme(f"{canary} Staffroom", by=make.user(canary))
    owner = theirs.coordinators.get().user
    theirs.words = {"promise": canary}
    theirs.save()
    make.mentee(theirs, name=f"Ruth {canary}", state="queued")
    operations.pause_programme(theirs, note=canary, by=owner)
    ours = make.programme("Ours")
    make.mentee(ours)
    people.sign_in_as_staff(client, ours.coordinators.get().user)

    for page in PAGES:
        answer = client.get(reverse(f"programmes:{page}", args=[ours.slug]))
        assert answer.status_code == 200, page
        assert canary not in answer.content.decode(), page
        assert client.get(reverse(f"programmes:{page}", args=[theirs.slug])).status_code == 404
    assert canary not in client.get(reverse("programmes:mine")).content.decode()


PAGES = (
    *("programme", "people", "history", "settings", "coordinators", "waiting_list"),
    *("set_up", "name", "who", "look", "pause", "copy", "archive"),
)


def test_access_says_what_an_archive_is(rf, programme, helen):
    from edumentoring.programmes.access import desk_for

    operations.archive_programme(programme, by=helen)
    request = rf.get("/")
    request.user = helen

    with pytest.raises(PermissionDenied, match="archived"):
        desk_for(request, programme.slug, "people")
