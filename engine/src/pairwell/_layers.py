"""One function a layer: how mentees' answers to one question score against any mentors'.

Mentees are made ready once, one for each kind: who gave the same answers has the same levels. Then
any mentors may come, all of them or some at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._model import Integers, Mentee, Mentor, Person, Rules
from pairwell._score import (
    OPEN,
    Flags,
    Grid,
    Levels,
    Marks,
    best_of,
    chords,
    fill_layer,
    flags,
    gave,
    kinds,
    one_hot,
    opened,
    places,
    product,
    ranks,
    share,
    spelt,
    stepped,
    vocabulary,
)


class Layer(NamedTuple):
    """One question to some mentees, made ready. by_mentee: who answered.

    against: takes mentors, and returns which of them answered, and the level of every pair.
    """

    by_mentee: Flags
    against: Callable[[Sequence[Mentor]], tuple[Flags, Grid]]


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
        for rule, ready in LAYERS.items():
            layer = ready(mentees, rules)
            by_mentor, grid = layer.against(mentors)
            self.levels[rule] = grid.whole()
            self.answered[rule] = layer.by_mentee, by_mentor


def fill_open(table: Table, eligible: Flags) -> dict[str, Levels]:
    """Give open questions a neutral level: neither a reward nor a penalty.

    Where the mentee answered, it is the median of that mentee's eligible pairs; else, where the
    mentor answered, of the mentor's; else of all. A shade less, so that an answer wins a tie.
    """
    return {
        rule: fill_layer(levels, *table.answered[rule], eligible)
        for rule, levels in table.levels.items()
    }


# --- most alike, covered, counted -----------------------------------------------------------


Alike = Callable[[str, str], int]


def likeness(words: Iterable[str], alike: Alike) -> Callable[[Collection[str]], Levels]:
    """Return what says how alike offers and some words are: offers x words."""
    wanted = list(words)

    @cache
    def to_one(offer: str) -> Levels:
        return np.array([alike(want, offer) for want in wanted], np.uint8)

    def to(offers: Collection[str]) -> Levels:
        listed = [to_one(offer) for offer in offers]
        return np.array(listed, np.uint8).reshape(len(offers), len(wanted))

    return to


def best_alike(mentees: Sequence[Mentee], name: str, alike: Alike) -> Layer:
    """Score the most alike of any two answers, by a similarity of ids."""
    some, kind = kinds(mentees, attrgetter(name))
    ours, answered = [getattr(mentee, name) for mentee in some], gave(some, name)
    words = vocabulary(ours)
    wants, alike_to = spelt(ours, words), likeness(words, alike)

    def against(mentors: Sequence[Mentor]) -> tuple[Flags, Grid]:
        theirs, by_mentor = [getattr(mentor, name) for mentor in mentors], gave(mentors, name)
        offers = vocabulary(theirs)
        best = best_of(alike_to(offers), spelt(theirs, offers))
        level = best_of(np.ascontiguousarray(best.T), wants)
        return by_mentor, Grid(opened(level, answered, by_mentor), kind)

    return Layer(answered[kind], against)


def covered(
    mentees: Sequence[Mentee], name: str, worth: Callable[[int], int], alike: Alike
) -> Layer:
    """Score how much of what is wanted is offered. worth(place) weighs each want."""
    some, kind = kinds(mentees, attrgetter(name))
    ours, answered = [getattr(mentee, name) for mentee in some], gave(some, name)
    words = vocabulary(ours)
    wants, alike_to = spelt(ours, words), likeness(words, alike)
    wanted = np.zeros((len(ours), len(words)), np.float32)
    wanted[wants.owner, wants.word] = [
        worth(place) for given in ours for place in range(len(given))
    ]
    whole = np.maximum(wanted.sum(axis=1, keepdims=True), 1)

    def against(mentors: Sequence[Mentor]) -> tuple[Flags, Grid]:
        theirs, by_mentor = [getattr(mentor, name) for mentor in mentors], gave(mentors, name)
        offers = vocabulary(theirs)
        cover = best_of(alike_to(offers), spelt(theirs, offers)).astype(np.float32)
        level = share(product(wanted, cover), whole)
        return by_mentor, Grid(opened(level, answered, by_mentor), kind)

    return Layer(answered[kind], against)


def counted(mentees: Sequence[Mentee], name: str) -> Layer:
    """Score how many answers are shared, levelling off."""
    some, kind = kinds(mentees, attrgetter(name))
    ours, answered = [getattr(mentee, name) for mentee in some], gave(some, name)
    words = vocabulary(ours)
    wants = one_hot(ours, words)

    def against(mentors: Sequence[Mentor]) -> tuple[Flags, Grid]:
        theirs, by_mentor = [getattr(mentor, name) for mentor in mentors], gave(mentors, name)
        level = level_of_counts(product(wants, one_hot(theirs, words)))
        return by_mentor, Grid(opened(level, answered, by_mentor), kind)

    return Layer(answered[kind], against)


def level_of_counts(counts: NDArray[np.floating]) -> Levels:
    """Turn counts of shared things into levels."""
    return stepped(counts, range(len(plain.COUNT_LEVELS) - 1), plain.COUNT_LEVELS)


# --- one function a layer -------------------------------------------------------------------


def exact(want: str, offer: str) -> int:
    """Compare ids that have no groups."""
    return 100 if want == offer else 0


def subject(mentees: Sequence[Mentee], rules: Rules) -> Layer:
    """Subjects, through the similarity table."""
    return best_alike(mentees, "subjects", lambda a, b: plain.subject_similarity(a, b, rules))


def phase(mentees: Sequence[Mentee], rules: Rules) -> Layer:
    """Phases and key stages."""
    groups = rules.phase_groups
    return best_alike(mentees, "phases", lambda a, b: plain.similarity(a, b, groups))


def topics(mentees: Sequence[Mentee], rules: Rules) -> Layer:
    """Topics wanted and offered; the first one wanted counts twice."""
    groups = rules.topic_groups
    return covered(
        mentees,
        "topics",
        plain.topic_worth,
        lambda a, b: plain.similarity(a, b, groups),
    )


def stage(mentees: Sequence[Mentee], rules: Rules) -> Layer:
    """How far ahead the mentor is, against the wish."""
    some, kind = kinds(mentees, attrgetter("stage_rank", "wish_stage_gap"))
    ours, answered = ranks(some)
    given = [each.wish_stage_gap for each in some]
    wish = np.array([rules.wish_stage_gap if each is None else each for each in given], np.int64)

    def against(mentors: Sequence[Mentor]) -> tuple[Flags, Grid]:
        theirs, by_mentor = ranks(mentors)
        gap = theirs - ours[:, None]
        off = np.abs(gap - wish[:, None])
        level = stepped(off, range(len(plain.STAGE_LEVELS) - 1), plain.STAGE_LEVELS)
        level[gap < np.minimum(wish, 0)[:, None]] = 0
        return by_mentor, Grid(opened(level, answered, by_mentor), kind)

    return Layer(answered[kind], against)


def distance(mentees: Sequence[Mentee], rules: Rules) -> Layer:
    """Kilometres where both places are known, regions otherwise, nothing for online only."""
    some, kind = kinds(mentees, where_met)
    ours, known = places(some)
    near, answered = regions(some, rules), can_say_where(some)

    def against(mentors: Sequence[Mentor]) -> tuple[Flags, Grid]:
        theirs, there = places(mentors)
        by_mentor = can_say_where(mentors)
        level = stepped(chords(ours, theirs), plain.KM_CHORDS, plain.KM_LEVELS)
        level = np.where(known[:, None] & there, level, near(mentors))
        return by_mentor, Grid(opened(level, answered, by_mentor), kind)

    return Layer(answered[kind], against)


def where_met(person: Person) -> Hashable:
    """Return all that matters about where a person may be met."""
    return plain.may_meet_in_person(person) and (person.lat, person.lon, person.region)


def can_say_where(people: Sequence[Person]) -> Flags:
    """Flag who may be met in person and told where."""
    return flags(
        (
            plain.may_meet_in_person(each) and (each.lat is not None or each.region is not None)
            for each in people
        ),
        len(people),
    )


def regions(mentees: Sequence[Mentee], rules: Rules) -> Callable[[Sequence[Mentor]], Levels]:
    """Return what compares the regions of these with those of any mentors."""
    ours = [mentee.region for mentee in mentees]
    names, rows = numbered(ours)
    near = cache(lambda want, offer: plain.region_level(want, offer, rules))

    def to(mentors: Sequence[Mentor]) -> Levels:
        offers, columns = numbered([mentor.region for mentor in mentors])
        grid = [
            [OPEN if want is None or offer is None else near(want, offer) for offer in offers]
            for want in names
        ]
        return np.array(grid, np.uint8).reshape(len(names), len(offers))[:, columns][rows]

    return to


def numbered(answers: Sequence[str | None]) -> tuple[list[str | None], Integers]:
    """Return the different answers, and which of them each is."""
    number: dict[str | None, int] = {}
    which = [number.setdefault(answer, len(number)) for answer in answers]
    return list(number), np.array(which, np.int64)


def wishes(mentees: Sequence[Mentee], _: Rules) -> Layer:
    """Wishes for a person by name, from both sides."""
    by_mentee = gave(mentees, "wishes")
    some, kind = kinds(mentees, lambda mentee: bool(mentee.wishes))
    asking, named = gave(some, "wishes"), naming(mentees, "wishes", "wishes")

    def against(mentors: Sequence[Mentor]) -> tuple[Flags, Grid]:
        by_mentor = gave(mentors, "wishes")
        level = np.where(asking[:, None] | by_mentor, 0, OPEN).astype(np.uint8)
        pairs, granted = np.unique(named(mentors), axis=0, return_counts=True)
        asked = by_mentee[pairs[:, 0]].astype(np.int64) + by_mentor[pairs[:, 1]]
        return by_mentor, Grid(level, kind, pairs, 100 * granted // asked)

    return Layer(by_mentee, against)


def naming(
    mentees: Sequence[Mentee], by_mentee: str | None, by_mentor: str
) -> Callable[[Sequence[Mentor]], Integers]:
    """Return what lists the pairs in which one names the other, as (mentee, mentor), by mentee.

    by_mentee, by_mentor: in which set of ids. A pair that names each other is listed twice.
    """
    row = {mentee.id: place for place, mentee in enumerate(mentees)}
    asked_for: dict[str, list[int]] = defaultdict(list)
    for place, mentee in enumerate(mentees):
        for each in getattr(mentee, by_mentee) if by_mentee else ():
            asked_for[each].append(place)

    def pairs(mentors: Sequence[Mentor]) -> Integers:
        found = sorted(
            (place, column)
            for column, mentor in enumerate(mentors)
            for place in chain(
                asked_for.get(mentor.id, ()),
                (row[each] for each in getattr(mentor, by_mentor) if each in row),
            )
        )
        return np.array(found, np.int64).reshape(-1, 2)

    return pairs


def identity(mentees: Sequence[Mentee], _: Rules) -> Layer:
    """Identity wishes of both sides, where the other side has answered."""
    some, kind = kinds(mentees, attrgetter("wants", "is_"))
    ours = Wishers.of(some)
    asked, said = vocabulary(each.wants for each in some), vocabulary(each.is_ for each in some)
    wants, is_ = one_hot([each.wants for each in some], asked), one_hot([m.is_ for m in some], said)

    def against(mentors: Sequence[Mentor]) -> tuple[Flags, Grid]:
        theirs = Wishers.of(mentors)
        there = one_hot([each.is_ for each in mentors], asked)
        wished = one_hot([each.wants for each in mentors], said)
        by_ours, by_theirs = ours.ask[:, None] & theirs.say, ours.say[:, None] & theirs.ask
        total = share(product(100 * wants, there), ours.length[:, None]) * by_ours
        total += share(product(100 * is_, wished), theirs.length) * by_theirs
        sides = by_ours.astype(np.float32) + by_theirs
        level = share(total, np.maximum(sides, 1))
        return theirs.any, Grid(np.where(sides, level, OPEN).astype(np.uint8), kind)

    return Layer(ours.any[kind], against)


class Wishers(NamedTuple):
    """Who has identity wishes, how many, and who has said what they are."""

    ask: Flags
    say: Flags
    length: Marks

    @classmethod
    def of(cls, people: Sequence[Person]) -> Wishers:
        """Look at people."""
        length = np.array([max(len(each.wants), 1) for each in people], np.float32)
        return cls(gave(people, "wants"), gave(people, "is_"), length)

    @property
    def any(self) -> Flags:
        """Flag who answered either."""
        return self.ask | self.say


def traits(mentees: Sequence[Mentee], _: Rules) -> Layer:
    """Questions of the programme's own: how many were answered alike, of those both answered."""
    some, kind = kinds(mentees, attrgetter("traits"))
    answers = trait_answers(some)

    def against(mentors: Sequence[Mentor]) -> tuple[Flags, Grid]:
        alike = np.zeros((len(some), len(mentors)), np.float32)
        both = np.zeros(alike.shape, bool)
        for shared, asked in answers(mentors):
            alike += shared
            both |= asked
        level = np.where(both, level_of_counts(alike), np.uint8(OPEN))
        return gave(mentors, "traits"), Grid(level, kind)

    return Layer(gave(some, "traits")[kind], against)


