"""A filled form that a mentee opens to somebody around the pair."""

import pytest

from edumentoring.tools import operations
from edumentoring.tools.opened import forms
from edumentoring.tools.tests import make

pytestmark = pytest.mark.django_db


def test_shared_feedback_can_be_opened_without_what_its_writer_keeps_back_and_no_draft_can():
    pair = make.agreed()
    mentor, mentee = make.mentors_side(pair), make.mentees_side(pair)
    sheet = make.sheet(mentor)
    operations.save_sheet(
        sheet, by=mentor.me, filled=make.filled(sheet, kept_back=frozenset({"gap"}), title="Year 8")
    )
    assert list(forms(mentee, None)) == [], "a draft of the mentor's"
    sheet.refresh_from_db()
    operations.share_sheet(sheet, mentor)

    [thing] = forms(mentee, None)

    words = " ".join(part.words for part in thing.parts)
    assert make.ANSWERS["well"] in words
    assert make.ANSWERS["gap"] not in words
    assert list(forms(mentor, None)) == [], "the mentee chooses"
    operations.take_back_sheet(sheet)
    assert list(forms(mentee, [thing.key])) == []
