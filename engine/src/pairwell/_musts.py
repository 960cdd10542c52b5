"""What is eligible, for all pairs at once: one bit for each must that stops a pair."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._model import Musts
from pairwell._score import (
    Flags,
    Table,
    flags,
    gave,
    matching_answers,
    ranks,
    shared_counts,
    trait_answers,
)

Bits = NDArray[np.uint32]


def blocked_bits(table: Table, musts: Musts) -> Bits:
    """Return one bit for each must that stops a pair, in the order of `_rules.MUSTS`."""
    bits = np.zeros(table.shape, np.uint32)
    for place, code in enumerate(plain.MUSTS):
        stops = stopped_by(code, table, musts)
        if stops is not None:
            bits |= stops.astype(np.uint32) << np.uint32(place)
    return bits


def stopped_by(code: str, table: Table, musts: Musts) -> Flags | None:
    """Return the pairs one must stops, or None where it stops nobody."""
    if code.startswith("their_"):
        name, stops = THEIRS[code]
        ours = flags((name in each.musts for each in table.mentees), table.shape[0])
        theirs = flags((name in each.musts for each in table.mentors), table.shape[1])
        if not ours.any() and not theirs.any():
            return None
        insisted: Flags = ours[:, None] | theirs[None, :]
        return insisted & stops(table)
    return STOPS[code](table, musts)


def self_pairs(table: Table, _: Musts) -> Flags | None:
    """Flag a person with themselves."""
    return matching_answers([m.id for m in table.mentees], [m.id for m in table.mentors])


def named(table: Table, by_mentee: str | None, by_mentor: str) -> Flags:
    """Flag pairs where one names the other in a set of ids."""
    out = np.zeros(table.shape, bool)
    column = {mentor.id: place for place, mentor in enumerate(table.mentors)}
    row = {mentee.id: place for place, mentee in enumerate(table.mentees)}
    if by_mentee:
        for place, mentee in enumerate(table.mentees):
            out[place, [column[each] for each in getattr(mentee, by_mentee) if each in column]] = (
                True
            )
    for place, mentor in enumerate(table.mentors):
        out[[row[each] for each in getattr(mentor, by_mentor) if each in row], place] = True
    return out


def private(table: Table, _: Musts) -> Flags | None:
    """Flag pairs that go against an identity wish that is a must, of either."""
    out = np.zeros(table.shape, bool)
    for row, mentee in enumerate(table.mentees):
        if mentee.wants_is_must:
            out[row] |= flags(
                (plain.unmet_identity(mentee, each) for each in table.mentors), table.shape[1]
            )
    for column, mentor in enumerate(table.mentors):
        if mentor.wants_is_must:
            out[:, column] |= flags(
                (plain.unmet_identity(mentor, each) for each in table.mentees), table.shape[0]
            )
    return out


def same_school(table: Table) -> Flags:
    """Flag pairs known to be at one school."""
    return matching_answers([m.school for m in table.mentees], [m.school for m in table.mentors])


def same_trust(table: Table) -> Flags:
    """Flag pairs known to be in one trust."""
    return matching_answers([m.trust for m in table.mentees], [m.trust for m in table.mentors])


def own_school(table: Table, musts: Musts) -> Flags | None:
    """Exclude or require the same school."""
    if musts.own_school == "allow":
        return None
    same = same_school(table)
    return same if musts.own_school == "exclude" else ~same


def apart(table: Table, name: str) -> Flags:
    """Flag pairs that both answered a list and share nothing."""
    ours = [getattr(mentee, name) for mentee in table.mentees]
    theirs = [getattr(mentor, name) for mentor in table.mentors]
    both = gave(table.mentees, name)[:, None] & gave(table.mentors, name)[None, :]
    nothing: Flags = both & (shared_counts(ours, theirs) == 0)
    return nothing


def every_mentee(table: Table, of_mentor: Flags) -> Flags:
    """Turn a fact about mentors into a fact about pairs."""
    return np.broadcast_to(of_mentor[None, :], table.shape)


def trained_only(table: Table, musts: Musts) -> Flags | None:
    """Flag mentors who are not trained."""
    if not musts.trained_only:
        return None
    return every_mentee(table, flags((not m.trained for m in table.mentors), table.shape[1]))


def verified_only(table: Table, musts: Musts) -> Flags | None:
    """Flag pairs in which somebody is not verified."""
    if not musts.verified_only:
        return None
    unknown = [
        flags((not each.verified for each in side), len(side))
        for side in (table.mentees, table.mentors)
    ]
    stops: Flags = unknown[0][:, None] | unknown[1][None, :]
    return stops


def same_traits(table: Table, musts: Musts) -> Flags | None:
    """Flag pairs that both answered a question that must be answered alike, and differ."""
    if not musts.same_traits:
        return None
    stops = np.zeros(table.shape, bool)
    for shared, asked in trait_answers(table, musts.same_traits).values():
        stops |= asked & ~shared
    return stops


def min_years(table: Table, musts: Musts) -> Flags | None:
    """Flag mentors not known to have enough experience."""
    least = musts.min_years
    if least is None:
        return None
    short = flags(((m.years or 0) < least for m in table.mentors), table.shape[1])
    return every_mentee(table, short)


def min_stage_gap(table: Table, musts: Musts) -> Flags | None:
    """Flag mentors known to be too few stages ahead."""
    if musts.min_stage_gap is None:
        return None
    ours, by_mentee = ranks(table.mentees)
    theirs, by_mentor = ranks(table.mentors)
    short: Flags = theirs[None, :] - ours[:, None] < musts.min_stage_gap
    return short & by_mentee[:, None] & by_mentor[None, :]


def contact_mode(table: Table, musts: Musts) -> Flags | None:
    """Flag pairs with no way to meet that suits both."""
    if not musts.contact_mode:
        return None
    sides = (table.mentees, table.mentors)
    said = [gave(side, "contact") for side in sides]
    online = [flags(("online" in each.contact for each in side), len(side)) for side in sides]
    person = [flags(("in_person" in each.contact for each in side), len(side)) for side in sides]
    no_online = ~(online[0][:, None] & online[1][None, :])
    no_person = ~(person[0][:, None] & person[1][None, :])
    both_said = said[0][:, None] & said[1][None, :]
    stops: Flags = both_said & no_online & (no_person | too_far(table))
    return stops


def too_far(table: Table) -> Flags:
    """Flag pairs known to be further apart than the shorter of their limits."""
    reach = [
        np.array(
            [
                np.iinfo(np.int64).max if each.max_km is None else plain.chord_squared(each.max_km)
                for each in side
            ],
            np.int64,
        )
        for side in (table.mentees, table.mentors)
    ]
    limit = np.minimum(reach[0][:, None], reach[1][None, :])
    far: Flags = table.chords() > limit
    return far


STOPS: dict[str, Callable[[Table, Musts], Flags | None]] = {
    "self": self_pairs,
    "blocked": lambda table, _: named(table, "blocked", "blocked"),
    "private": private,
    "own_school": own_school,
    "own_trust": lambda table, m: same_trust(table) if m.own_trust == "exclude" else None,
    "line_manager": lambda table, m: (
        named(table, None, "line_manages") if m.line_manager == "exclude" else None
    ),
    "trained_only": trained_only,
    "verified_only": verified_only,
    "min_years": min_years,
    "min_stage_gap": min_stage_gap,
    "same_phase": lambda table, m: apart(table, "phases") if m.same_phase else None,
    "same_subject": lambda table, m: apart(table, "subjects") if m.same_subject else None,
    "same_traits": same_traits,
    "shared_availability": lambda table, m: (
        apart(table, "availability") if m.shared_availability else None
    ),
    "contact_mode": contact_mode,
}
THEIRS: dict[str, tuple[str, Callable[[Table], Flags]]] = {
    "their_school": ("not_my_school", same_school),
    "their_trust": ("not_my_trust", same_trust),
    "their_phase": ("same_phase", lambda table: apart(table, "phases")),
    "their_subject": ("same_subject", lambda table: apart(table, "subjects")),
    "their_availability": ("shared_availability", lambda table: apart(table, "availability")),
}
