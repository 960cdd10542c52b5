"""What people write, and what it means."""

import re
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edumentoring.intake.understanding.known import options_of
from edumentoring.intake.understanding.names import are_like
from edumentoring.intake.understanding.numbers import read_number, read_yes_no
from edumentoring.intake.understanding.options import Options, Splitter
from edumentoring.intake.understanding.roles import read_role
from edumentoring.intake.understanding.times import read_grid, read_times
from edumentoring.programmes import vocabulary as words

TOPICS = Options(words.TOPICS)
LABELS = [str(term.label) for term in words.TOPICS]


@given(st.lists(st.sampled_from(LABELS), unique=True, min_size=1, max_size=6))
def test_any_ticked_options_are_split_as_they_were_ticked(ticked):
    assert Splitter(TOPICS, []).split(", ".join(ticked)) == ticked


@given(st.lists(st.sampled_from(LABELS), unique=True, min_size=1, max_size=5))
def test_semicolons_and_lines_split_too(ticked):
    for separator in (";", "; ", "\n"):
        answer = separator.join(ticked) + (";" if separator == ";" else "")
        assert Splitter(TOPICS, [answer, *LABELS]).split(answer) == ticked


@given(st.text(max_size=80))
@example("\uf900")  # one letter of two that Unicode writes as the other
def test_splitting_loses_no_letter(answer):
    pieces = Splitter(TOPICS, [answer]).split(answer)

    def letters(text):
        return sorted(re.sub(r"[\W_]|and|or", "", normalize("NFC", text).casefold()))

    joined = letters("".join(pieces))
    assert set(letters(answer)) - set(joined) <= set("andor") or not answer.isprintable()


def test_an_option_with_a_comma_is_told_from_the_column():
    column = [
        "Behaviour, Planning, marking and feedback, Working with parents, carers",
        "Planning, marking and feedback",
        "Behaviour, Working with parents, carers",
    ]
    splitter = Splitter(TOPICS, column)

    assert splitter.split(column[0]) == [
        "Behaviour",
        "Planning, marking and feedback",
        "Working with parents, carers",
    ]


def test_other_keeps_its_own_commas():
    assert Splitter(TOPICS, []).split("Behaviour, Other: staying sane, and happy") == [
        "Behaviour",
        "Other: staying sane, and happy",
    ]


@pytest.mark.parametrize(
    ("target", "said", "ids"),
    [
        ("subjects", "Mathmatics", ("maths",)),
        ("subjects", "Physcis", ("physics",)),
        ("subjects", "D&T", ("dt",)),
        ("stage", "NQT", ("ect1",)),
        ("stage", "HoD", ("middle_leader",)),
        ("stage", "NQT in a primary school", ("ect1",)),
        ("phases", "Secondry", ("ks3", "ks4")),
        ("phases", "11-18", ("ks3", "ks4", "ks5")),
        ("region", "Yorks", ("yorkshire",)),
        ("identity_is", "Bisexual or pansexual", ("lgbt",)),
    ],
)
def test_short_forms_and_slips_are_known(target, said, ids):
    found = options_of(target).find(said)

    assert found.sure
    assert found.ids == ids


def test_words_that_could_be_two_options_are_doubtful():
    found = options_of("stage").find("Head of Department and SLT")

    assert not found.sure
    assert {one for one, _score in found.near} >= {"middle_leader", "senior_leader"}


def test_words_that_are_nothing_known_find_nothing():
    assert options_of("subjects").find("Beekeeping").ids == ()


@pytest.mark.parametrize(
    ("said", "number", "suggested"),
    [
        ("3", 3, ""),
        ("two", 2, ""),
        ("3 people", 3, ""),
        ("a couple", None, "2"),
        ("2-3", None, "2"),
        ("1 to 4", None, "1"),
        ("3+", None, "3"),
        ("n/a", None, None),
        ("heaps of them", None, ""),
    ],
)
def test_places_offered_are_read_or_asked(said, number, suggested):
    reading = read_number(said, most=50)

    assert reading.value == number
    assert (reading.doubt.suggestion if reading.doubt else None) == (
        None if number is not None or suggested is None else suggested
    )


def test_years_take_ranges_and_a_year_to_count_from():
    assert read_number("6-10", years=True).value == 6
    assert read_number("less than a year", years=True).value == 0
    assert int(read_number("since 2014", years=True).doubt.suggestion) >= 12


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("Yes, that's fine", True),
        ("I agree", True),
        ("☑", True),
        ("No", False),
        ("I do not consent", False),
        ("perhaps", None),
        ("", None),
    ],
)
def test_yes_and_no(said, means):
    assert read_yes_no(said) is means


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Mentor", "mentor"),
        ("Mentee", "mentee"),
        ("Both", "both"),
        ("Mentor, Mentee", "both"),
        ("Mentor;Mentee;", "both"),
        ("I want a mentor", "mentee"),
        ("I would like to be mentored", "mentee"),
        ("To receive mentoring", "mentee"),
        ("I'd like to volunteer as a mentor", "mentor"),
        ("I would like to be a mentor and have a mentor", "both"),
        ("Either, whatever helps", ""),
    ],
)
def test_the_part_they_take(said, role):
    assert read_role(said) == role


@pytest.mark.parametrize(
    ("said", "slots", "left"),
    [
        ("Thurs after 4", ["thu-after"], False),
        ("Mon-Wed evenings", ["mon-evening", "tue-evening", "wed-evening"], False),
        (
            "Mondays, Tuesdays and Thursdays after school",
            ["mon-after", "tue-after", "thu-after"],
            False,
        ),
        ("Tuesday evening, Friday after school", ["tue-evening", "fri-after"], False),
        ("Sun eve / not Mon", ["sun-evening"], False),
        ("Weds 4ish not half term", ["wed-after"], True),
        ("Monday: Evening, 6 to 9", ["mon-evening"], False),
        ("it depends on the baby", [], True),
    ],
)
def test_times_in_free_words(said, slots, left):
    found, rest = read_times(said)

    assert found == slots
    assert bool(rest) is left


@given(st.text(max_size=60))
def test_any_words_about_times_give_slots_of_a_week(said):
    slots, _rest = read_times(said)

    assert set(slots) <= set(words.SLOTS)


def test_a_grid_of_days_or_of_parts():
    assert read_grid("Monday", "After school, Evening") == ["mon-after", "mon-evening"]
    assert read_grid("Evenings", "Monday, Tuesday") == ["mon-evening", "tue-evening"]
    assert read_grid("Tuesday evening", "Yes") == ["tue-evening"]
    assert read_grid("Tuesday evening", "No") == []


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("sam ridley", "samuel ridley", True),
        ("j barker", "jo barker", True),
        ("bethan pritchard", "bethan prichard", True),
        ("mentee 01", "mentee 02", False),
        ("jo barker", "sam barker", False),
        ("jo", "jo", True),
        ("jo", "joan", False),
    ],
)
def test_like_names(one, other, like):
    assert are_like(one, other) is like
