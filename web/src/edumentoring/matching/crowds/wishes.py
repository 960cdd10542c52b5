"""Who meets which wish, for a crowd: flags over everybody at once, not pair by pair.

Says the same as `for_engine.meets`, which is read one pair at a time.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edumentoring.matching.for_engine import OUR_MUSTS, RANKS, Person

Flags = NDArray[np.bool_]

# A pair of which one wished for the other is held by itself, some 260 bytes of it.
LISTED = 300_000
NOBODY, COMMON = "nobody", "common"

SHARED = {"same_phase": "phases", "same_subject": "subjects", "shared_time": "availability"}
OPEN = -1


class Side:
    """The answers of one side of a round that wishes speak of. `senior`: they are the mentors."""

    def __init__(self, people: Sequence[Person], *, senior: bool) -> None:
        self.senior, self.count = senior, len(people)
        self.ranks = np.array(
            [OPEN if (rank := RANKS.get(one.get("stage", ""))) is None else rank for one in people],
            np.int64,
        )
        self.codes = {name: Codes(people, name) for name in ("region", "trust", "school")}
        self.ticks = {name: Ticks(people, name) for name in SHARED.values()}

    def meet(self, person: Person, wish: str) -> tuple[Flags, Flags]:
        """Flag who has what this person wished for, and of whom that is known."""
        if wish in ("not_my_trust", "not_my_school"):
            place = wish.removeprefix("not_my_")
            return ~self.codes[place].equal(person.get(place)), ~self.nobody()
        if wish == "more_senior" and self.senior:
            mine = RANKS.get(person.get("stage", ""))
            met, known = (self.nobody() if mine is None else self.ranks > mine), self.ranks != OPEN
            asked = mine is not None
        elif wish == "near_me":
            here, asked = self.codes["region"], "region" in person
            met, known = here.equal(person.get("region")), here.known
        elif wish in SHARED:
            ticks, ours = self.ticks[SHARED[wish]], person.get(SHARED[wish], ())
            met, known, asked = ticks.any_of(ours), ticks.known, bool(ours)
        else:
            met, known, asked = self.nobody(), self.nobody(), False
        return met & known, known if asked else self.nobody()

    def nobody(self) -> Flags:
        return np.zeros(self.count, bool)

    def wished_for(self, person: Person) -> Flags:
        """Flag everyone who has all that this person wished for."""
        wishes = person.get("wishes", ())
        if not wishes or "uncounted" in person:
            return self.nobody()
        found = ~self.nobody()
        for wish in wishes:
            found &= self.meet(person, wish)[0]
        return found

    def ruled_out(self, person: Person) -> Flags:
        """Flag everyone known not to have what this person insists on."""
        found = self.nobody()
        for must in OUR_MUSTS:
            if must in person.get("musts", ()):
                met, known = self.meet(person, must)
                found |= known & ~met
        return found


class Codes:
    """One answer of each person, as a number; those who gave none have `OPEN`."""

    def __init__(self, people: Sequence[Person], name: str) -> None:
        self.number: dict[Any, int] = {}
        self.codes = np.array(
            [
                self.number.setdefault(one[name], len(self.number)) if name in one else OPEN
                for one in people
            ],
            np.int64,
        )
        self.known: Flags = self.codes != OPEN

    def equal(self, value: Any) -> Flags:
        """Flag those who answered this. Nobody answered nothing."""
        found: Flags = self.codes == self.number.get(value, OPEN - 1)
        return found


class Ticks:
    """A question with several answers: for each answer, who gave it."""

    def __init__(self, people: Sequence[Person], name: str) -> None:
        self.known: Flags = np.array([bool(one.get(name)) for one in people], bool)
        self.given: dict[str, Flags] = {}
        for place, one in enumerate(people):
            for value in one.get(name, ()):
                if value not in self.given:
                    self.given[value] = np.zeros(len(people), bool)
                self.given[value][place] = True

    def any_of(self, values: Sequence[str]) -> Flags:
        """Flag those who gave one of these answers."""
        found = np.zeros(len(self.known), bool)
        for value in values:
            if value in self.given:
                found |= self.given[value]
        return found


def both_sides(people: Sequence[Person]) -> Iterator[tuple[Person, Side]]:
    """Everybody with the side they look for, once for each side they are on."""
    mentors = [person for person in people if "mentor" in person]
    mentees = [person for person in people if "mentee" in person]
    for asking, side in (
        (mentees, Side(mentors, senior=True)),
        (mentors, Side(mentees, senior=False)),
    ):
        for person in asking:
            yield person, side


def leave_out_uncounted(people: Sequence[Person]) -> None:
    """Mark the wishes that will not count: those nobody meets, which say nothing, and, where a
    crowd's would be more pairs than can be held, those that most people meet."""
    met = {person["id"]: 0 for person in people if person.get("wishes")}
    for person, side in both_sides(people):
        if person["id"] in met:
            met[person["id"]] += int(side.wished_for(person).sum())
    listed = 0
    by_id = {person["id"]: person for person in people}
    for key, count in sorted(met.items(), key=lambda each: (each[1], each[0])):
        listed += count
        if not count or listed > LISTED:
            by_id[key]["uncounted"] = COMMON if count else NOBODY
