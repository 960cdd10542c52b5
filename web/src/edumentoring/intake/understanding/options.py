"""Telling which of a list's options some words mean, through short forms and slips."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from edumentoring.intake.understanding.reading import clean, key_of
from edumentoring.programmes.vocabulary import Term

SURE, DOUBTFUL, CLEAR = 90.0, 74.0, 5.0
MOST_REMEMBERED = 5_000
_OTHER = re.compile(r"^\s*others?\s*(?:\(please (?:specify|state)\))?\s*[:\-–]\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[,;|\n•]\s*")
_HARD = re.compile(r"\s*[;|\n•]\s*")
_SOFT = re.compile(r"\s*(?:/|&|\+|\band\b|\bor\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """Options that some words mean: sure of them, or only some that come near."""

    ids: tuple[str, ...] = ()
    sure: bool = False
    near: tuple[tuple[str, int], ...] = ()
    exact: bool = False
    named: tuple[str, ...] = ()


class Options:
    """The options of one question under every form that people write.

    `groups` are single words that stand for several options, as "secondary" does.
    """

    def __init__(
        self, terms: Iterable[Term], groups: dict[str, tuple[str, ...]] | None = None
    ) -> None:
        self.terms = tuple(terms)
        self.labels = {term.id: str(term.label) for term in self.terms}
        self._forms: dict[str, tuple[str, ...]] = {}
        for term in self.terms:
            for form in _forms_of(term):
                self._forms.setdefault(key_of(form), (term.id,))
        for form, ids in (groups or {}).items():
            self._forms[key_of(form)] = ids
        self._forms.pop("", None)
        self._choices = [form for form in self._forms if len(form) > 3]
        self._phrases = sorted(self._choices, key=len, reverse=True)
        self._found: dict[str, Found] = {}

    def whole(self, words: str) -> tuple[str, ...]:
        """The options whose form these very words are."""
        key = key_of(words)
        return self._forms.get(key) or self._forms.get(_singular(key), ())

    def find(self, words: str) -> Found:
        """What the words mean, through slips of the keyboard and words around them."""
        key = key_of(words)
        if key not in self._found:
            if len(self._found) > MOST_REMEMBERED:
                self._found.clear()
            self._found[key] = self._find(key)
        return self._found[key]

    def _find(self, key: str) -> Found:
        exact = self._forms.get(key) or self._forms.get(_singular(key))
        if exact:
            return Found(exact, sure=True, exact=True)
        if len(key) < 4 or not self._choices:
            return Found()
        near = self._near(key)
        if near and (_is_slip(key, near[0][0]) or near[0][1] >= SURE):
            clear = len(near) < 2 or near[0][1] - near[1][1] >= CLEAR
            if clear:
                return Found(self._forms[near[0][0]], sure=True)
        named = tuple(self._named_in(key))
        if len(named) == 1 and len(key) < 60:
            return Found(named, sure=True, named=named)
        best = dict.fromkeys(named, 70)
        for form, score in near:
            best.setdefault(self._forms[form][0], round(score))
        return Found(near=tuple(best.items())[:5], named=named)

    def _near(self, key: str) -> list[tuple[str, float]]:
        found = process.extract(
            key, self._choices, scorer=fuzz.ratio, limit=6, score_cutoff=DOUBTFUL
        )
        best: dict[tuple[str, ...], tuple[str, float]] = {}
        for form, score, _at in found:
            best.setdefault(self._forms[form], (form, score))
        return list(best.values())

    def _named_in(self, key: str) -> list[str]:
        """Options named among other words: "NQT in a primary school"."""
        padded, named = f" {key} ", dict[str, None]()
        for phrase in self._phrases:
            if f" {phrase} " in padded:
                padded = padded.replace(f" {phrase} ", "  ")
                named |= dict.fromkeys(self._forms[phrase][:1])
        for form, ids in self._forms.items():
            if len(form) == 3 and f" {form} " in padded:
                named |= dict.fromkeys(ids[:1])
        return list(named)

    def share_of(self, values: Sequence[str]) -> float:
        """How much of a column's answers are of these options, from 0 to 1."""
        pieces = [piece for value in values for piece in _SEPARATORS.split(value) if piece.strip()]
        if not pieces:
            return 0.0
        counted = Counter(pieces)
        known = sum(times for piece, times in counted.items() if self.whole(strip_other(piece)))
        return known / counted.total()


