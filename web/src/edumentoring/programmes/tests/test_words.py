"""How answers are read and worded, names filed, and kinds said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edumentoring.common.refused import Refused
from edumentoring.programmes import filing, kinds, vocabulary
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.questions import STANDARD, in_words, read_answer


def question(kind: str, **fields: object) -> Question:
    return Question(key="own", kind=kind, label="Own", **fields)


OPTIONS = [{"id": "a", "label": "Apples, red"}, {"id": "b", "label": "Bread"}]


@pytest.mark.parametrize(
    ("kind", "given_", "kept"),
    [
        ("text", "  one  ", "one"),
        ("text", "   ", None),
        ("number", "7", 7),
        ("yes_no", True, True),
        ("one", "a", "a"),
        ("several", ["b", "a", "b"], ["b", "a"]),
        ("several", ["other: Cheese "], ["other:Cheese"]),
        ("several", [], None),
        ("ranked", ["b", "a"], ["b", "a"]),
        ("week", ["mon-evening"], ["mon-evening"]),
        ("people", ["A@b.example", "a@b.example"], ["a@b.example"]),
    ],
)
def test_an_answer_is_kept_plain(kind, given_, kept):
    assert read_answer(question(kind, options=OPTIONS), given_) == kept


@pytest.mark.parametrize(
    ("kind", "given_"),
    [("several", ["c"]), ("several", "a"), ("one", "c"), ("number", "x"), ("week", ["mon-tea"])],
)
def test_an_answer_that_does_not_fit_is_refused_with_the_question(kind, given_):
    with pytest.raises(Refused, match="Own"):
        read_answer(question(kind, options=OPTIONS), given_)


def test_an_answer_is_worded_by_its_options():
    assert in_words(question("several", options=OPTIONS), ["a", "other:Cheese"]) == [
        "Apples, red",
        "Cheese",
    ]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ruth Adeyemi", "Adeyemi"),
        ("Anke van der Berg", "van der Berg"),
        ("Sinéad O'Brien", "O'Brien"),
        ("Cher", "Cher"),
        ("李 小龙", "李 小龙"),
        ("van Dijk", "Dijk"),
        ("", ""),
    ],
)
def test_a_name_is_filed_by_its_last_words(name, family):
    assert filing.split_name(name)[0] == family


@given(st.text(max_size=200))
def test_any_name_can_be_filed(name):
    family, given_ = filing.split_name(name)

    assert len(filing.filed_as(name)) <= 160
    assert (given_ + family).replace(" ", "") == "".join(name.split()) or not given_


@pytest.mark.parametrize("kind", Programme.Kind.values)
def test_every_kind_has_rules_that_come_to_a_thousand(kind):
    rules = kinds.rules_of(kind)

    assert sum(rules["weights"].values()) == 1000
    assert all(sentence.endswith(".") for sentence in kinds.in_words(rules))
    assert all(len(sentence.split()) < 25 for sentence in kinds.in_words(rules))


def test_an_unknown_kind_is_a_mistake():
    with pytest.raises(ValueError, match="secret"):
        kinds.rules_of("secret")


def test_rules_are_each_programmes_own():
    one, other = kinds.rules_of("open"), kinds.rules_of("open")
    one["musts"]["own_school"] = "allow"

    assert other["musts"]["own_school"] == "exclude"


def test_rules_are_those_the_engine_knows():
    pairwell = pytest.importorskip("pairwell")
    for kind in Programme.Kind.values:
        rules = kinds.rules_of(kind)
        assert pairwell.Weights.of(rules["weights"])
        assert pairwell.Musts(**rules["musts"])


def test_ids_are_unique_in_every_list():
    for terms in (
        vocabulary.STAGES,
        vocabulary.PHASES,
        vocabulary.SUBJECTS,
        vocabulary.TOPICS,
        vocabulary.REGIONS,
        vocabulary.IDENTITIES,
    ):
        assert len({term.id for term in terms}) == len(terms)
    assert len({asked.key for asked in STANDARD}) == len(STANDARD)
