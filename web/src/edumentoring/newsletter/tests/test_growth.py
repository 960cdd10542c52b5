"""What may be told of how a programme grows, and what would tell of somebody."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.newsletter import operations
from edumentoring.newsletter.growth import _apart, mentors_by_area, mentors_by_term, terms_until
from edumentoring.newsletter.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.programmes.tests import make as programmes


def test_a_school_year_has_three_terms():
    names = [term.name for term in terms_until(date(2026, 11, 22), 4)]

    assert names == ["Autumn 2025", "Spring 2026", "Summer 2026", "Autumn 2026"]


@pytest.mark.django_db
def test_mentors_count_once_in_each_term_they_were_in_a_pair():
    programme = programmes.programme()
    for number in range(10):
        over = number == 0
        Pair.objects.create(
            programme=programme,
            mentor=programmes.mentor(programme, region="wales"),
            mentee=programmes.mentee(programme),
            state=Pair.State.FINISHED if over else Pair.State.AGREED,
            agreed_at=datetime(2026, 2, 1, tzinfo=UTC),
            ended_at=datetime(2026, 5, 1, tzinfo=UTC) if over else None,
        )
    autumn = date(2026, 11, 22)

    terms = {one.label: one.amount for one in mentors_by_term(programme, autumn)}

    assert terms["Autumn 2025"] == 0
    assert terms["Spring 2026"] == terms["Summer 2026"] == 10
    assert terms["Autumn 2026"] is None, "nine are fewer than ten"
    assert [one.amount for one in mentors_by_area(programme, autumn)] == [None]


@pytest.mark.django_db
def test_mentors_are_thanked_once_after_a_term_where_it_is_switched_on():
    newsletter = make.newsletter(thanks_words="You kept at it.")
    programme = newsletter.programme
    began = {"lately": 95, "long ago": 200, "just now": 10, "in peace": 95}
    for name, days in began.items():
        mentor = programmes.mentor(programme, email=f"{name.replace(' ', '.')}@school.example")
        Pair.objects.create(
            programme=programme,
            mentor=mentor,
            mentee=programmes.mentee(programme),
            state=Pair.State.AGREED,
            agreed_at=timezone.now() - timedelta(days=days),
        )
        if name == "in peace":
            User.objects.filter(pk=mentor.user_id).update(letters=User.Letters.OFF)
    thanks = Letter.objects.filter(kind="newsletter_thanks")

    assert operations.thank_mentors() == 0
    newsletter.thanks_on = True
    newsletter.save()
    assert operations.thank_mentors() == 1
    assert operations.thank_mentors() == 0

    assert thanks.get().to == "lately@school.example"
    assert "You kept at it." in thanks.get().text


def test_a_small_area_cannot_be_worked_out_from_the_others():
    assert _apart(Counter(a=40, b=20, c=3)) == ([("a", 40)], 23)
    assert _apart(Counter(a=40, b=20, c=6, d=5)) == ([("a", 40), ("b", 20)], 11)
    assert _apart(Counter(a=40, b=20)) == ([("a", 40), ("b", 20)], 0)
