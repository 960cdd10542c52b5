"""What people ask of a matching: why, why not, what if, and whom to recruit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell import _rules as plain
from pairwell._model import (
    Alternative,
    Comparison,
    Integers,
    Matching,
    Mentor,
    Move,
    Pair,
    Reader,
    Reason,
    Recruit,
    Refusal,
    Relaxation,
    Scored,
    Settings,
    Unmatched,
    Weights,
)
from pairwell._prices import FAR, paths_to
from pairwell._score import Flags, points, weight_of
from pairwell._solve import Problem, most_people

if TYPE_CHECKING:
    from pairwell._match import Layers, State

MENTORS_NAMED = 5


# --- reasons --------------------------------------------------------------------------------


Verdicts = Mapping[str, plain.Verdict | None]


def reasons(found: Verdicts, weights: Weights) -> tuple[Reason, ...]:
    """Turn verdicts into reasons, most points first. Open questions and private rules give none."""
    listed = [
        Reason(rule, weight * verdict.level, weight * verdict.most, verdict.code, verdict.params)
        for rule, verdict in found.items()
        if verdict is not None
        and rule not in plain.PRIVATE
        and (weight := weight_of(rule, weights))
    ]
    return tuple(sorted(listed, key=lambda reason: -reason.points))


def fit(found: Verdicts, weights: Weights) -> int:
    """Return 0 to 100: points out of the most these answers could have earned, rounded.

    Questions left open count on neither side. Two people with nothing to compare fit 0.
    """
    earned = most = 0
    for rule, verdict in found.items():
        if verdict is not None:
            weight = weight_of(rule, weights)
            earned += weight * verdict.level
            most += weight * verdict.most
    return (200 * earned + most) // (2 * most) if most else 0


SENTENCES: dict[str, tuple[str, str]] = {
    "subject.same": (
        "You both know {subjects}.",
        "You both know {subjects}.",
    ),
    "subject.near": (
        "{mentor_subject} is close to your {mentee_subject}.",
        "{mentee_subject} is close to your {mentor_subject}.",
    ),
    "subject.none": ("Your subjects differ.", "Your subjects differ."),
    "topics.offered": (
        "You asked for help with {topics}; {partner} offers that.",
        "You offer help with {topics}; {partner} asked for that.",
    ),
    "topics.near": (
        "You asked for help with {topics}; {partner} offers something close.",
        "{partner} asked for help with {topics}; you offer something close.",
    ),
    "topics.none": (
        "{partner} offers none of the topics you asked for.",
        "{partner} asked for none of the topics you offer.",
    ),
    "text.shared": ("You both wrote about {themes}.", "You both wrote about {themes}."),
    "text.none": ("You wrote about different things.", "You wrote about different things."),
    "phase.same": ("You both know {phases}.", "You both know {phases}."),
    "phase.near": (
        "{mentor_phase} is close to your {mentee_phase}.",
        "{mentee_phase} is close to your {mentor_phase}.",
    ),
    "phase.none": ("Your phases differ.", "Your phases differ."),
    "stage.ahead": (
        "{partner} is {gap} further on in their career than you.",
        "You are {gap} further on in your career than {partner}.",
    ),
    "stage.same": (
        "You are both at the same career stage.",
        "You are both at the same career stage.",
    ),
    "stage.behind": (
        "{partner} is at an earlier career stage than you.",
        "{partner} is at a later career stage than you.",
    ),
    "distance.near": ("You are within {km} km of each other.",) * 2,
    "distance.region": ("You are both in {region}.",) * 2,
    "distance.near_region": ("Your regions are next to each other.",) * 2,
    "distance.none": ("You are far apart.",) * 2,
    "context.shared": (
        "{partner} knows your setting: {contexts}.",
        "You know {partner}'s setting: {contexts}.",
    ),
    "context.none": ("You work in different settings.",) * 2,
    "availability.shared": ("You are both free at {times}.",) * 2,
    "availability.none": ("You gave no time in common.",) * 2,
    "helps.offered": (
        "You hoped for {helps}; {partner} offers that.",
        "You offer {helps}; {partner} hoped for that.",
    ),
    "helps.none": ("The kinds of help differ.",) * 2,
    "wishes.both": ("You asked for each other.",) * 2,
    "wishes.mentee": ("You asked for {partner}.", "{partner} asked for you."),
    "wishes.mentor": ("{partner} asked for you.", "You asked for {partner}."),
    "wishes.none": ("Neither asked for the other by name.",) * 2,
}
"""By code: the sentence for the mentee, then for the mentor."""


def say(reason: Reason, reader: Reader, words: Mapping[str, str], partner: str | None) -> str:
    """Put a reason into English for one of the two."""
    for_mentee = reader == "mentee"
    sentence = SENTENCES[reason.code][0 if for_mentee else 1]
    values = {name: in_words(value, words) for name, value in reason.params.items()}
    values["partner"] = partner or ("your mentor" if for_mentee else "your mentee")
    if "gap" in values:
        values["gap"] = counted(abs(reason.params["gap"]), "stage")
    if "times" in values:
        values["times"] = counted(reason.params["times"], "time") + " in the week"
    said = sentence.format(**values)
    return said[:1].upper() + said[1:]


def in_words(value: Any, words: Mapping[str, str]) -> str:
    """Turn an id, or a list of them, into words."""
    if isinstance(value, tuple):
        listed = [words.get(each, each) for each in value]
        return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
    return words.get(value, value) if isinstance(value, str) else str(value)


def counted(count: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


MUST_WORDS = {
    "self": "nobody can mentor themselves",
    "their_no": "one of the two has ruled it out",
    "own_school": "it goes against the rule about their own school",
    "own_trust": "they are in the same trust",
    "line_manager": "the mentor manages or assesses the mentee",
    "trained_only": "the mentor is not trained",
    "min_years": "the mentor is not known to have enough years of experience",
    "min_stage_gap": "the mentor is not far enough ahead in career stage",
    "same_phase": "they share no phase",
    "same_subject": "they share no subject",
    "shared_availability": "they share no time in the week",
    "contact_mode": "no way of meeting suits both",
    "their_school": "one of the two does not want their own school",
    "their_trust": "one of the two does not want their own trust",
    "their_phase": "one of the two insists on a shared phase",
    "their_subject": "one of the two insists on a shared subject",
    "their_availability": "one of the two insists on a shared time",
}


def must_in_words(code: str) -> str:
    """Say in English why a must stops a pair, to follow "because" or "but"."""
    return MUST_WORDS[code]


# --- what forcing a pair costs --------------------------------------------------------------


def force_costs(state: State, row: int) -> tuple[Integers, Integers, Flags]:
    """Return, by mentor: the fall in total, the people lost, and whether it can be forced at all.

    Shortest residual paths. Under "most-matched" each rank is worth more than any sum of points;
    under "most-points" each pair counts one after every point, as in the solver. Either way one
    number holds both parts, and rounding takes them apart again.
    """
    problem, flow = state.problem, state.flow
    own = state.objective[row]
    reach = int(max(np.abs(problem.score).max(initial=0), np.abs(own).max(initial=0))) + 1
    hops = sum(problem.shape) + 2
    if problem.most_points:
        step = np.int64(4 * hops)
        path = paths_to(problem, flow, problem.score * step + 1, 0 * problem.unit_rank, row)
        possible = path < FAR
        fall, lost = split(np.where(possible, path - (own * step + 1), 0), step)
    else:
        above = np.int64(4 * reach * hops)
        path = paths_to(problem, flow, problem.score, (problem.unit_rank + 1) * above, row)
        possible = path < FAR
        _, fall = split(np.where(possible, path - own, 0), above)
        people = paths_to(problem, flow, 0 * problem.score, state.first, row)
        lost = np.where(possible, people, 0)
    for paired_row, column in pairs_of(state):
        if paired_row == row:
            fall[column], lost[column], possible[column] = 0, 0, True
    return fall, lost, possible


def split(values: Integers, step: np.int64) -> tuple[Integers, Integers]:
    """Write values as whole x step + rest, the rest as near to 0 as can be."""
    whole = (values + step // 2) // step
    return whole, values - whole * step


def as_alternative(
    layers: Layers, matching: Matching, row: int, column: int, price: tuple[int, int]
) -> Alternative:
    """Describe one other pair. price: the fall in total, and the people lost."""
    pair = layers.pair(matching.settings, matching.state.bits, matching.state.points, row, column)
    return Alternative(
        pair.mentor_id, pair.mentee_id, pair.points, pair.fit, *price, reasons=pair.reasons
    )


def cost_of(layers: Layers, matching: Matching, row: int, column: int) -> Alternative:
    """Say what forcing one pair costs."""
    fall, lost, possible = force_costs(matching.state, row)
    if not possible[column]:
        raise Refusal(
            f"{layers.name(column, row)} cannot be forced: every place of one of them is fixed. "
            "Unlock a pair of theirs first."
        )
    return as_alternative(layers, matching, row, column, (int(fall[column]), int(lost[column])))


def alternatives(
    layers: Layers, matching: Matching, row: int, limit: int | None
) -> tuple[Alternative, ...]:
    """List other mentors the rules allow this mentee: fewest people lost, then least cost."""
    state: State = matching.state
    fall, lost, possible = force_costs(state, row)
    taken = {column for r, column in pairs_of(state) if r == row}
    options = [
        column
        for column in np.flatnonzero(possible & state.eligible[row]).tolist()
        if column not in taken
    ]
    options.sort(key=lambda column: (lost[column], fall[column], layers.mentors[column].id))
    return tuple(
        as_alternative(layers, matching, row, column, (int(fall[column]), int(lost[column])))
        for column in options[:limit]
    )


def pairs_of(state: State) -> list[tuple[int, int]]:
    """Return every pair as (row, column)."""
    used = state.flow.used
    solved = zip(state.problem.row[used].tolist(), state.problem.column[used].tolist(), strict=True)
    return [*state.fixed, *solved]


# --- why not --------------------------------------------------------------------------------


def diagnose(layers: Layers, matching: Matching) -> tuple[Unmatched, ...]:
    """Give every mentee who has fewer mentors than asked for a cause, and what would help."""
    state: State = matching.state
    has = Counter(row for row, _ in pairs_of(state))
    short = [row for row, want in enumerate(layers.demand.tolist()) if has[row] < want]
    if not short:
        return ()
    gains = relaxations(layers, matching)
    rivalry = Rivalry(state)
    found = [explain_one(layers, matching, row, rivalry, gains) for row in short]
    return tuple(
        replace(each, missing=int(layers.demand[row]) - has[row])
        for row, each in zip(short, found, strict=True)
    )


def explain_one(
    layers: Layers,
    matching: Matching,
    row: int,
    rivalry: Rivalry,
    gains: Mapping[str, int],
) -> Unmatched:
    """Name the cause for one mentee."""
    state: State = matching.state
    offered = layers.capacity > 0
    for _, column in (pair for pair in pairs_of(state) if pair[0] == row):
        offered[column] = False  # a mentee never has the same mentor twice
    allowed = (state.bits[row] == 0) & offered
    open_to = state.eligible[row] & offered
    counts = blocked_counts(state.bits[row][offered])
    alone = sole_blockers(state.bits[row][offered])
    cause, rule, rivals_there, places = "no_place", None, 0, 0
    if not offered.any():
        cause = "no_mentors"
    elif not allowed.any() and not open_to.any():
        cause = "rule"
        stopping = alone or counts
        rule = max(stopping, key=stopping.__getitem__)
    elif not open_to.any():
        cause = "forbidden"
    elif matching.settings.objective == "most-points" and rivalry.has_room(row):
        cause = "points"
    else:
        rivals_there, places = rivalry.around(row)
    return Unmatched(
        mentee_id=layers.mentees[row].id,
        cause=cause,
        rule=rule,
        eligible_mentors=int(open_to.sum()),
        blocked_counts=counts,
        rivals=rivals_there,
        places=places,
        would_gain=helped_by(layers, state, row, offered, gains),
    )


def helped_by(
    layers: Layers, state: State, row: int, offered: Flags, gains: Mapping[str, int]
) -> tuple[Relaxation, ...]:
    """Say what dropping each rule would do for the whole and for this mentee."""
    found = []
    for code, more in gains.items():
        lone = np.uint32(1 << plain.MUSTS.index(code))
        columns = np.flatnonzero((state.bits[row] == lone) & offered)
        if not more and not len(columns):
            continue
        best = sorted(columns.tolist(), key=lambda c: (-state.points[row, c], layers.mentors[c].id))
        ids = tuple(layers.mentors[column].id for column in best[:MENTORS_NAMED])
        found.append(Relaxation(code, more, bool(ids), ids))
    return tuple(
        sorted(found, key=lambda each: (-each.matched_more, -each.helps_this_mentee, each.rule))
    )


def blocked_counts(bits: Any) -> dict[str, int]:
    """Count the mentors each must stops, under its public name."""
    counts: Counter[str] = Counter()
    for value, times in Counter(bits.tolist()).items():
        codes = {code for place, code in enumerate(plain.MUSTS) if value >> place & 1}
        for code in {plain.PUBLIC_CODE.get(code, code) for code in codes}:
            counts[code] += times
    return {code: counts[code] for code in sorted(counts)}


def sole_blockers(bits: Any) -> dict[str, int]:
    """Count the mentors each must stops all by itself."""
    return blocked_counts(bits[(bits & (bits - np.uint32(1))) == 0])


def relaxations(layers: Layers, matching: Matching) -> dict[str, int]:
    """Count, by solving again, how many more people each rule's absence would match.

    What nobody may lift (a person's no) is not tried.
    """
    state: State = matching.state
    found = {}
    base = people_matched(state, state.eligible)
    for place, code in enumerate(plain.MUSTS):
        bit = np.uint32(1 << place)
        opened = state.bits == bit
        if code in plain.NEVER_LIFTED or not opened.any():
            continue
        for column, row in layers.places_of(matching.settings.forbidden, strict=False):
            opened[row, column] = False
        found[code] = people_matched(state, state.eligible | opened) - base
    return found


def people_matched(
    state: State,
    eligible: Flags,
    *,
    extra: tuple[Flags, int] | None = None,
) -> int:
    """Return the most people who can be matched beyond fixed pairs. extra: one more mentor."""
    problem: Problem = state.problem
    wanting = np.zeros(problem.shape[0], bool)
    wanting[problem.unit_row[state.first == 1]] = True
    open_pairs, room = eligible.copy(), problem.capacity
    for row, column in state.fixed:
        open_pairs[row, column] = False
    if extra is not None:
        open_pairs = np.column_stack([open_pairs, extra[0]])
        room = np.append(room, extra[1])
    row_of, column_of = np.nonzero(open_pairs & wanting[:, None] & (room > 0)[None, :])
    return most_people(row_of.astype(np.int32), column_of.astype(np.int32), wanting, room)


class Rivalry:
    """Who wants the same places: from a mentee, through full mentors, to those they serve."""

    def __init__(self, state: State) -> None:
        pairs = pairs_of(state)
        self.eligible = state.eligible
        width = state.eligible.shape[1]
        self.onward = np.zeros((width, width), bool)
        self.served: dict[int, set[int]] = {}
        self.moving = {pair for pair in pairs if pair not in state.fixed}
        for row, column in self.moving:
            self.onward[column] |= state.eligible[row]
            self.served.setdefault(column, set()).add(row)
        filled = Counter(column for _, column in self.moving)
        capacity = state.problem.capacity
        self.capacity = capacity
        self.spare = np.array([filled[c] < capacity[c] for c in range(width)], bool)

    def reach(self, row: int) -> Flags:
        """Return the mentors that could be freed for this mentee by moving others along."""
        seen: Flags = self.eligible[row].copy()
        edge = seen.copy()
        while edge.any():
            edge = self.onward[edge].any(axis=0) & ~seen
            seen |= edge
        return seen

    def has_room(self, row: int) -> bool:
        """Say whether a place could be found by moving others along."""
        return bool((self.reach(row) & self.spare).any())

    def around(self, row: int) -> tuple[int, int]:
        """Count the people who want the same places, this mentee included, and the places."""
        mentors = np.flatnonzero(self.reach(row)).tolist()
        people = {row}.union(*(self.served.get(column, set()) for column in mentors))
        return len(people), int(self.capacity[mentors].sum())


# --- whom to recruit ------------------------------------------------------------------------


def recruits(layers: Layers, matching: Matching, limit: int) -> tuple[Recruit, ...]:
    """Advise by people where some are unmatched, otherwise by the price of a place."""
    state: State = matching.state
    having = {row for row, _ in pairs_of(state)}
    without = [row for row, want in enumerate(layers.demand.tolist()) if want and row not in having]
    if without:
        return recruits_for(layers, matching, without, limit)
    return recruits_like(layers, matching, limit)


def recruits_for(
    layers: Layers, matching: Matching, without: list[int], limit: int
) -> tuple[Recruit, ...]:
    """Try mentors made for groups of the unmatched, and keep those that help most."""
    state: State = matching.state
    base = people_matched(state, state.eligible)
    places = max(
        1, int(np.median(layers.capacity[layers.capacity > 0])) if layers.capacity.any() else 1
    )
    found = []
    for number, (profile, rows) in enumerate(profiles(layers, without, 3 * limit)):
        example = replace(
            made_for(layers, matching, profile, rows), id=f"recruit:{number + 1}", capacity=places
        )
        fits = np.array(
            [not plain.blockers(example, each, matching.settings.musts) for each in layers.mentees],
            bool,
        )
        wanted = -(-len(rows) // places)
        gain = people_matched(state, state.eligible, extra=(fits, wanted * places)) - base
        if gain:
            count = -(-gain // places)
            found.append(
                Recruit(
                    *profile,
                    topics=example.topics,
                    mentors=count,
                    gains=gain,
                    gains_points=0,
                    example=example,
                )
            )
    found.sort(key=lambda each: (-each.gains, each.mentors, each.example.id))
    return tuple(found[:limit])


Profile = tuple[str | None, str | None, str | None]


def profiles(layers: Layers, rows: list[int], limit: int) -> list[tuple[Profile, list[int]]]:
    """Group people by first subject, first phase and region; the largest groups first."""
    groups: dict[Profile, list[int]] = {}
    for row in rows:
        mentee = layers.mentees[row]
        profile = (first(mentee.subjects), first(mentee.phases), mentee.region)
        groups.setdefault(profile, []).append(row)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), str(item[0])))
    return ordered[:limit]


def first(values: tuple[str, ...]) -> str | None:
    """Return the first answer, if any."""
    return values[0] if values else None


def made_for(layers: Layers, matching: Matching, profile: Profile, rows: list[int]) -> Mentor:
    """Make up the mentor a group of people lacks, as the rules would have them."""
    people = [layers.mentees[row] for row in rows]
    musts = matching.settings.musts
    subject, phase, region = profile
    stages = [each.stage_rank for each in people if each.stage_rank is not None]
    gap = max(musts.min_stage_gap or 0, layers.rules.wish_stage_gap)
    topics = Counter(topic for each in people for topic in each.topics[:3])
    schools = Counter(each.school for each in people if each.school is not None)
    return Mentor(
        "recruit",
        subjects=(subject,) if subject else (),
        phases=(phase,) if phase else (),
        region=region,
        topics=tuple(topic for topic, _ in topics.most_common(3)),
        stage_rank=max(stages) + gap if stages else None,
        years=musts.min_years,
        trained=True,
        contact=frozenset({"online", "in_person"}),
        school=schools.most_common(1)[0][0] if musts.own_school == "require" and schools else None,
    )


def recruits_like(layers: Layers, matching: Matching, limit: int) -> tuple[Recruit, ...]:
    """Name the mentors whose places are dearest: one more like them adds that many points."""
    prices = matching.mentor_prices
    found: dict[Profile, Recruit] = {}
    for mentor in sorted(layers.mentors, key=lambda each: (-prices[each.id], each.id)):
        profile = (first(mentor.subjects), first(mentor.phases), mentor.region)
        if prices[mentor.id] > 0 and profile not in found and len(found) < limit:
            example = replace(
                mentor,
                id=f"recruit:{len(found) + 1}",
                capacity=1,
                blocked=frozenset(),
                wants=(),
                is_=(),
                wants_is_must=False,
                wishes=frozenset(),
                line_manages=frozenset(),
            )
            found[profile] = Recruit(
                *profile,
                topics=mentor.topics[:3],
                mentors=1,
                gains=0,
                gains_points=prices[mentor.id],
                example=example,
                like_mentor_id=mentor.id,
            )
    return tuple(found.values())


# --- side by side ---------------------------------------------------------------------------


def compare(before: Matching, after: Matching) -> Comparison:
    """Say who gains a mentor, who loses one, and who has different ones."""
    old, new = mentors_by_mentee(before), mentors_by_mentee(after)
    moved = tuple(
        Move(mentee, old[mentee], new[mentee])
        for mentee in sorted(old.keys() & new.keys())
        if old[mentee] != new[mentee]
    )
    return Comparison(
        gained=tuple(sorted(new.keys() - old.keys())),
        lost=tuple(sorted(old.keys() - new.keys())),
        moved=moved,
        points_before=before.points,
        points_after=after.points,
        matched_before=before.matched,
        matched_after=after.matched,
    )


def mentors_by_mentee(matching: Matching) -> dict[str, tuple[str, ...]]:
    """List each mentee's mentors."""
    found: dict[str, list[str]] = {}
    for pair in matching.pairs:
        found.setdefault(pair.mentee_id, []).append(pair.mentor_id)
    return {mentee: tuple(sorted(mentors)) for mentee, mentors in found.items()}


def score_pairs(layers: Layers, settings: Settings, pairs: Iterable[Pair]) -> Scored:
    """Score pairs made by hand."""
    bits, filled = layers.ready(settings.musts)
    scores = points(filled, settings.weights, layers.table.shape)
    places = layers.places_of(set(pairs))
    made = tuple(layers.pair(settings, bits, scores, row, column) for column, row in places)
    mentors, mentees = Counter(c for c, _ in places), Counter(r for _, r in places)
    return Scored(
        pairs=made,
        points=sum(pair.points for pair in made),
        over_capacity=tuple(
            layers.mentors[c].id for c in sorted(mentors) if mentors[c] > layers.capacity[c]
        ),
        over_demand=tuple(
            layers.mentees[r].id for r in sorted(mentees) if mentees[r] > layers.demand[r]
        ),
    )
