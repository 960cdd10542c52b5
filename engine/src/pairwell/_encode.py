"""Two crowds as the small whole numbers a block is scored from.

Every scoring rule becomes one of three things, and nothing else is needed for a pair's points:

- a table (subject, phase, stage, identity, wishes): each person has one code, a pair a level;
- bits (topics, text, context, availability, helps, traits): how many bits two people share, looked
  up in a list of levels;
- a place on the globe, or a region (distance).

Musts are the same tables and bits, and a few codes. What names single people (blocked, wishes,
line managers) is a short list of pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._crowd import OPEN_NUMBER, Crowd, Lists, Text
from pairwell._model import BadInput, Integers, Musts, Rules, Weights
from pairwell._score import OPEN, Flags, Levels, weight_of

TABLES = ("subject", "phase", "stage", "identity", "wishes")
BITS = ("topics", "text", "context", "availability", "helps", "traits")
ORDER = (*TABLES, *BITS, "distance")
ASKED_ALIKE, MUST_ALIKE, MUST_ASKED = 6, 7, 8
"""More ranges of bits: questions both answered; then the same two for the musts."""

FAR = np.int64(np.iinfo(np.int64).max)
ONLINE, IN_PERSON = 1, 2
BLOCKED, IF_INSISTED = 1, 2
INSISTS = {
    "not_my_school": 1,
    "not_my_trust": 2,
    "same_phase": 4,
    "same_subject": 8,
    "shared_availability": 16,
}
SCHOOL = {"allow": 0, "exclude": 1, "require": 2}
MOST_CELLS = 50_000_000


class Side(NamedTuple):
    """One side, a row for each person.

    codes: for each table. masks: all bits. luts: which list of levels each kind of bits is looked
    up in. by: who answered, by the places in ORDER, of the rules that count. neutral: what an open
    question is worth (OPEN where this person cannot say). off: who may have nobody.
    """

    codes: NDArray[np.int32]
    masks: NDArray[np.uint64]
    luts: NDArray[np.int32]
    by: NDArray[np.bool_]
    neutral: Levels
    grid: Integers
    placed: NDArray[np.bool_]
    region: NDArray[np.int32]
    school: NDArray[np.int32]
    trust: NDArray[np.int32]
    insists: NDArray[np.uint8]
    contact: NDArray[np.uint8]
    reach: Integers
    off: NDArray[np.bool_]
    slots: NDArray[np.bool_]
    mark: NDArray[np.uint64]

    def take(self, places: NDArray[Any]) -> Side:
        """Return some people, in that order."""
        return Side(*(np.ascontiguousarray(each[places]) for each in self))


class Sheet(NamedTuple):
    """What both sides share. Tables lie one after the other in `levels` and `stops`."""

    levels: Levels
    stops: Levels
    table_at: Integers
    table_width: Integers
    insist: Integers
    weights: Integers
    bits_from: Integers
    bits_to: Integers
    lut: NDArray[np.int32]
    regions: Levels
    km_chords: Integers
    km_levels: Integers
    musts: Integers
    sequence: Integers


class Encoded(NamedTuple):
    """Two crowds, made ready. apart: (row, column) no must allows. granted: wishes for a person.

    granted_level: what the wish earns, 0 to 100.
    """

    mentees: Side
    mentors: Side
    sheet: Sheet
    apart: Integers
    granted: Integers
    granted_level: Integers


def encode(mentors: Crowd, mentees: Crowd, rules: Rules, weights: Weights, musts: Musts) -> Encoded:
    """Turn two crowds into small whole numbers. Neutral levels are left for later."""
    counts = np.array([weight_of(rule, weights) for rule in ORDER], np.int64)
    tables = [
        sets_table(
            mentees, mentors, "subjects", lambda a, b: plain.subject_similarity(a, b, rules)
        ),
        sets_table(
            mentees, mentors, "phases", lambda a, b: plain.similarity(a, b, rules.phase_groups)
        ),
        stage_table(mentees, mentors, rules, musts),
        identity_table(mentees, mentors, rules),
        wishes_table(mentees, mentors),
    ]
    add_stops(tables[0], apart_table(tables[0]), always=musts.same_subject)
    add_stops(tables[1], apart_table(tables[1]), always=musts.same_phase)
    kinds = [
        topic_bits(mentees, mentors, rules),
        count_bits(mentees, mentors, "themes"),
        share_bits(mentees, mentors, "contexts"),
        count_bits(mentees, mentors, "availability"),
        share_bits(mentees, mentors, "helps"),
        *trait_bits(mentees, mentors, None if counts[ORDER.index("traits")] else ()),
        *trait_bits(mentees, mentors, musts.same_traits)[:2],
    ]
    lut, lut_rows = lay_luts(kinds[: len(BITS)])
    masks, bits_from, bits_to = lay_bits(kinds, (len(mentees), len(mentors)))
    regions, region = region_table(mentees, mentors, rules)
    school, trust = (joint_choice(mentees, mentors, name) for name in ("school", "trust"))
    sides = [
        Side(
            codes=np.stack([table.codes[side] for table in tables], axis=1).astype(np.int32),
            masks=masks[side],
            luts=lut_rows if side == 0 else np.zeros((len(crowd), len(BITS)), np.int32),
            by=answered(crowd, counts),
            neutral=np.full((len(crowd), len(ORDER)), OPEN, np.uint8),
            grid=grid_of(crowd),
            placed=~np.isnan(crowd.lat),
            region=region[side],
            school=school[side],
            trust=trust[side],
            insists=insists_of(crowd),
            contact=contact_of(crowd),
            reach=reach_of(crowd),
            off=ruled_out(crowd, musts),
            slots=crowd.lists["availability"].counts() > 0,
            mark=marks(crowd.ids),
        )
        for side, crowd in enumerate((mentees, mentors))
    ]
    granted, level = granted_wishes(mentees, mentors)
    return Encoded(
        sides[0],
        sides[1],
        Sheet(
            levels=np.concatenate([table.levels.ravel() for table in tables]),
            stops=np.concatenate([table.stops.ravel() for table in tables]),
            table_at=starts_of([table.levels.size for table in tables]),
            table_width=np.array([table.levels.shape[1] for table in tables], np.int64),
            insist=np.array([INSISTS["same_subject"], INSISTS["same_phase"], 0, 0, 0], np.int64),
            weights=counts,
            bits_from=bits_from,
            bits_to=bits_to,
            lut=lut,
            regions=regions,
            km_chords=np.array(plain.KM_CHORDS, np.int64),
            km_levels=np.array(plain.KM_LEVELS, np.int64),
            musts=np.array(
                [
                    SCHOOL[musts.own_school],
                    musts.own_trust == "exclude",
                    musts.shared_availability,
                    musts.contact_mode,
                    bool(musts.same_traits),
                ],
                np.int64,
            ),
            sequence=sequence_of(counts),
        ),
        apart_pairs(mentees, mentors, musts),
        granted,
        level,
    )


def sequence_of(counts: Integers) -> Integers:
    """Return the rules to be added pair by pair: what is cheap and what counts much comes first."""
    bits = sorted(range(len(TABLES), len(ORDER) - 1), key=lambda rule: -int(counts[rule]))
    listed = [ORDER.index("identity"), ORDER.index("wishes"), *bits, len(ORDER) - 1]
    return np.array([rule for rule in listed if counts[rule]], np.int64)


def starts_of(sizes: Iterable[int]) -> Integers:
    """Return where each of several stretches starts."""
    listed = list(sizes)
    return np.concatenate([[0], np.cumsum(listed)[:-1]]).astype(np.int64)


# --- tables ---------------------------------------------------------------------------------


class Table:
    """levels and stops: mentee codes x mentor codes. codes: of mentees, then of mentors."""

    def __init__(self, levels: Levels, codes: tuple[NDArray[np.int32], NDArray[np.int32]]) -> None:
        self.levels, self.codes = np.ascontiguousarray(levels), codes
        self.stops = np.zeros_like(self.levels)
        self.sets: tuple[list[tuple[str, ...]], list[tuple[str, ...]]] = ([], [])


def add_stops(table: Table, stopped: Flags, *, always: bool) -> None:
    """Mark cells of a table that stop a pair: always, or where one of the two insists."""
    table.stops |= np.where(stopped, BLOCKED if always else IF_INSISTED, 0).astype(np.uint8)


def sets_of(lists: Lists) -> tuple[NDArray[np.int32], list[tuple[str, ...]]]:
    """Number the different sets of answers. The order of answers makes no difference."""
    owners, words = lists.owners(), len(lists.words) + 1
    order = np.lexsort((lists.codes, owners))
    place = np.arange(len(owners)) - lists.starts[owners]
    longest = int(lists.counts().max(initial=0))
    if words**longest >= 2**62:
        number: dict[tuple[str, ...], int] = {}
        codes = [
            number.setdefault(tuple(sorted(lists.of_person(each))), len(number))
            for each in range(len(lists))
        ]
        return np.array(codes, np.int32), list(number)
    key = np.zeros(len(lists), np.int64)
    np.add.at(key, owners, (lists.codes[order].astype(np.int64) + 1) * words**place)
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return inverse.astype(np.int32), [tuple(sorted(lists.of_person(each))) for each in first]


def sets_table(
    mentees: Crowd, mentors: Crowd, name: str, alike: Callable[[str, str], int]
) -> Table:
    """Score the most alike of any two answers, for every two sets of answers."""
    (ours, wants), (theirs, offers) = sets_of(mentees.lists[name]), sets_of(mentors.lists[name])
    if len(wants) * len(offers) > MOST_CELLS:
        raise BadInput(f"There are too many different lists of {name}; shorten the lists.")
    asked, offered = (
        {word: n for n, word in enumerate(c.lists[name].words)} for c in (mentees, mentors)
    )
    cells = np.array([[alike(a, b) for b in offered] for a in asked], np.uint8)
    cells = cells.reshape(len(asked), len(offered))
    best = np.full((len(asked), len(offers)), OPEN, np.uint8)
    for column, given in enumerate(offers):
        if given:
            best[:, column] = cells[:, [offered[each] for each in given]].max(axis=1, initial=0)
    levels = np.full((len(wants), len(offers)), OPEN, np.uint8)
    for row, given in enumerate(wants):
        if given:
            levels[row] = best[[asked[each] for each in given]].max(axis=0)
    table = Table(levels, (ours, theirs))
    table.sets = wants, offers
    return table


def apart_table(table: Table) -> Flags:
    """Flag sets that were both given and share nothing."""
    wants, offers = ([set(each) for each in side] for side in table.sets)
    return np.array(
        [[bool(one and other and not one & other) for other in offers] for one in wants], bool
    ).reshape(table.levels.shape)


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
    codes = mine.ravel().astype(np.int32), other.ravel().astype(np.int32)
    table = Table(level, codes)
    if musts.min_stage_gap is not None:
        add_stops(table, known & (gap < musts.min_stage_gap), always=True)
    return table


def identity_table(mentees: Crowd, mentors: Crowd, rules: Rules) -> Table:
    """Score identity wishes, and mark those that are musts and not met. By the plain rules."""
    kinds = []
    for crowd in (mentees, mentors):
        wants, given = sets_of(crowd.lists["wants"])[0], sets_of(crowd.lists["is_"])[0]
        key = np.stack([wants, given, crowd.flags["wants_is_must"]], axis=1)
        _, first, code = np.unique(key, axis=0, return_index=True, return_inverse=True)
        kinds.append((list(crowd.people(first.tolist())), code.ravel().astype(np.int32)))
    (asking, ours), (offering, theirs) = kinds
    if len(asking) * len(offering) > MOST_CELLS // 20:
        raise BadInput("There are too many different identity wishes; offer fewer answers.")
    levels = np.full((len(asking), len(offering)), OPEN, np.uint8)
    stopped = np.zeros(levels.shape, bool)
    for row, mentee in enumerate(asking):
        for column, mentor in enumerate(offering):
            found = plain.identity(mentor, mentee, rules)
            if found is not None:
                levels[row, column] = found.level
            stopped[row, column] = plain.unmet_identity(mentor, mentee) or plain.unmet_identity(
                mentee, mentor
            )
    table = Table(levels, (ours, theirs))
    add_stops(table, stopped, always=True)
    return table


def wishes_table(mentees: Crowd, mentors: Crowd) -> Table:
    """Give wishes not granted nothing; where neither asked for anybody, the question is open."""
    asked = [(crowd.lists["wishes"].counts() > 0).astype(np.int32) for crowd in (mentees, mentors)]
    return Table(np.array([[OPEN, 0], [0, 0]], np.uint8), (asked[0], asked[1]))


# --- bits -----------------------------------------------------------------------------------


class Kind(NamedTuple):
    """One kind of bits. (owners, places) of each side's bits; levels by how many are shared.

    row: which list of levels each mentee's count is looked up in.
    """

    width: int
    bits: tuple[tuple[Integers, Integers], tuple[Integers, Integers]]
    levels: NDArray[np.int32]
    row: NDArray[np.int32]


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
    levels = [plain.count_level(count) for count in range(most + 1)]
    return Kind(
        most,
        ((mentees.lists[name].owners(), ours), (mentors.lists[name].owners(), theirs)),
        np.array([levels], np.int32),
        np.zeros(len(mentees), np.int32),
    )


def share_bits(mentees: Crowd, mentors: Crowd, name: str) -> Kind:
    """Count the share of what is wanted that is offered."""
    kind = count_bits(mentees, mentors, name)
    counts = mentees.lists[name].counts()
    levels = share_levels(int(counts.max(initial=0)), kind.width, 100, 0)
    return kind._replace(levels=levels, row=counts.astype(np.int32))


def share_levels(longest: int, most: int, worth: int, more: int) -> NDArray[np.int32]:
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
    count, groups = len(words), rules.topic_groups
    first = np.arange(len(ours)) == asked.starts[asked.owners()]
    owners, other = asked.owners(), offered.owners()
    near = [
        [
            place
            for place, word in enumerate(words)
            if plain.similarity(word, each, groups) >= plain.NEAR
        ]
        for each in words
    ]
    wide = any(len(each) > 1 for each in near)
    lengths = np.array([len(each) for each in near], np.int64)
    near_owner = np.repeat(other, lengths[theirs]) if count else other
    near_code = (
        np.concatenate([near[code] for code in theirs.tolist()]) if wide and len(theirs) else theirs
    )
    parts = 4 if wide else 2
    mine_bits = [(owners, ours), (owners[first], ours[first] + count)]
    their_bits = [(other, theirs), (other, theirs + count)]
    if wide:
        mine_bits += [(owners, ours + 2 * count), (owners[first], ours[first] + 3 * count)]
        their_bits += [(near_owner, near_code + 2 * count), (near_owner, near_code + 3 * count)]
    lengths = asked.counts()
    worth = 50 if wide else 100
    most = max(int(lengths.max(initial=0)) + 1, 1) * (2 if wide else 1)
    return Kind(
        max(parts * count, 1),
        (joined(mine_bits), joined(their_bits)),
        share_levels(int(lengths.max(initial=0)), most, worth, 1),
        lengths.astype(np.int32),
    )


def joined(parts: Iterable[tuple[Any, Any]]) -> tuple[Integers, Integers]:
    """Put several (owners, places) together."""
    owners, places = zip(*parts, strict=True)
    return np.concatenate(owners).astype(np.int64), np.concatenate(places).astype(np.int64)


def trait_bits(mentees: Crowd, mentors: Crowd, questions: Iterable[str] | None) -> list[Kind]:
    """Count questions answered alike, and questions both answered. questions: these only.

    A mentee has one bit for the set of answers to a question; a mentor has a bit for each set
    that shares an answer with theirs. So a question counts once, however many answers it has.
    """
    asked, offered = mentees.lists["traits"], mentors.lists["traits"]
    wanted = None if questions is None else set(questions)
    ours = answers_by_question(asked, wanted)
    theirs = answers_by_question(offered, wanted)
    alike: list[list[tuple[Any, Any]]] = [[], []]
    both: list[list[tuple[Any, Any]]] = [[], []]
    width = 0
    for place, question in enumerate(sorted(ours.keys() & theirs.keys())):
        sets = sorted(set(ours[question].values()))
        number = {each: width + n for n, each in enumerate(sets)}
        alike[0].append((list(ours[question]), [number[each] for each in ours[question].values()]))
        meets: dict[tuple[str, ...], list[int]] = {}
        for person, given in theirs[question].items():
            if given not in meets:
                meets[given] = [number[each] for each in sets if set(each) & set(given)]
            alike[1].append(([person] * len(meets[given]), meets[given]))
        for side, found in enumerate((ours, theirs)):
            people = list(found[question])
            both[side].append((people, [place] * len(people)))
        width += len(sets)
    count = len(both[0])
    levels = np.array([[plain.count_level(n) for n in range(count + 1)]], np.int32)
    row = np.zeros(len(mentees), np.int32)
    none = (np.zeros(0, np.int64), np.zeros(0, np.int64))
    return [
        Kind(
            max(wide, 1),
            (joined(bits[0]) if bits[0] else none, joined(bits[1]) if bits[1] else none),
            levels,
            row,
        )
        for wide, bits in ((width, alike), (count, both))
    ]


def answers_by_question(
    lists: Lists, wanted: set[str] | None
) -> dict[str, dict[int, tuple[str, ...]]]:
    """Gather each question's sets of answers, by person."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    if wanted is not None and not wanted:
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


def lay_luts(kinds: list[Kind]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
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


# --- places ---------------------------------------------------------------------------------


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


def region_table(
    mentees: Crowd, mentors: Crowd, rules: Rules
) -> tuple[Levels, tuple[NDArray[np.int32], NDArray[np.int32]]]:
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


# --- facts about one person -----------------------------------------------------------------


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
