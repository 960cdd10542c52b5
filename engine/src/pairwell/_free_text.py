"""Themes in people's own words, to be matched like any other answer.

The caller names themes and gives a few examples of each, as people who ask and as people who
offer would write. A text is cut into sentences, and each goes to the theme it is nearest to, if it
is near enough. What comes out goes into `Person.themes`; so a reason quotes the shared theme, and
nobody is ever shown what the other wrote.

Texts become vectors of whole numbers from -127 to 127. Either by the words in them (TF-IDF; no
weights, nothing to install), or by a small sentence model (`Sentences`, the extra `text`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isqrt
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from pairwell._model import BadInput

Vectors = NDArray[np.int8]

FULL = 127
PIECE = 5
ENDINGS = ("ingly", "edly", "ing", "ies", "ed", "es", "ly", "er", "s")
SHORTEST_STEM = 3


class Near(NamedTuple):
    """A theme, and how near a text is to it: 100 is the same direction, 0 nothing in common."""

    theme: str
    closeness: int


class Reader(Protocol):
    """Turns texts into vectors. least: the closeness from which a theme counts as meant."""

    least: int

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, of length 127 or of nothing."""
        ...


class Themes:
    """What the themes are, by example.

    examples: theme -> texts. reader: by default the words of the examples.
    """

    def __init__(
        self, examples: Mapping[str, Iterable[str]], *, reader: Reader | None = None
    ) -> None:
        given = {theme: list(texts) for theme, texts in sorted(examples.items())}
        for theme, texts in given.items():
            if not any(text.strip() for text in texts):
                raise BadInput(f"Theme {theme} has no examples; write a sentence or two.")
        self.names = tuple(given)
        listed = [text for texts in given.values() for text in texts]
        self.reader: Reader = Words(listed) if reader is None else reader
        known = self.reader.vectors(listed).astype(np.int64)
        owner = np.repeat(np.arange(len(given)), [len(texts) for texts in given.values()])
        middle = np.zeros((len(given), known.shape[1]), np.int64)
        np.add.at(middle, owner, known)
        self.middle = quantised(middle)

    def near(self, text: str) -> tuple[Near, ...]:
        """Say how near a text is to every theme, the nearest first."""
        (vector,) = self.reader.vectors([text]).astype(np.int64)
        along = (self.middle.astype(np.int64) @ vector).tolist()
        order = sorted(range(len(along)), key=lambda place: (-along[place], place))
        return tuple(Near(self.names[place], along[place] * 100 // FULL**2) for place in order)

    def of(self, *texts: str) -> tuple[str, ...]:
        """Name the themes that texts speak of: for `Person.themes`."""
        found = set()
        for text in texts:
            for sentence in sentences(text):
                nearest = next(iter(self.near(sentence)), None)
                if nearest and nearest.closeness >= self.reader.least:
                    found.add(nearest.theme)
        return tuple(sorted(found))


def sentences(text: str) -> list[str]:
    """Cut a text into sentences, roughly."""
    return [part.strip() for part in re.split(r"[.!?;\n]+", text) if part.strip()]


def quantised(values: NDArray[np.int64]) -> Vectors:
    """Stretch rows of whole numbers to a length of 127, rounded. Rows of nothing stay."""
    out = np.zeros(values.shape, np.int8)
    for row, line in enumerate(values):
        length = isqrt(int((line.astype(object) ** 2).sum()) * 16)
        if length:
            out[row] = (2 * 4 * FULL * line + length) // (2 * length)
    return out


class Words:
    """Texts by their words and pieces of words; the rarer among the examples, the more they count.

    Whole numbers throughout, so the same on every machine.
    """

    least = 40

    def __init__(self, examples: Sequence[str]) -> None:
        counts = Counter(piece for text in examples for piece in set(pieces(text)))
        self.place = {piece: number for number, piece in enumerate(sorted(counts))}
        self.rarity = np.array(
            [rarity(len(examples), counts[piece]) for piece in self.place], np.int64
        )

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text."""
        marks = np.zeros((len(texts), len(self.place)), np.int64)
        for row, text in enumerate(texts):
            for piece, count in Counter(pieces(text)).items():
                if piece in self.place:
                    marks[row, self.place[piece]] = count
        return quantised(marks * self.rarity)


def rarity(texts: int, having: int) -> int:
    """Return about eight times the binary logarithm of how rare a piece is, and at least 8."""
    return 8 + ((texts + 1) ** 8 // (having + 1) ** 8).bit_length()


def pieces(text: str) -> list[str]:
    """Return the stems of a text and what they are made of."""
    stems = [stem(word) for word in re.findall(r"[a-z0-9']+", text.lower())]
    return stems + [
        word[start : start + PIECE]
        for word in stems
        if len(word) > PIECE
        for start in range(len(word) - PIECE + 1)
    ]


def stem(word: str) -> str:
    """Take an ending off."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
