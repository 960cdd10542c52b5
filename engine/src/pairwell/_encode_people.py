"""People: facts about one person, and pairs that name single people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._crowd import OPEN_NUMBER, Crowd, Lists, Text
from pairwell._model import Integers, Musts
from pairwell._score import Flags
from pairwell._sheet import IN_PERSON, INSISTS, ONLINE, ORDER

FAR = np.int64(np.iinfo(np.int64).max)


def grid_of(crowd: Crowd) -> Integers:
    """Return everybody's place on the globe as whole numbers, as the plain rules have it."""
    grid = np.zeros((len(crowd), 3), np.int64)
    known = np.flatnonzero(~np.isnan(crowd.lat))
    places = np.stack([crowd.lat[known], crowd.lon[known]], axis=1)
    different, inverse = np.unique(places, axis=0, return_inverse=True)
    found = [plain.grid_place(lat, lon) for lat, lon in different.tolist()]
    grid[known] = np.array(found, np.int64).reshape(-1, 3)[inverse.ravel()]
    return grid


def joint_choice(
    mentees: Crowd, mentors: Crowd, name: str
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Renumber both sides' single answers alike; -1 where it was left open."""
    words = sorted({*mentees.choices[name].words, *mentors.choices[name].words})
    number = {word: place for place, word in enumerate(words)}
    ours, theirs = (
        np.array([*(number[word] for word in crowd.choices[name].words), -1], np.int32)[
            crowd.choices[name].codes
        ]
        for crowd in (mentees, mentors)
    )
    return ours, theirs


def bits_by_person(lists: Lists, value: Mapping[str, int]) -> NDArray[np.uint8]:
    """Add up what a few known words stand for."""
    worth = np.array([*(value[word] for word in lists.words), 0], np.int64)
    total = np.zeros(len(lists), np.int64)
    np.add.at(total, lists.owners(), worth[lists.codes])
    return total.astype(np.uint8)


def contact_of(crowd: Crowd) -> NDArray[np.uint8]:
    """Return how each person can meet; 0 where they did not say."""
    return bits_by_person(crowd.lists["contact"], {"online": ONLINE, "in_person": IN_PERSON})


def insists_of(crowd: Crowd) -> NDArray[np.uint8]:
    """Return what each person insists on."""
    return bits_by_person(crowd.lists["musts"], INSISTS)


def reach_of(crowd: Crowd) -> Integers:
    """Return the square of how far each person would go, on the grid."""
    different, inverse = np.unique(crowd.numbers["max_km"], return_inverse=True)
    squares = [FAR if km == OPEN_NUMBER else plain.chord_squared(km) for km in different.tolist()]
    return np.array(squares, np.int64)[inverse.ravel()]


def ruled_out(crowd: Crowd, musts: Musts) -> Flags:
    """Flag people whom a must about themselves alone leaves with nobody."""
    off = np.zeros(len(crowd), bool)
    if musts.verified_only:
        off |= ~crowd.flags["verified"]
    if "trained" in crowd.flags:
        if musts.trained_only:
            off |= ~crowd.flags["trained"]
        if musts.min_years is not None:
            years = crowd.numbers["years"]
            off |= np.where(years == OPEN_NUMBER, 0, years) < musts.min_years
    return off


def answered(crowd: Crowd, counts: Integers) -> Flags:
    """Flag who answered what, by the places in ORDER. A rule that counts nothing is unanswered."""
    contact = contact_of(crowd)
    gave = {
        "stage": crowd.numbers["stage_rank"] != OPEN_NUMBER,
        "identity": (crowd.lists["wants"].counts() > 0) | (crowd.lists["is_"].counts() > 0),
        "distance": ((contact == 0) | (contact & IN_PERSON > 0))
        & (~np.isnan(crowd.lat) | (crowd.choices["region"].codes >= 0)),
    } | {
        rule: crowd.lists[name].counts() > 0
        for rule, name in {
            "subject": "subjects",
            "phase": "phases",
            "wishes": "wishes",
            "topics": "topics",
            "text": "themes",
            "context": "contexts",
            "availability": "availability",
            "helps": "helps",
            "traits": "traits",
        }.items()
    }
    by = np.stack([gave[rule] for rule in ORDER], axis=1)
    return by & (counts > 0)[None, :]


def marks(ids: NDArray[Any]) -> NDArray[np.uint64]:
    """Hash ids, the same on every machine: the tie-break."""
    digests = b"".join(blake2b(each.encode(), digest_size=8).digest() for each in ids.tolist())
    return np.frombuffer(digests, "<u8").astype(np.uint64)


# --- single people --------------------------------------------------------------------------


def find(ids: NDArray[Any], wanted: NDArray[Any]) -> Integers:
    """Return where ids stand among sorted ids; -1 where they do not."""
    if not len(ids) or not len(wanted):
        return np.full(len(wanted), -1, np.int64)
    place = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[place] == wanted, place, -1).astype(np.int64)


def named(asking: Crowd, name: str, asked: Crowd) -> tuple[Integers, Integers]:
    """Return who names whom of the other side: places of the one and of the other."""
    lists = asking.lists[name]
    place = np.append(find(asked.ids, np.array(lists.words, Text)), -1)[lists.codes]
    known = place >= 0
    return lists.owners()[known], place[known]


def apart_pairs(mentees: Crowd, mentors: Crowd, musts: Musts) -> Integers:
    """Return (row, column) of pairs a must about single people stops, sorted, each once."""
    self_row = find(mentees.ids, mentors.ids)
    both = self_row >= 0
    found = [(self_row[both], np.flatnonzero(both)), named(mentees, "blocked", mentors)]
    found.append(named(mentors, "blocked", mentees)[::-1])
    if musts.line_manager == "exclude":
        found.append(named(mentors, "line_manages", mentees)[::-1])
    return np.unique(np.stack(joined(found), axis=1), axis=0)


def granted_wishes(mentees: Crowd, mentors: Crowd) -> tuple[Integers, Integers]:
    """Return (row, column) of pairs in which one asked for the other, and their level."""
    rows, columns = joined(
        [named(mentees, "wishes", mentors), named(mentors, "wishes", mentees)[::-1]]
    )
    pairs, times = np.unique(np.stack([rows, columns], axis=1), axis=0, return_counts=True)
    asked = [crowd.lists["wishes"].counts() > 0 for crowd in (mentees, mentors)]
    most = asked[0][pairs[:, 0]].astype(np.int64) + asked[1][pairs[:, 1]]
    return pairs, 100 * times // np.maximum(most, 1)


def joined(parts: Iterable[tuple[Any, Any]]) -> tuple[Integers, Integers]:
    """Put several (owners, places) together."""
    owners, places = zip(*parts, strict=True)
    return np.concatenate(owners).astype(np.int64), np.concatenate(places).astype(np.int64)


def starts_of(sizes: Iterable[int]) -> Integers:
    """Return where each of several stretches starts."""
    listed = list(sizes)
    return np.concatenate([[0], np.cumsum(listed)[:-1]]).astype(np.int64)
