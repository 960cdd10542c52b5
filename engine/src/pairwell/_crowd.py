"""People as columns: one side of a programme as arrays, for hundreds of thousands of people.

A `Crowd` holds exactly what a list of `Mentor` or `Mentee` would, and gives any one of them back.
Its people stand in the order of their ids, whatever order they came in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairwell._model import CONTACT, PERSONAL_MUSTS, BadInput, Integers, Mentee, Mentor, Person

Codes = NDArray[np.int32]
Text = np.dtypes.StringDType()

AT_ONCE = 4096
"""How many people are made in one go."""

OPEN_NUMBER = int(np.iinfo(np.int64).min)
"""Stands for a number that was not given."""

SETS = ("availability", "contact", "blocked", "wishes", "themes", "musts", "traits")
LISTS = ("subjects", "phases", "contexts", "topics", "helps", "wants", "is_", *SETS)
CHOICES = ("region", "school", "trust")
NUMBERS = ("stage_rank", "years", "max_km")
FLAGS = ("wants_is_must", "verified")
OWN: dict[type[Person], tuple[tuple[str, ...], dict[str, int], tuple[str, ...]]] = {
    Mentee: ((), {"demand": 1, "priority": 1, "wish_stage_gap": OPEN_NUMBER}, ()),
    Mentor: (("line_manages",), {"capacity": 1}, ("trained",)),
}
"""What only one side is asked: lists, numbers with what they are when left out, and flags."""

KNOWN = {"contact": CONTACT, "musts": PERSONAL_MUSTS}
LEAST = {"demand": 0, "priority": 1, "capacity": 0}


@dataclass(frozen=True, eq=False)
class Lists:
    """A question that takes several answers. Person n gave codes[starts[n]:starts[n + 1]].

    A code is a place in `words`.
    """

    starts: Integers
    codes: Codes
    words: tuple[str, ...]

    @classmethod
    def of(cls, answers: Iterable[Iterable[str]]) -> Lists:
        """Read one list of ids for each person."""
        given = [tuple(each) for each in answers]
        number: dict[str, int] = {}
        codes = [number.setdefault(word, len(number)) for word in chain.from_iterable(given)]
        starts = np.zeros(len(given) + 1, np.int64)
        np.cumsum([len(each) for each in given], out=starts[1:])
        return cls(starts, np.array(codes, np.int32), tuple(number))

    @classmethod
    def none(cls, count: int) -> Lists:
        """Return what it looks like when nobody answered."""
        return cls(np.zeros(count + 1, np.int64), np.zeros(0, np.int32), ())

    def __len__(self) -> int:
        return len(self.starts) - 1

    def counts(self) -> Integers:
        """Return how many answers each person gave."""
        return np.diff(self.starts)

    def owners(self) -> Integers:
        """Return whose each code is."""
        return np.repeat(np.arange(len(self)), self.counts())

    def of_person(self, place: int) -> tuple[str, ...]:
        """Return one person's answers."""
        return tuple(
            self.words[code] for code in self.codes[self.starts[place] : self.starts[place + 1]]
        )

    def of_people(self, places: Integers, kind: Callable[[Iterable[str]], Any]) -> list[Any]:
        """Return some people's answers, each as a tuple or a frozenset. Same ones are made once."""
        some = self.take(places)
        raw, cuts = some.codes.tobytes(), (some.starts * some.codes.itemsize).tolist()
        given = [raw[start:end] for start, end in pairwise(cuts)]
        made = {
            each: kind(map(self.words.__getitem__, memoryview(each).cast("i")))
            for each in set(given)
        }
        return [made[each] for each in given]

    def take(self, places: NDArray[Any]) -> Lists:
        """Return the answers of some people, in that order."""
        counts = self.counts()[places]
        starts = np.zeros(len(places) + 1, np.int64)
        np.cumsum(counts, out=starts[1:])
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], counts)
        return Lists(
            starts, self.codes[np.repeat(self.starts[:-1][places], counts) + within], self.words
        )

    def tidy(self, *, in_order: bool) -> Lists:
        """Return the same answers written in the one way: words sorted, nothing said twice.

        in_order: the order of a person's answers means something and is kept.
        """
        used = np.unique(self.codes)
        words = sorted({self.words[code] for code in used})
        number = {word: place for place, word in enumerate(words)}
        renumber = np.zeros(len(self.words), np.int32)
        renumber[used] = [number[self.words[code]] for code in used]
        codes, owners = renumber[self.codes], self.owners()
        order = np.lexsort((codes, owners))
        again = np.zeros(len(codes), bool)
        again[1:] = (codes[order][1:] == codes[order][:-1]) & (
            owners[order][1:] == owners[order][:-1]
        )
        kept = order[~again]
        if in_order:
            kept = np.sort(kept)
        starts = np.zeros(len(self) + 1, np.int64)
        np.cumsum(np.bincount(owners[kept], minlength=len(self)), out=starts[1:])
        return Lists(starts, codes[kept], tuple(words))


