"""A forgotten person's stories go, everywhere; those of others lose their name."""

import pytest
from django.core import serializers

from edumentoring.people.operations import data_of, forget
from edumentoring.people.personal import Scope
from edumentoring.stories import operations, uses
from edumentoring.stories.models import DeskNote, Permission, Slot, Story, Talk, Telling, Theme
from edumentoring.stories.tests import make
from edumentoring.stories.tests.canary import WORD, plant

pytestmark = pytest.mark.django_db
MODELS = (Story, Telling, Permission, Theme, DeskNote, Slot, Talk)


def everything() -> str:
    rows = [row for model in MODELS for row in model.objects.all()]
    return serializers.serialize("json", rows).lower()


def test_forgotten_it_is_gone_from_every_place_and_every_row(monkeypatch):
    part = make.mentee(make.programme(), name="Jo Quillfeather", email="jo@quillfeather.example")
    plant(part)
    emptied = []
    monkeypatch.setattr(uses, "_uses", [uses.Use(empty=lambda story: emptied.append(story.pk))])
    published = Story.objects.get(state="published")

    forget(Scope(user=part.user), by=None)

    assert emptied == [published.pk], "copies elsewhere too"
    left = everything()
    assert "quillfeather" not in left
    assert WORD not in left
    assert Story.objects.count() == 1, "somebody else's stays, without the name"


def test_a_person_gets_their_words_what_they_allow_and_what_was_noted():
    part = make.mentee(make.programme())
    story = make.told(part, "My own words", places=("wall",))
    operations.add_note(story, "A gem", by=make.owner(part.programme))

    told = str(data_of(part.user))

    for words in ("My own words", "The programme’s stories page", "A gem"):
        assert words in told
