"""Who waits, who has room, and the sentences about who is missing."""

import pytest

from edumentoring.people.tests.make import sign_in_as_staff
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make
from edumentoring.reach.coverage import coverage_of, rows_of
from edumentoring.reach.crossing import crossing_of, narrowed
from edumentoring.reach.missing import draft_call, missing_from
from edumentoring.reach.tonight import lines

pytestmark = pytest.mark.django_db

SCIENCE = {"subjects": ["biology"], "phases": ["ks4"]}


def seekers(programme: Programme, number: int, *topics: str, **fields: object) -> None:
    """So many who teach science and wait in the North East, or where `fields` say."""
    for _each in range(number):
        make.mentee(programme, answers={**SCIENCE, "topics_wanted": list(topics)}, **fields)


def table(programme: Programme, side: str) -> dict[str, tuple[int, int, int]]:
    rows = rows_of(programme, coverage_of(programme), side)
    return {row.label: (row.waiting, row.room, row.missing) for row in rows}


def said(programme: Programme) -> list[str]:
    return [str(one) for one in missing_from(coverage_of(programme))]


def test_people_who_wait_stand_beside_places_that_are_free():
    programme = make.programme()
    seekers(programme, 3)
    make.mentor(programme, capacity=2, answers={"subjects": ["biology"], "phases": ["ks3"]})

    assert table(programme, "subject") == {"Biology": (3, 2, 1)}
    assert table(programme, "phase") == {
        "Key stage 4, ages 14 to 16": (3, 0, 3),
        "Key stage 3, ages 11 to 14": (0, 2, 0),
    }
    assert table(programme, "region") == {"North East": (3, 2, 1)}


def test_topics_asked_for_stand_beside_topics_offered():
    programme = make.programme()
    make.mentee(programme, answers={"topics_wanted": ["workload", "behaviour"]})
    make.mentor(programme, answers={"topics_offered": ["workload"]})

    assert table(programme, "topic") == {
        "Behaviour and relationships with pupils": (1, 0, 1),
        "Managing workload": (1, 1, 0),
    }


@pytest.mark.parametrize("state", ["paused", "left", "queued", "signed_up"])
def test_only_those_who_take_part_are_counted(state: str):
    programme = make.programme()
    someone = make.mentee(programme)
    Participant.objects.filter(pk=someone.pk).update(state=state)

    assert table(programme, "subject") == {}


def test_whoever_has_somebody_waits_no_more_and_their_place_is_taken():
    programme = make.programme()
    mentee, mentor = make.mentee(programme), make.mentor(programme, capacity=1)
    programmes.take_place(mentor, mentee)

    assert table(programme, "subject") == {}


def test_one_person_as_both_is_on_both_sides():
    programme = make.programme()
    make.participant(programme, is_mentor=True, is_mentee=True, capacity=1, region="london")

    assert table(programme, "region") == {"London": (1, 1, 0)}


def test_own_words_and_missing_answers_have_their_rows():
    programme = make.programme()
    make.mentee(programme, answers={"subjects": ["other:Bell ringing"]})
    make.mentee(programme, answers={"subjects": []})

    assert set(table(programme, "subject")) == {"Bell ringing", "Not said"}


def test_says_which_mentors_would_help_most():
    programme = make.programme()
    seekers(programme, 5)
    make.mentor(programme, region="london", capacity=3, answers={"subjects": ["maths"]})

    assert said(programme) == [
        "Two more secondary science mentors in the North East would help five people."
    ]


def test_regions_make_no_difference_where_those_who_wait_are_everywhere():
    programme = make.programme()
    for region in ("north_east", "london", "wales"):
        seekers(programme, 1, region=region)

    assert said(programme) == ["Three more secondary science mentors would help three people."]


def test_room_elsewhere_does_not_hide_who_is_missing_here():
    programme = make.programme()
    seekers(programme, 2)
    make.mentor(programme, region="london", capacity=2, answers=SCIENCE)

    assert said(programme) == [
        "One more secondary science mentor in the North East would help two people."
    ]


