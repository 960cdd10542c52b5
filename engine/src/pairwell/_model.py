"""What goes in and what comes out: frozen dataclasses, and the errors.

Every category (a subject, a phase, a topic) is a plain string id chosen by the
caller. The engine has no vocabulary of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from pairwell._options_check import count_blocking

if TYPE_CHECKING:
    from pairwell._match import Layers

Integers = NDArray[np.int64]
Pair = tuple[str, str]
"""A mentor's id, then a mentee's id."""

Reader = Literal["mentee", "mentor"]
Objective = Literal["most-matched", "most-points", "stable", "bottleneck"]
OBJECTIVES: tuple[str, ...] = ("most-matched", "most-points", "stable", "bottleneck")

CONTACT = frozenset({"online", "in_person"})
PERSONAL_MUSTS = frozenset(
    {"not_my_school", "not_my_trust", "same_phase", "same_subject", "shared_availability"}
)


class PairwellError(ValueError):
    """The base of both errors: catch this to catch either."""


class BadInput(PairwellError):
    """Something handed in cannot be read or contradicts itself. The message says the cure."""


class Refusal(PairwellError):
    """What was asked for breaks a rule. The message names the rule and the way round it."""


# --- people ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """What both sides may answer. Everything but `id` may be left out.

    stage_rank: career stage as a number, higher is further on.
    topics: wanted (mentee; the first one counts twice) or offered (mentor).
    helps: wanted or offered likewise, all alike.
    availability: ids of weekly slots. contact: any of "online", "in_person"; empty is unanswered.
    blocked: ids of people never to be paired with, past partners included.
    wishes: ids of people this person asked for.
    themes: themes already found in free text.
    wants / is_: an identity wish and the answers it is checked against. Both optional, never
    shown in a reason. With `wants_is_must`, a partner who does not meet every one is ruled out.
    musts: the person's own, any of PERSONAL_MUSTS.
    traits: answers to questions of the programme's own, each "question=answer". A question
    answered twice was answered with both.
    verified: whether somebody has made sure who this is.
    """

    id: str
    _: KW_ONLY
    stage_rank: int | None = None
    subjects: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    region: str | None = None
    lat: float | None = None
    lon: float | None = None
    school: str | None = None
    trust: str | None = None
    years: int | None = None
    topics: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    availability: frozenset[str] = frozenset()
    contact: frozenset[str] = frozenset()
    max_km: int | None = None
    blocked: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    wants: tuple[str, ...] = ()
    is_: tuple[str, ...] = ()
    wants_is_must: bool = False
    musts: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    verified: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not self.id:
            raise BadInput(f"A person needs an id that is a non-empty string, not {self.id!r}.")
        for name in _LISTS:
            self._tidy(name, tuple)
        for name in _SETS:
            self._tidy(name, frozenset)
        self._refuse_unknown("contact", self.contact, CONTACT)
        self._refuse_unknown("musts", self.musts, PERSONAL_MUSTS)
        if unread := sorted(each for each in self.traits if not all(each.partition("=")[::2])):
            raise BadInput(
                f"{self.id}: a trait is written question=answer, not {', '.join(unread)}."
            )
        if (self.lat is None) != (self.lon is None):
            raise BadInput(f"{self.id}: give both lat and lon, or neither.")
        if self.lat is not None and self.lon is not None:
            self._check_degrees("lat", self.lat, 90)
            self._check_degrees("lon", self.lon, 180)

    def _tidy(self, name: str, kind: type[tuple[str, ...]] | type[frozenset[str]]) -> None:
        """Accept any iterable of strings; refuse a bare string, which would fall into letters."""
        values = getattr(self, name)
        if type(values) is kind and (kind is frozenset or not values):
            return  # so are most: left open, or tidy already
        if isinstance(values, str):
            raise BadInput(f"{self.id}: {name} is a list of ids; write [{values!r}].")
        object.__setattr__(self, name, kind(dict.fromkeys(values)))

    def _refuse_unknown(self, name: str, given: frozenset[str], known: frozenset[str]) -> None:
        if unknown := sorted(given - known):
            raise BadInput(
                f"{self.id}: unknown {name}: {', '.join(unknown)}. "
                f"Choose from: {', '.join(sorted(known))}."
            )

    def _check_degrees(self, name: str, value: float, limit: int) -> None:
        if not -limit <= value <= limit:
            raise BadInput(f"{self.id}: {name} is {value}; it must be from -{limit} to {limit}.")

    def _at_least(self, name: str, least: int) -> None:
        value = getattr(self, name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise BadInput(
                f"{self.id}: {name} is {value!r}; it must be a whole number from {least}."
            )


_LISTS = ("subjects", "phases", "contexts", "topics", "helps", "wants", "is_")
_SETS = ("availability", "contact", "blocked", "wishes", "themes", "musts", "traits")


@dataclass(frozen=True, kw_only=True)
class Mentee(Person):
    """A person who asks for a mentor.

    demand: how many mentors in all, running pairs included. purposes: what each of them is for,
    the most important first; each is a different mentor, and demand is their number. priority: a
    positive number; the higher is matched first when places are short. wish_stage_gap: how many
    career stages ahead the mentor should be.
    """

    demand: int = 1
    priority: int = 1
    wish_stage_gap: int | None = None
    purposes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        self._tidy("purposes", tuple)
        if self.purposes and self.demand not in (1, len(self.purposes)):
            raise BadInput(
                f"{self.id}: demand is {self.demand} with {len(self.purposes)} purposes. "
                "Leave demand out: each purpose is one mentor."
            )
        if self.purposes:
            object.__setattr__(self, "demand", len(self.purposes))
        self._at_least("demand", 0)
        self._at_least("priority", 1)


@dataclass(frozen=True, kw_only=True)
class Mentor(Person):
    """A person who offers places.

    capacity: places in all, running pairs included. line_manages: ids of people this person
    manages or assesses. purposes: what they would be a mentor for; empty is anything.
    """

    capacity: int = 1
    trained: bool = False
    line_manages: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        super().__post_init__()
        self._tidy("purposes", frozenset)
        self._tidy("line_manages", frozenset)
        self._at_least("capacity", 0)


# --- rules ----------------------------------------------------------------------------------


def check_objective(objective: str) -> None:
    """Refuse an objective that does not exist."""
    if objective not in OBJECTIVES:
        raise BadInput(f"objective is {objective!r}; choose from: {', '.join(OBJECTIVES)}.")


@dataclass(frozen=True)
class Weights:
    """How much each rule counts. About 1,000 in all reads well; any whole numbers from 0 work.

    `traits` counts nothing until it is given a weight: most programmes ask nothing of their own.
    """

    subject: int = 250
    topics: int = 200
    text: int = 130
    phase: int = 120
    stage: int = 100
    distance: int = 80
    context: int = 60
    availability: int = 60
    helps: int = 60
    wishes: int = 40
    traits: int = 0

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10_000:
                raise BadInput(
                    f"The weight of {each.name} is {value!r}; give a whole number from 0 to 10,000."
                )

    @classmethod
    def of(cls, weights: Weights | Mapping[str, int]) -> Weights:
        """Read weights from a mapping. A rule it leaves out counts nothing."""
        if isinstance(weights, Weights):
            return weights
        names = [each.name for each in fields(cls)]
        if unknown := sorted(set(weights) - set(names)):
            raise BadInput(
                f"Unknown weights: {', '.join(unknown)}. Choose from: {', '.join(names)}."
            )
        return cls(**{name: weights.get(name, 0) for name in names})


@dataclass(frozen=True)
class Musts:
    """The programme's hard rules. A pair that breaks one is not eligible.

    An "exclude" and the "same" rules and `min_stage_gap`, `shared_availability` and
    `contact_mode` only block what both people have answered. `own_school="require"`,
    `min_years`, `trained_only` and `verified_only` must be known to be met.

    same_traits: questions of `Person.traits` in which both must share an answer. Where either
    left such a question open, it blocks nothing.
    """

    own_school: Literal["exclude", "allow", "require"] = "exclude"
    own_trust: Literal["exclude", "allow"] = "allow"
    min_years: int | None = None
    min_stage_gap: int | None = None
    same_phase: bool = False
    same_subject: bool = False
    shared_availability: bool = False
    contact_mode: bool = True
    trained_only: bool = False
    verified_only: bool = False
    same_traits: tuple[str, ...] = ()
    line_manager: Literal["exclude", "allow"] = "exclude"

    def __post_init__(self) -> None:
        self._one_of("own_school", ("exclude", "allow", "require"))
        self._one_of("own_trust", ("exclude", "allow"))
        self._one_of("line_manager", ("exclude", "allow"))
        asked: Any = self.same_traits
        if isinstance(asked, str):
            raise BadInput(f"same_traits is a list of questions; write [{asked!r}].")
        object.__setattr__(self, "same_traits", tuple(sorted(set(asked))))

    def _one_of(self, name: str, known: tuple[str, ...]) -> None:
        value = getattr(self, name)
        if value not in known:
            raise BadInput(f"{name} is {value!r}; choose from: {', '.join(known)}.")


@dataclass(frozen=True)
class Rules:
    """Everything that decides what a good pair is.

    subject_groups / phase_groups / topic_groups: id -> group; two in one group get half points.
    subject_similarity: (id, id) -> 0 to 100, in either order; wins over the groups.
    near_regions: region -> regions that count as next to it.
    wish_stage_gap: the gap to aim for where the mentee has not said.
    fairness: lift the worst pairs (3 x the shortfall below the 10th percentile).
    kept_bonus: per cent of the best score added to the pairs of the previous proposal.
    purpose_weights: purpose -> weights that count for it instead.
    """

    weights: Weights | Mapping[str, int] = field(default_factory=Weights)
    musts: Musts = field(default_factory=Musts)
    subject_groups: Mapping[str, str] = field(default_factory=dict)
    subject_similarity: Mapping[tuple[str, str], int] = field(default_factory=dict)
    phase_groups: Mapping[str, str] = field(default_factory=dict)
    topic_groups: Mapping[str, str] = field(default_factory=dict)
    near_regions: Mapping[str, Iterable[str]] = field(default_factory=dict)
    wish_stage_gap: int = 2
    fairness: bool = False
    kept_bonus: int = 2
    objective: Objective = "most-matched"
    purpose_weights: Mapping[str, Weights | Mapping[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", Weights.of(self.weights))
        own = {purpose: Weights.of(each) for purpose, each in self.purpose_weights.items()}
        object.__setattr__(self, "purpose_weights", own)
        check_objective(self.objective)
        for pair, value in self.subject_similarity.items():
            if not isinstance(value, int) or not 0 <= value <= 100:
                raise BadInput(
                    f"subject_similarity of {pair} is {value!r}; give a whole number, 0 to 100."
                )
        if not isinstance(self.kept_bonus, int) or not 0 <= self.kept_bonus <= 100:
            raise BadInput(f"kept_bonus is {self.kept_bonus!r}; give a per cent from 0 to 100.")


# --- results at number level ----------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Proof:
    """Prices, and the bound they give: nothing of its kind can be larger than `bound`.

    See docs/method.md for the sum. class_prices: one for each rank of priority, lowest first.
    """

    mentee_prices: Integers
    mentor_prices: Integers
    class_prices: Integers
    bound: int


@dataclass(frozen=True, eq=False)
class Assignment:
    """The best set of pairs for a matrix of scores, with its proof.

    pairs: k x 2, (row, column), sorted; locked pairs included.
    matched: how many pairs. total: their points.
    upper_bound: no other set of as many pairs (serving the same priorities) has more points.
    mentee_prices, mentor_prices: the prices behind it. mentor_prices[j] is also what one more
    place at column j would add to the total, the number matched unchanged.
    class_prices: for each rank of priority, what one match more is worth in that sum.
    matched_proof: no set has more pairs (prices of 0 and 1: a smallest cover, by Koenig).
    priority_proof: no set serves the priorities better; None where there is one priority.
    Both are None under "most-points".
    proven: every bound is met exactly, and separate plain code has checked every price.
    """

    pairs: Integers
    matched: int
    total: int
    upper_bound: int
    mentee_prices: Integers
    mentor_prices: Integers
    class_prices: Integers
    matched_proof: Proof | None
    priority_proof: Proof | None
    proven: bool


# --- results at people level ----------------------------------------------------------------


@dataclass(frozen=True)
class Reason:
    """Why a pair fits, by one rule.

    `points` out of `most`. `code` and `params` are for a translator; `str(reason)` and
    `text(reader)` are English. `params` never hold an identity wish.
    """

    rule: str
    points: int
    most: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def text(
        self,
        reader: Reader = "mentee",
        *,
        words: Mapping[str, str] | None = None,
        partner: str | None = None,
    ) -> str:
        """Say it in English to one of the two. words: id -> word. partner: a name."""
        from pairwell._words import say

        return say(self, reader, words or {}, partner)

    def __str__(self) -> str:
        return self.text("mentee")


@dataclass(frozen=True)
class MatchedPair:
    """One pair. `fit` is 0 to 100: points out of the most their answers could have earned.

    `points` also hold the neutral points of questions left open, so they can be more than the
    reasons add up to. `blocked_by` names broken musts (overridden, kept or hand-made pairs only).
    `purpose` is what the mentee asked this mentor for, where purposes were named.
    """

    mentor_id: str
    mentee_id: str
    points: int
    fit: int
    reasons: tuple[Reason, ...] = ()
    locked: bool = False
    kept: bool = False
    blocked_by: tuple[str, ...] = ()
    purpose: str | None = None


@dataclass(frozen=True)
class Relaxation:
    """What dropping one rule would do: how many more are matched in all, and this person's
    possible mentors then. `matched_more` was counted by solving again."""

    rule: str
    matched_more: int
    helps_this_mentee: bool
    mentor_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unmatched:
    """A mentee with fewer mentors than asked for, and why.

    cause: "no_mentors" (nobody offers a place), "rule" (musts stop every mentor; `rule` stops
    most alone), "forbidden" (every possible mentor was kept apart by hand), "no_place" (all
    possible mentors are full; `rivals` people want the same `places`), "points" (only under
    "most-points": pairing would lower the total), or "stability" (only under "stable": a place
    could be found by moving others along, who would rather stay), or "purpose" (no mentor the
    rules allow would do what is still asked for). purposes: what is still asked for.
    """

    mentee_id: str
    cause: str
    rule: str | None = None
    missing: int = 1
    eligible_mentors: int = 0
    blocked_counts: Mapping[str, int] = field(default_factory=dict)
    rivals: int = 0
    places: int = 0
    would_gain: tuple[Relaxation, ...] = ()
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True)
class IdleMentor:
    """A mentor with free places. eligible_mentees: how many mentees the rules allow."""

    mentor_id: str
    free_places: int
    eligible_mentees: int


@dataclass(frozen=True)
class Alternative:
    """Another pair for one mentee, and what taking it would cost the whole, exactly.

    cost: fall of `Matching.total` (may be negative when people are lost). lost_matches: how many
    fewer people would be matched. Both equal a full new solve with the pair locked.
    """

    mentor_id: str
    mentee_id: str
    points: int
    fit: int
    cost: int
    lost_matches: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Recruit:
    """Advice: this many more mentors of this kind match this many more people.

    `gains` was counted by solving again with `mentors` copies of `example` added. Where nobody
    is unmatched, `like_mentor_id` names a mentor and `gains_points` is what one more place like
    theirs adds to the total.
    """

    subject: str | None
    phase: str | None
    region: str | None
    topics: tuple[str, ...]
    mentors: int
    gains: int
    gains_points: int
    example: Mentor
    like_mentor_id: str | None = None


@dataclass(frozen=True)
class Move:
    """A mentee whose mentors differ between two matchings."""

    mentee_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two matchings side by side. gained and lost are mentee ids; points are without bonuses."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[Move, ...]
    points_before: int
    points_after: int
    matched_before: int
    matched_after: int


@dataclass(frozen=True)
class Scored:
    """A set of pairs made by hand, scored. over_capacity / over_demand name who has too many."""

    pairs: tuple[MatchedPair, ...]
    points: int
    over_capacity: tuple[str, ...]
    over_demand: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """What one matching was made with.

    knee: points below which a pair counts as poor. by_priority: higher priorities come first.
    """

    weights: Weights
    musts: Musts
    locked: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    kept: frozenset[Pair] = frozenset()
    previous: frozenset[Pair] = frozenset()
    overrides: frozenset[Pair] = frozenset()
    fairness: bool = False
    knee: int | None = None
    objective: Objective = "most-matched"
    by_priority: bool = True

    def __post_init__(self) -> None:
        check_objective(self.objective)


@dataclass(frozen=True)
class OptionCost:
    """What one option costs by itself: how many fewer are matched, and how many points less."""

    option: str
    lost_matches: int
    lost_points: int


@dataclass(frozen=True)
class CostOfChoice:
    """A matching beside the plain optimum: most matched, then most points, and nothing else.

    Musts, locks, bans and running pairs are the same in both. matched, points: the plain
    optimum's. lost_points may be negative where people are lost. options: each option in use
    ("objective", "fairness", "previous", "priority") tried alone. proven: every figure is.
    """

    matched: int
    points: int
    lost_matches: int
    lost_points: int
    options: tuple[OptionCost, ...]
    proven: bool


@dataclass(frozen=True, eq=False)
class Matching:
    """The best set of pairs of people there is, with its proof.

    matched: how many mentees have at least one mentor (kept pairs count).
    points: the pairs' points. total: what was made as large as possible, that is points plus
    bonuses for previous pairs minus the fairness shortfalls; equal to points without these.
    upper_bound: no other set that matches as many can have a larger total. Under "stable": no
    set at all can; under "bottleneck": no other set on the floor.
    proven: every bound is met, and separate plain code agreed with the bounds and the points.
    Under "stable": that no pair blocks it. Under "bottleneck": also that no floor is higher.
    mentor_prices: what one more place at this mentor would add to the total, the number matched
    unchanged. mentors_wanted: ids of mentors where one more place matches one more person.
    Under "stable" the prices are those of the most points, and nobody is named as wanted.
    floor: under "bottleneck", the least points of a pair that was not fixed beforehand.
    """

    pairs: tuple[MatchedPair, ...]
    matched: int
    points: int
    total: int
    upper_bound: int
    proven: bool
    mentor_prices: Mapping[str, int]
    mentee_prices: Mapping[str, int]
    mentors_wanted: tuple[str, ...]
    idle: tuple[IdleMentor, ...]
    settings: Settings
    layers: Layers = field(repr=False)
    state: Any = field(repr=False)
    floor: int | None = None

    @cached_property
    def unmatched(self) -> tuple[Unmatched, ...]:
        """Why each unmatched mentee is unmatched. Worked out when first asked for."""
        return self.layers.diagnose(self)

    @cached_property
    def blocking_pairs(self) -> int:
        """How many pairs would both rather have each other, by points. Counted when first read."""
        return count_blocking(self.state.problem, self.state.flow)

    @cached_property
    def cost_of_choice(self) -> CostOfChoice:
        """What the options cost against the plain optimum. Solved when first read."""
        return self.layers.cost_of_choice(self)

    def cost_of(self, mentor_id: str, mentee_id: str) -> Alternative:
        """What forcing this pair would cost the whole, exactly, whatever rule it breaks."""
        return self.layers.cost_of(self, mentor_id, mentee_id)
