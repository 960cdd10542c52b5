"""What the desk is told of sign-ups that are being written."""

import pytest

from edumentoring.reach.report import source_report
from edumentoring.reach.tests.make import link
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
