"""The checker of `pairwell check`: plain code that shares nothing with the solver.

It needs no NumPy and believes nobody: pairs and prices may come from anywhere. Scores come from
the slow rules in `_rules.py`, one pair at a time.

Why it proves anything. Most people: nobody without a mentor reaches a free place, or somebody of
lower priority, by a chain of swaps. Most points: give every mentor a price v >= 0 and every mentee
a price p. A set that serves each priority as often has at most

    sum of places x v  +  the largest p of those served  +  sum over pairs of max(0, score - p - v)

points, whatever the prices are. Good prices make that equal to the points of the pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from pairwell import _rules as plain
from pairwell._model import Mentee, Mentor, Pair, Person, Rules, Weights
from pairwell._words import must_in_words

Rank = tuple[int, int]
"""1 for somebody's first mentor and 0 for a further one, then the priority."""

KNEE_STEEPNESS = 3


@dataclass(frozen=True)
class Claim:
    """What is to be checked: pairs, and what stood fixed beforehand."""

    pairs: Mapping[Pair, int | None]
    locked: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    kept: frozenset[Pair] = frozenset()
    previous: frozenset[Pair] = frozenset()
    overrides: frozenset[Pair] = frozenset()
    objective: str = "most-matched"
    knee: int | None = None


@dataclass(frozen=True)
class Scores:
    """points[row][column] and allowed[row][column]: by the musts alone. Rows are mentees."""

    points: Sequence[Sequence[int]]
    allowed: Sequence[Sequence[bool]]


@dataclass
class Prices:
    """By id. Somebody without a price has 0."""

    mentors: Mapping[str, int] = field(default_factory=dict)
    mentees: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Case:
    """The people of a claim, in the order of their ids, and what the pairs leave open."""

    mentors: Sequence[Mentor]
    mentees: Sequence[Mentee]
    claim: Claim
    fixed: set[tuple[int, int]] = field(init=False)
    chosen: set[tuple[int, int]] = field(init=False)
    room: list[int] = field(init=False)
    wanted: list[int] = field(init=False)
    held: Counter[int] = field(init=False)

    def __post_init__(self) -> None:
        rows = {mentee.id: place for place, mentee in enumerate(self.mentees)}
        columns = {mentor.id: place for place, mentor in enumerate(self.mentors)}
        self.rows, self.columns = rows, columns

        def places(pairs: Iterable[Pair]) -> set[tuple[int, int]]:
            return {(rows[b], columns[a]) for a, b in pairs if a in columns and b in rows}

        self.fixed = places(self.claim.kept | self.claim.locked)
        self.chosen = places(self.claim.pairs)
        self.forbidden = places(self.claim.forbidden)
        self.overrides = places(self.claim.overrides)
        filled = Counter(column for _, column in self.fixed)
        self.held = Counter(row for row, _ in self.fixed)
        self.room = [
            max(mentor.capacity - filled[place], 0) for place, mentor in enumerate(self.mentors)
        ]
        self.wanted = [
            max(mentee.demand - self.held[place], 0) for place, mentee in enumerate(self.mentees)
        ]

    def open_pairs(self, scores: Scores, row: int) -> list[int]:
        """List the mentors one mentee may be given."""
        if not self.wanted[row]:
            return []
        return [
            column
            for column, allowed in enumerate(scores.allowed[row])
            if (allowed or (row, column) in self.overrides)
            and (row, column) not in self.fixed
            and (row, column) not in self.forbidden
        ]


# --- scores by the plain rules ----------------------------------------------------------------


ANSWERED: dict[str, Callable[[Person], bool]] = {
    "subject": lambda person: bool(person.subjects),
    "topics": lambda person: bool(person.topics),
    "text": lambda person: bool(person.themes),
    "phase": lambda person: bool(person.phases),
    "stage": lambda person: person.stage_rank is not None,
    "distance": lambda person: (
        plain.may_meet_in_person(person) and (person.lat is not None or person.region is not None)
    ),
    "context": lambda person: bool(person.contexts),
    "availability": lambda person: bool(person.availability),
    "helps": lambda person: bool(person.helps),
    "wishes": lambda person: bool(person.wishes),
    "identity": lambda person: bool(person.wants or person.is_),
    "traits": lambda person: bool(person.traits),
}


def plain_scores(mentors: Sequence[Mentor], mentees: Sequence[Mentee], rules: Rules) -> Scores:
    """Score every pair by the plain rules, open questions by their neutral level."""
    weights = Weights.of(rules.weights)
    allowed = [
        [not plain.blockers(mentor, mentee, rules.musts) for mentor in mentors]
        for mentee in mentees
    ]
    points = [[0] * len(mentors) for _ in mentees]
    for rule, score in plain.SCORING.items():
        weight = weight_of(rule, weights)
        if not weight:
            continue
        levels = [
            [None if (found := score(a, b, rules)) is None else found.level for a in mentors]
            for b in mentees
        ]
        for row, line in enumerate(filled(levels, allowed, rule, mentors, mentees)):
            for column, level in enumerate(line):
                points[row][column] += weight * level
    return Scores(points, allowed)


