"""What the desk is told of sign-ups that are being written."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from edumentoring.programmes import how_long
from edumentoring.reach.report import source_report
from edumentoring.reach.tests.make import link
from edumentoring.signup.models import Draft
from edumentoring.signup.pages import questions_of
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db


def test_the_report_of_links_counts_each_sign_up_once_from_its_beginning():
    programme = make.open_programme()
    poster = link(programme, "Poster")
    make.draft(programme, via=poster.code)
    make.sent(programme, via=poster.code)
    make.taken_in(programme, via=poster.code)
    make.draft(programme)
    make.draft(make.open_programme("Another"))

    rows = {row.label: (row.started, row.sent) for row in source_report(programme)}

    # The clock took in both that were sent.
    assert rows == {"Poster": (3, 2), "No link": (1, 0)}


def test_what_is_sent_and_waits_for_the_clock_counts_as_started():
    programme = make.open_programme()
    make.sent(programme)

    (row,) = source_report(programme)

    assert (row.started, row.sent) == (1, 0)


def took(programme, minutes: float) -> None:
    """A sign-up that took so long from the first page to the last."""
    draft = make.sent(programme)
    begun = draft.sent_at - timedelta(minutes=minutes)
    Draft.objects.filter(pk=draft.pk).update(started_at=begun)


def test_the_usual_questions_take_three_minutes_at_most():
    asked = questions_of(make.open_programme())

    for mentor in (False, True):
        assert how_long.guessed(how_long.for_one_role(asked, mentor=mentor)) <= 3


def test_how_long_it_takes_is_measured_from_ten_on_and_said_to_all_from_twenty():
    programme = make.open_programme()
    for _each in range(9):
        took(programme, 5.2)
    took(programme, 60 * 30)  # came back on another day
    assert how_long.measured(programme) is None
    took(programme, 5.2)
    assert how_long.measured(programme) == 5
    assert how_long.said(programme) == "about three minutes"

    cache.clear()
    for _each in range(10):
        took(programme, 5.2)
    assert how_long.said(programme) == "about five minutes"
