"""The pages of this room."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from edumentoring.people.tests import make as people
from edumentoring.schools.models import Organisation
from edumentoring.schools.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def helen(client):
    return people.sign_in_as_staff(client, people.staff_person())


def test_anyone_searches_without_javascript(client):
    make.organisation("Harrow Beck Academy", town="Leeds")

    answer = client.get("/schools/search/?q=harow+beck")

    assert "Harrow Beck Academy" in answer.text
    assert "Leeds" in answer.text


@pytest.mark.parametrize(
    ("query", "headers"),
    [("?q=harrow&format=json", {}), ("?q=harrow", {"accept": "application/json"})],
)
def test_a_search_box_gets_json_it_may_keep(client, query, headers):
    made = make.organisation("Harrow Beck Academy", town="Leeds")

    answer = client.get(f"/schools/search/{query}", headers=headers)

    assert answer.json() == [{"id": made.pk, "label": "Harrow Beck Academy", "detail": "Leeds"}]
    assert "max-age=600" in answer["Cache-Control"]
    assert "Accept" in answer["Vary"]


@pytest.mark.parametrize("typed", ["", "q", "%00", "%F0%9F%A6%86", "a" * 3000, "%27%3B--"])
def test_any_question_is_answered(client, typed):
    for shape in ("", "&format=json"):
        assert client.get(f"/schools/search/?q={typed}{shape}").status_code == 200


def test_says_what_to_do_when_nothing_is_found(client):
    assert "Check the spelling" in client.get("/schools/search/?q=zzzz").text


def test_search_is_only_read(client):
    assert client.post("/schools/search/", {"q": "x"}).status_code == 405


def test_staff_add_a_school_by_hand(helen):
    answer = helen.post(
        "/schools/new/",
        {"name": "Glen Ord Academy", "kind": "school", "town": "Inverness", "region": "scotland"},
        follow=True,
    )

    made = Organisation.objects.get()
    assert answer.redirect_chain == [(reverse("schools:organisation", args=[made.pk]), 302)]
    assert (made.by_hand, made.region) == (True, "scotland")


def test_a_twin_is_refused_in_the_form_and_nothing_typed_is_lost(helen):
    make.organisation("Glen Ord Academy", town="Inverness")

    answer = helen.post(
        "/schools/new/", {"name": "Glen Ord Academy", "kind": "school", "town": "Inverness"}
    )

    assert "is here already" in answer.text
    assert 'value="Inverness"' in answer.text
    assert Organisation.objects.count() == 1


def test_half_a_place_is_refused(helen):
    answer = helen.post("/schools/new/", {"name": "Glen", "kind": "school", "latitude": "53.8"})

    assert "both latitude and longitude" in answer.text


def test_a_registered_school_changes_only_its_name_by_hand(helen):
    made = make.organisation("Old Quarry School", register_code="urn:1", town="Leeds")

    helen.post(f"/schools/{made.pk}/change/", {"name": "Harrow Beck", "town": "Bath"})

    made.refresh_from_db()
    assert (made.name, made.town) == ("Harrow Beck", "Leeds")
    assert "Old Quarry School" in helen.get(f"/schools/{made.pk}/").text


def test_one_added_by_hand_changes_whole_and_moves_in_the_tree(helen):
    trust = make.organisation("Beck Trust", kind="trust")
    made = make.organisation("Little Otters Nursery", by_hand=True)

    helen.post(
        f"/schools/{made.pk}/change/",
        {"name": "Little Otters", "kind": "early_years", "parent": "beck trust"},
    )

    made.refresh_from_db()
    assert (made.name, made.kind, made.parent) == ("Little Otters", "early_years", trust)


def test_a_ring_of_parents_is_refused_in_words(helen):
    trust = make.organisation("Beck Trust", kind="trust", by_hand=True)
    make.organisation("Two Rivers", kind="federation", parent=trust)

    answer = helen.post(
        f"/schools/{trust.pk}/change/",
        {"name": "Beck Trust", "kind": "trust", "parent": "two rivers"},
    )

    assert "belongs to" in answer.text


def test_closing_names_the_successor_and_can_be_undone(helen):
    old, new = make.organisation("Old Quarry School"), make.organisation()

    answer = helen.post(
        f"/schools/{old.pk}/close/",
        {
            "closed_on_day": "31",
            "closed_on_month": "8",
            "closed_on_year": "2026",
            "successor": "harrow beck academy",
        },
        follow=True,
    )
    old.refresh_from_db()
    assert old.successor == new
    assert "Its place was taken by" in answer.text

    helen.post(f"/schools/{old.pk}/reopen/")
    old.refresh_from_db()
    assert (old.closed_on, old.successor) == (None, None)


def test_of_two_namesakes_the_one_picked_is_meant(helen):
    old = make.organisation("Old Quarry School")
    make.organisation("Park School", town="Bath")
    leeds = make.organisation("Park School", town="Leeds")

    helen.post(
        f"/schools/{old.pk}/close/",
        {
            "closed_on_day": "31",
            "closed_on_month": "8",
            "closed_on_year": "2026",
            "successor": "Park School",
            "successor_id": str(leeds.pk),
        },
    )

    old.refresh_from_db()
    assert old.successor == leeds


@pytest.mark.parametrize(
    ("year", "successor", "said"),
    [
        ("2099", "", "has not come yet"),
        ("2026", "nowhere at all", "no organisation of that name"),
        ("2026", "park school", "Several have that name"),
    ],
)
def test_a_closing_that_cannot_be_says_why(helen, year, successor, said):
    old = make.organisation("Old Quarry School")
    make.organisation("Park School", town="Bath")
    make.organisation("Park School", town="Leeds")

    answer = helen.post(
        f"/schools/{old.pk}/close/",
        {
            "closed_on_day": "31",
            "closed_on_month": "8",
            "closed_on_year": year,
            "successor": successor,
        },
    )

    assert said in answer.text
    old.refresh_from_db()
    assert old.closed_on is None


def test_whoever_hosts_the_service_brings_in_the_register(client, tmp_path):
    host = people.staff_person(is_superuser=True)
    people.sign_in_as_staff(client, host)
    sheet = make.full_export(tmp_path, {})

    answer = client.post(
        "/schools/register/",
        {"file": SimpleUploadedFile("all.csv", sheet.read_bytes())},
        follow=True,
    )
    assert "1 added" in answer.text
    assert Organisation.objects.get().name == "Harrow Beck Academy"

    refused = client.post(
        "/schools/register/", {"file": SimpleUploadedFile("all.csv", b"Name\nJo\n")}
    )
    assert "not the register" in refused.text


def test_the_register_is_not_every_coordinator_s(helen):
    assert helen.get("/schools/register/").status_code == 404
