"""What a test that commits leaves behind it."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.test import TransactionTestCase

from edumentoring.people.models import User
from edumentoring.people.tests import make as people

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_committed_is_gone():
    people.staff_person()

    TransactionTestCase()._fixture_teardown()

    assert not User.objects.exists()
    assert not Authenticator.objects.exists()


@pytest.mark.once
def test_the_rows_of_migrations_are_there_again():
    """On SQLite; PostgreSQL has those that Django makes anew."""
    of_migrations = Permission.objects.count()
    Permission.objects.all().delete()

    TransactionTestCase()._fixture_teardown()

    assert Permission.objects.count() == of_migrations > 0