def test_nobody_is_missing_where_there_is_room_enough():
    programme = make.programme()
    seekers(programme, 2)
    make.mentor(programme, capacity=2, answers=SCIENCE)

    assert said(programme) == []


def test_a_topic_that_nobody_offers_is_named():
    programme = make.programme()
    seekers(programme, 3, "workload")

    assert said(programme) == [
        (
            "Three more secondary science mentors in the North East who can help with managing "
            "workload would help three people."
        )
    ]


def test_nobody_is_helped_twice():
    programme = make.programme()
    seekers(programme, 2)
    make.mentee(programme, answers={"subjects": ["english", "biology"], "phases": ["ks4"]})

    helped = [one.people for one in missing_from(coverage_of(programme))]

    assert sum(helped) == 3


def test_a_subject_in_own_words_is_asked_for_in_them():
    programme = make.programme()
    make.mentee(programme, answers={"subjects": ["other:Bell ringing"], "phases": ["ks2"]})

    assert said(programme) == [
        "One more primary Bell ringing mentor in the North East would help one person."
    ]


def test_the_call_tells_the_public_no_count_and_of_few_people_no_place():
    programme = make.programme()
    seekers(programme, 5)
    make.mentee(programme, region="islands", answers={"subjects": ["latin"], "phases": ["ks5"]})

    call = draft_call(
        "The Wider Staffroom",
        "https://x.example/join/y/",
        missing_from(coverage_of(programme)),
        an_hour="an hour a week",
    )

    assert "It takes about an hour a week." in call
    assert "- Secondary science mentors in the North East\n" in call
    assert "- Post-16 languages mentors\n" in call
    assert "Channel Islands" not in call
    assert "five" not in call
    assert "https://x.example/join/y/" in call


def test_tonight_says_so_where_far_more_wait_than_there_is_room():
    seat = make.seat()
    seekers(seat.programme, 3)

    [line] = lines(seat)

    assert line.text == "Biology has far more mentees than mentors"
    assert line.detail.startswith("3 wait for 0 places.")


def test_tonight_is_silent_where_it_is_nearly_even():
    seat = make.seat()
    seekers(seat.programme, 4)
    make.mentor(seat.programme, capacity=3, answers=SCIENCE)

    assert list(lines(seat)) == []


def test_many_people_take_no_more_queries_than_few(django_assert_num_queries):
    programme = make.programme()
    seekers(programme, 4)

    with django_assert_num_queries(2):  # the people; what mentors usually offer
        coverage_of(programme)


def test_two_sides_are_counted_against_each_other_and_narrowed_by_a_third(client):
    programme = make.programme()
    seekers(programme, 3, "behaviour", region="north_east")
    seekers(programme, 1, "workload", region="london")
    make.mentor(programme, capacity=2, answers={"subjects": ["biology"], "phases": ["ks3"]})
    found = coverage_of(programme)

    whole = crossing_of(programme, found, "subject", "phase")
    cells = {
        (words, cell.label): (cell.waiting, cell.room, cell.missing)
        for words, line in whole.lines
        for cell in line
    }
    left = narrowed(found, {"region": "london", "topic": "workload"})

    first, second = "Key stage 4, ages 14 to 16", "Key stage 3, ages 11 to 14"
    assert cells == {("Biology", first): (4, 0, 4), ("Biology", second): (0, 2, 0)}
    assert whole.heads == [first, second]  # where most are missing comes first
    assert (len(left.waiting), len(left.with_room)) == (1, 0)

    sign_in_as_staff(client, make.coordinator(programme_=programme))
    at = f"/programmes/{programme.slug}/coverage/?by=subject&and=phase"
    page = " ".join(client.get(at).content.decode().split())
    assert "Subject by Age taught: who waits" in page
    assert "<b>4 short</b>" in page
    one = client.get(f"{at}&topic=workload&region=london").content.decode()
    assert "<b>1 short</b>" in one
    assert 'value="workload" selected' in one
    assert "Nobody is left" in client.get(f"{at}&region=wales").content.decode()
    nonsense = f"/programmes/{programme.slug}/coverage/?by=x&and=x&region="
    assert client.get(nonsense).status_code == 200
