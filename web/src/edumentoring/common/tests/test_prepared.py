"""A question that is put into SQL once finds what it would find as a queryset."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission

from edumentoring.common.models import Letter
from edumentoring.common.prepared import Prepared
from edumentoring.common.tests import make

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def test_each_value_finds_its_own_rows():
    one, other = make.letter(to="one@example.org"), make.letter(to="other@example.org")
    written_to = Prepared(lambda to: Letter.objects.filter(to=to), "~")

    assert written_to("one@example.org") == [one]
    assert written_to("other@example.org") == [other]
    assert written_to("nobody@example.org") == []


def test_moments_and_codes_are_told_as_this_database_takes_them():
    letter = make.letter()
    since = Prepared(
        lambda code, moment: Letter.objects.filter(code=code, queued_at__gt=moment).values_list(
            "to"
        ),
        UUID(int=0),
        LONG_AGO,
    )

    assert since.rows(letter.code, letter.queued_at - timedelta(seconds=1)) == [(letter.to,)]
    assert since.rows(letter.code, letter.queued_at) == []


def test_what_cannot_be_asked_so_is_refused():
    joined = Prepared(lambda name: Permission.objects.filter(content_type__model=name), "~")
    changed = Prepared(lambda to: Letter.objects.filter(to=to.upper()), "a")

    for prepared in (joined, changed):
        with pytest.raises(ValueError, match=r"joins|stand-in"):
            prepared("one@example.org")
