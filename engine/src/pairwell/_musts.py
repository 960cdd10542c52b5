"""What is eligible, for all pairs at once: which pairs each must stops.

As in `_layers.py`, mentees are made ready once, one for each kind, and then any mentors may come.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._layers import Table, naming, trait_answers
from pairwell._model import Integers, Mentee, Mentor, Musts, Person
from pairwell._score import (
    Bits,
    Flags,
    Grid,
    chords,
    flags,
    gave,
    kinds,
    one_hot,
    places,
    product,
    ranks,
    vocabulary,
)

Stopped = Callable[[Sequence[Mentor]], Flags]
"""Takes mentors, and flags the pairs that mentees who were made ready may not make with them."""

Stops = Callable[[Sequence[Mentor]], Grid]
Named = Callable[[Sequence[Mentor]], Integers]


class Must(NamedTuple):
    """what: all that it looks at in a mentee. ready: makes mentees ready, one of each kind."""

    what: Callable[[Mentee], Hashable]
    ready: Callable[[Sequence[Mentee]], Stopped]


def blocked_bits(table: Table, musts: Musts) -> Bits:
    """Return one bit for each must that stops a pair, in the order of `_rules.MUSTS`."""
    bits = np.zeros(table.shape, np.uint32)
    for place, stops in ready_musts(table.mentees, musts):
        grid = stops(table.mentors)
        if may_stop(grid):
            bits |= grid.whole().astype(np.uint32) << np.uint32(place)
    return bits


def may_stop(grid: Grid) -> bool:
    """Say whether any pair may be stopped."""
    return bool(grid.rows.any()) or bool(len(grid.singles))


def ready_musts(mentees: Sequence[Mentee], musts: Musts) -> Iterator[tuple[int, Stops]]:
    """Make mentees ready for each must there is: its place in `_rules.MUSTS`, and its stops."""
    for place, code in enumerate(plain.MUSTS):
        if code in NAMES:
            if (names := NAMES[code](mentees, musts)) is not None:
                yield place, by_name(names, len(mentees))
        elif code in THEIRS:
            yield place, if_insisted(mentees, *THEIRS[code])
        elif (must := STOPS[code](musts)) is not None:
            yield place, by_kind(mentees, must)


def by_kind(mentees: Sequence[Mentee], must: Must) -> Stops:
    """Stop all mentees of a kind alike."""
    some, kind = kinds(mentees, must.what)
    stopped = must.ready(some)
    return lambda mentors: Grid(stopped(mentors), kind)


def if_insisted(mentees: Sequence[Mentee], name: str, must: Must) -> Stops:
    """Stop pairs of which either insists. Few do: mentees are made ready once somebody does."""
    ours = insisting(mentees, name).any()
    made = cache(lambda: by_kind(mentees, theirs(name, must)))
    none = cache(lambda: by_kind(mentees, of_mentor(lambda _: False)))

    def stops(mentors: Sequence[Mentor]) -> Grid:
        found = made() if ours or insisting(mentors, name).any() else none()
        return found(mentors)

    return stops


def by_name(named: Named, count: int) -> Stops:
    """Stop single pairs."""
    kind = np.zeros(count, np.int64)

    def stops(mentors: Sequence[Mentor]) -> Grid:
        pairs = named(mentors)
        return Grid(np.zeros((1, len(mentors)), bool), kind, pairs, np.ones(len(pairs), bool))

    return stops


# --- single pairs ---------------------------------------------------------------------------


def self_pairs(mentees: Sequence[Mentee], _: Musts) -> Named:
    """List a person with themselves."""
    row = {mentee.id: place for place, mentee in enumerate(mentees)}

    def pairs(mentors: Sequence[Mentor]) -> Integers:
        found = [
            (row[mentor.id], column) for column, mentor in enumerate(mentors) if mentor.id in row
        ]
        return np.array(sorted(found), np.int64).reshape(-1, 2)

    return pairs


def line_managed(mentees: Sequence[Mentee], musts: Musts) -> Named | None:
    """List mentees with their line managers."""
    return naming(mentees, None, "line_manages") if musts.line_manager == "exclude" else None


NAMES: Mapping[str, Callable[[Sequence[Mentee], Musts], Named | None]] = {
    "self": self_pairs,
    "blocked": lambda mentees, _: naming(mentees, "blocked", "blocked"),
    "line_manager": line_managed,
}


# --- one function a must --------------------------------------------------------------------


def no_matter(_: Mentee) -> None:
    """Tell no two mentees apart."""


def private(_: Musts) -> Must:
    """Flag pairs that go against an identity wish that is a must, of either."""
    return Must(attrgetter("wants_is_must", "wants", "is_"), unmet_wishes)


def unmet_wishes(mentees: Sequence[Mentee]) -> Stopped:
    """Flag pairs in which either insists on a wish, and the other has not said so."""
    ours = Insisting.of(mentees)
    asked, said = vocabulary(ours.wants), vocabulary(each.is_ for each in mentees)
    wants = one_hot(ours.wants, asked)
    is_ = one_hot([each.is_ for each in mentees], said)

    def stopped(mentors: Sequence[Mentor]) -> Flags:
        theirs = Insisting.of(mentors)
        met = product(wants, one_hot([each.is_ for each in mentors], asked))
        granted = product(is_, one_hot(theirs.wants, said))
        unmet: Flags = (met < ours.many[:, None]) | (granted < theirs.many)
        return unmet

    return stopped


class Insisting(NamedTuple):
    """The wishes that are musts, and how many each has."""

    wants: list[frozenset[str]]
    many: Integers

    @classmethod
    def of(cls, people: Sequence[Person]) -> Insisting:
        """Look at people."""
        wants = [frozenset(each.wants if each.wants_is_must else ()) for each in people]
        return cls(wants, np.array([len(each) for each in wants], np.int64))


def alike(name: str) -> Must:
    """Flag pairs that gave the same single answer."""

    def ready(mentees: Sequence[Mentee]) -> Stopped:
        given = [getattr(mentee, name) for mentee in mentees]
        number = {answer: place for place, answer in enumerate(given) if answer is not None}
        ours = np.array([number.get(answer, -1) for answer in given], np.int64)

        def stopped(mentors: Sequence[Mentor]) -> Flags:
            theirs = [number.get(getattr(mentor, name), -2) for mentor in mentors]
            same: Flags = ours[:, None] == np.array(theirs, np.int64)
            return same

        return stopped

    return Must(attrgetter(name), ready)


def inverted(must: Must) -> Must:
    """Flag the pairs that this one lets through."""

    def ready(mentees: Sequence[Mentee]) -> Stopped:
        stopped = must.ready(mentees)
        return lambda mentors: ~stopped(mentors)

    return Must(must.what, ready)


def own_school(musts: Musts) -> Must | None:
    """Exclude or require the same school."""
    same = alike("school")
    return {"allow": None, "exclude": same, "require": inverted(same)}[musts.own_school]


def apart(name: str) -> Must:
    """Flag pairs that both answered a list and share nothing."""

    def ready(mentees: Sequence[Mentee]) -> Stopped:
        ours, by_mentee = [getattr(mentee, name) for mentee in mentees], gave(mentees, name)
        words = vocabulary(ours)
        wants = one_hot(ours, words)

        def stopped(mentors: Sequence[Mentor]) -> Flags:
            offers = one_hot([getattr(mentor, name) for mentor in mentors], words)
            both = by_mentee[:, None] & gave(mentors, name)
            nothing: Flags = both & (product(wants, offers) == 0)
            return nothing

        return stopped

    return Must(attrgetter(name), ready)


def of_mentor(wrong: Callable[[Mentor], bool]) -> Must:
    """Flag some mentors, for everybody."""

    def ready(mentees: Sequence[Mentee]) -> Stopped:
        def stopped(mentors: Sequence[Mentor]) -> Flags:
            shape = (len(mentees), len(mentors))
            return np.broadcast_to(flags(map(wrong, mentors), len(mentors)), shape)

        return stopped

    return Must(no_matter, ready)


def trained_only(musts: Musts) -> Must | None:
    """Flag mentors who are not trained."""
    return of_mentor(lambda mentor: not mentor.trained) if musts.trained_only else None


def min_years(musts: Musts) -> Must | None:
    """Flag mentors not known to have enough experience."""
    least = musts.min_years
    return None if least is None else of_mentor(lambda mentor: (mentor.years or 0) < least)


def verified_only(musts: Musts) -> Must | None:
    """Flag pairs in which somebody is not verified."""

    def ready(mentees: Sequence[Mentee]) -> Stopped:
        unknown = flags((not each.verified for each in mentees), len(mentees))
        return lambda mentors: (
            unknown[:, None] | flags((not each.verified for each in mentors), len(mentors))
        )

    return Must(attrgetter("verified"), ready) if musts.verified_only else None


def same_traits(musts: Musts) -> Must | None:
    """Flag pairs that both answered a question that must be answered alike, and differ."""

    def ready(mentees: Sequence[Mentee]) -> Stopped:
        answers = trait_answers(mentees, musts.same_traits)

        def stopped(mentors: Sequence[Mentor]) -> Flags:
            differ = np.zeros((len(mentees), len(mentors)), bool)
            for shared, asked in answers(mentors):
                differ |= asked & ~shared
            return differ

        return stopped

    return Must(attrgetter("traits"), ready) if musts.same_traits else None


def min_stage_gap(musts: Musts) -> Must | None:
    """Flag mentors known to be too few stages ahead."""
    least = musts.min_stage_gap
    return None if least is None else Must(attrgetter("stage_rank"), fewer_stages_than(least))


def fewer_stages_than(least: int) -> Callable[[Sequence[Mentee]], Stopped]:
    """Flag pairs in which the mentor is known to be fewer stages ahead."""

    def ready(mentees: Sequence[Mentee]) -> Stopped:
        ours, by_mentee = ranks(mentees)

        def stopped(mentors: Sequence[Mentor]) -> Flags:
            theirs, by_mentor = ranks(mentors)
            short: Flags = theirs - ours[:, None] < least
            return short & by_mentee[:, None] & by_mentor

        return stopped

    return ready


def contact_mode(musts: Musts) -> Must | None:
    """Flag pairs with no way to meet that suits both."""
    return Must(ways_to_meet, cannot_meet) if musts.contact_mode else None


def ways_to_meet(person: Person) -> Hashable:
    """Return all that matters about how a person can meet: where, only if in person."""
    in_person = "in_person" in person.contact
    return person.contact, in_person and (person.max_km, person.lat, person.lon)


def cannot_meet(mentees: Sequence[Mentee]) -> Stopped:
    """Flag pairs that both said how they can meet, and that no way suits."""
    ours, far = Ways.of(mentees), too_far(mentees)

    def stopped(mentors: Sequence[Mentor]) -> Flags:
        theirs = Ways.of(mentors)
        said, online, in_person = (
            mine[:, None] & other for mine, other in zip(ours, theirs, strict=True)
        )
        return said & ~online & ~(in_person & ~far(mentors))

    return stopped


class Ways(NamedTuple):
    """Who said how they can meet, and who can in which way."""

    said: Flags
    online: Flags
    in_person: Flags

    @classmethod
    def of(cls, people: Sequence[Person]) -> Ways:
        """Look at people."""
        ways = (flags((way in each.contact for each in people), len(people)) for way in WAYS)
        return cls(gave(people, "contact"), *ways)


WAYS = ("online", "in_person")


def too_far(mentees: Sequence[Mentee]) -> Stopped:
    """Flag pairs known to be further apart than either's limit."""
    (ours, known), reach = places(mentees), limits(mentees)

    def stopped(mentors: Sequence[Mentor]) -> Flags:
        theirs, there = places(mentors)
        chord = chords(ours, theirs)
        far = (chord > reach[:, None]) | (chord > limits(mentors))
        return far & known[:, None] & there

    return stopped


