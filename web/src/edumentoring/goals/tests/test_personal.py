"""A person gets their own words in their file, and is forgotten in those of others."""

import pytest

from edumentoring.goals.models import Action, Entry, Goal, PlanItem, Practice, Rating, Skill
from edumentoring.goals.tests import make
from edumentoring.goals.tests.canary import plant
from edumentoring.people.personal import Scope, declarations

pytestmark = pytest.mark.django_db
MODELS = (Goal, Entry, Action, PlanItem, Practice, Skill, Rating)
CANARY = "Quillfeather"


@pytest.fixture
def mentee():
    side, _other = make.sides()
    type(side.me.user).objects.filter(pk=side.me.user.pk).update(name=f"Zoë {CANARY}")
    side.me.user.refresh_from_db()
    plant(side.me)
    return side


def scope_of(side, **more):
    return Scope(user=side.me.user, words=(side.me.user.name,), calls=(CANARY,), **more)


def kept(model=None) -> str:
    return str([list(each.objects.values()) for each in ([model] if model else MODELS)])


def exported(model, user) -> list:
    return list(declarations()[model].export(Scope(user=user)))


def test_a_person_gets_all_of_their_own_words_and_none_of_the_others(mentee):
    theirs = mentee.other.user
    for model in MODELS:
        assert CANARY in str(exported(model, mentee.me.user)), model
    for model in (PlanItem, Practice):
        assert exported(model, theirs) == []
    assert "wants calm" not in str(exported(Goal, theirs))


def test_a_forgotten_person_is_in_no_word_of_their_own_or_of_the_others(mentee):
    assert CANARY in kept()

    for model in MODELS:
        declarations()[model].erase(scope_of(mentee))

    assert CANARY not in kept()
    assert [goal.what for goal in Goal.objects.all()] == ["Learn from somebody"]
    assert Action.objects.get().text == "Send somebody the plan"
    assert (Rating.objects.get().by, Rating.objects.get().level) == (None, 3)


def test_leaving_one_programme_keeps_the_plan_and_takes_it_from_those_who_read_it(mentee):
    scope = scope_of(mentee, programme_id=mentee.pair.programme_id)

    for model in MODELS:
        declarations()[model].erase(scope)

    assert PlanItem.objects.get().shared_in is None
    assert Skill.objects.filter(owner=mentee.me.user).exists()
    assert not Goal.objects.filter(owner=mentee.me).exists()
