"""`pairwell population`: made-up teachers of England in real proportions, as many as are wanted.

Seed and sizes decide everybody: the legacy generator of NumPy is used because its stream is
promised never to change. Where the proportions come from stands in `shares.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairwell._command.outputs import Outputs
from pairwell._command.screen import Note, counted
from pairwell._command.shares import (
    BLANK,
    CONTACT,
    CONTEXTS,
    HELPS,
    IN_NO_TRUST,
    MENTEE_STAGES,
    MENTOR_STAGES,
    NEAR_REGIONS,
    PEOPLE_A_SCHOOL,
    PHASES,
    PLACES,
    REGIONS,
    SCHOOLS_A_TRUST,
    SECONDARY_SUBJECTS,
    SLOTS,
    SPREAD,
    STAGES,
    SUBJECT_GROUPS,
    THEMES,
    TOPICS,
    TOWNS,
    YEARS,
)
from pairwell._command.strategy import DEFAULT
from pairwell._command.writing import kind_of, write_parquet

Codes = NDArray[np.int64]
Column = Sequence[str | int | float]

AT_ONCE = 50_000  # people drawn together: what is in memory for lists


def run(options: argparse.Namespace, note: Note) -> int:
    """Write two files of people, and a strategy that knows their words."""
    kind = options.format
    with Outputs() as out:
        schools = Schools(np.random.RandomState(options.seed), options.mentees + options.mentors)
        for number, (side, count) in enumerate(
            (("mentee", options.mentees), ("mentor", options.mentors)), 1
        ):
            path = options.out / f"{side}s.{kind}"
            kind_of(path)  # whether it can be written, before people are made
            chance = np.random.RandomState([options.seed, number])
            columns = people(chance, schools, side, count)
            if kind == "parquet":
                with out.place(path) as written:
                    lists = {name: as_lists(name, cells) for name, cells in columns.items()}
                    write_parquet(written, lists)
            else:
                out.table(path, tuple(columns), zip(*columns.values(), strict=True))
            note(f"{counted(count, side, f'{side}s')} in {path}.")
        out.text(options.out / "strategy.toml", strategy())
    return 0


class Schools:
    """Made-up schools: where each stands, its region, trust and phase."""

    def __init__(self, chance: np.random.RandomState, people: int) -> None:
        count = max(people // PEOPLE_A_SCHOOL, 1)
        self.region = pick(chance, REGIONS.values(), count)
        # A secondary school has about three times the teachers of another.
        self.phase = pick(chance, PHASES.values(), count)
        self.trust = chance.randint(0, max(count // SCHOOLS_A_TRUST, 1), count)
        self.trust[chance.random_sample(count) < IN_NO_TRUST] = -1
        towns = [TOWNS[region] for region in REGIONS]
        chosen = [
            towns[region][int(draw * len(towns[region]))]
            for region, draw in zip(
                self.region.tolist(), chance.random_sample(count).tolist(), strict=True
            )
        ]
        self.place = np.round(np.array(chosen) + chance.normal(0, SPREAD, (count, 2)), 4)

    def __len__(self) -> int:
        return len(self.region)


def people(
    chance: np.random.RandomState, schools: Schools, side: str, count: int
) -> dict[str, Column]:
    """Make one side, as columns of cells by the name of a field."""
    stages = MENTEE_STAGES if side == "mentee" else MENTOR_STAGES
    stage = pick(chance, stages.values(), count)
    rank = np.array([STAGES[name] for name in stages])[stage]
    low, high = (np.array([YEARS[value][end] for value in rank.tolist()]) for end in (0, 1))
    school = chance.randint(0, len(schools), count)
    phase, region, trust = schools.phase[school], schools.region[school], schools.trust[school]
    place = schools.place[school]
    ids = [f"{side}-{number:06d}" for number in range(1, count + 1)]
    columns: dict[str, Column] = {
        "id": ids,
        "stage_rank": rank.tolist(),
        "years": (low + chance.randint(0, 1000, count) % (high - low + 1)).tolist(),
        "phases": words(PHASES, phase),
        "subjects": subjects_of(chance, phase),
        "region": words(REGIONS, region),
        "school": [f"school-{number}" for number in school.tolist()],
        "trust": ["" if number < 0 else f"trust-{number}" for number in trust.tolist()],
        "contexts": lists(chance, CONTEXTS, count, (1, 3)),
        "topics": lists(chance, TOPICS, count, (1, 5)),
        "helps": lists(chance, HELPS, count, (1, 3)),
        "availability": lists(chance, SLOTS, count, (1, 6)),
        "contact": words(CONTACT, pick(chance, CONTACT.values(), count)),
        "themes": lists(chance, THEMES, count, (1, 4)),
        "max_km": (5 * chance.randint(1, 11, count)).tolist(),
    }
    if side == "mentor":
        columns["capacity"] = words(PLACES, pick(chance, PLACES.values(), count))
        columns["trained"] = words({"yes": 1, "no": 1}, chance.randint(0, 2, count))
    else:
        columns["wish_stage_gap"] = chance.randint(0, 4, count).tolist()
    columns = {name: with_blanks(chance, name, cells) for name, cells in columns.items()}
    nowhere = chance.random_sample(count) < BLANK["lat"]
    for axis, name in enumerate(("lat", "lon")):
        columns[name] = [
            "" if lost else value
            for lost, value in zip(nowhere.tolist(), place[:, axis].tolist(), strict=True)
        ]
    return columns


def subjects_of(chance: np.random.RandomState, phase: Codes) -> Column:
    """Give secondary teachers one or two subjects; most others teach all of them."""
    listed = np.array(lists(chance, SECONDARY_SUBJECTS, len(phase), (1, 2)), dtype=object)
    primary = phase != list(PHASES).index("secondary")
    listed[primary] = "primary"
    return list(listed)


# --- drawing ------------------------------------------------------------------------------------


def pick(chance: np.random.RandomState, weights: Iterable[float], count: int) -> Codes:
    """Draw one of several for each person."""
    shares = np.cumsum(np.array(list(weights), float))
    drawn: Codes = np.searchsorted(shares, chance.random_sample(count) * shares[-1], side="right")
    return drawn


def words(known: Mapping[Any, Any], codes: Codes) -> list[Any]:
    """Turn codes into the ids they stand for."""
    table = np.array(list(known), dtype=object)
    found: list[Any] = table[codes].tolist()
    return found


def lists(
    chance: np.random.RandomState, known: Mapping[str, float], count: int, length: tuple[int, int]
) -> list[str]:
    """Draw several of a list for each person, none twice, the heavier the sooner.

    Exponential races: who has the least time over weight comes first (Efraimidis and Spirakis,
    "Weighted random sampling with a reservoir", 2006).
    """
    names = np.array(list(known), dtype=object)
    weights = np.array(list(known.values()), float)
    least, most = length
    found: list[str] = []
    for start in range(0, count, AT_ONCE):
        here = min(AT_ONCE, count - start)
        times = -np.log1p(-chance.random_sample((here, len(names)))) / weights
        first = np.argpartition(times, min(most, len(names) - 1), axis=1)[:, :most]
        order = np.argsort(np.take_along_axis(times, first, axis=1), axis=1)
        chosen = names[np.take_along_axis(first, order, axis=1)].tolist()
        sizes = chance.randint(least, most + 1, here).tolist()
        found += map(joined, chosen, sizes)
    return found


def joined(ids: list[str], size: int) -> str:
    """Write the first few as one cell."""
    return ";".join(ids[:size])


def with_blanks(chance: np.random.RandomState, name: str, cells: Column) -> Column:
    """Leave a question open for a share of the people."""
    share = BLANK.get(name)
    if share is None:
        return cells
    table = np.array(list(cells), dtype=object)
    table[chance.random_sample(len(table)) < share] = ""
    kept: list[Any] = table.tolist()
    return kept


# --- files --------------------------------------------------------------------------------------

LISTS = ("phases", "subjects", "contexts", "topics", "helps", "availability", "contact", "themes")
TEXTS = ("id", "region", "school", "trust", "trained")


def as_lists(name: str, cells: Column) -> list[Any]:
    """Give Parquet its own kinds: lists as lists, numbers as numbers, nothing as nothing."""
    if name in LISTS:
        return [str(cell).split(";") if cell else None for cell in cells]
    return [cell if cell != "" else None for cell in cells]


def strategy() -> str:
    """Return the default strategy with the groups of these people's words."""
    groups = "".join(
        f'{subject} = "{group}"\n'
        for group, members in SUBJECT_GROUPS.items()
        for subject in dict.fromkeys(
            ([group] if group in SECONDARY_SUBJECTS else []) + list(members)
        )
    )
    regions = "".join(
        f"{region} = [{', '.join(f'"{each}"' for each in near)}]\n"
        for region, near in NEAR_REGIONS.items()
    )
    return DEFAULT.replace("[subject_groups]\n", f"[subject_groups]\n{groups}").replace(
        "[near_regions]\n", f"[near_regions]\n{regions}"
    )
