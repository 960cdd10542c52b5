"""Finding a school as people type it."""

from pathlib import Path

import pytest

from edumentoring.schools.models import Organisation
from edumentoring.schools.operations import import_register
from edumentoring.schools.reports import RegisterReport
from edumentoring.schools.search import Recogniser, find, recognise
from edumentoring.schools.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def leeds():
    return make.organisation("Mount St Mary's Catholic High School", town="Leeds")


def test_finds_by_name_town_and_short_forms(leeds):
    make.organisation("St Mary's Church of England Primary School", town="Bath")

    for typed in ("st marys leeds", "Mount Saint Mary's", "mount st mary's rc hs", "MOUNT  leeds"):
        assert find(typed)[0] == leeds, typed


def test_finds_in_spite_of_a_slip(leeds):
    for typed in ("muont st marys", "mount st mayrs", "mount st marys cathloic", "nount leeds"):
        assert find(typed)[:1] == [leeds], typed


def test_finds_while_the_last_word_is_unfinished(leeds):
    assert find("mou") == [leeds]
    assert find("mount le") == [leeds]


def test_finds_by_postcode_and_by_number():
    made = make.organisation("Ashfield", postcode="LS9 8LA", register_code="urn:123456")

    assert find("ls9 8la") == find("LS98LA") == find("ls9") == [made]
    assert find("123456") == find("URN 123456") == [made]


def test_finds_nothing_for_nothing(leeds):
    for typed in ("", "   ", "'", "the", "zzzzzz", "\x00", "%", "_" * 500):
        assert find(typed) == [], typed


def test_of_equals_the_nearest_comes_first():
    south = make.organisation("Park School", latitude=51.0, longitude=-1.0)
    north = make.organisation("Park School", latitude=55.0, longitude=-1.0)

    assert find("park school", near=north)[0] == north
    assert find("park school", near=south)[0] == south


def test_a_school_in_blank_town_london_is_found_by_london():
    made = make.organisation("Bridge Academy", region="london", local_authority="Hackney")

    assert find("bridge academy london") == [made]


def test_gives_no_more_than_asked():
    for number in range(15):
        make.organisation(f"Park School {number}")

    assert len(find("park school")) == 10
    assert len(find("park school", limit=3)) == 3


# --- Recognising --------------------------------------------------------------------------------


def test_is_sure_of_the_only_one(leeds):
    make.organisation("St Mary's Church of England Primary School", town="Bath")

    assert recognise("Mount St Marys RC High Sch").sure == leeds


def test_is_not_sure_between_two_of_one_name():
    make.organisation("Park High School", town="Bath")
    make.organisation("Park High School", town="Leeds")

    found = recognise("Park High School")

    assert found.sure is None
    assert len(found.candidates) == 2


def test_the_town_the_postcode_or_the_region_decides():
    make.organisation("Park High School", town="Bath", postcode="BA1 1AA", region="south_west")
    leeds = make.organisation(
        "Park High School", town="Leeds", postcode="LS1 1AA", region="yorkshire"
    )

    assert recognise("Park High School", town="Leeds").sure == leeds
    assert recognise("Park High School", postcode="LS1 1AA").sure == leeds
    assert recognise("Park High School", region="yorkshire").sure == leeds
    assert recognise("Park High School, Leeds").sure == leeds


def test_is_not_sure_from_words_that_say_little():
    make.organisation("Primary School")

    assert recognise("primary school").sure is None


@pytest.mark.parametrize("typed", ["", "n/a", "-", "retired", "not at a school at the moment"])
def test_recognises_nothing_where_nothing_is_said(leeds, typed):
    assert recognise(typed).sure is None


def test_a_batch_reads_the_organisations_once(leeds, django_assert_max_num_queries):
    with Recogniser() as recogniser, django_assert_max_num_queries(3):
        for _time in range(50):
            assert recogniser.recognise("mount st marys leeds").sure == leeds


def test_a_closed_school_is_not_recognised(leeds):
    Organisation.objects.update(closed_on="2026-08-31")

    assert recognise("mount st marys leeds").candidates == []


# --- The whole register ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(shared_data: Path) -> Path:
    return shared_data / "schools" / "gias_schools_2026-01-30_reduced.csv.gz"


@pytest.fixture(scope="module")
def register(for_all_tests: None, whole: Path) -> RegisterReport:
    """The whole register, taken in once for the tests below."""
    return import_register(whole)


@pytest.mark.data
@pytest.mark.slow
class TestAmongTwentySixThousand:
    def test_all_are_taken_in_and_unchanged_the_second_time(
        self, register: RegisterReport, whole: Path
    ):
        again = import_register(whole)

        assert (register.added, register.refused) == (26_498, 0)
        assert (again.changes, again.unchanged) == (0, 26_498)
        assert register.seconds < 60
        assert Organisation.objects.filter(region="").count() < 30

    @pytest.mark.parametrize(
        ("typed", "urns"),
        [
            ("st marys leeds", {"108097", "139352", "147633"}),
            ("mount st marys", {"108097"}),
            ("rothwell st mary rc", {"108018"}),
            ("aldgate school", {"100000"}),
            ("LS9 8LA", {"108097"}),
            ("chilton academy ferryhill", {"145594"}),
            ("st pauls cathedrel school", {"100002"}),
            ("st marys cofe boston spa", {"107997"}),
        ],
    )
    def test_is_on_the_first_page(self, register, typed, urns):
        found = {one.register_code.partition(":")[2] for one in find(typed)}

        assert urns <= found

    def test_recognises_most_names_with_their_town_and_is_hardly_ever_wrong(self, register):
        every = Organisation.objects.open().order_by("pk")[::97]
        sure = right = 0
        with Recogniser() as recogniser:
            for one in every:
                typed = one.name.replace("Church of England", "C of E").replace("School", "Sch")
                found = recogniser.recognise(typed, town=one.town or one.local_authority)
                sure += found.sure is not None
                right += found.sure == one

        assert sure > 0.85 * len(every)
        assert right >= 0.99 * sure
