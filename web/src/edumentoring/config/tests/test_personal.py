"""Everything kept about people is declared, given back and forgotten.

A person whose every word is a canary takes part in two programmes (`canary.py`). After they
are forgotten, every column of every table is read as text: none of the canaries may be left,
and what is kept about the others must be as it was.
"""

import json
import re
import zlib
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model

from edumentoring.common.models import Letter
from edumentoring.common.postman import deliver_due
from edumentoring.common.refused import Refused
from edumentoring.common.tests import make as letters
from edumentoring.config.tests.canary import CANARIES, EMAIL, WORD, planted
from edumentoring.intake.models import RememberedChoices, Upload
from edumentoring.matching.models import BoardState, Round, Snapshot
from edumentoring.pairs.models import Pair
from edumentoring.people import operations as people
from edumentoring.people.models import Event, User
from edumentoring.people.personal import Scope, declarations
from edumentoring.people.tests import make as accounts
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import Participant, Programme, SavedView
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


def test_every_model_says_what_it_keeps_about_people():
    missing = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model not in declarations()
    ]

    assert missing == [], "Declare these in their room's personal.py."


def test_rooms_above_are_forgotten_before_the_rooms_they_point_at():
    order = [model._meta.app_label for model in declarations()]

    assert order.index("matching") < order.index("pairs") < order.index("programmes")
    assert order.index("programmes") < order.index("people")


# --- The whole database, as text ------------------------------------------------------------------


def everything() -> Iterator[tuple[str, str]]:
    """Every column of every row of every table, with its place; packed ones are opened."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if re.search(r"_fts_(config|content|data|docsize|idx)$", table):
                continue  # how SQLite keeps the words that are read from the table itself
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", text_of(name, value)


def text_of(name: str, value: object) -> str:
    if isinstance(value, memoryview | bytes):
        return zlib.decompress(bytes(value)).decode()
    if name == "session_data":
        return json.dumps(Session(session_data=value).get_decoded(), default=str)
    return value if isinstance(value, str) else json.dumps(value, default=str)


def canaries_left() -> dict[str, list[str]]:
    """Where each of the canaries still stands."""
    left: dict[str, list[str]] = {}
    for place, text in everything():
        for canary in CANARIES:
            if canary in text.lower():
                left.setdefault(canary, []).append(place)
    return left


@pytest.fixture(scope="module")
def everybody(for_all_tests: None) -> SimpleNamespace:
    """Planted once for all tests here; what each of them does is undone."""
    return planted()


@pytest.fixture
def here(everybody: SimpleNamespace, db: None) -> SimpleNamespace:
    """Everything as it was planted, read afresh, and the person's browser."""
    rows = {
        name: type(row)._default_manager.get(pk=row.pk)
        for name, row in vars(everybody).items()
        if isinstance(row, Model)
    }
    client = accounts.browser()
    client.cookies[settings.SESSION_COOKIE_NAME] = everybody.client.cookies[
        settings.SESSION_COOKIE_NAME
    ].value
    return SimpleNamespace(client=client, **rows)


def send_everything() -> None:
    """What the postman and the clock do in the minute after."""
    deliver_due(worker="test")
    people.blank_last_letters()


# --- Forgotten everywhere -------------------------------------------------------------------------


def test_nothing_is_left_of_somebody_who_was_forgotten(here):
    before = canaries_left()
    assert set(before) == set(CANARIES), "every canary sings before"
    tables = {place.partition(".")[0] for places in before.values() for place in places}
    assert len(tables) > 20, tables

    people.forget(Scope(user=here.user), by=here.user)
    send_everything()

    assert canaries_left() == {}


def test_what_stays_about_the_others_is_as_it_was(here):
    counts = {
        model: model.objects.count() for model in (Participant, Pair, Round, BoardState, Snapshot)
    }
    people_of = {part.pk: part.state for part in Participant.objects.exclude(user=here.user)}

    people.forget(Scope(user=here.user), by=here.user)
    send_everything()

    assert {model: model.objects.count() for model in counts} == counts
    assert {
        part.pk: part.state for part in Participant.objects.filter(pk__in=people_of)
    } == people_of
    here.bystander.refresh_from_db()
    assert here.bystander.answers["line_manages"] == ["someone.else@school.example"]
    assert here.bystander.note == "Works with somebody on Mondays"
    here.neighbour.refresh_from_db()
    assert here.neighbour.user.email == "person7@school.example"
    here.letter.refresh_from_db()
    assert here.letter.to == "someone.else@school.example"
    assert "We spoke with somebody on Monday. Lena sends her best." in here.letter.text
    assert "Asked about somebody" in Event.objects.values_list("summary", flat=True)
    here.saved.refresh_from_db()
    assert [row.number for sheet in here.saved.read_table() for row in sheet.rows] == [3]
    here.open.refresh_from_db()
    assert here.open.read_table().sheets[0].rows[0].cells[1] == "person8@school.example"


