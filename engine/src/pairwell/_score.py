"""Pairs to numbers: weight-free integer layers for all pairs at once, and what is eligible.

Rows are mentees, columns are mentors. A layer holds 0 to 100 for each pair, or OPEN where
either side left the question open. New weights are then one weighted sum of layers.

Everything is whole numbers. Inner products run as float32 matrix multiplication, which is
exact here whatever the BLAS does, because every sum stays under 2**24.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._model import BadInput, Mentee, Mentor, Person, Rules, Weights

Levels = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint32]

OPEN = 255
EXACT = 1 << 24
COUNTED = 1 << 20  # how many levels are counted in one go, which bounds the memory
SHADE = 1
"""An open question counts a shade less than the median, so that an answer wins the tie."""


class Table:
    """The layers of one set of people under one set of rules, weights left out.

    levels[rule]: uint8, mentees x mentors, OPEN where not answered by both.
    answered[rule]: who answered it among mentees and among mentors.
    """

    def __init__(self, mentors: Sequence[Mentor], mentees: Sequence[Mentee], rules: Rules) -> None:
        self.mentors, self.mentees, self.rules = mentors, mentees, rules
        self.shape = (len(mentees), len(mentors))
        self.levels: dict[str, Levels] = {}
        self.answered: dict[str, tuple[Flags, Flags]] = {}
        self._chords: Any = None
        for rule, build in LAYERS.items():
            level, by_mentee, by_mentor = build(self)
            self.levels[rule] = level
            self.answered[rule] = by_mentee, by_mentor

    def chords(self) -> NDArray[np.int64]:
        """Squared distances on the grid, -1 where a place is not known."""
        if self._chords is None:
            ours, known = places(self.mentees)
            theirs, there = places(self.mentors)
            square: NDArray[np.int64] = np.zeros(self.shape, np.int64)
            for axis in range(3):
                square += (ours[:, axis, None] - theirs[None, :, axis]) ** 2
            square[~(known[:, None] & there[None, :])] = -1
            self._chords = square
        result: NDArray[np.int64] = self._chords
        return result


# --- building blocks ------------------------------------------------------------------------


def flags(values: Iterable[bool], count: int) -> Flags:
    """Make a vector of flags."""
    return np.fromiter(values, bool, count)


def places(people: Sequence[Person]) -> tuple[NDArray[np.int64], Flags]:
    """Return grid positions, and whose are known."""
    found = [plain.position(person) for person in people]
    grid = np.array([each or (0, 0, 0) for each in found], np.int64).reshape(len(people), 3)
    return grid, flags((each is not None for each in found), len(people))


def vocabulary(*lists: Iterable[Iterable[str]]) -> dict[str, int]:
    """Number every id that occurs."""
    return {
        word: number
        for number, word in enumerate(
            sorted({word for side in lists for one in side for word in one})
        )
    }


def one_hot(lists: Sequence[Iterable[str]], words: Mapping[str, int]) -> NDArray[np.float32]:
    """Mark who has what: people x words."""
    marks = np.zeros((len(lists), max(len(words), 1)), np.float32)
    for row, given in enumerate(lists):
        marks[row, [words[word] for word in given]] = 1
    return marks


def product(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.int32]:
    """Multiply whole-number matrices exactly. Refuses what could pass 2**24."""
    reach = float(np.abs(left).max(initial=0)) * float(np.abs(right).sum(axis=1).max(initial=0))
    if reach >= EXACT:
        raise BadInput("Too many answers in one question to add up exactly; shorten the lists.")
    return (left @ right.T).astype(np.int32)


def numbered(values: Sequence[str | None]) -> tuple[NDArray[np.int64], Flags]:
    """Number a single-choice answer; unanswered is flagged."""
    words = {
        word: number for number, word in enumerate(sorted({v for v in values if v is not None}))
    }
    codes = np.array([-1 if v is None else words[v] for v in values], np.int64)
    return codes, codes >= 0


def matching_answers(mentees: Sequence[str | None], mentors: Sequence[str | None]) -> Flags:
    """Flag pairs that gave the same single-choice answer."""
    codes, known = numbered([*mentees, *mentors])
    ours, theirs = codes[: len(mentees)], codes[len(mentees) :]
    same: Flags = (ours[:, None] == theirs[None, :]) & known[: len(mentees), None]
    return same


def shared_counts(
    mentees: Sequence[Iterable[str]], mentors: Sequence[Iterable[str]]
) -> NDArray[np.int32]:
    """Count what each pair shares."""
    words = vocabulary(mentees, mentors)
    return product(one_hot(mentees, words), one_hot(mentors, words))


def opened(level: NDArray[Any], by_mentee: Flags, by_mentor: Flags) -> Levels:
    """Set OPEN where either side has not answered."""
    out = level.astype(np.uint8)
    out[~by_mentee, :] = OPEN
    out[:, ~by_mentor] = OPEN
    return out


def gave(people: Sequence[Person], name: str) -> Flags:
    """Flag who answered a question with a list."""
    return flags((bool(getattr(person, name)) for person in people), len(people))


def all_open(table: Table) -> Levels:
    """Return the levels of a question that nobody answered."""
    return np.full(table.shape, OPEN, np.uint8)


Layer = tuple[Levels, Flags, Flags]


def best_alike(table: Table, name: str, alike: Callable[[str, str], int]) -> Layer:
    """Score the most alike of any two answers, by a similarity of ids."""
    ours = [getattr(mentee, name) for mentee in table.mentees]
    theirs = [getattr(mentor, name) for mentor in table.mentors]
    words, offers = vocabulary(ours), vocabulary(theirs)
    grid = np.array([[alike(want, offer) for offer in offers] for want in words], np.uint8)
    best = np.zeros((len(words), len(theirs)), np.uint8)
    for column, given in enumerate(theirs):
        if given and words:
            best[:, column] = grid[:, [offers[word] for word in given]].max(axis=1)
    level = np.zeros(table.shape, np.uint8)
    for row, given in enumerate(ours):
        if given:
            level[row] = best[[words[word] for word in given]].max(axis=0)
    by_mentee, by_mentor = gave(table.mentees, name), gave(table.mentors, name)
    return opened(level, by_mentee, by_mentor), by_mentee, by_mentor


def covered(
    table: Table,
    name: str,
    worth: Callable[[int], int],
    alike: Callable[[str, str], int],
) -> Layer:
    """Score how much of what is wanted is offered. worth(place) weighs each want."""
    ours = [getattr(mentee, name) for mentee in table.mentees]
    theirs = [getattr(mentor, name) for mentor in table.mentors]
    words, offers = vocabulary(ours), vocabulary(theirs)
    wanted = np.zeros((len(ours), max(len(words), 1)), np.float32)
    for row, given in enumerate(ours):
        for place, word in enumerate(given):
            wanted[row, words[word]] = worth(place)
    grid = np.array([[alike(want, offer) for offer in offers] for want in words], np.float32)
    cover = np.zeros((len(theirs), max(len(words), 1)), np.float32)
    for row, given in enumerate(theirs):
        if given and words:
            cover[row] = grid[:, [offers[word] for word in given]].max(axis=1)
    whole = np.maximum(wanted.sum(axis=1).astype(np.int32), 1)
    by_mentee, by_mentor = gave(table.mentees, name), gave(table.mentors, name)
    level = product(wanted, cover) // whole[:, None]
    return opened(level, by_mentee, by_mentor), by_mentee, by_mentor


def counted(table: Table, name: str) -> Layer:
    """Score how many answers are shared, levelling off."""
    ours = [getattr(mentee, name) for mentee in table.mentees]
    theirs = [getattr(mentor, name) for mentor in table.mentors]
    steps = np.array(plain.COUNT_LEVELS, np.uint8)
    level = steps[np.minimum(shared_counts(ours, theirs), len(steps) - 1)]
    by_mentee, by_mentor = gave(table.mentees, name), gave(table.mentors, name)
    return opened(level, by_mentee, by_mentor), by_mentee, by_mentor


# --- one function a layer -------------------------------------------------------------------


def exact(want: str, offer: str) -> int:
    """Compare ids that have no groups."""
    return 100 if want == offer else 0


def subject(table: Table) -> Layer:
    """Subjects, through the similarity table."""
    rules = table.rules
    return best_alike(table, "subjects", lambda a, b: plain.subject_similarity(a, b, rules))


def phase(table: Table) -> Layer:
    """Phases and key stages."""
    groups = table.rules.phase_groups
    return best_alike(table, "phases", lambda a, b: plain.similarity(a, b, groups))


def topics(table: Table) -> Layer:
    """Topics wanted and offered; the first one wanted counts twice."""
    groups = table.rules.topic_groups
    return covered(
        table,
        "topics",
        plain.topic_worth,
        lambda a, b: plain.similarity(a, b, groups),
    )


def stage(table: Table) -> Layer:
    """How far ahead the mentor is, against the wish."""
    ours, by_mentee = ranks(table.mentees)
    theirs, by_mentor = ranks(table.mentors)
    wish = np.array(
        [
            table.rules.wish_stage_gap if each.wish_stage_gap is None else each.wish_stage_gap
            for each in table.mentees
        ],
        np.int64,
    )[:, None]
    gap = theirs[None, :] - ours[:, None]
    steps = np.array(plain.STAGE_LEVELS, np.uint8)
    level = steps[np.minimum(np.abs(gap - wish), len(steps) - 1)]
    level[gap < np.minimum(wish, 0)] = 0
    return opened(level, by_mentee, by_mentor), by_mentee, by_mentor


def ranks(people: Sequence[Person]) -> tuple[NDArray[np.int64], Flags]:
    """Return career stages as numbers, and who gave one."""
    known = flags((each.stage_rank is not None for each in people), len(people))
    return np.array([each.stage_rank or 0 for each in people], np.int64), known


def distance(table: Table) -> Layer:
    """Kilometres where both places are known, regions otherwise, nothing for online only."""
    rules, chords = table.rules, table.chords()
    ours = [mentee.region for mentee in table.mentees]
    theirs = [mentor.region for mentor in table.mentors]
    names = sorted({region for region in ours + theirs if region is not None})
    number = {name: place for place, name in enumerate(names)}
    grid = np.full((len(names) + 1, len(names) + 1), OPEN, np.uint8)
    for want in names:
        for offer in names:
            grid[number[want], number[offer]] = plain.region_level(want, offer, rules)
    level = grid[
        np.ix_(
            [len(names) if region is None else number[region] for region in ours],
            [len(names) if region is None else number[region] for region in theirs],
        )
    ]
    bands = np.searchsorted(np.array(plain.KM_CHORDS, np.int64), chords)
    level = np.where(chords >= 0, np.array(plain.KM_LEVELS, np.uint8)[bands], level)
    in_person = [
        flags((plain.may_meet_in_person(each) for each in side), len(side))
        for side in (table.mentees, table.mentors)
    ]
    placed = [
        flags((each.lat is not None or each.region is not None for each in side), len(side))
        for side in (table.mentees, table.mentors)
    ]
    by_mentee, by_mentor = in_person[0] & placed[0], in_person[1] & placed[1]
    return opened(level, by_mentee, by_mentor), by_mentee, by_mentor


def wishes(table: Table) -> Layer:
    """Wishes for a person by name, from both sides."""
    by_mentee, by_mentor = gave(table.mentees, "wishes"), gave(table.mentors, "wishes")
    if not by_mentee.any() and not by_mentor.any():
        return all_open(table), by_mentee, by_mentor
    column = {mentor.id: place for place, mentor in enumerate(table.mentors)}
    row = {mentee.id: place for place, mentee in enumerate(table.mentees)}
    granted = np.zeros(table.shape, np.int32)
    for place, mentee in enumerate(table.mentees):
        granted[place, [column[each] for each in mentee.wishes if each in column]] += 1
    for place, mentor in enumerate(table.mentors):
        granted[[row[each] for each in mentor.wishes if each in row], place] += 1
    asked = by_mentee[:, None].astype(np.int32) + by_mentor[None, :]
    level = (100 * granted // np.maximum(asked, 1)).astype(np.uint8)
    level[asked == 0] = OPEN
    return level, by_mentee, by_mentor


def identity(table: Table) -> Layer:
    """Identity wishes of both sides, where the other side has answered."""
    by_mentee = gave(table.mentees, "wants") | gave(table.mentees, "is_")
    by_mentor = gave(table.mentors, "wants") | gave(table.mentors, "is_")
    if not by_mentee.any() or not by_mentor.any():
        return all_open(table), by_mentee, by_mentor
    total = np.zeros(table.shape, np.int32)
    sides = np.zeros(table.shape, np.int32)
    for asked, answers, turned in (
        (table.mentees, table.mentors, False),
        (table.mentors, table.mentees, True),
    ):
        wants, given = [each.wants for each in asked], [each.is_ for each in answers]
        length = np.array([max(len(want), 1) for want in wants], np.int32)[:, None]
        met = 100 * shared_counts(wants, given) // length
        counts = gave(asked, "wants")[:, None] & gave(answers, "is_")[None, :]
        total += (met * counts).T if turned else met * counts
        sides += counts.T if turned else counts
    level = (total // np.maximum(sides, 1)).astype(np.uint8)
    level[sides == 0] = OPEN
    return level, by_mentee, by_mentor


def traits(table: Table) -> Layer:
    """Questions of the programme's own: how many were answered alike, of those both answered."""
    alike, both = np.zeros(table.shape, np.int32), np.zeros(table.shape, bool)
    for shared, asked in trait_answers(table).values():
        alike += shared
        both |= asked
    steps = np.array(plain.COUNT_LEVELS, np.uint8)
    level = steps[np.minimum(alike, len(steps) - 1)]
    level[~both] = OPEN
    return level, gave(table.mentees, "traits"), gave(table.mentors, "traits")


