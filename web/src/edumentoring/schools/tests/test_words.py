"""One spelling for the many ways people write a school."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edumentoring.schools.words import asked_words, place_words, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's", "Saint Marys"),
        ("St. Mary’s", "st mary s"),
        ("SS Peter & Paul", "Saints Peter and Paul"),
        ("Boston Spa C of E Primary", "Boston Spa Church of England Prim"),
        ("Boston Spa C.E. Primary", "Boston Spa CofE Primary"),
        ("Holy Trinity C.E. V.A. School", "Holy Trinity CofE Voluntary Aided Sch"),
        ("Hillside Sec Sch", "Hillside Secondary School"),
        ("Ashfield RC Primary", "Ashfield Roman Catholic Primary"),
        ("Oak C.P. School", "Oak Community Primary School"),
        ("The Academy of Leeds", "Academy Leeds"),
        ("Ysgol Gyfun Gŵyr", "ysgol gyfun gwyr"),
        ("Mt Pleasant Jnr", "Mount Pleasant Junior"),
    ],
)
def test_reads_these_two_alike(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ashfield Infant", "Ashfield Junior"), ("St Mary's", "St Mark's"), ("Oak", "Oakes Hall")],
)
def test_keeps_these_two_apart(one, other):
    assert words(one) != words(other)


def test_keeps_a_postcode_whole_and_knows_its_first_half():
    assert asked_words("mount ls98la") == ["ls98la", "mount"]
    assert place_words("Leeds", "LS9 8LA") == ["leed", "ls98la", "ls9"]


@given(st.text(max_size=80))
def test_any_text_at_all_gives_plain_words(text):
    found = words(text)

    assert all(word and not word.isspace() and " " not in word for word in found)
    assert all(len(word) <= 60 for word in found)


@given(st.text(max_size=60), st.sampled_from("'’`"))
def test_capitals_and_apostrophes_change_nothing(text, apostrophe):
    plain = "".join(letter for letter in text if letter.isascii() and letter.isalpha())

    assert words(plain.upper()) == words(plain.lower())
    assert words(f"st {plain}{apostrophe}s hall") == words(f"st {plain}s hall")


@given(st.lists(st.sampled_from(["st", "mary", "hill", "school", "cofe", "primary", "ash"])))
def test_reading_twice_reads_the_same(chosen):
    once = words(" ".join(chosen))

    assert words(" ".join(once)) == once
