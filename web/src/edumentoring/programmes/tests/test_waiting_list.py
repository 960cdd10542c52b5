"""Limits and the waiting list: in order, and never one too many."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people.tests import make as people
from edumentoring.programmes import operations
from edumentoring.programmes.forecast import forecast, public_count, wait_in_words
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def programme():
    """Room for two mentees; mentors without a limit."""
    made = make.programme()
    made.limit_mentees = 2
    made.save()
    return made


def signed_up(programme, *, ago: int = 0, role: str = "mentee", **fields) -> Participant:
    roles = {"is_mentee": role != "mentor", "is_mentor": role != "mentee"}
    made = make.participant(programme, state="signed_up", **roles, **fields)
    made.signed_up_at = NOW - timedelta(hours=ago)
    made.save()
    return made


def settle(participant) -> str:
    return operations.settle_sign_up(participant).state


def test_there_is_room_until_the_limit_and_then_a_list(programme):
    states = [settle(signed_up(programme)) for _ in range(3)]

    assert states == ["in", "in", "queued"]
    assert settle(signed_up(programme, role="mentor")) == "in"


def test_both_roles_wait_until_both_have_room(programme):
    for _ in range(2):
        settle(signed_up(programme))

    assert settle(signed_up(programme, role="both")) == "queued"


def test_settling_twice_changes_nothing(programme):
    person = signed_up(programme)
    first = operations.settle_sign_up(person)

    second = operations.settle_sign_up(person)

    assert (second.state, second.confirmed_at, second.version) == (
        "in",
        first.confirmed_at,
        first.version,
    )


def test_whoever_left_is_not_brought_back_by_an_old_link(programme):
    gone = make.mentee(programme, state="left")

    assert settle(gone) == "left"


def test_the_first_in_line_comes_in_when_somebody_leaves(programme):
    here = [signed_up(programme) for _ in range(2)]
    for person in here:
        settle(person)
    late, early = (
        signed_up(programme, ago=1, name="Late"),
        signed_up(programme, ago=5, name="Early"),
    )
    settle(late)
    settle(early)
    operations.change_participant(here[0], changes={"state": "left"}, by=None)

    came = operations.let_in(programme)

    assert came == [early]
    letter = Letter.objects.get(kind="a_place_is_yours")
    assert letter.to == early.user.email
    assert "A place is yours" in letter.subject
    assert "{" not in letter.text + letter.subject
    assert operations.let_in(programme) == []


def test_a_free_place_goes_to_the_list_and_not_to_whoever_comes_by(programme):
    here = [signed_up(programme) for _ in range(2)]
    for person in here:
        settle(person)
    waiting = signed_up(programme, ago=2)
    settle(waiting)
    operations.change_participant(here[0], changes={"state": "left"}, by=None)

    newcomer = settle(signed_up(programme))

    waiting.refresh_from_db()
    assert (waiting.state, newcomer) == ("in", "queued")


def test_a_raised_limit_lets_people_in_at_once(client, programme):
    for _ in range(4):
        settle(signed_up(programme))
    people.sign_in_as_staff(client, programme.coordinators.get().user)
    sent = {"ways": ["mentees", "mentors"], "limit_mentees": "3", "version": programme.version}

    page = client.post(reverse("programmes:who", args=[programme.slug]), sent, follow=True)

    assert "1 person came in from the waiting list" in page.content.decode()
    assert programme.participants.queued().count() == 1


def test_nobody_comes_in_while_the_programme_rests(programme):
    for _ in range(3):
        settle(signed_up(programme))
    operations.pause_programme(programme, by=programme.coordinators.get().user)
    programme.refresh_from_db()
    programme.limit_mentees = None
    programme.save()

    assert operations.let_in_everywhere() == 0
    assert operations.let_in(programme) == []
    with pytest.raises(Refused, match="is paused"):
        operations.let_one_in(programme.participants.queued().get(), by=make.user())
    operations.resume_programme(programme)
    assert operations.let_in_everywhere() == 1


def test_one_person_comes_in_before_the_others_only_where_there_is_room(programme):
    by = programme.coordinators.get().user
    for _ in range(2):
        settle(signed_up(programme))
    first, second = signed_up(programme, ago=3), signed_up(programme, ago=1)
    settle(first)
    settle(second)
    with pytest.raises(Refused, match="Raise the limit"):
        operations.let_one_in(second, by=by)
    programme.limit_mentees = 3
    programme.save()

    assert operations.let_one_in(second, by=by).state == "in"

    first.refresh_from_db()
    assert first.state == "queued"


def test_people_on_the_list_are_in_no_round(programme):
    for _ in range(3):
        settle(signed_up(programme))

    assert programme.participants.taking_part().count() == 2
    assert programme.participants.waiting().count() == 2


def test_the_page_shows_the_order_and_lets_one_in(client, programme):
    for _ in range(2):
        settle(signed_up(programme))
    late, early = (
        signed_up(programme, ago=1, name="Late"),
        signed_up(programme, ago=9, name="Early"),
    )
    settle(late)
    settle(early)
    people.sign_in_as_staff(client, programme.coordinators.get().user)
    address = reverse("programmes:waiting_list", args=[programme.slug])

    page = client.get(address)
    refused = client.post(address, {"who": str(late.code)}, follow=True)

    assert [person.name for person in page.context["queued"]] == ["Early", "Late"]
    assert "There is no room for Late yet" in refused.content.decode()
    assert client.post(address, {"who": "nobody"}).status_code == 404


# --- What somebody may expect -------------------------------------------------------------------


def test_places_left_are_counted_honestly(programme):
    settle(signed_up(programme))
    make.mentee(programme, state="paused")
    make.mentee(programme, state="left")
    settle(signed_up(programme))  # joins the list: the paused person keeps the second place

    told = forecast(programme)

    assert told.places_left == {"mentee": 0, "mentor": None}
    assert (told.taking_part, told.mentees_waiting) == (1, 1)


def test_the_usual_wait_is_the_middle_half_of_what_others_waited(programme):
    for days in (1, 2, 3, 4):
        waited(programme, days)
    assert forecast(programme).usual_wait is None  # too few to say

    waited(programme, 40)

    assert forecast(programme).usual_wait == (2, 4)


def waited(programme, days: int) -> None:
    person = make.mentee(programme)
    heard = NOW - timedelta(days=3)
    Participant.objects.filter(pk=person.pk).update(
        signed_up_at=heard - timedelta(days=days), introduced_at=heard
    )


def test_a_forecast_takes_two_questions(programme, django_assert_num_queries):
    waited(programme, 3)

    with django_assert_num_queries(2):
        forecast(programme)


def test_a_round_that_has_been_is_no_promise(programme):
    programme.next_round_on = programme.today() - timedelta(days=1)
    assert forecast(programme).next_round_on is None

    programme.next_round_on = programme.today()
    assert forecast(programme).next_round_on == programme.today()


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0"), (1, "a few"), (9, "a few"), (10, "10"), (20_338, "20,338")]
)
def test_small_counts_reveal_nobody(number, words):
    assert public_count(number) == words


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (None, ""),
        ((0, 0), "Most people hear of somebody on the same day."),
        ((5, 5), "Most people wait about 5 days."),
        ((5, 12), "Most people wait 5 to 12 days."),
        ((28, 84), "Most people wait 4 to 12 weeks."),
    ],
)
def test_a_wait_is_said_as_people_say_it(wait, words):
    assert wait_in_words(wait) == words