def trait_answers(
    table: Table, questions: Iterable[str] | None = None
) -> dict[str, tuple[Flags, Flags]]:
    """For each question that somebody on either side answered: shared an answer, both answered."""
    ours = [plain.by_question(mentee.traits) for mentee in table.mentees]
    theirs = [plain.by_question(mentor.traits) for mentor in table.mentors]
    asked = {key for each in ours for key in each} & {key for each in theirs for key in each}
    found = {}
    for question in sorted(asked if questions is None else asked & set(questions)):
        wants, offers = ([one.get(question, set()) for one in side] for side in (ours, theirs))
        by_mentee, by_mentor = (
            flags((bool(given) for given in side), len(side)) for side in (wants, offers)
        )
        found[question] = (
            shared_counts(wants, offers) > 0,
            by_mentee[:, None] & by_mentor[None, :],
        )
    return found


LAYERS: dict[str, Callable[[Table], Layer]] = {
    "subject": subject,
    "topics": topics,
    "text": lambda table: counted(table, "themes"),
    "phase": phase,
    "stage": stage,
    "distance": distance,
    "context": lambda table: covered(table, "contexts", lambda _: 1, exact),
    "availability": lambda table: counted(table, "availability"),
    "helps": lambda table: covered(table, "helps", lambda _: 1, exact),
    "wishes": wishes,
    "identity": identity,
    "traits": traits,
}


