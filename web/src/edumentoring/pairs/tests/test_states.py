"""The state machine, as it is drawn and as it is."""

import re
from itertools import product
from pathlib import Path

import pytest

from edumentoring.common.refused import Refused
from edumentoring.pairs import operations
from edumentoring.pairs.models import Pair
from edumentoring.pairs.states import STEPS, allows
from edumentoring.pairs.tests import make

DOCS = Path(__file__).parents[5] / "docs" / "pair-states.md"
ARROW = re.compile(r"^    (\w+) --> (\w+): (.+)$", re.MULTILINE)


def test_the_drawing_shows_every_arrow_and_no_other():
    drawn = ARROW.findall(DOCS.read_text(encoding="utf-8"))

    assert drawn == [(step.before, step.after, step.by) for step in STEPS]


@pytest.mark.django_db
def test_no_change_happens_that_is_not_in_the_table():
    pair = make.held()
    for before, after in product(Pair.State.values, repeat=2):
        Pair.objects.filter(pk=pair.pk).update(state=before)
        pair.refresh_from_db()
        if allows(before, after):
            operations.set_state(pair, after)
        else:
            with pytest.raises(Refused):
                operations.set_state(pair, after)
        expected = after if allows(before, after) else before
        assert Pair.objects.get(pk=pair.pk).state == expected
