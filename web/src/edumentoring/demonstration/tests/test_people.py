"""The fictional people: who they are, and that the same numbers give the same ones."""

import csv
import gzip
from collections import Counter

import pytest

from edumentoring.common.refused import Refused
from edumentoring.demonstration import figures
from edumentoring.demonstration.flaws import OF_600, draw_flaws
from edumentoring.demonstration.names import GROUPS
from edumentoring.demonstration.people import CLOSES, draw_people
from edumentoring.demonstration.register import FEATURES, TOWNS, TRUSTS, schools
from edumentoring.demonstration.sentences import OFFERED, OPENINGS, WANTED
from edumentoring.programmes import vocabulary
from edumentoring.programmes.questions import STANDARD_BY_KEY
from edumentoring.schools.distance import km_between
from edumentoring.schools.regions import REGION_IDS

PEOPLE = draw_people()


def test_there_are_600_of_them_350_and_250():
    mentors = [person for person in PEOPLE if person.is_mentor]

    assert len(PEOPLE) == 600
    assert len(mentors) == 250
    assert sum(not person.is_mentor for person in PEOPLE) == 350
    assert 3 <= sum(person.is_mentor and person.is_mentee for person in PEOPLE) <= 12
    assert {person.capacity for person in mentors} == {1, 2, 3, 4}
    assert all(person.capacity is None for person in PEOPLE if not person.is_mentor)


def test_the_same_numbers_give_the_same_people_and_others_give_others():
    assert draw_people() == PEOPLE
    assert draw_people(600, seed=2) != PEOPLE
    assert [person.name for person in draw_people(40)] == [
        person.name for person in draw_people(40)
    ]


@pytest.mark.parametrize("people", [2, 3, 60, 1000])
def test_any_number_can_be_drawn(people):
    drawn = draw_people(people)

    assert len(drawn) == people
    assert any(person.is_mentor for person in drawn)
    assert any(person.is_mentee for person in drawn)


def test_one_person_is_no_programme():
    with pytest.raises(Refused, match="2 people or more"):
        draw_people(1)


def test_every_address_is_one_that_nobody_can_have():
    domains = {person.email.partition("@")[2] for person in PEOPLE}

    assert domains == {"example.org", "example.com", "example.net", "demonstration.example"}
    assert len({person.email for person in PEOPLE}) == 600


def test_names_are_of_many_origins():
    names = " ".join(person.name for person in PEOPLE)

    assert len({person.name for person in PEOPLE}) == 600
    for origin, (_weight, _first_names, last_names) in GROUPS.items():
        assert any(last in names for last in last_names), origin
    for part in ("O'", "-", "ó", "é"):
        assert part in names, part
    assert any(" " not in person.name for person in PEOPLE)


def test_regions_follow_the_published_shares():
    counted = Counter(person.region for person in PEOPLE if person.region)

    for region, percent in figures.PEOPLE_BY_REGION.items():
        assert abs(100 * counted[region] / counted.total() - percent) < 4.5, region


def test_settings_and_subjects_follow_the_published_shares():
    primary = sum("primary" in person.answers["subjects"] for person in PEOPLE)
    counted = Counter(subject for person in PEOPLE for subject in person.answers["subjects"])

    assert 0.36 < primary / 600 < 0.56
    assert counted["english"] + counted["maths"] > counted["drama"] + counted["physics"]


def test_answers_go_together():
    for person in PEOPLE:
        low, high = figures.YEARS_BY_STAGE[person.stage]
        assert person.years is None or low <= person.years <= high
        if person.school and person.region:
            assert person.school.region == person.region or not _has_schools(person.region)
        if person.stage in {"ect1", "trainee"}:
            assert "leadership" not in person.answers.get("topics_wanted", [])


def _has_schools(region):
    return region in TOWNS


def test_every_answer_is_one_that_the_questions_know():
    for person in PEOPLE:
        for key, value in person.answers.items():
            options = {term.id for term in STANDARD_BY_KEY[key].options}
            if key == "availability":
                options = set(vocabulary.SLOTS)
            if options:
                assert set(value) <= options, key


def test_some_answers_are_missing_and_some_came_late():
    assert 10 < sum(person.years is None for person in PEOPLE) < 80
    assert 10 < sum("availability" not in person.answers for person in PEOPLE) < 80
    assert 10 < sum(person.signed_up_at > CLOSES for person in PEOPLE) < 60
    assert sorted(PEOPLE, key=lambda person: (person.signed_up_at, person.email)) == PEOPLE


def test_what_they_write_is_varied_and_whole():
    texts = [
        person.answers[key]
        for person in PEOPLE
        for key in ("wanted_text", "offered_text")
        if key in person.answers
    ]

    assert len(texts) > 480
    assert len(set(texts)) > 0.95 * len(texts)
    assert not any("{" in text or "  " in text or len(text) < 15 for text in texts)


def test_there_are_sentences_for_every_topic_and_stage():
    topics = {term.id for term in vocabulary.TOPICS}

    assert set(WANTED) == set(OFFERED) == topics
    assert set(OPENINGS) == {term.id for term in vocabulary.STAGES}


# --- Schools -------------------------------------------------------------------------------------


def test_the_invented_schools_lie_in_their_regions():
    assert 100 <= len(schools()) <= 140
    assert len({school.name for school in schools()}) == len(schools())
    for school in schools():
        assert school.region in REGION_IDS
        middle = TOWNS[school.region][0]
        assert km_between((school.latitude, school.longitude), middle) < 75
        assert school.trust in {"", *TRUSTS}


@pytest.mark.data
def test_no_invented_school_or_town_is_a_real_one(shared_data):
    path = shared_data / "schools" / "gias_schools_2026-01-30_reduced.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    names = {row["name"].lower() for row in real}
    towns = {row["town"].lower() for row in real}

    assert not names & {school.name.lower() for school in schools()}
    assert not towns & {school.town.lower() for school in schools()}
    assert not [name for name in names for made in FEATURES if made.lower() in name]


# --- Flaws ---------------------------------------------------------------------------------------


def test_every_kind_of_flaw_is_dealt_out_as_often_as_it_should():
    flaws = draw_flaws(PEOPLE, 1)
    counted = Counter(kind for each in flaws.values() for kind in each.kinds)

    assert counted == OF_600
    assert max(len(each.kinds) for each in flaws.values()) == 1


def test_those_whom_anyone_may_be_have_no_flaw():
    flaws = draw_flaws(PEOPLE, 1)

    for who in ("mentor", "mentee"):
        assert not flaws[f"{who}@demonstration.example"].kinds


def test_schools_and_programmes_mean_the_same_regions():
    assert {term.id for term in vocabulary.REGIONS} == set(REGION_IDS)
