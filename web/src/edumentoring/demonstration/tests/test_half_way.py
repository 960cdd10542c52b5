"""A demonstration that fails to load, where none was loaded before."""

import pytest

from edumentoring.demonstration import operations
from edumentoring.demonstration.operations import OWNER, load_demonstration
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from edumentoring.schools.models import Organisation

pytestmark = pytest.mark.django_db


def test_an_error_half_way_leaves_nothing(monkeypatch):
    monkeypatch.setattr(operations, "_enrol", lambda *_args, **_more: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load_demonstration(people=20)

    assert not Programme.objects.exists()
    assert not User.objects.filter(email=OWNER[0]).exists()
    assert not Organisation.objects.exists()
