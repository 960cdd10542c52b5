"""Numbers of many people together reveal none of them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from edumentoring.pairs.models import Pair
from edumentoring.people.tests.make import browser, sign_in
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.rhythm.figures import Figure, Term, figures_in, least_in, terms_before
from edumentoring.rhythm.models import EarlyAnswer, Moment, Pulse, Review, ReviewTimes
from edumentoring.rhythm.operations import Answer
from edumentoring.rhythm.tests import make

pytestmark = pytest.mark.django_db

IN_NOVEMBER = date(2026, 11, 22)
IN_SUMMER = date(2026, 6, 3)


def people(programme: Programme, scores: list[int], *, on: date = IN_SUMMER) -> list[Participant]:
    made = [programmes.mentee(programme) for _score in scores]
    Pulse.objects.bulk_create(
        Pulse(user=one.user, on=on, autonomy=score) for one, score in zip(made, scores, strict=True)
    )
    return made


def figure(programme: Programme, item: str = "They have a say in how they work") -> Figure:
    _terms, rows = figures_in(programme, IN_NOVEMBER)
    return next(row for row in rows if str(row.label) == item).figures[-1]


def test_terms_are_thirds_of_a_year_that_are_over():
    assert terms_before(IN_NOVEMBER) == [
        Term(date(2025, 9, 1), date(2026, 1, 1)),
        Term(date(2026, 1, 1), date(2026, 5, 1)),
        Term(date(2026, 5, 1), date(2026, 9, 1)),
    ]
    assert terms_before(date(2026, 1, 1))[-1] == Term(date(2025, 9, 1), date(2026, 1, 1))


def test_four_people_are_too_few_and_five_are_shown_together():
    programme = programmes.programme()
    people(programme, [1, 2, 3, 4])
    assert figure(programme) == Figure(None)

    people(programme, [5])

    assert figure(programme) == Figure(3.0, 5)


def test_a_school_and_a_partnership_need_ten():
    for kind in ("in_school", "partnership"):
        programme = programmes.programme(f"At {kind}", kind=kind)
        assert least_in(programme) == 10
        people(programme, [4] * 9)
        assert figure(programme) == Figure(None)
        people(programme, [4])
        assert figure(programme) == Figure(4.0, 10)


def test_somebody_who_answers_often_counts_once():
    programme = programmes.programme()
    [first, *_rest] = people(programme, [5, 1, 1, 1])
    for day in range(4, 12):
        Pulse.objects.create(user=first.user, on=date(2026, 6, day), autonomy=5)
    assert figure(programme) == Figure(None)

    people(programme, [1])

    assert figure(programme) == Figure(2.0, 5)


def test_one_more_or_one_fewer_person_cannot_be_worked_out():
    """Whoever looks before and after somebody joins or leaves sees the same two numbers."""
    programme = programmes.programme()
    people(programme, [3, 3, 4, 4, 3, 4, 3, 4, 3])
    before = figure(programme)
    seen = set()
    for score in (1, 5):
        [one] = people(programme, [score])
        Participant.objects.filter(pk=one.pk).update(state="left")
        seen.add(figure(programme))
    assert seen == {before}

    later = people(programme, [1], on=date(2026, 10, 5))  # this term is not over
    assert later
    assert figure(programme) == before


def test_looking_back_counts_mentors_and_mentees_apart_and_only_what_was_finished():
    programme = programmes.programme()
    for number in range(5):
        pair = make.met(programme, round_number=number)
        make.looked_back(make.mentor_side(pair), value_me=Answer(score=5))
        make.looked_back(make.mentee_side(pair), done=number > 0, value_me=Answer(score=2))
    finished = Review.objects.exclude(done_at=None)
    finished.update(done_at=datetime(2026, 6, 1, tzinfo=UTC))

    assert figure(programme, "What mentors get out of it (looking back)") == Figure(5.0, 5)
    assert figure(programme, "What mentees get out of it (looking back)") == Figure(None)


def test_early_answers_are_counted_at_each_moment_and_change_only_where_somebody_gave_both():
    programme = programmes.programme()
    for number in range(5):
        pair = make.met(programme, round_number=number)
        early(pair, Moment.FIRST, worth=2)
        if number:
            early(pair, Moment.SIX_WEEKS, worth=5)
    label = "The time was well spent (after %s)"
    change = "From the one to the other, where somebody answered both: time well spent"

    assert figure(programme, label % "the first meeting") == Figure(2.0, 5)
    assert figure(programme, label % "six weeks") == Figure(None)
    early(make.met(programme, round_number=9), Moment.SIX_WEEKS, worth=5)
    assert figure(programme, label % "six weeks") == Figure(5.0, 5)
    assert figure(programme, change) == Figure(None)
    early(Pair.objects.order_by("pk").first(), Moment.SIX_WEEKS, worth=5)
    assert figure(programme, change) == Figure(3.0, 5)


def early(pair: Pair, moment: Moment, *, worth: int) -> None:
    """The mentee's answer, one or two months before the summer was over."""
    at = datetime(2026, 6 if moment == Moment.FIRST else 7, 15, tzinfo=UTC)
    EarlyAnswer.objects.create(
        pair=pair, participant=pair.mentee, moment=moment, worth=worth, heard=3, at=at
    )


def test_a_coordinator_sets_the_times_and_reads_no_answer():
    seat = programmes.seat("coordinator")
    people(seat.programme, [1, 2, 3])
    client = sign_in(browser(), seat.user, second_factor=True)
    address = reverse("rhythm:looking_back", args=[seat.programme.slug])

    wrong = client.post(address, {"mid_after": "9", "end_after": "4"})
    assert "The end comes after half-way" in wrong.content.decode()
    client.post(address, {"mid_after": "3", "end_after": "8", "rest_months": ["7", "8"]})

    times = ReviewTimes.objects.get(programme=seat.programme)
    assert (times.mid_after, times.end_after, times.rest_months) == (3, 8, [7, 8])
    page = client.get(address).content.decode()
    assert "too few" in page
    assert "people or more</small>" not in page