# --- open questions and points --------------------------------------------------------------


def fill_open(table: Table, eligible: Flags) -> dict[str, Levels]:
    """Give open questions a neutral level: neither a reward nor a penalty.

    Where the mentee answered, it is the median of that mentee's eligible pairs; else, where the
    mentor answered, of the mentor's; else of all. A shade less, so that an answer wins a tie.
    """
    return {
        rule: fill_layer(levels, *table.answered[rule], eligible)
        for rule, levels in table.levels.items()
    }


def fill_layer(levels: Levels, by_mentee: Flags, by_mentor: Flags, eligible: Flags) -> Levels:
    """Fill one layer. The medians are the lower ones, over pairs that are not open."""
    open_cells = levels == OPEN
    if not open_cells.any():
        return levels
    if open_cells.all():
        return np.zeros_like(levels)  # a question nobody was asked costs no sorting
    known = np.where(eligible, levels, np.uint8(OPEN))
    by_level = counts_of_levels(known)
    rows = np.where(by_mentee, middle_of(by_level), OPEN)
    filled = np.where(open_cells, shaded(rows)[:, None], levels)
    unsaid = np.flatnonzero(rows == OPEN)
    if len(unsaid):
        middle = middle_of(by_level.sum(axis=0, keepdims=True))[0]
        columns = np.where(by_mentor, lower_median(known.T), OPEN)
        columns[columns == OPEN] = 0 if middle == OPEN else middle
        filled[unsaid] = np.where(open_cells[unsaid], shaded(columns), levels[unsaid])
    return filled


