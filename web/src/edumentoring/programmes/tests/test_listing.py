"""The list of people: what is found, kept, ordered and shown."""

import pytest
from django.db import connection, models
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes import list_columns, listing, operations
from edumentoring.programmes.list_columns import COLUMNS
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


def names(programme, asked: str = "") -> list[str]:
    return [person.name for person in PeopleList(programme, QueryDict(asked)).people]


@pytest.fixture
def staffroom():
    """Five people who differ in everything that can be asked for."""
    programme = make.programme()
    north, elm = make.school("Northgate Primary"), make.school("Elm Bank School")
    make.mentor(
        programme,
        name="Zoë Ångström",
        email="zoe@example.org",
        school=north,
        capacity=2,
        region="wales",
        answers={"phases": ["ks1"], "topics_offered": ["workload"]},
    )
    make.mentor(
        programme,
        name="Anke van der Berg",
        school=elm,
        region="london",
        answers={"phases": ["ks5"], "subjects": ["physics"]},
    )
    make.mentee(
        programme,
        name="Imran Sadiq",
        role_title="SENCO",
        region="wales",
        stage="head",
        answers={"topics_wanted": ["behaviour"]},
    )
    make.mentee(programme, name="Bethan Cole", state="paused", stage="")
    make.participant(programme, name="Jo Barker", is_mentor=True, is_mentee=True, capacity=1)
    return programme


def test_names_stand_in_the_order_of_a_register(staffroom):
    assert names(staffroom) == [
        "Zoë Ångström",
        "Jo Barker",
        "Bethan Cole",
        "Imran Sadiq",
        "Anke van der Berg",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=angstrom", ["Zoë Ångström"]),
        ("q=ZOE+northgate", ["Zoë Ångström"]),
        ("q=elm+bank", ["Anke van der Berg"]),
        ("q=zoe@example", ["Zoë Ångström"]),
        ("q=senco", ["Imran Sadiq"]),
        ("q=%25", []),
        ("as=both", ["Jo Barker"]),
        ("as=mentor&as=both", ["Zoë Ångström", "Jo Barker", "Anke van der Berg"]),
        ("status=paused", ["Bethan Cole"]),
        ("region=wales", ["Zoë Ångström", "Imran Sadiq"]),
        ("region=wales&as=mentee", ["Imran Sadiq"]),
        ("phase=ks5", ["Anke van der Berg"]),
        ("phase=ks5&phase=ks1", ["Zoë Ångström", "Anke van der Berg"]),
        ("subject=physics", ["Anke van der Berg"]),
        ("stage=head", ["Imran Sadiq"]),
        ("room=yes", ["Zoë Ångström", "Jo Barker", "Anke van der Berg"]),
        ("waiting=yes", ["Jo Barker", "Imran Sadiq"]),
        ("missing=stage", ["Bethan Cole"]),
        ("missing=topics_offered", ["Jo Barker", "Anke van der Berg"]),
        ("region=atlantis", ["everyone"]),
    ],
)
def test_keeps_whom_it_is_asked_for(staffroom, asked, found):
    everyone = names(staffroom)

    assert names(staffroom, asked) == (everyone if found == ["everyone"] else found)


@pytest.mark.parametrize("key", COLUMNS)
def test_every_column_sorts_both_ways(staffroom, key):
    forwards, backwards = names(staffroom, f"sort={key}"), names(staffroom, f"sort=-{key}")

    assert sorted(forwards) == sorted(backwards) == sorted(names(staffroom))


def test_room_left_sorts_by_number(staffroom):
    assert names(staffroom, "sort=-room")[0] == "Zoë Ångström"


def test_status_says_paused_before_how_far_the_pairs_are(staffroom):
    paused = staffroom.participants.get(state="paused")
    Participant.objects.filter(pk=paused.pk).update(status="paired")
    paused.refresh_from_db()

    assert str(list_columns.standing(paused).word) == "Paused"


def test_a_page_is_never_longer_than_the_most(staffroom):
    shown = PeopleList(staffroom, QueryDict("per_page=1000000000&page=99999999999"))

    assert shown.page.paginator.per_page == listing.MOST_PER_PAGE
    assert shown.page.number == 1


@pytest.mark.parametrize("asked", ["page=-1", "page=x", "per_page=0", "per_page=-5", "sort=%00"])
def test_nonsense_in_the_address_shows_the_first_page(staffroom, asked):
    assert PeopleList(staffroom, QueryDict(asked)).page.number == 1


def test_tallies_count_what_the_views_show(staffroom):
    shown = PeopleList(staffroom, QueryDict())

    assert shown.tallies["everyone"] == 5
    for view, asked in (
        ("waiting", "waiting=yes"),
        ("room", "room=yes"),
        ("missing", "missing=any"),
        ("paused", "status=paused"),
    ):
        assert shown.tallies[view] == len(names(staffroom, asked)), view


def test_a_chip_is_taken_away_without_the_others(staffroom):
    shown = PeopleList(staffroom, QueryDict("region=wales&region=london&q=a&page=3"))

    labels = [chip.label for chip in shown.chips()]
    assert labels == ["Region: Wales, 1 more", "Found by “a”"]
    assert "region" not in shown.chips()[0].remove_url
    assert "page" not in shown.chips()[0].remove_url
    assert "q=a" in shown.chips()[0].remove_url


def test_another_programmes_people_are_not_there(staffroom):
    make.mentor(make.programme(), name="Somebody Else")

    assert "Somebody Else" not in names(staffroom)


# --- What a page costs --------------------------------------------------------------------------


def test_a_longer_list_asks_the_database_no_more_often(client, django_assert_max_num_queries):
    seat = make.seat("coordinator")
    people.sign_in_as_staff(client, seat.user)
    make.crowd(seat.programme, 120)
    address = reverse("programmes:people", args=[seat.programme.slug])

    with django_assert_max_num_queries(20):
        short = client.get(address, {"per_page": 5})
    with django_assert_max_num_queries(20):
        longer = client.get(address, {"per_page": 120})

    assert short.status_code == longer.status_code == 200


def test_a_line_reads_nothing_that_was_not_fetched(staffroom):
    """Whatever a column says comes from the row itself: one query for the whole page."""
    people_ = staffroom.participants.with_person().fetch_mode(models.FETCH_RAISE)

    for person in people_:
        assert [column.says(person) for column in COLUMNS.values()]


@pytest.mark.parametrize("asked", ["", "q=surname5", "region=wales&phase=ks3", "sort=-school"])
def test_a_longer_list_asks_the_database_no_more(asked):
    counts = []
    for people_ in (60, 600):
        programme = make.programme()
        make.crowd(programme, people_)
        with CaptureQueriesContext(connection) as asking:
            shown = PeopleList(programme, QueryDict(asked))
            assert list(shown.page.object_list)
            assert shown.tallies["everyone"] == people_
        counts.append(len(asking))
        programme.participants.all().delete()
        User.objects.filter(email__startswith="crowd").delete()

    assert counts[0] == counts[1]


def test_a_renamed_person_is_found_at_once(staffroom):
    imran = staffroom.participants.get(user__name="Imran Sadiq")
    imran.user.name = "Imran Malik"
    imran.user.save()

    assert names(staffroom, "q=malik") == ["Imran Malik"]


def test_places_taken_show_as_room_left(staffroom):
    zoe = staffroom.participants.get(user__name="Zoë Ångström")
    operations.take_place(zoe, staffroom.participants.get(user__name="Imran Sadiq"))

    assert list_columns.room_left(zoe) == "1 of 2"
