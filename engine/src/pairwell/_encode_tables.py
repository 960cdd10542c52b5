"""Tables: rules for which one code a person is enough, with a level for every two codes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._crowd import OPEN_NUMBER, Crowd, Lists
from pairwell._encode_people import joint_choice, starts_of
from pairwell._model import BadInput, Musts, Rules
from pairwell._score import OPEN, Flags, Levels
from pairwell._sheet import BLOCKED, IF_INSISTED

MOST_CELLS = 50_000_000
"""A table of more different answers than this is refused."""

Codes = NDArray[np.int32]
Answers = tuple[str, ...]


class Table(NamedTuple):
    """levels and stops: mentee codes x mentor codes. codes: of mentees, then of mentors."""

    levels: Levels
    stops: Levels
    codes: tuple[Codes, Codes]


def tables_of(mentees: Crowd, mentors: Crowd, rules: Rules, musts: Musts) -> list[Table]:
    """Make a table for each rule of TABLES."""
    return [
        sets_table(
            mentees,
            mentors,
            "subjects",
            lambda a, b: plain.subject_similarity(a, b, rules),
            must=musts.same_subject,
        ),
        sets_table(
            mentees,
            mentors,
            "phases",
            lambda a, b: plain.similarity(a, b, rules.phase_groups),
            must=musts.same_phase,
        ),
        stage_table(mentees, mentors, rules, musts),
        identity_table(mentees, mentors, rules),
        wishes_table(mentees, mentors),
    ]


def lay_tables(tables: list[Table]) -> dict[str, Any]:
    """Lay tables one after the other, as a `Sheet` has them."""
    return {
        "levels": np.concatenate([table.levels.ravel() for table in tables]),
        "stops": np.concatenate([table.stops.ravel() for table in tables]),
        "table_at": starts_of([table.levels.size for table in tables]),
        "table_width": np.array([table.levels.shape[1] for table in tables], np.int64),
    }


def stops_where(stopped: Flags, *, must: bool) -> Levels:
    """Mark cells of a table that stop a pair: always, or where one of the two insists."""
    return np.where(stopped, BLOCKED if must else IF_INSISTED, 0).astype(np.uint8)


# --- sets of answers -------------------------------------------------------------------------


def sets_of(lists: Lists) -> tuple[Codes, list[Answers]]:
    """Number the different sets of answers. The order of answers makes no difference."""
    given, number = lists.codes.tolist(), dict[tuple[int, ...], int]()
    codes = [
        number.setdefault(tuple(sorted(given[start:end])), len(number))
        for start, end in pairwise(lists.starts.tolist())
    ]
    return np.array(codes, np.int32), [tuple(lists.words[n] for n in each) for each in number]


def sets_table(
    mentees: Crowd,
    mentors: Crowd,
    name: str,
    alike: Callable[[str, str], int],
    *,
    must: bool,
) -> Table:
    """Score the most alike of any two answers, for every two sets of answers.

    must: whether two sets that share nothing stop a pair, though nobody insists.
    """
    (ours, wants), (theirs, offers) = sets_of(mentees.lists[name]), sets_of(mentors.lists[name])
    if len(wants) * len(offers) > MOST_CELLS:
        raise BadInput(f"There are too many different lists of {name}; shorten the lists.")
    asked, offered = mentees.lists[name].words, mentors.lists[name].words
    cells = np.array([[alike(a, b) for b in offered] for a in asked], np.uint8)
    cells = cells.reshape(len(asked), len(offered))
    levels = most_alike(most_alike(cells.T, offered, offers).T, asked, wants)
    return Table(levels, stops_where(nothing_shared(wants, offers), must=must), (ours, theirs))


def most_alike(cells: Levels, words: Answers, sets: list[Answers]) -> Levels:
    """Take the best row of each set of words; a set of none is OPEN."""
    place = {word: n for n, word in enumerate(words)}
    best = np.full((len(sets), cells.shape[1]), OPEN, np.uint8)
    for row, given in enumerate(sets):
        if given:
            best[row] = cells[[place[each] for each in given]].max(axis=0)
    return best


def nothing_shared(wants: list[Answers], offers: list[Answers]) -> Flags:
    """Flag sets that were both given and share nothing."""
    asked, offered = map(set, wants), [set(each) for each in offers]
    apart = [[bool(one and other and not one & other) for other in offered] for one in asked]
    return np.array(apart, bool).reshape(len(wants), len(offers))


# --- stage, identity, wishes, region ---------------------------------------------------------


def stage_table(mentees: Crowd, mentors: Crowd, rules: Rules, musts: Musts) -> Table:
    """Score how far ahead the mentor is, for every rank and wish."""
    rank, wish = mentees.numbers["stage_rank"], mentees.numbers["wish_stage_gap"]
    wish = np.where(wish == OPEN_NUMBER, rules.wish_stage_gap, wish)
    ours, mine = np.unique(np.stack([rank, wish], axis=1), axis=0, return_inverse=True)
    theirs, other = np.unique(mentors.numbers["stage_rank"], return_inverse=True)
    known = (ours[:, 0] != OPEN_NUMBER)[:, None] & (theirs != OPEN_NUMBER)[None, :]
    gap = np.where(known, theirs[None, :] - ours[:, :1], 0)
    away = np.minimum(np.abs(gap - ours[:, 1:]), len(plain.STAGE_LEVELS) - 1)
    level = np.array(plain.STAGE_LEVELS, np.uint8)[away]
    level[gap < np.minimum(ours[:, 1:], 0)] = 0
    level[~known] = OPEN
    least = musts.min_stage_gap
    stopped = np.zeros_like(known) if least is None else known & (gap < least)
    codes = mine.ravel().astype(np.int32), other.ravel().astype(np.int32)
    return Table(level, stops_where(stopped, must=True), codes)


def identity_table(mentees: Crowd, mentors: Crowd, rules: Rules) -> Table:
    """Score identity wishes, and mark those that are musts and not met. By the plain rules."""
    (asking, ours), (offering, theirs) = (identities(crowd) for crowd in (mentees, mentors))
    if len(asking) * len(offering) > MOST_CELLS // 20:
        raise BadInput("There are too many different identity wishes; offer fewer answers.")
    levels = np.full((len(asking), len(offering)), OPEN, np.uint8)
    stopped = np.zeros(levels.shape, bool)
    for row, mentee in enumerate(asking):
        for column, mentor in enumerate(offering):
            if found := plain.identity(mentor, mentee, rules):
                levels[row, column] = found.level
            unmet = plain.unmet_identity
            stopped[row, column] = unmet(mentor, mentee) or unmet(mentee, mentor)
    return Table(levels, stops_where(stopped, must=True), (ours, theirs))


def identities(crowd: Crowd) -> tuple[list[Any], Codes]:
    """Return one person for each different identity and wish, and the code of each person."""
    wants, given = sets_of(crowd.lists["wants"])[0], sets_of(crowd.lists["is_"])[0]
    key = np.stack([wants, given, crowd.flags["wants_is_must"]], axis=1)
    _, first, code = np.unique(key, axis=0, return_index=True, return_inverse=True)
    return list(crowd.people(first.tolist())), code.ravel().astype(np.int32)


def wishes_table(mentees: Crowd, mentors: Crowd) -> Table:
    """Give wishes not granted nothing; where neither asked for anybody, the question is open."""
    ours, theirs = (
        (crowd.lists["wishes"].counts() > 0).astype(np.int32) for crowd in (mentees, mentors)
    )
    levels = np.array([[OPEN, 0], [0, 0]], np.uint8)
    return Table(levels, np.zeros_like(levels), (ours, theirs))


def region_table(
    mentees: Crowd, mentors: Crowd, rules: Rules
) -> tuple[Levels, tuple[Codes, Codes]]:
    """Score regions. The last row and column stand for a region that is not known."""
    names = sorted({*mentees.choices["region"].words, *mentors.choices["region"].words})
    cells = np.full((len(names) + 1, len(names) + 1), OPEN, np.uint8)
    for row, want in enumerate(names):
        for column, offer in enumerate(names):
            cells[row, column] = plain.region_level(want, offer, rules)
    ours, theirs = (
        np.where(codes < 0, len(names), codes).astype(np.int32)
        for codes in joint_choice(mentees, mentors, "region")
    )
    return cells, (ours, theirs)
