"""What somebody wrote for themselves is read by nobody else, anywhere in the service.

`private_words.py` writes one unlikely word wherever a room keeps such words, as one of two people
who are paired; to add a room, add a line there. Every page that answers a GET is then opened by
the other one of the pair, a colleague, the programme's owner, the owner of another programme and
the host; and every table, letter, line of history, log and file of the others is read for it.
"""

import logging
from collections.abc import Mapping
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from edumentoring.common.refused import Refused
from edumentoring.config.tests import access
from edumentoring.config.tests.access import Route, World
from edumentoring.config.tests.private_words import BUILDERS, THE_OTHER, Builder
from edumentoring.config.tests.test_access import ROUTES, _visit
from edumentoring.pairs import operations
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.data_file import as_page
from edumentoring.people.models import User
from edumentoring.people.operations import data_of
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations.founding import _ask_standard_questions

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORD = "Xylographonette"
OTHER_ONE, COLLEAGUE = THE_OTHER, "a colleague"
STAFF = (access.OWNER, access.OTHER_OWNER, access.SUPERUSER)


BY_ROOM = pytest.mark.parametrize("builder", BUILDERS, ids=str)


@pytest.fixture(scope="module")
def whole_world(for_all_tests: None) -> World:
    """Two programmes, and somebody of each kind signed in, the other one of a pair among them."""
    world = access.build_world()
    colleague = people.person(name="Ann Lee")
    Participant.objects.create(programme=world.programme, user=colleague, is_mentor=True)
    for actor, user in ((OTHER_ONE, world.participant.user), (COLLEAGUE, colleague)):
        world.people[actor] = user
        client = people.sign_in(people.browser(), user)
        world.cookies[actor] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return world


@pytest.fixture
def world(whole_world: World, db: None) -> World:
    return whole_world


def pair_in(world: World) -> Pair:
    """The pair that a table has made, or one: PARTICIPANT is the mentee."""
    mentee = world.people[access.PARTICIPANT].participations.get()
    mine = Pair.objects.together().filter(mentee=mentee, mentor=world.participant)
    two = {"mentor": world.participant, "mentee": mentee}
    pair = mine.first() or pairs.agreed(round_number=None, **two)
    return Pair.objects.with_people().get(pk=pair.pk)


def writer_of(builder: Builder, pair: Pair) -> User:
    return (pair.mentee if builder.by == "mentee" else pair.mentor).user


def strangers_to(builder: Builder) -> list[str]:
    """Those who may not read the words."""
    other = OTHER_ONE if builder.by == "mentee" else access.PARTICIPANT
    return [each for each in (other, COLLEAGUE, *STAFF) if each not in builder.readers]


# --- Pages and files ------------------------------------------------------------------------------


def test_no_page_or_file_shows_them_to_anybody_else(world: World, monkeypatch: pytest.MonkeyPatch):
    """Each address that answers a GET, with the words of all rooms in the pair it is about. And
    since every page is read here: each of them leads to where a concern is raised."""
    found, late = [], []
    with transaction.atomic():
        pair = pair_in(world)
        words = write_all(pair)
        keep_pair(monkeypatch, pair)
        for route in (route for route in ROUTES if route.get):
            try:
                found += leaks_of(route, world, words)
            except (IntegrityError, Refused):
                late.append(route)  # its table wants to make the pair itself
        transaction.set_rollback(True)
    monkeypatch.undo()
    for route in late:
        found += leaks_of(route, world, None)

    assert found == []
    assert len(late) < 12, "The words are written anew for each of these, which takes long."


def write_all(pair: Pair) -> dict[Builder, str]:
    """Each room's private words, with a word for each room."""
    words = {builder: f"{WORD}-{builder.room}" for builder in BUILDERS}
    for builder, word in words.items():
        builder.write(word, pair)
    return words


def keep_pair(monkeypatch: pytest.MonkeyPatch, pair: Pair) -> None:
    """Whatever table pairs the same two is given the pair that stands."""
    introduce, answer = operations.introduce, operations.answer

    def introduce_unless_known(programme, new_pairs, **more):
        [new] = new_pairs
        is_known = (new.mentor.pk, new.mentee.pk) == (pair.mentor_id, pair.mentee_id)
        return [pair] if is_known else introduce(programme, new_pairs, **more)

    def answer_unless_known(introduction, reply):
        return None if introduction.pair_id == pair.pk else answer(introduction, reply)

    monkeypatch.setattr(operations, "introduce", introduce_unless_known)
    monkeypatch.setattr(operations, "answer", answer_unless_known)


