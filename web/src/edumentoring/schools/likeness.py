"""How well what somebody typed fits one organisation, as a number from 0 to 100.

Each asked word weighs as much as it is rare; a word found with a typing error counts for its
likeness. Two thirds are how much of the question is answered, the rest how much of the name was
asked for, and a little for the same words in the same order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import DamerauLevenshtein, Indel

from edumentoring.schools.words import COMMON

ALL = 30_000  # about as many organisations as a register holds
HEAVIEST = log(ALL / 2)
COMMON_WEIGHT = 0.8
ANSWERED, ASKED_FOR, IN_ORDER = 66, 28, 6
FORMER = 0.92  # a word of a former name
PREFIX = 0.9  # a word begun and not finished


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a question: the words it may stand for, each with its likeness."""

    text: str
    stands_for: Mapping[str, float]
    weight: float


@dataclass(frozen=True, slots=True)
class Known:
    """What search knows of one organisation."""

    spelling: str
    name: frozenset[str]
    former: frozenset[str]
    place: frozenset[str]

    @classmethod
    def of(cls, name: str, former: str, place: str) -> "Known":
        """From the columns that hold words with spaces between."""
        return cls(
            name, frozenset(name.split()), frozenset(former.split()), frozenset(place.split())
        )


def weight(text: str, uses: int) -> float:
    """How much a word that stands in `uses` organisations tells."""
    if text in COMMON:
        return COMMON_WEIGHT
    return max(COMMON_WEIGHT, min(HEAVIEST, log(ALL / (uses + 1))))


def weight_of_likest(text: str, stands_for: Mapping[str, float], uses: Mapping[str, int]) -> float:
    """The weight of the likest word that `text` may stand for: "primry" tells no more than primary.

    A word that stands for nothing in use weighs most: nothing answers it.
    """
    if not stands_for:
        return weight(text, 0)
    likest = max(stands_for, key=lambda other: (stands_for[other], uses.get(other, 0)))
    return weight(likest, uses.get(likest, 0))


def near_words(text: str, choices: Iterable[str]) -> dict[str, float]:
    """The words that `text` may be with a slip or two of the keyboard, the likest first."""
    if len(text) < 4 or any(letter.isdigit() for letter in text):
        return {}
    slips = 1 if len(text) < 7 else 2
    found = {}
    for choice in choices:
        if abs(len(choice) - len(text)) <= slips and not choice[-1].isdigit():
            apart = DamerauLevenshtein.distance(text, choice, score_cutoff=slips)
            if apart <= slips:
                found[choice] = 1 - 0.6 * apart / min(len(text), 8)
    likest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(likest[:12])


def likeness(asked: Sequence[Asked], known: Known) -> float:
    """0 to 100: how well the organisation answers the question."""
    answered = whole = 0.0
    met: set[str] = set()
    for word in asked:
        whole += word.weight
        best = 0.0
        for text, near in word.stands_for.items():
            if text in known.name:
                met.add(text)
                best = max(best, near)
            elif text in known.former:
                best = max(best, near * FORMER)
            elif text in known.place:
                best = max(best, near)
        answered += word.weight * best
    if not whole:
        return 0.0
    typed = " ".join(word.text for word in asked if word.text in known.name or not met)
    return (
        ANSWERED * answered / whole
        + ASKED_FOR * _share_of_name(met, known.name)
        + IN_ORDER * Indel.normalized_similarity(typed, known.spelling)
    )


def _share_of_name(met: set[str], name: frozenset[str]) -> float:
    """How much of the name was asked for; common words count a quarter."""
    whole = sum(0.25 if text in COMMON else 1 for text in name)
    asked_for = sum(0.25 if text in COMMON else 1 for text in met)
    return asked_for / whole if whole else 0.0
