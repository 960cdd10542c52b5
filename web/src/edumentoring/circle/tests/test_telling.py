"""What waits for somebody around a pair reaches them: on their first page, and by one letter."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.circle import letters, operations
from edumentoring.circle.models import Observation, TeamReview
from edumentoring.circle.teams import seats_of, unsigned
from edumentoring.circle.tests import make
from edumentoring.common.models import Letter
from edumentoring.pairs import nudges
from edumentoring.pairs.home import lines_for
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.models import User
from edumentoring.people.tests.make import sign_in

pytestmark = pytest.mark.django_db


def waits_for(user: User) -> str:
    return " | ".join(str(line.text) for line in lines_for([], user))


def told(user: User) -> list[str]:
    waiting = Nudge.objects.filter(participant__user=user).exclude(line__endswith="said yes")
    return list(waiting.values_list("line", flat=True))


def letters_to(user: User) -> list[Letter]:
    return list(Letter.objects.filter(kind=letters.WAITS, person_code=user.code).order_by("pk"))


def write(review: TeamReview, user: User, words: str) -> None:
    seat = next(one for one in seats_of(review.pair) if one.user == user)
    version = review.parts.get(user=user).version
    operations.keep_part(review, seat, going_well=words, work_on="", help_with="", version=version)


def sign(review: TeamReview, user: User) -> None:
    review.refresh_from_db()
    seat = next(one for one in seats_of(review.pair) if one.user == user)
    operations.sign(review, seat, version=review.version)


def test_a_tutor_of_no_programme_finds_whom_they_help_and_what_waits_on_their_first_page():
    pair = make.pair()
    tutor = make.tutor(pair)
    make.review(pair, "Autumn term")

    page = sign_in(Client(), tutor.user).get(reverse("pairs:place")).content.decode()

    assert reverse("circle:with", args=[tutor.code]) in page
    assert "You do not take part in a programme" not in page
    assert "Add a few lines to the review “Autumn term”, and sign it" in page


def test_a_review_asks_each_to_write_to_sign_and_to_sign_again_and_then_asks_nothing():
    pair = make.pair()
    tutor, review = make.tutor(pair), make.review(pair)
    assert "Add a few lines" in waits_for(tutor.user)
    assert any("began a review" in line for line in told(pair.mentor.user))
    assert told(pair.mentee.user) == [], "who began it knows"

    write(review, tutor.user, "Calm")
    assert "Read and sign the review" in waits_for(tutor.user)
    sign(review, tutor.user)
    assert waits_for(tutor.user) == ""
    write(review, pair.mentor.user, "And kind")

    assert "Read it, and sign again" in waits_for(tutor.user)
    for user in (pair.mentor.user, tutor.user):
        sign(review, user)
    assert any("It waits for you" in line for line in told(pair.mentee.user))
    sign(review, pair.mentee.user)
    assert told(pair.mentee.user) == [], "signed: nothing to be reminded of"


def test_somebody_who_joins_later_signs_what_is_open_and_undoes_nothing_that_is_settled():
    pair = make.pair()
    review = make.review(pair, "Autumn term")
    for user in (pair.mentor.user, pair.mentee.user):
        sign(review, user)
    still_open = make.review(pair, "Spring term")

    tutor = make.tutor(pair)

    assert unsigned(review) == []
    assert tutor.user in [seat.user for seat in unsigned(still_open)]
    assert waits_for(tutor.user).count("review") == 1


def test_a_helper_of_no_programme_gets_one_letter_a_week_and_none_who_wants_none():
    pair = make.pair()
    tutor = make.tutor(pair)
    make.review(pair, "Autumn term")
    make.review(pair, "Spring term")

    [first] = letters_to(tutor.user)
    assert "List-Unsubscribe" in first.headers
    assert nudges.reader_of(first.text.split("/letters/")[1].split("/")[0]) == tutor.user
    Letter.objects.filter(pk=first.pk).update(state=Letter.State.SENT)
    make.review(pair, "Summer term")
    second = letters_to(tutor.user)[1]
    assert second.not_before > timezone.now() + timedelta(days=6)

    Letter.objects.filter(pk=second.pk).update(state=Letter.State.SENT)
    nudges.choose(tutor.user, nudges.OFF)
    make.review(pair, "A year on")
    assert len(letters_to(tutor.user)) == 2
    assert "A year on" in waits_for(tutor.user), "it still stands on their page"


def test_two_who_watch_are_told_to_write_on_the_day_and_to_compare_when_both_have():
    pair = make.pair()
    jo = make.member(pair)
    lesson = make.observation(pair, jo, on=make.in_days(2))
    assert any("Each writes alone" in line for line in told(pair.mentor.user))
    assert waits_for(jo.user) == "", "not before the day"
    Observation.objects.update(on=make.in_days(0))
    assert "Write down what you saw: Year 8 maths" in waits_for(jo.user)

    for user in (jo.user, pair.mentor.user):
        make.record(lesson, user)

    assert "Compare what you wrote: Year 8 maths" in waits_for(jo.user)
    assert any("about your lesson" in line for line in told(pair.mentee.user))
    assert told(pair.mentor.user) == []


def test_whoever_has_stopped_helping_is_asked_for_nothing():
    pair = make.pair()
    tutor = make.tutor(pair)
    make.review(pair)

    operations.end(tutor)

    assert waits_for(tutor.user) == ""
    assert not Letter.objects.filter(kind=letters.WAITS, state=Letter.State.WAITING).exists()


def test_every_letter_of_this_room_says_how_to_get_fewer():
    pair = make.pair()
    make.invited(pair, by="mentor")
    member = make.invited(pair, email="new@elsewhere.example", name="Kit New")
    proposed, asked = make.letter("someone_proposed"), make.letter("asked_to_join")

    key = proposed.text.split("/letters/")[1].split("/")[0]
    assert nudges.reader_of(key) == pair.mentee.user
    assert "One-Click" in proposed.headers["List-Unsubscribe-Post"]
    assert make.key_in(asked) in asked.headers["List-Unsubscribe"], "no account yet: the answer"
    assert member.user is None