def limits(people: Sequence[Person]) -> NDArray[np.float64]:
    """Return how far people would go, as squares on the grid."""
    given = [each.max_km for each in people]
    return np.array([np.inf if km is None else plain.chord_squared(km) for km in given], np.float64)


STOPS: Mapping[str, Callable[[Musts], Must | None]] = {
    "private": private,
    "own_school": own_school,
    "own_trust": lambda musts: alike("trust") if musts.own_trust == "exclude" else None,
    "trained_only": trained_only,
    "verified_only": verified_only,
    "min_years": min_years,
    "min_stage_gap": min_stage_gap,
    "same_phase": lambda musts: apart("phases") if musts.same_phase else None,
    "same_subject": lambda musts: apart("subjects") if musts.same_subject else None,
    "same_traits": same_traits,
    "shared_availability": lambda musts: (
        apart("availability") if musts.shared_availability else None
    ),
    "contact_mode": contact_mode,
}
THEIRS: Mapping[str, tuple[str, Must]] = {
    "their_school": ("not_my_school", alike("school")),
    "their_trust": ("not_my_trust", alike("trust")),
    "their_phase": ("same_phase", apart("phases")),
    "their_subject": ("same_subject", apart("subjects")),
    "their_availability": ("shared_availability", apart("availability")),
}


def theirs(name: str, must: Must) -> Must:
    """Turn what the programme could insist on into what a person of either side insists on."""

    def ready(mentees: Sequence[Mentee]) -> Stopped:
        ours, stopped = insisting(mentees, name), must.ready(mentees)

        def insisted(mentors: Sequence[Mentor]) -> Flags:
            return (ours[:, None] | insisting(mentors, name)) & stopped(mentors)

        return insisted

    return Must(lambda mentee: (name in mentee.musts, must.what(mentee)), ready)


def insisting(people: Sequence[Person], name: str) -> Flags:
    """Flag who has a must of their own."""
    return flags((name in each.musts for each in people), len(people))