@dataclass(frozen=True, eq=False)
class Choices:
    """A question that takes one answer: a place in `words`, or -1 where it was left open."""

    codes: Codes
    words: tuple[str, ...]

    @classmethod
    def of(cls, answers: Iterable[str | None]) -> Choices:
        """Read one id, or None, for each person."""
        number: dict[str, int] = {}
        codes = [-1 if each is None else number.setdefault(each, len(number)) for each in answers]
        return cls(np.array(codes, np.int32), tuple(number))

    def of_person(self, place: int) -> str | None:
        """Return one person's answer."""
        code = int(self.codes[place])
        return None if code < 0 else self.words[code]

    def tidy(self) -> Choices:
        """Return the same answers with sorted words."""
        used = np.unique(self.codes[self.codes >= 0])
        words = sorted({self.words[code] for code in used})
        number = {word: place for place, word in enumerate(words)}
        renumber = np.full(len(self.words) + 1, -1, np.int32)
        renumber[used] = [number[self.words[code]] for code in used]
        return Choices(renumber[self.codes], tuple(words))


class Crowd:
    """One side of a programme, as columns. Make it with `Crowd.of` or `Crowd.of_columns`.

    kind: Mentor or Mentee. ids: sorted. lists, choices, numbers, flags: the columns, by the
    names of the fields of `kind`; a number that was not given is `OPEN_NUMBER`. lat, lon: NaN
    where not given.
    """

    def __init__(
        self,
        kind: type[Person],
        ids: NDArray[Any],
        *,
        lists: Mapping[str, Lists],
        choices: Mapping[str, Choices],
        numbers: Mapping[str, Integers],
        flags: Mapping[str, NDArray[np.bool_]],
        degrees: tuple[NDArray[np.float64], NDArray[np.float64]],
    ) -> None:
        order = np.argsort(ids, kind="stable")
        self.kind = kind
        self.ids = ids[order]
        self.lists = {
            name: lists[name].take(order).tidy(in_order=name not in UNORDERED)
            for name in sorted(lists)
        }
        self.choices = {
            name: Choices(choices[name].codes[order], choices[name].words).tidy()
            for name in sorted(choices)
        }
        self.numbers = {name: numbers[name][order] for name in sorted(numbers)}
        self.flags = {name: flags[name][order] for name in sorted(flags)}
        self.lat, self.lon = degrees[0][order], degrees[1][order]
        self._refuse()

    @classmethod
    def of(cls, people: Iterable[Person], kind: type[Person] | None = None) -> Crowd:
        """Turn people into columns. kind: needed only where there may be nobody."""
        listed = list(people)
        kind = kind or (type(listed[0]) if listed else None)
        if kind not in OWN:
            raise BadInput("A crowd is all Mentor or all Mentee; say which where it is empty.")
        for person in listed:
            if not isinstance(person, kind):
                raise BadInput(f"Expected a {kind.__name__}, got {type(person).__name__}.")
            if isinstance(person, Mentee) and person.purposes:
                raise BadInput(
                    f"{person.id} has purposes, and crowds are matched without. Use match instead."
                )
        lists, numbers, flags = fields_of(kind)
        return cls(
            kind,
            np.array([person.id for person in listed], Text),
            lists={
                name: Lists.of(
                    sorted(getattr(person, name)) if name in UNORDERED else getattr(person, name)
                    for person in listed
                )
                for name in lists
            },
            choices={name: Choices.of(getattr(each, name) for each in listed) for name in CHOICES},
            numbers={
                name: whole(name, [getattr(each, name) for each in listed]) for name in numbers
            },
            flags={
                name: np.array([getattr(each, name) for each in listed], bool) for name in flags
            },
            degrees=(
                real("lat", [person.lat for person in listed]),
                real("lon", [person.lon for person in listed]),
            ),
        )

    @classmethod
    def of_columns(cls, kind: type[Person], ids: Any, columns: Mapping[str, Any]) -> Crowd:
        """Take columns as they are, by the names of the fields of `kind`; left out is unanswered.

        ids: an array of strings. Questions with several answers: `Lists`, or a list of lists.
        With one: `Choices`, or a list of ids and None. Numbers: an array, or a list with None,
        in which NaN and `OPEN_NUMBER` also mean not given. Flags: an array of booleans.
        """
        if kind not in OWN:
            raise BadInput(f"A crowd is of Mentor or of Mentee, not of {kind!r}.")
        lists, numbers, flags = fields_of(kind)
        known = {*lists, *CHOICES, *numbers, *flags, "lat", "lon"}
        if strange := sorted(set(columns) - known):
            raise BadInput(
                f"Unknown columns: {', '.join(strange)}. Choose from: {', '.join(sorted(known))}."
            )
        names = np.asarray(ids, Text)
        count = len(names)
        given_lists = {
            name: as_lists(columns[name]) if name in columns else Lists.none(count)
            for name in lists
        }
        given_choices = {
            name: as_choices(columns[name])
            if name in columns
            else Choices(np.full(count, -1, np.int32), ())
            for name in CHOICES
        }
        given_numbers = {
            name: preset_where_open(whole(name, columns[name]), preset)
            if name in columns
            else np.full(count, preset, np.int64)
            for name, preset in numbers.items()
        }
        given_flags = {
            name: np.asarray(columns[name], bool) if name in columns else np.zeros(count, bool)
            for name in flags
        }
        lat, lon = (
            real(name, columns[name]) if name in columns else np.full(count, np.nan)
            for name in ("lat", "lon")
        )
        lengths = {
            **{name: len(each) for name, each in given_lists.items()},
            **{name: len(each.codes) for name, each in given_choices.items()},
            **{name: len(each) for name, each in (given_numbers | given_flags).items()},
            "lat": len(lat),
            "lon": len(lon),
        }
        for name, length in lengths.items():
            if length != count:
                raise BadInput(f"The column {name} has {length} rows, but there are {count} ids.")
        return cls(
            kind,
            names,
            lists=given_lists,
            choices=given_choices,
            numbers=given_numbers,
            flags=given_flags,
            degrees=(lat, lon),
        )

    def __len__(self) -> int:
        return len(self.ids)

    def person(self, place: int) -> Any:
        """Return one person, as a `Mentor` or a `Mentee`."""
        answers: dict[str, Any] = {
            name: column.of_person(place) for name, column in self.lists.items()
        }
        answers |= {name: column.of_person(place) for name, column in self.choices.items()}
        for name, column in self.numbers.items():
            value = int(column[place])
            answers[name] = None if value == OPEN_NUMBER else value
        answers |= {name: bool(column[place]) for name, column in self.flags.items()}
        if not np.isnan(self.lat[place]):
            answers |= {"lat": float(self.lat[place]), "lon": float(self.lon[place])}
        return self.kind(str(self.ids[place]), **answers)

    def people(self, places: Iterable[int] | None = None) -> Iterator[Any]:
        """Return people one after the other: all, or those asked for."""
        asked = np.arange(len(self)) if places is None else np.array(list(places), np.int64)
        for start in range(0, len(asked), AT_ONCE):
            yield from self._made(asked[start : start + AT_ONCE])

    def _made(self, places: Integers) -> Iterator[Any]:
        """Make people, question by question. Nothing is checked again: `_refuse` did."""
        lat, lon = (
            [None if np.isnan(each) else each for each in side[places].tolist()]
            for side in (self.lat, self.lon)
        )
        answers: dict[str, Iterable[Any]] = {
            "id": self.ids[places].tolist(),
            "lat": lat,
            "lon": lon,
            "purposes": [frozenset[str]() if self.kind is Mentor else ()] * len(places),
        }
        for name, asked in self.lists.items():
            answers[name] = asked.of_people(places, frozenset if name in UNORDERED else tuple)
        for name, choice in self.choices.items():
            words = (*choice.words, None)  # left open is the last
            answers[name] = [words[code] for code in choice.codes[places].tolist()]
        for name, column in self.numbers.items():
            answers[name] = [
                None if each == OPEN_NUMBER else each for each in column[places].tolist()
            ]
        for name, flag in self.flags.items():
            answers[name] = flag[places].tolist()
        for given in zip(*answers.values(), strict=True):
            made = object.__new__(self.kind)
            made.__dict__.update(zip(answers, given, strict=True))
            yield made

    def fingerprint(self) -> bytes:
        """Return a hash of all there is: the same whatever order people came in."""
        digest = blake2b(self.kind.__name__.encode(), digest_size=16)
        for text in ("\0".join(self.ids.tolist()), *self._texts()):
            digest.update(blake2b(text.encode(), digest_size=16).digest())
        for array in (
            *(part for each in self.lists.values() for part in (each.starts, each.codes)),
            *(each.codes for each in self.choices.values()),
            *self.numbers.values(),
            *self.flags.values(),
            self.lat,
            self.lon,
        ):
            digest.update(blake2b(np.ascontiguousarray(array), digest_size=16).digest())
        return digest.digest()

    def _texts(self) -> Iterator[str]:
        for name, column in self.lists.items():
            yield "\0".join((name, *column.words))
        for name, choice in self.choices.items():
            yield "\0".join((name, *choice.words))

    def _refuse(self) -> None:
        """Refuse what a `Mentor` or a `Mentee` would refuse, naming the person."""
        kind = self.kind.__name__
        if len(self) and str(self.ids[0]) == "":
            raise BadInput(f"A {kind} has no id; everyone needs one.")
        twice = np.flatnonzero(self.ids[1:] == self.ids[:-1])
        if len(twice):
            raise BadInput(
                f"{kind} {self.ids[twice[0]]} is listed twice; ids must differ on one side."
            )
        for name, known in KNOWN.items():
            if unknown := sorted(set(self.lists[name].words) - known):
                raise BadInput(
                    f"Unknown {name}: {', '.join(unknown)}. "
                    f"Choose from: {', '.join(sorted(known))}."
                )
        for each in self.lists["traits"].words:
            if not all(each.partition("=")[::2]):
                raise BadInput(f"A trait is written question=answer, not {each}.")
        for name, least in LEAST.items():
            if name in self.numbers:
                self._refuse_where(
                    self.numbers[name] < least,
                    f"{name} must be a whole number from {least}.",
                )
        self._refuse_where(
            np.isnan(self.lat) != np.isnan(self.lon), "give both lat and lon, or neither."
        )
        for name, values, limit in (("lat", self.lat, 90), ("lon", self.lon, 180)):
            self._refuse_where(
                np.abs(np.nan_to_num(values)) > limit, f"{name} must be from -{limit} to {limit}."
            )

    def _refuse_where(self, wrong: NDArray[np.bool_], cure: str) -> None:
        if wrong.any():
            raise BadInput(f"{self.ids[np.flatnonzero(wrong)[0]]}: {cure}")


