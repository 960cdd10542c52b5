"""How well mentors fit one mentee outside a round."""

import pytest

from edumentoring.matching.measuring import measure
from edumentoring.pairs import operations
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make
from edumentoring.schools.tests.make import organisation

pytestmark = pytest.mark.django_db


def test_a_mentee_who_has_a_mentor_is_measured_as_in_a_round_and_never_with_the_same_again():
    here = organisation("Ashby Lane Primary")
    programme = make.programme()
    pair = make.agreed(programme, mentee=make.mentee(programme, school=here))
    helps, other, same_school = (
        make.mentor(programme, name="Ruth"),
        make.mentor(programme, name="Anna", answers={"topics_offered": ["dissertation"]}),
        make.mentor(programme, name="Zoe", school=here),
    )
    mentee = Pair.objects.with_people().get(pk=pair.pk).mentee

    fits = measure(mentee, [pair.mentor, helps, other, same_school])

    assert set(fits) == {helps.pk, other.pk, same_school.pk}
    assert fits[helps.pk].fit > fits[other.pk].fit
    assert any("Ruth can help with" in each for each in fits[helps.pk].reasons["mentee"])
    assert fits[helps.pk].rules == []
    assert fits[same_school.pk].rules == ["They work in the same school"]
    assert fits[helps.pk].times == ["thu-after"]
    after = operations.hand_over(pair, helps, by=make.coordinator())
    assert after.fit == fits[helps.pk].fit
