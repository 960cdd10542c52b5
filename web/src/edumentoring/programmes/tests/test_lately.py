"""The first page tells an evening of hundreds in one line."""

import pytest

from edumentoring.people.models import Event
from edumentoring.programmes.lately import lately
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


def words(programme) -> list[str]:
    return [each.words for each in lately(programme)]


def events(programme, number: int, *, action: str = "enrol_participant", **fields) -> None:
    Event.objects.bulk_create(
        Event(
            action=action,
            subject_type="programmes.participant",
            subject_id=str(each),
            programme_id=programme.pk,
            summary=f"Person {each} joined",
            **fields,
        )
        for each in range(number)
    )


def test_hundreds_who_joined_are_one_line():
    programme = make.programme()
    events(programme, 612)

    assert words(programme)[0] == "612 people joined"
    assert "Made the programme The Wider Staffroom" in words(programme)


def test_one_who_joined_is_named():
    programme = make.programme()
    events(programme, 1)

    assert words(programme)[0] == "Person 0 joined"


def test_people_of_an_import_are_counted_in_its_own_line():
    programme = make.programme()
    events(programme, 40, detail={"upload": "a-code"})
    events(programme, 1, action="save_upload")

    assert not any("40 people" in line for line in words(programme))


def test_another_programme_is_not_told_of():
    programme = make.programme()
    events(make.programme(), 5)

    assert "5 people joined" not in words(programme)


def test_a_long_history_is_asked_in_three_questions(django_assert_num_queries):
    programme = make.programme()
    events(programme, 300)

    with django_assert_num_queries(3):
        assert len(lately(programme)) <= 6
