"""A person's letters and pairs on their page at the desk."""

import pytest

from edumentoring.common.models import Letter
from edumentoring.pairs import panels
from edumentoring.pairs.models import Pair
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


def test_a_letter_is_read_without_the_links_that_only_its_reader_has():
    seat = make.seat()
    person = make.mentee(seat.programme)
    Letter.objects.create(
        kind="introduction",
        programme_id=seat.programme_id,
        person_code=person.user.code,
        to=person.user.email,
        subject="Meet Ann",
        text="Say yes: https://school.example/introduction/secret-key/ today.",
        message_id="one@school.example",
    )

    [row] = panels.letters(person, seat).context["rows"]

    assert row["text"] == "Say yes: [a link that only they have] today."


def test_a_pair_that_was_taken_back_is_not_named():
    seat = make.seat()
    mentor, mentee = make.mentor(seat.programme), make.mentee(seat.programme)
    pair = Pair.objects.create(programme=seat.programme, mentor=mentor, mentee=mentee)
    assert [row["pair"] for row in panels.pairs(mentee, seat).context["rows"]] == [pair]

    Pair.objects.update(state=Pair.State.WITHDRAWN)

    assert panels.pairs(mentee, seat) is None


def test_of_letters_with_words_of_people_only_what_is_declared_is_shown(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("edumentoring.common.open_letters._subjects", {"paused"})
    seat = make.seat()
    person = make.mentee(seat.programme)
    for number, kind in enumerate(("paused", "a_new_kind")):
        Letter.objects.create(
            kind=kind,
            programme_id=seat.programme_id,
            person_code=person.user.code,
            to=person.user.email,
            subject="Ann takes a break",
            text="Ann says: my mother is ill.",
            message_id=f"{number}@school.example",
        )

    shown = panels.letters(person, seat).context

    said = [(row["subject"], row["text"]) for row in shown["rows"]]
    assert said == [("A letter for its reader alone", ""), ("Ann takes a break", "")]
    assert shown["some_are_shut"]