def weight_of(rule: str, weights: Weights) -> int:
    """Return what a rule counts. What people wrote counts no more than all else together."""
    listed = asdict(weights)
    value: int = listed.pop(plain.WEIGHED_AS.get(rule, rule))
    return min(value, sum(listed.values())) if rule == "text" else value


def filled(
    levels: Sequence[Sequence[int | None]],
    allowed: Sequence[Sequence[bool]],
    rule: str,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
) -> list[list[int]]:
    """Give open questions the lower median of whoever answered, a shade less."""
    by_row: list[list[int]] = [[] for _ in mentees]
    by_column: list[list[int]] = [[] for _ in mentors]
    for row, line in enumerate(levels):
        for column, level in enumerate(line):
            if level is not None and allowed[row][column]:
                by_row[row].append(level)
                by_column[column].append(level)
    of_all = lower_median([level for line in by_row for level in line]) or 0
    answered = ANSWERED[rule]
    rows = [
        lower_median(line) if answered(person) else None
        for person, line in zip(mentees, by_row, strict=True)
    ]
    columns = [
        lower_median(line) if answered(person) else None
        for person, line in zip(mentors, by_column, strict=True)
    ]
    return [
        [
            level if level is not None else max(neutral(rows[row], columns[column], of_all) - 1, 0)
            for column, level in enumerate(line)
        ]
        for row, line in enumerate(levels)
    ]


def neutral(of_mentee: int | None, of_mentor: int | None, of_all: int) -> int:
    """Choose whose median an open question takes: the mentee's, else the mentor's."""
    if of_mentee is not None:
        return of_mentee
    return of_all if of_mentor is None else of_mentor