def test_the_stub_that_stays_is_nobody_and_counts_as_one_who_left(here):
    people.forget(Scope(user=here.user), by=here.user)

    here.part.refresh_from_db()
    here.user.refresh_from_db()
    assert str(here.part) == "Somebody who left"
    assert (here.part.state, here.part.answers, here.part.is_mentor) == ("left", {}, True)
    assert here.user.email.endswith("@erased.invalid")
    assert not here.user.is_active


def test_live_pairs_end_and_the_partners_hear_it_once_without_a_reason(here):
    people.forget(Scope(user=here.user), by=here.user)

    states = dict(Pair.objects.values_list("pk", "state"))
    assert states[here.pair.pk] == "declined", "introduced, and not agreed yet"
    assert states[here.agreed.pk] == "ended"
    assert states[here.held.pk] == "withdrawn"
    told = Letter.objects.filter(kind__in=("ended", "not_this_time"), state="waiting")
    assert {(letter.kind, letter.to) for letter in told} == {
        ("not_this_time", here.partner.user.email),
        ("ended", here.agreed.mentor.user.email),
    }
    for letter in told:
        assert "forgotten" not in letter.text
        assert "asked" not in letter.text
    here.partner.refresh_from_db()
    assert (here.partner.mentors_now, here.partner.status) == (0, "waiting")
    assert not Letter.objects.filter(state="waiting", to=EMAIL).exclude(kind="forgotten").exists()


def test_the_last_letter_reaches_them_and_then_forgets_its_address(here):
    people.forget(Scope(user=here.user), by=here.user)
    last = Letter.objects.get(kind="forgotten")
    assert (last.to, last.state) == (EMAIL, "waiting")
    people.blank_last_letters()
    last.refresh_from_db()
    assert last.to == EMAIL, "not before it has gone"

    send_everything()

    last.refresh_from_db()
    assert last.state == "sent"
    assert (last.to.partition("@")[2], last.text, last.html) == ("erased.invalid", "", "")


def test_the_board_of_a_round_they_were_in_still_opens(here):
    people.forget(Scope(user=here.user), by=here.user)
    client = accounts.sign_in_as_staff(accounts.browser(), here.owner)

    response = client.get(here.round.get_absolute_url())

    assert response.status_code == 200
    assert "Somebody" in response.content.decode()


def test_they_are_signed_out_everywhere_at_once(here):
    assert here.client.get("/me/").status_code == 200

    people.forget(Scope(user=here.user), by=here.user)

    assert here.client.get("/me/").status_code == 302


def test_being_forgotten_twice_changes_nothing_the_second_time(here):
    people.forget(Scope(user=here.user), by=here.user)
    letters = Letter.objects.count()

    people.forget(Scope(user=here.user), by=None)

    assert Letter.objects.count() == letters


# --- Forgotten in one programme -------------------------------------------------------------------


def test_forgetting_one_programme_leaves_the_account_and_the_others_alone(here):
    kept = Participant.objects.filter(pk=here.other_part.pk).values().get()

    people.forget(Scope(user=here.user, programme_id=here.programme.pk), by=here.user)
    send_everything()

    here.user.refresh_from_db()
    assert (here.user.email, here.user.is_active) == (EMAIL, True)
    assert here.client.get("/me/").status_code == 200
    now = Participant.objects.filter(pk=here.other_part.pk).values().get()
    assert now == kept
    assert Pair.objects.get(pk=here.agreed.pk).state == "agreed"
    here.part.refresh_from_db()
    assert here.part.user != here.user
    assert str(here.part) == "Somebody who left"


def test_nothing_of_the_one_programme_is_left(here):
    people.forget(Scope(user=here.user, programme_id=here.programme.pk), by=here.user)
    send_everything()

    assert here.user.participations.count() == 1
    for model in (Letter, Event, Round, Participant, Upload, SavedView, RememberedChoices):
        for row in model.objects.filter(programme_id=here.programme.pk):
            text = " ".join(text_of("", value) for value in model_values(row))
            assert not [canary for canary in CANARIES if canary in text.lower()], (model, text)


