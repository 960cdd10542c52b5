"""While a programme is paused nobody hears of anybody, nothing is lost, and no clock nudges."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.common import postman
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import operations
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Programme
from edumentoring.programmes.operations import pause_programme, resume_programme

pytestmark = pytest.mark.django_db


def pause(programme: Programme) -> None:
    pause_programme(programme, note="Snow.", by=programme.coordinators.get().user)


def let_time_pass() -> None:
    """The ten minutes of a published round are over."""
    Pair.objects.update(held_until=timezone.now())
    Letter.objects.update(not_before=timezone.now())


def test_a_round_published_just_before_a_pause_stays_held_and_can_be_taken_back():
    pair = make.held()
    pause(pair.programme)
    let_time_pass()

    assert operations.send_off_held() == 0
    assert postman.deliver_due(worker="test") == 0

    pair.refresh_from_db()
    assert pair.state == Pair.State.HELD
    assert operations.take_back(pair.programme, 1, by=make.coordinator()) == 1


def test_after_the_pause_it_goes_on_where_it_was():
    pair = make.held()
    pause(pair.programme)
    let_time_pass()
    operations.send_off_held()

    resume_programme(pair.programme)
    let_time_pass()

    assert operations.send_off_held() == 1
    assert postman.deliver_due(worker="test") == 2


def test_no_round_is_published_in_a_pause():
    new = make.new_pair()
    programme = new.mentor.programme
    pause(programme)

    with pytest.raises(Refused, match="Resume it first"):
        operations.introduce(programme, [new], by=make.coordinator(), round_number=1)
    with pytest.raises(Refused, match="is paused"):
        operations.tell_unmatched(programme, [new.mentor], by=make.coordinator(), round_number=1)

    assert not Pair.objects.exists()


def test_nobody_is_asked_again_in_a_pause_and_the_week_begins_anew_after_it():
    pair = make.introduced(days=8)
    pause(pair.programme)
    assert operations.ask_once_more() == 0

    resume_programme(pair.programme)
    assert operations.ask_once_more() == 0

    Programme.objects.update(resumed_at=timezone.now() - timedelta(days=7))
    assert operations.ask_once_more() == 2


def test_an_answer_in_a_pause_is_kept_and_its_letters_go():
    pair = make.introduced()
    pause(pair.programme)

    for role in ("mentor", "mentee"):
        operations.answer(make.introduction(pair, role), operations.YES)

    assert postman.deliver_due(worker="test") == 2
    assert set(Letter.objects.values_list("state", flat=True)) == {Letter.State.SENT}


def test_my_place_says_that_the_programme_rests(client):
    pair = make.introduced()
    pause(pair.programme)
    people.sign_in(client, pair.mentee.user)

    html = client.get(reverse("pairs:place")).content.decode()

    assert "The programme is paused. Snow." in html
