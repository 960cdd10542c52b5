"""A note that its writer opened to somebody around the pair."""

import pytest
from django.test import Client

from edumentoring.notes import operations
from edumentoring.notes.opened import notes
from edumentoring.notes.tests import make
from edumentoring.pairs import openable
from edumentoring.people.tests.make import sign_in

pytestmark = pytest.mark.django_db


def test_only_its_writer_opens_a_note_and_a_mentor_only_what_the_mentee_reads():
    pair = make.pair()
    mentee, mentor = make.sides(pair)
    own = make.note(pair.mentee.user, pair, title="Mine alone")
    make.note(pair.mentor.user, pair, title="The mentor's own")
    shared = make.note(pair.mentor.user, pair, title="For both", shared=True)
    make.journal(pair.mentee.user, title="Journal")

    assert [thing.title for thing in notes(mentee, None)] == ["Mine alone"]
    assert [thing.title for thing in notes(mentor, None)] == ["For both"]
    assert list(notes(mentee, [str(shared.code)])) == [], "not theirs to give"
    operations.remove_note(own)
    assert list(notes(mentee, [str(own.code)])) == []


def test_the_page_of_a_note_names_whoever_it_was_opened_to(monkeypatch):
    pair = make.pair()
    note = make.note(pair.mentee.user, pair)
    reader = openable.Reader("Ama Tutor", None)
    opened = {("note", str(note.code)): [reader]}
    monkeypatch.setattr(openable, "_readers", [lambda kind, key: opened.get((kind, key), [])])

    page = sign_in(Client(), pair.mentee.user).get(note.get_absolute_url()).content.decode()

    assert "You and Ama Tutor" in page
    assert "Only you" not in page
