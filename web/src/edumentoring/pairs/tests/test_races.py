"""Two people press at the same moment. Real threads, each with its own connection."""

import pytest

from edumentoring.common.models import Letter
from edumentoring.common.postman import Postman
from edumentoring.common.refused import Refused
from edumentoring.common.tests import make as post
from edumentoring.common.tests.peer import mail_server
from edumentoring.common.tests.race import at_once
from edumentoring.pairs import operations
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.tests import make
from edumentoring.programmes.models import Participant

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def refusals(results: list[object]) -> int:
    return sum(isinstance(result, Refused) for result in results)


def test_a_round_published_twice_at_once_is_published_once():
    programme = make.programme()
    new = [make.new_pair(programme) for _ in range(3)]
    by = make.coordinator()

    def publish() -> object:
        return operations.introduce(programme, new, by=by, round_number=1)

    results = at_once(publish, publish, publish)

    assert refusals(results) == 2
    assert Pair.objects.count() == 3
    assert Letter.objects.count() == 6


def test_two_rounds_that_want_the_last_place_do_not_both_get_it():
    programme = make.programme()
    mentor = make.mentor(programme, capacity=1)
    first, second = (make.new_pair(programme, mentor=mentor) for _ in range(2))
    by = make.coordinator()

    results = at_once(
        lambda: operations.introduce(programme, [first], by=by, round_number=1),
        lambda: operations.introduce(programme, [second], by=by, round_number=2),
    )

    mentor.refresh_from_db()
    assert refusals(results) == 1
    assert mentor.mentees_now == 1
    assert Letter.objects.count() == 2


def test_both_say_yes_at_once_and_each_gets_one_address():
    pair = make.introduced()
    sides = list(pair.introductions.all())

    at_once(*(lambda side=side: operations.answer(side, operations.YES) for side in sides))

    pair.refresh_from_db()
    assert pair.state == Pair.State.AGREED
    assert Letter.objects.filter(kind="both_said_yes").count() == 2


def test_a_yes_and_a_not_now_at_once_share_no_address_or_keep_both():
    pair = make.introduced()
    mentor, mentee = make.introduction(pair, "mentor"), make.introduction(pair, "mentee")
    operations.answer(mentor, operations.YES)

    at_once(
        lambda: operations.answer(mentee, operations.YES),
        lambda: operations.answer(mentor, operations.NOT_NOW),
    )

    pair.refresh_from_db()
    told = Letter.objects.filter(kind="both_said_yes").count()
    assert (pair.state, told) in {(Pair.State.AGREED, 2), (Pair.State.DECLINED, 0)}
    free = Participant.objects.get(pk=pair.mentor_id).free_places
    assert free == (0 if pair.state == Pair.State.AGREED else 1)


def test_taking_back_twice_at_once_frees_each_place_once():
    pair = make.held()
    by = make.coordinator()

    def undo() -> object:
        return operations.take_back(pair.programme, 1, by=by)

    results = at_once(undo, undo)

    pair.mentor.refresh_from_db()
    assert refusals(results) == 1
    assert pair.mentor.mentees_now == 0


def test_one_reminder_however_many_clocks_tick():
    make.introduced(days=8)

    at_once(*[operations.ask_once_more] * 3)

    assert Letter.objects.filter(kind="ask_again").count() == 2
    assert Introduction.objects.filter(asked_again_at=None).count() == 0


def test_postmen_at_once_carry_each_letter_once():
    for _ in range(30):
        post.letter()

    with mail_server() as peer:
        at_once(*(Postman(f"postman-{number}").deliver_due for number in range(3)))

    seen = [letter["Message-ID"] for letter in peer.taken]
    assert len(seen) == len(set(seen)) == 30