def _is_slip(key: str, form: str) -> bool:
    """One letter left out, doubled, changed or swapped in a word long enough to tell."""
    return len(key) >= 6 and OSA.distance(key, form, score_cutoff=1) == 1


def _forms_of(term: Term) -> Iterable[str]:
    label = str(term.label)
    yield from (term.id, term.id.replace("_", " "), label, *term.aliases)
    bare = re.sub(r"\s*\([^)]*\)", "", label)
    yield bare
    if "," in bare:
        yield bare.split(",")[0]
    yield from (part for part in re.split(r"\s+or\s+", bare) if part != bare and "," not in bare)


def _singular(key: str) -> str:
    return key[:-1] if key.endswith("s") and len(key) > 4 else key + "s"


def strip_other(piece: str) -> str:
    """The words behind "Other:".

    >>> strip_other("Other: staying sane")
    'staying sane'
    """
    return _OTHER.sub("", piece)


class Splitter:
    """Cuts a ticked-boxes answer into its options, those with commas in them kept whole.

    Which options hold a comma is told from the vocabulary and from the column itself: a
    piece in small letters that never stands without the piece before it belongs to that one.
    """

    def __init__(self, options: Options | None, values: Sequence[str]) -> None:
        self._options = options
        given = [value for value in values if value.strip()]
        hard = sum(1 for value in given if _HARD.search(value.strip(" ;|\n")))
        ended = sum(1 for value in given if value.rstrip().endswith(";"))
        self.only_hard = bool(given) and (hard + ended) > 0.15 * len(given)
        self.kept_whole = [] if self.only_hard else _options_with_commas(given)
        known = [*self.kept_whole]
        if options:
            known += [label for label in options.labels.values() if "," in label]
            known += [alias for term in options.terms for alias in term.aliases if "," in alias]
        self._known = sorted(set(known), key=len, reverse=True)

    def split(self, answer: str) -> list[str]:
        """The pieces, in their order, without repeats."""
        answer = answer.strip(" ;|\n\r\t")
        if self._options and self._options.whole(answer):
            return [clean(answer)]
        pieces = _HARD.split(answer) if self.only_hard else self._split_by_known(answer)
        cut = [part for piece in pieces for part in self._split_softly(clean(piece))]
        return list(dict.fromkeys(piece for piece in cut if piece.strip(" .,;")))

    def _split_by_known(self, answer: str) -> list[str]:
        pieces, rest = [], answer
        while rest:
            known = next((one for one in self._known if _begins_with(rest, one)), None)
            if known is not None:
                pieces.append(rest[: len(known)])
                rest = (
                    _SEPARATORS.sub("", rest[len(known) :], count=1) if rest[len(known) :] else ""
                )
                continue
            if _OTHER.match(rest):
                # Google writes what was typed under "Other" last: its commas are the person's.
                return [*pieces, rest]
            first, *others = _SEPARATORS.split(rest, maxsplit=1)
            pieces.append(first)
            rest = others[0] if others else ""
        return pieces

    def _split_softly(self, piece: str) -> list[str]:
        """ "Maths and Physics" is two subjects; "Design and technology" is one."""
        if self._options is None or self._options.whole(piece) or not _SOFT.search(piece):
            return [piece]
        parts = [part for part in _SOFT.split(piece) if part]
        return parts if all(self._options.find(part).sure for part in parts) else [piece]


def _begins_with(rest: str, known: str) -> bool:
    if rest[: len(known)].casefold() != known.casefold():
        return False
    after = rest[len(known) :].lstrip(" ")
    return not after or after[0] in ",;|\n•"


def _options_with_commas(values: Sequence[str]) -> list[str]:
    pieces: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for value in values:
        cut = [piece.strip() for piece in value.split(",") if piece.strip()]
        pieces.update(cut)
        pairs.update(pairwise(cut))
    capitals = sum(times for piece, times in pieces.items() if piece[:1].isupper())
    if capitals < 0.6 * pieces.total():
        return []
    return [
        f"{first}, {second}"
        for (first, second), times in pairs.items()
        if times >= 2 and second[:1].islower() and len(second) < 60 and pieces[second] == times
    ]
