"""A question that is put into SQL once finds what it would find as a queryset."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import CharField, Value
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

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

    assert since(letter.code, letter.queued_at - timedelta(seconds=1)) == [(letter.to,)]
    assert since(letter.code, letter.queued_at) == []


def test_what_is_selected_along_comes_along_and_is_asked_for_no_more(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    label = Value("of this name", output_field=CharField())
    joined = Prepared(
        lambda name: (
            Permission.objects.filter(content_type__model=name)
            .select_related("content_type")
            .annotate(label=label)
            .order_by("codename")
        ),
        "~",
    )
    wanted = list(Permission.objects.filter(content_type__model="letter").order_by("codename"))
    assert wanted

    for _again in range(2):
        with django_assert_num_queries(1):
            found = joined("letter")
            assert {each.content_type.model for each in found} == {"letter"}
        assert found == wanted
        assert {each.label for each in found} == {"of this name"}  # type: ignore[attr-defined]


def test_threads_ask_with_their_own_connection():
    written_to = Prepared(lambda to: Letter.objects.filter(to=to), "~")
    written_to("one@example.org")
    used: list[bool] = []

    def ask() -> None:
        try:
            with CaptureQueriesContext(connection) as mine:
                written_to("one@example.org")
            used.append(len(mine) == 1)
        finally:
            connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()

    assert used == [True]


def test_what_cannot_be_asked_so_is_refused():
    changed = Prepared(lambda to: Letter.objects.filter(to=to.upper()), "a")

    with pytest.raises(ValueError, match="stand-in"):
        changed("one@example.org")
