"""Bits: rules for which it is enough how many answers two people share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._crowd import Crowd, Lists
from pairwell._encode_people import joined, starts_of
from pairwell._model import Integers, Musts, Rules

Levels32 = NDArray[np.int32]
Spots = list[tuple[int, int]]
"""(person, place) of bits that are set."""


class Kind(NamedTuple):
    """One kind of bits. (owners, places) of each side's bits; levels by how many are shared.

    row: which list of levels each mentee's count is looked up in.
    """

    width: int
    bits: tuple[tuple[Integers, Integers], tuple[Integers, Integers]]
    levels: Levels32
    row: NDArray[np.int32]


def kinds_of(
    mentees: Crowd, mentors: Crowd, rules: Rules, musts: Musts, *, with_traits: bool
) -> list[Kind]:
    """Make each kind of BITS, then what else `_sheet.py` gives a range of bits."""
    return [
        topic_bits(mentees, mentors, rules),
        count_bits(mentees, mentors, "themes"),
        share_bits(mentees, mentors, "contexts"),
        count_bits(mentees, mentors, "availability"),
        share_bits(mentees, mentors, "helps"),
        *trait_bits(mentees, mentors, None if with_traits else ()),
        *trait_bits(mentees, mentors, musts.same_traits),
    ]


def joint_lists(mentees: Crowd, mentors: Crowd, name: str) -> tuple[Integers, Integers, list[str]]:
    """Renumber both sides' answers alike. Returns the codes of each, and the words."""
    ours, theirs = mentees.lists[name], mentors.lists[name]
    words = sorted({*ours.words, *theirs.words})
    number = {word: place for place, word in enumerate(words)}
    mine, other = (
        np.array([number[word] for word in side.words], np.int64)[side.codes]
        if len(side.codes)
        else np.zeros(0, np.int64)
        for side in (ours, theirs)
    )
    return mine, other, words


def count_bits(mentees: Crowd, mentors: Crowd, name: str) -> Kind:
    """Count what is shared, levelling off."""
    ours, theirs, words = joint_lists(mentees, mentors, name)
    most = max(len(words), 1)
    return Kind(
        most,
        ((mentees.lists[name].owners(), ours), (mentors.lists[name].owners(), theirs)),
        count_levels(most),
        np.zeros(len(mentees), np.int32),
    )


def count_levels(most: int) -> Levels32:
    """Return levels by count, the same for everybody."""
    return np.array([[plain.count_level(count) for count in range(most + 1)]], np.int32)


def share_bits(mentees: Crowd, mentors: Crowd, name: str) -> Kind:
    """Count the share of what is wanted that is offered."""
    kind = count_bits(mentees, mentors, name)
    counts = mentees.lists[name].counts()
    levels = share_levels(int(counts.max(initial=0)), kind.width, 100, 0)
    return kind._replace(levels=levels, row=counts.astype(np.int32))