def trait_answers(
    mentees: Sequence[Mentee], questions: Iterable[str] | None = None
) -> Callable[[Sequence[Mentor]], list[tuple[Flags, Flags]]]:
    """Return what tells, of each question, which pairs share an answer and which both answered.

    questions: all that these mentees answered, if none are named.
    """
    ours = [plain.by_question(mentee.traits) for mentee in mentees]
    asked = {key for each in ours for key in each}
    ready = []
    for question in sorted(asked if questions is None else asked & set(questions)):
        given = [one.get(question, set()) for one in ours]
        words = vocabulary(given)
        ready.append((question, words, one_hot(given, words), whose(given)))

    def against(mentors: Sequence[Mentor]) -> list[tuple[Flags, Flags]]:
        theirs = [plain.by_question(mentor.traits) for mentor in mentors] if ready else []
        found = []
        for question, words, wants, by_mentee in ready:
            offers = [one.get(question, set()) for one in theirs]
            shared = product(wants, one_hot(offers, words)) > 0
            found.append((shared, by_mentee[:, None] & whose(offers)))
        return found

    return against


def whose(lists: Sequence[Iterable[str]]) -> Flags:
    """Flag which lists hold anything."""
    return flags((bool(given) for given in lists), len(lists))


LAYERS: Mapping[str, Callable[[Sequence[Mentee], Rules], Layer]] = {
    "subject": subject,
    "topics": topics,
    "text": lambda mentees, _: counted(mentees, "themes"),
    "phase": phase,
    "stage": stage,
    "distance": distance,
    "context": lambda mentees, _: covered(mentees, "contexts", lambda _: 1, exact),
    "availability": lambda mentees, _: counted(mentees, "availability"),
    "helps": lambda mentees, _: covered(mentees, "helps", lambda _: 1, exact),
    "wishes": wishes,
    "identity": identity,
    "traits": traits,
}