def shaded(levels: Levels) -> Levels:
    """Take a shade off."""
    return np.where(levels > SHADE, levels - np.uint8(SHADE), np.uint8(0))


def counts_of_levels(levels: Levels) -> NDArray[np.int32]:
    """Count how often each level occurs in each row. Levels are few: no row is sorted."""
    found = np.zeros((levels.shape[0], OPEN + 1), np.int32)
    step = max(COUNTED // max(levels.shape[1], 1), 1)
    for start in range(0, levels.shape[0], step):
        rows = np.ascontiguousarray(levels[start : start + step])
        shifted = rows + (np.arange(len(rows)) * (OPEN + 1))[:, None]
        counts = np.bincount(shifted.ravel(), minlength=len(rows) * (OPEN + 1))
        found[start : start + step] = counts.reshape(len(rows), OPEN + 1)
    return found


def lower_median(levels: Levels) -> Levels:
    """Return each row's lower median of what is not OPEN; OPEN for a row without any."""
    if not levels.shape[1]:
        return np.full(levels.shape[0], OPEN, np.uint8)
    return middle_of(counts_of_levels(levels))


def middle_of(counts: NDArray[np.signedinteger]) -> Levels:
    """Return the same from how often each level occurs."""
    up_to = counts.cumsum(axis=1)
    place = np.maximum(up_to[:, OPEN - 1] - 1, 0) // 2
    return (up_to > place[:, None]).argmax(axis=1).astype(np.uint8)


def weight_of(rule: str, weights: Weights) -> int:
    """Return how much a layer counts. Free text counts at most as much as everything else."""
    value: int = getattr(weights, plain.WEIGHED_AS.get(rule, rule))
    if rule == "text":
        others: int = sum(getattr(weights, each.name) for each in fields(weights)) - value
        return min(value, others)
    return value


@lru_cache(maxsize=64)
def weight_by_rule(weights: Weights) -> dict[str, int]:
    """Return how much each layer counts: asked of every pair, and the same for all."""
    return {rule: weight_of(rule, weights) for rule in LAYERS}


def points(
    filled: Mapping[str, Levels], weights: Weights, shape: tuple[int, int]
) -> NDArray[np.int64]:
    """Add the layers up by weight: whole points for every pair."""
    total = np.zeros(shape, np.int32)
    for rule, levels in filled.items():
        if (weight := weight_of(rule, weights)) and levels.any():
            total += levels.astype(np.int32) * np.int32(weight)
    return total.astype(np.int64)