def model_values(row):
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


# --- Refused, with the cure -----------------------------------------------------------------------


def test_the_last_owner_of_a_programme_is_told_what_to_do_first(here):
    with pytest.raises(Refused, match=r"only owner of .* Make somebody else an owner"):
        people.forget(Scope(user=here.owner), by=here.owner)

    here.owner.refresh_from_db()
    assert here.owner.is_active


def test_an_owner_beside_another_may_be_forgotten_and_their_name_goes_from_the_programme(here):
    programmes.add_coordinator(
        here.programme, email="other.owner@school.example", role="owner", by=here.owner
    )
    Programme.objects.update(
        sender_name=here.owner.name, reply_to=here.owner.email, summary=f"Ask {here.owner.name}."
    )

    people.forget(Scope(user=here.owner), by=here.owner)

    here.programme.refresh_from_db()
    assert (here.programme.sender_name, here.programme.reply_to) == ("", "")
    assert here.programme.summary == "Ask somebody."
    assert not here.programme.coordinators.filter(user=here.owner).exists()


def test_whoever_holds_a_seat_gives_it_up_before_their_part_there_is_forgotten(here):
    programmes.add_coordinator(here.programme, email=EMAIL, role="viewer", by=here.owner)

    with pytest.raises(Refused, match="Give up your seat"):
        people.forget(Scope(user=here.user, programme_id=here.programme.pk), by=here.user)


def test_the_last_one_who_looks_after_the_service_is_told_what_to_do_first():
    host = accounts.staff_person(is_superuser=True)
    with pytest.raises(Refused, match="edumentoring owner"):
        people.forget(Scope(user=host), by=host)

    accounts.staff_person(is_superuser=True)
    people.forget(Scope(user=host), by=host)
    host.refresh_from_db()
    assert not host.is_superuser


# --- Given back -----------------------------------------------------------------------------------


def test_my_data_holds_what_i_said_and_what_was_said_about_me(here):
    data = json.dumps(people.data_of(here.user), default=str)

    for own in (EMAIL, f"Head of {WORD}", f"{WORD} lead", "likes xylograph", "192.0.2.7"):
        assert own in data, own
    assert "The Wider Staffroom" in data
    assert "Another Staffroom" in data
    assert f"Help with {WORD}" in data, "the row of the sheet"


def test_my_data_holds_nothing_that_others_wrote_or_are(here):
    Participant.objects.exclude(user=here.user).update(
        note="secret of another", answers={"about_me": "words of another"}
    )
    held_partner = here.held.mentor
    User.objects.filter(pk=held_partner.user_id).update(name="Not Yet Told")

    data = json.dumps(people.data_of(here.user), default=str)

    assert "of another" not in data
    assert "Not Yet Told" not in data
    assert "person7@school.example" not in data
    assert here.partner.user.email not in data


def test_my_data_has_no_key_to_my_account(here):
    people.ask_to_sign_in(EMAIL)
    letters.letter(kind="sign_in", to=EMAIL, priority=Letter.Priority.SIGN_IN, text="code 123456")

    assert "123456" not in json.dumps(people.data_of(here.user), default=str)


# --- Two sign-ups of one person -------------------------------------------------------------------


def test_a_sign_up_that_was_joined_with_theirs_is_forgotten_with_it(here):
    twin = make.participant(
        here.programme, name="Q. Zephyrine", email="twin@canary.example", is_mentee=True
    )
    programmes.join(here.part, twin, by=here.owner)

    people.forget(Scope(user=here.user), by=here.user)
    send_everything()

    twin.refresh_from_db()
    assert str(twin) == "Somebody who left"
    assert people.is_suppressed("twin@canary.example")
    assert canaries_left() == {}


def test_a_joined_account_that_somebody_uses_is_left_alone(here):
    twin = make.participant(here.programme, name="Grace Afolabi", is_mentee=True)
    User.objects.filter(pk=twin.user_id).update(last_login=twin.signed_up_at)
    programmes.join(here.part, twin, by=here.owner)

    people.forget(Scope(user=here.user), by=here.user)

    twin.refresh_from_db()
    assert twin.user.name == "Grace Afolabi"
