import pytest
from django.core import serializers

from edumentoring.common.models import Letter
from edumentoring.people.operations import data_of, forget
from edumentoring.people.personal import Scope
from edumentoring.queries import operations
from edumentoring.queries.models import Message, Query, SavedAnswer
from edumentoring.queries.tests import make

pytestmark = pytest.mark.django_db
CANARY = "quillfeather"


def everything() -> str:
    rows = [*Query.objects.all(), *Message.objects.all(), *SavedAnswer.objects.all()]
    return serializers.serialize("json", rows).lower()


def test_forgotten_is_forgotten_in_every_word_of_the_conversation():
    programme = make.programme()
    person = make.mentee(programme, name=f"Jo {CANARY}", email=f"{CANARY}@example.org")
    query = make.query(programme, user=person.user, text=f"I am {CANARY}. When?")
    by = make.coordinator(programme_=programme)
    operations.reply_to_query(query, f"Dear {CANARY}, next week.", by=by)
    operations.add_note(query, f"{CANARY} is new", by=by)
    typed = make.query(programme, email=f"{CANARY}@example.org", text="Typed")
    other = make.query(programme, text="Of another")
    operations.add_note(other, f"Like Jo {CANARY} asked", by=by)
    operations.save_answer(programme, title="For all", text=f"As Jo {CANARY} said", by=by)

    forget(Scope(user=person.user), by=None)

    assert CANARY not in everything()
    assert Query.objects.count() == 2
    for one in (query, typed):
        one.refresh_from_db()
        assert (one.email, one.state) == ("", "closed")
    held = Letter.objects.filter(kind="query_reply", state=Letter.State.WAITING)
    assert not held.exists()


def test_forgetting_one_programme_leaves_the_other_conversation():
    here, there = make.programme(), make.programme("Another")
    person = make.mentee(here, email="jo@example.org")
    make.query(here, user=person.user, text="Here")
    make.query(there, user=person.user, text="There")

    forget(Scope(user=person.user, programme_id=here.pk), by=None)

    kept = set(Message.objects.values_list("text", flat=True))
    assert "There" in kept
    assert "Here" not in kept


def test_a_person_gets_both_sides_and_the_notes():
    programme = make.programme()
    person = make.mentee(programme)
    query = make.answered(programme, user=person.user, reply="Next week.")
    operations.add_note(query, "Be gentle", by=make.user())

    told = str(data_of(person.user))

    for words in ("When will I hear", "Next week.", "Be gentle"):
        assert words in told


def test_a_coordinator_who_is_forgotten_leaves_answers_without_a_name():
    programme = make.programme()
    by = make.coordinator(programme_=programme)
    query = make.query(programme)
    operations.reply_to_query(query, "Next week.", by=by)
    programme.coordinators.filter(user=by).delete()

    forget(Scope(user=by), by=None)

    reply = query.messages.get(kind="reply")
    query.refresh_from_db()
    assert (reply.text, reply.by, query.owner) == ("Next week.", None, None)
