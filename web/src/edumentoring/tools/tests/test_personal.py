"""What somebody gets back of their sheets, and what is left when they are forgotten."""

import pytest
from django.core import serializers

from edumentoring.pairs.sides import side_of
from edumentoring.people.personal import Scope, declarations
from edumentoring.tools.models import Aside, Sheet, TakenQuestion
from edumentoring.tools.tests import canary, make

pytestmark = pytest.mark.django_db
MODELS = (TakenQuestion, Aside, Sheet)


def test_somebody_gets_their_own_words_back_and_not_what_the_other_keeps():
    pair = make.agreed()
    make.private_words("Quillfeather", pair)
    canary.plant(pair.mentee)

    def given(user) -> str:
        scope = Scope(user=user)
        return str([list(declarations()[model].export(scope)) for model in MODELS])

    assert given(pair.mentee.user).count(canary.WORD) >= 5
    assert "Quillfeather" not in given(pair.mentee.user)
    assert given(pair.mentor.user).count("Quillfeather") >= 4


def test_nothing_of_somebody_forgotten_is_left_and_the_other_keeps_their_own_words():
    pair = make.agreed()
    canary.plant(pair.mentee)
    own = make.sheet(side_of(pair, pair.mentor), "grow", answers={"goal": "Calm"})
    name = pair.mentee.user.name
    scope = Scope(user=pair.mentee.user, words=(name,), calls=tuple(name.split()))

    for model in MODELS:
        declarations()[model].erase(scope)

    left = "".join(serializers.serialize("json", model.objects.all()) for model in MODELS)
    for word in (canary.WORD, name, *name.split()):
        assert word not in left
    about = Sheet.objects.get(tool_key="lesson-feedback")
    assert about.answers == {"well": "somebody waited."}
    assert Sheet.objects.filter(pk=own.pk).exists()