UNORDERED = frozenset({*SETS, "line_manages"})


def fields_of(kind: type[Person]) -> tuple[tuple[str, ...], dict[str, int], tuple[str, ...]]:
    """Return the names of a side's lists, numbers (with what stands for left out) and flags."""
    lists, numbers, flags = OWN[kind]
    return (*LISTS, *lists), dict.fromkeys(NUMBERS, OPEN_NUMBER) | numbers, (*FLAGS, *flags)


def as_lists(given: Any) -> Lists:
    """Read a question with several answers."""
    return given if isinstance(given, Lists) else Lists.of(given)


def as_choices(given: Any) -> Choices:
    """Read a question with one answer."""
    return given if isinstance(given, Choices) else Choices.of(given)


def whole(name: str, given: Any) -> Integers:
    """Read whole numbers, some of them not given."""
    array = np.asarray(given)
    if array.dtype == object:
        listed = [OPEN_NUMBER if each is None else each for each in given]
        if not all(isinstance(each, int | np.integer) for each in listed):
            raise BadInput(f"{name} holds something that is not a whole number.")
        return np.array(listed, np.int64)
    if np.issubdtype(array.dtype, np.floating):
        known = ~np.isnan(array)
        if (array[known] != np.rint(array[known])).any():
            raise BadInput(f"{name} holds something that is not a whole number.")
        found = np.full(len(array), OPEN_NUMBER, np.int64)
        found[known] = array[known].astype(np.int64)
        return found
    return array.astype(np.int64)


def preset_where_open(numbers: Integers, preset: int) -> Integers:
    """Put what stands for "not given" where nothing was given."""
    return np.where(numbers == OPEN_NUMBER, np.int64(preset), numbers)


def real(name: str, given: Sequence[float | None] | NDArray[Any]) -> NDArray[np.float64]:
    """Read degrees, some of them not given."""
    try:
        return np.array(given, np.float64)
    except (TypeError, ValueError) as wrong:
        raise BadInput(f"{name} holds something that is not a number.") from wrong