def leaks_of(route: Route, world: World, words: dict[Builder, str] | None) -> list[str]:
    """Who reads a private word on this page, and whose. Without `words` they are written now."""
    found = []
    with transaction.atomic():
        at = address_in(route, world)
        words = words or write_all(pair_in(world))
        for actor in (OTHER_ONE, access.PARTICIPANT, COLLEAGUE, *STAFF):
            if not may_open(route, actor):
                continue
            response = _visit(world, actor, "GET", route, at)
            page = (response.read + str(response.headers).encode()).lower()
            found += [
                f"{route} shows {actor} the words of {builder}"
                for builder, word in words.items()
                if word.lower().encode() in page and actor in strangers_to(builder)
            ]
            if b"<footer" in page or b"<main" in page:
                leads = b'href="/worried/' in page
                found += [] if leads else [f"{route} leads {actor} to no place for a concern"]
        transaction.set_rollback(True)
    return found


def address_in(route: Route, world: World) -> Mapping[str, Any]:
    """Some tables need the standard questions, and others want to ask one of them themselves."""
    try:
        with transaction.atomic():
            return route.at(world)
    except ValueError:
        _ask_standard_questions(world.programme)
        return route.at(world)


def may_open(route: Route, actor: str) -> bool:
    """Whether there may be a page at all; that others meet none is `test_access.py`'s."""
    like = access.PARTICIPANT if actor == COLLEAGUE else actor
    return actor == OTHER_ONE or (route.get or {}).get(like) in access.LET_IN


def test_the_writers_do_find_them(world: World):
    """Or the search above would find nothing, whatever leaked."""
    pair = pair_in(world)

    words = write_all(pair)

    theirs = {user: as_page(*_own_file(user)) for user in (pair.mentor.user, pair.mentee.user)}
    missed = [one for one, word in words.items() if word not in theirs[writer_of(one, pair)]]
    assert missed == []


def _own_file(user: User) -> tuple:
    from django.utils import timezone

    return user, data_of(user), timezone.now()


# --- Everything that is kept ----------------------------------------------------------------------


@BY_ROOM
def test_they_stand_in_no_other_rooms_tables(
    builder: Builder, world: World, caplog: pytest.LogCaptureFixture
):
    """Letters, lines for the next letter, history, sessions and tasks among them; nor in a log,
    or in the file that the other one gets of their own data."""
    pair = pair_in(world)
    other = pair.other(pair.mentee if builder.by == "mentee" else pair.mentor).user

    with caplog.at_level(logging.DEBUG, logger="edumentoring"):
        builder.write(WORD, pair)

    holding = {model._meta.label for model in apps.get_models() if _holds(model)}
    elsewhere = {label for label in holding if label.split(".")[0] != builder.room} - builder.told
    assert holding, "The builder writes nothing."
    assert elsewhere == set()
    assert WORD not in caplog.text
    assert THE_OTHER in builder.readers or WORD not in as_page(*_own_file(other))


def _holds(model: type[models.Model]) -> bool:
    texts = (models.CharField, models.TextField, models.JSONField)
    fields = [one.name for one in model._meta.concrete_fields if isinstance(one, texts)]
    wanted = Q()
    for name in fields:
        wanted |= Q(**{f"as_text_{name}__icontains": WORD})
    aliases = {f"as_text_{name}": Cast(name, TextField()) for name in fields}
    return bool(fields) and model._default_manager.alias(**aliases).filter(wanted).exists()


# --- When something breaks ------------------------------------------------------------------------


@BY_ROOM
def test_an_error_page_and_its_log_hold_none(
    builder: Builder, world: World, monkeypatch: pytest.MonkeyPatch, caplog
):
    """The page of a pair breaks while all that stands on it has been read."""
    pair = pair_in(world)
    builder.write(WORD, pair)

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("It broke.")

    monkeypatch.setattr("edumentoring.pairs.views.render", broken)
    actor = access.PARTICIPANT if builder.by == "mentee" else OTHER_ONE
    client = world.client(actor)
    client.raise_request_exception = False
    response = client.get(f"/place/pairs/{pair.code}/")

    assert response.status_code == 500
    assert WORD not in response.content.decode()
    assert "It broke." in caplog.text
    assert WORD not in caplog.text