def lower_median(levels: list[int]) -> int | None:
    """Return the middle one, or the lower of two."""
    return sorted(levels)[(len(levels) - 1) // 2] if levels else None


# --- what may not be ----------------------------------------------------------------------------


def pair_faults(case: Case, rules: Rules) -> list[str]:
    """Say which pairs break a rule, whom they overfill, and which fixed ones are missing."""
    claim, found = case.claim, []
    for mentor_id, mentee_id in claim.pairs:
        pair = f"Pair ({mentor_id}, {mentee_id})"
        row, column = case.rows.get(mentee_id), case.columns.get(mentor_id)
        if row is None or column is None:
            who = f"{mentee_id} is no mentee" if row is None else f"{mentor_id} is no mentor"
            found.append(f"{pair}: {who} of these files.")
            continue
        if (mentor_id, mentee_id) in claim.forbidden:
            found.append(f"{pair} was to be kept apart.")
        codes = plain.blockers(case.mentors[column], case.mentees[row], rules.musts)
        if (mentor_id, mentee_id) in claim.overrides:
            codes = tuple(code for code in codes if code in plain.NEVER_LIFTED)
        if codes and (mentor_id, mentee_id) not in claim.kept:
            code = plain.PUBLIC_CODE.get(codes[0], codes[0])
            found.append(f"{pair} is not allowed: {must_in_words(code)}.")
    for kind, pairs in (("Locked", claim.locked), ("Running", claim.kept)):
        found += [f"{kind} pair {pair} is missing." for pair in sorted(pairs - set(claim.pairs))]
    return found + place_faults(case)


def place_faults(case: Case) -> list[str]:
    """Say who has more than there is room for. Running pairs alone may be too many."""
    running = case.claim.kept
    has: dict[int, Counter[str]] = {
        side: Counter(p[side] for p in case.claim.pairs) for side in (0, 1)
    }
    runs = {side: Counter(pair[side] for pair in running) for side in (0, 1)}
    found = []
    for side, people, word in ((0, case.mentors, "places"), (1, case.mentees, "mentors wanted")):
        for person in people:
            most = person.capacity if isinstance(person, Mentor) else person.demand
            count = has[side][person.id]
            if count > max(most, runs[side][person.id]):
                found.append(f"{person.id} has {count} pairs, but {most} {word}.")
    return found


def point_faults(case: Case, scores: Scores) -> list[str]:
    """Say where the points a file names are not the pair's own."""
    return [
        f"Pair ({mentor_id}, {mentee_id}) has {own} points, but the file says {said}."
        for (mentor_id, mentee_id), said in case.claim.pairs.items()
        if said is not None
        and (own := scores.points[case.rows[mentee_id]][case.columns[mentor_id]]) != said
    ]


# --- most people --------------------------------------------------------------------------------


def people_faults(case: Case, scores: Scores) -> list[str]:
    """Say who could be matched in place of nobody, or of somebody of lower priority.

    From each mentee left over, highest rank first: through every mentor they may have, to those
    that mentor has, to the mentors these may have. A mentor seen once need not be seen again.
    """
    free = case.chosen - case.fixed
    mine: dict[int, set[int]] = defaultdict(set)
    whose: dict[int, set[int]] = defaultdict(set)
    for row, column in free:
        mine[row].add(column)
        whose[column].add(row)
    spare = [most - len(whose[column]) for column, most in enumerate(case.room)]
    found = []
    swaps = Swaps(mine, whose, spare)
    short = [
        (next_rank(case, row, len(mine[row])), row)
        for row, want in enumerate(case.wanted)
        if len(mine[row]) < want
    ]
    for rank, row in sorted(short, key=lambda each: (each[0], -each[1]), reverse=True):
        end = swaps.chain(case, scores, row, rank)
        if end is not None:
            name = case.mentees[row].id
            found.append(
                f"{name} could have a mentor too."
                if end < 0
                else f"{name} should come before {case.mentees[end].id}."
            )
    return found


def next_rank(case: Case, row: int, taken: int) -> Rank:
    """Return the rank of the next mentor somebody would get."""
    return (int(case.held[row] + taken == 0), case.mentees[row].priority)


@dataclass
class Swaps:
    """Who has whom, and where a place is free: by row, by column, by column."""

    mine: Mapping[int, set[int]]
    whose: Mapping[int, set[int]]
    spare: Sequence[int]
    seen: set[int] = field(default_factory=set)

    def chain(self, case: Case, scores: Scores, start: int, rank: Rank) -> int | None:
        """Follow swaps. Returns -1 for a free place, who would give way, or None."""
        waiting = [start]
        for row in waiting:
            for column in case.open_pairs(scores, row):
                if column in self.seen or column in self.mine.get(row, ()):
                    continue
                self.seen.add(column)
                if self.spare[column] > 0:
                    return -1
                for other in sorted(self.whose.get(column, ())):
                    if next_rank(case, other, len(self.mine[other]) - 1) < rank:
                        return other
                    waiting.append(other)
        return None


# --- most points --------------------------------------------------------------------------------


def worth_of(case: Case, scores: Scores, rules: Rules) -> Callable[[int, int], int]:
    """Return what a pair counts: its points, the bonus of a previous one, less a shortfall."""
    previous = {
        (case.rows[b], case.columns[a])
        for a, b in case.claim.previous
        if a in case.columns and b in case.rows
    }
    top = 0
    if previous:
        top = max(
            (
                points
                for line, allowed in zip(scores.points, scores.allowed, strict=True)
                for points, good in zip(line, allowed, strict=True)
                if good
            ),
            default=0,
        )
    bonus, knee = top * rules.kept_bonus // 100, case.claim.knee

    def worth(row: int, column: int) -> int:
        value = scores.points[row][column] + (bonus if (row, column) in previous else 0)
        return value if knee is None else value - KNEE_STEEPNESS * max(knee - value, 0)

    return worth


def total_and_bound(
    case: Case, scores: Scores, prices: Prices, worth: Callable[[int, int], int]
) -> tuple[int, int]:
    """Return what the pairs are worth, and the most that any set like it can be."""
    total = sum(worth(row, column) for row, column in case.chosen)
    held = sum(worth(row, column) for row, column in case.fixed)
    mentor_price = [max(int(prices.mentors.get(each.id, 0)), 0) for each in case.mentors]
    mentee_price = [int(prices.mentees.get(each.id, 0)) for each in case.mentees]
    bound = held + sum(most * price for most, price in zip(case.room, mentor_price, strict=True))
    for row in range(len(case.mentees)):
        for column in case.open_pairs(scores, row):
            bound += max(worth(row, column) - mentee_price[row] - mentor_price[column], 0)
    return total, bound + served_prices(case, mentee_price)


def served_prices(case: Case, price: Sequence[int]) -> int:
    """Return the most that the prices of those served can add up to."""
    if case.claim.objective == "most-points":
        return sum(max(each, 0) * want for each, want in zip(price, case.wanted, strict=True))
    taken = Counter(row for row, _ in case.chosen - case.fixed)
    units: dict[Rank, list[int]] = defaultdict(list)
    served: Counter[Rank] = Counter()
    for row, want in enumerate(case.wanted):
        for number in range(want):
            rank = next_rank(case, row, number)
            units[rank].append(price[row])
            served[rank] += number < taken[row]
    return sum(sum(sorted(listed, reverse=True)[: served[rank]]) for rank, listed in units.items())


def blocking_pairs(case: Case, scores: Scores) -> list[str]:
    """Say which two would both rather have each other, by points."""
    mine: dict[int, list[int]] = defaultdict(list)
    theirs: dict[int, list[int]] = defaultdict(list)
    for row, column in case.chosen - case.fixed:
        mine[row].append(scores.points[row][column])
        theirs[column].append(scores.points[row][column])
    found = []
    for row, want in enumerate(case.wanted):
        for column in case.open_pairs(scores, row):
            points = scores.points[row][column]
            if (row, column) in case.chosen or not case.room[column]:
                continue
            would = len(mine[row]) < want or points > min(mine[row])
            if would and (len(theirs[column]) < case.room[column] or points > min(theirs[column])):
                found.append(
                    f"{case.mentors[column].id} and {case.mentees[row].id} would rather "
                    "have each other."
                )
    return found
