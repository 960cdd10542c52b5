"""What a test that commits leaves behind it on SQLite."""

import pytest
from django.contrib.auth.models import Permission
from django.test import TransactionTestCase

from edumentoring.people.models import User
from edumentoring.people.tests import make as people

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_what_was_committed_is_gone_and_the_rows_of_migrations_are_there_again():
    of_migrations = Permission.objects.count()
    people.person()
    Permission.objects.all().delete()

    TransactionTestCase()._fixture_teardown()

    assert not User.objects.exists()
    assert Permission.objects.count() == of_migrations > 0
