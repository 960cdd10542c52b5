"""`pairwell population`: made-up teachers of England in real proportions, as many as are wanted.

What is published is taken as published:

- phases: Department for Education, "School workforce in England", 2024/25 (468,258 full-time
  equivalents: 215,632 nursery and primary, 219,000 secondary, 29,200 special and alternative
  provision), at https://explore-education-statistics.service.gov.uk
- subjects of secondary teachers: head counts of the same census, 2024/25
- regions: pupils on roll of state-funded schools in the Department's register "Get Information
  about Schools", which stands in for teachers: they are not published by region in full

Everything else is assumed, and named so where it stands. Seed and sizes decide everybody: the
legacy generator of NumPy is used because its stream is promised never to change.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairwell._command.outputs import Outputs
from pairwell._command.screen import Note, counted
from pairwell._command.strategy import DEFAULT
from pairwell._command.tables import kind_of, write_parquet

Codes = NDArray[np.int64]
Column = Sequence[str | int | float]

PHASES = {"early_years_primary": 215_632, "secondary": 219_000, "special": 29_200}
SECONDARY_SUBJECTS = {
    "english": 41_293,
    "mathematics": 37_835,
    "science": 36_753,
    "pshe": 35_988,
    "pe": 24_288,
    "history": 18_630,
    "geography": 18_090,
    "religious_education": 16_842,
    "technology": 13_630,
    "art": 12_714,
    "french": 11_616,
    "social_studies": 10_096,
    "spanish": 9_538,
    "business": 9_331,
    "drama": 9_199,
    "computing": 8_185,
    "biology": 8_167,
    "music": 7_610,
    "chemistry": 7_245,
    "design_and_technology": 7_203,
    "physics": 6_242,
    "ict": 5_530,
    "media": 3_945,
    "citizenship": 3_941,
    "german": 2_955,
}
SUBJECT_GROUPS = {
    "science": ("biology", "chemistry", "physics"),
    "languages": ("french", "spanish", "german"),
    "humanities": ("history", "geography", "religious_education"),
    "design": ("technology", "design_and_technology"),
    "digital": ("computing", "ict"),
    "society": ("social_studies", "citizenship", "pshe"),
    "stage_and_screen": ("drama", "media", "music"),
}
REGIONS = {
    "london": 16.6,
    "north_west": 13.7,
    "south_east": 13.5,
    "east_of_england": 12.1,
    "yorkshire_and_the_humber": 10.5,
    "west_midlands": 10.4,
    "south_west": 9.6,
    "east_midlands": 9.1,
    "north_east": 4.5,
}
NEAR_REGIONS = {
    "london": ("south_east", "east_of_england"),
    "north_west": ("yorkshire_and_the_humber", "west_midlands"),
    "south_east": ("south_west", "east_of_england"),
    "yorkshire_and_the_humber": ("north_east", "east_midlands"),
    "west_midlands": ("east_midlands", "south_west"),
    "east_midlands": ("east_of_england",),
}
TOWNS = {
    "london": ((51.51, -0.13), (51.54, 0.0), (51.46, -0.12), (51.59, -0.1), (51.38, -0.1)),
    "north_west": ((53.48, -2.24), (53.41, -2.98), (53.76, -2.7), (54.89, -2.93)),
    "south_east": ((50.82, -0.14), (51.45, -0.97), (50.9, -1.4), (51.28, 1.08), (51.75, -1.26)),
    "east_of_england": ((52.63, 1.3), (52.2, 0.12), (51.88, 0.9), (51.88, -0.42)),
    "yorkshire_and_the_humber": ((53.8, -1.55), (53.38, -1.47), (53.74, -0.33), (53.96, -1.08)),
    "west_midlands": ((52.48, -1.9), (52.41, -1.51), (53.0, -2.18), (52.19, -2.22)),
    "south_west": ((51.45, -2.59), (50.37, -4.14), (50.72, -3.53), (50.72, -1.88)),
    "east_midlands": ((52.95, -1.15), (52.64, -1.13), (53.23, -0.54), (52.24, -0.9)),
    "north_east": ((54.97, -1.61), (54.57, -1.23), (54.9, -1.38)),
}

# Assumed: how the rest of a workforce spreads over stages, and who signs up as what.
STAGES = {
    "early_career": 1,
    "recently_qualified": 2,
    "experienced": 3,
    "middle": 4,
    "senior": 5,
    "head": 6,
}
MENTEE_STAGES = {
    "early_career": 55,
    "recently_qualified": 20,
    "experienced": 15,
    "middle": 7,
    "senior": 3,
}
MENTOR_STAGES = {"recently_qualified": 5, "experienced": 45, "middle": 32, "senior": 14, "head": 4}
YEARS = {1: (0, 2), 2: (2, 5), 3: (5, 20), 4: (5, 25), 5: (8, 30), 6: (12, 35)}

# Assumed: what people want and offer, with its weight.
TOPICS = {
    "behaviour": 30,
    "workload": 24,
    "planning": 18,
    "assessment": 14,
    "send": 16,
    "subject": 18,
    "wellbeing": 14,
    "questioning": 10,
    "feedback": 10,
    "parents": 9,
    "adaptive_teaching": 12,
    "leadership": 10,
    "career": 12,
    "research": 5,
    "pastoral": 8,
    "literacy": 7,
    "curriculum": 9,
    "confidence": 12,
    "routines": 11,
    "relationships": 8,
}
HELPS = {"support": 30, "guidance": 28, "coaching": 22, "critical_friend": 12, "friendship": 8}
CONTEXTS = {"urban": 40, "rural": 18, "coastal": 12, "small": 14, "high_need": 22, "faith": 18}
DAYS = {"mon": 10, "tue": 11, "wed": 11, "thu": 10, "fri": 6, "sat": 2, "sun": 4}
TIMES = {"early": 2, "lunch": 3, "after_school": 10, "evening": 8}
SLOTS = {f"{day}_{time}": a * b for day, a in DAYS.items() for time, b in TIMES.items()}
THEMES = {f"theme_{number}": 40 - number for number in range(30)}
CONTACT = {"online": 45, "online;in_person": 45, "in_person": 10}
PLACES = {1: 55, 2: 28, 3: 12, 4: 5}

# Assumed: the share who leave a question open.
BLANK = {
    "subjects": 0.03,
    "phases": 0.03,
    "region": 0.04,
    "stage_rank": 0.05,
    "school": 0.05,
    "years": 0.08,
    "topics": 0.1,
    "helps": 0.12,
    "contact": 0.08,
    "contexts": 0.3,
    "availability": 0.25,
    "themes": 0.45,
    "lat": 0.15,
    "max_km": 0.6,
    "wish_stage_gap": 0.7,
}

PEOPLE_A_SCHOOL = 19
SCHOOLS_A_TRUST = 9
IN_NO_TRUST = 0.4
SPREAD = 0.18  # degrees around a town
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