def share_levels(longest: int, most: int, worth: int, more: int) -> Levels32:
    """Return levels by length of a wish list (a row each) and by count."""
    length = np.maximum(np.arange(longest + 1) + more, 1)[:, None]
    return (worth * np.arange(most + 1)[None, :] // length).astype(np.int32)


def topic_bits(mentees: Crowd, mentors: Crowd, rules: Rules) -> Kind:
    """Count topics: what is named first twice, and what is only near by half.

    With groups each topic has two bits on the mentor's side, for the topic and for its group, so
    that near counts one and the same topic two.
    """
    ours, theirs, words = joint_lists(mentees, mentors, "topics")
    asked, offered = mentees.lists["topics"], mentors.lists["topics"]
    near = [[n for n, word in enumerate(words) if is_near(word, each, rules)] for each in words]
    ways = 2 if any(len(each) > 1 for each in near) else 1
    width, owners = len(words), asked.owners()
    first = np.arange(len(ours)) == asked.starts[owners]
    mine = [(owners, ours), (owners[first], ours[first] + width)]
    their = [(offered.owners(), theirs), (offered.owners(), theirs + width)]
    if ways == 2:
        mine += [(whose, places + 2 * width) for whose, places in mine]
        reached = widened(offered.owners(), theirs, near)
        their += [(reached[0], reached[1] + more * width) for more in (2, 3)]
    lengths = asked.counts()
    longest = int(lengths.max(initial=0))
    return Kind(
        max(2 * ways * width, 1),
        (joined(mine), joined(their)),
        share_levels(longest, (longest + 1) * ways, 100 // ways, 1),
        lengths.astype(np.int32),
    )


def is_near(one: str, other: str, rules: Rules) -> bool:
    """Say whether two topics are the same or of one group."""
    return plain.similarity(one, other, rules.topic_groups) >= plain.NEAR


def widened(owners: Integers, places: Integers, near: list[list[int]]) -> tuple[Integers, Integers]:
    """Give the owner of each place all that are near it."""
    counts = np.array([len(each) for each in near], np.int64)[places]
    found = [other for place in places.tolist() for other in near[place]]
    return np.repeat(owners, counts), np.array(found, np.int64)


def trait_bits(
    mentees: Crowd, mentors: Crowd, questions: Iterable[str] | None
) -> tuple[Kind, Kind]:
    """Count questions answered alike, and questions both answered. questions: these only.

    A mentee has one bit for the set of answers to a question; a mentor has a bit for each set
    that shares an answer with theirs. So a question counts once, however many answers it has.
    """
    wanted = None if questions is None else set(questions)
    ours, theirs = (
        answers_by_question(crowd.lists["traits"], wanted) for crowd in (mentees, mentors)
    )
    asked: tuple[Spots, Spots] = [], []
    alike: tuple[Spots, Spots] = [], []
    width = 0
    both = sorted(ours.keys() & theirs.keys())
    for place, question in enumerate(both):
        sets = sorted(set(ours[question].values()))
        bit = {each: width + n for n, each in enumerate(sets)}
        width += len(sets)
        alike[0].extend((person, bit[given]) for person, given in ours[question].items())
        alike[1].extend(
            (person, bit[each])
            for person, given in theirs[question].items()
            for each in sets
            if not set(each).isdisjoint(given)
        )
        for spots, answers in zip(asked, (ours, theirs), strict=True):
            spots.extend((person, place) for person in answers[question])
    levels, row = count_levels(len(both)), np.zeros(len(mentees), np.int32)
    return (
        Kind(max(width, 1), (spread(alike[0]), spread(alike[1])), levels, row),
        Kind(max(len(both), 1), (spread(asked[0]), spread(asked[1])), levels, row),
    )


def spread(spots: Spots) -> tuple[Integers, Integers]:
    """Turn (owner, place) of bits into two columns."""
    owners, places = np.array(spots, np.int64).reshape(-1, 2).T
    return owners, places


def answers_by_question(
    lists: Lists, wanted: set[str] | None
) -> dict[str, dict[int, tuple[str, ...]]]:
    """Gather each question's sets of answers, by person."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    if wanted == set():
        return found
    for person in np.flatnonzero(lists.counts()).tolist():
        for question, given in plain.by_question(lists.of_person(person)).items():
            if wanted is None or question in wanted:
                found.setdefault(question, {})[person] = tuple(sorted(given))
    return found


def lay_bits(
    kinds: list[Kind], people: tuple[int, int]
) -> tuple[list[NDArray[np.uint64]], Integers, Integers]:
    """Lay all kinds of bits side by side, each from a word of its own, for both sides."""
    widths = np.array([(kind.width + 63) // 64 for kind in kinds], np.int64)
    start = starts_of(widths.tolist())
    sides = []
    for side, count in enumerate(people):
        words = np.zeros((count, int(widths.sum())), np.uint64)
        for kind, first in zip(kinds, start.tolist(), strict=True):
            owners, places = kind.bits[side]
            bit = np.uint64(1) << (places & 63).astype(np.uint64)
            np.bitwise_or.at(words, (owners, first + (places >> 6)), bit)
        sides.append(words)
    return sides, start, start + widths


def lay_luts(kinds: list[Kind]) -> tuple[Levels32, NDArray[np.int32]]:
    """Put all lists of levels under each other. Returns them, and each mentee's rows."""
    width = max(kind.levels.shape[1] for kind in kinds)
    above = starts_of([len(kind.levels) for kind in kinds])
    lut = np.concatenate(
        [
            np.pad(kind.levels, ((0, 0), (0, width - kind.levels.shape[1])), mode="edge")
            for kind in kinds
        ]
    )
    rows = np.stack([kind.row + start for kind, start in zip(kinds, above, strict=True)], axis=1)
    return np.ascontiguousarray(lut, np.int32), rows.astype(np.int32)
