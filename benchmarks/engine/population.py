"""Made-up people for the engine's benchmark: the same on every machine, answers left out too."""

import random

from pairwell import Mentee, Mentor

SUBJECTS = [f"subject-{n}" for n in range(24)]
GROUPS = {subject: f"group-{n // 4}" for n, subject in enumerate(SUBJECTS)}
PHASES = ["early-years", "primary", "secondary", "sixteen-plus"]
TOPICS = [f"topic-{n}" for n in range(20)]
HELPS = ["coaching", "guidance", "support", "friendship", "critical-friend"]
CONTEXTS = ["rural", "coastal", "urban", "special", "small"]
REGIONS = [f"region-{n}" for n in range(10)]
SLOTS = [f"{day}-{part}" for day in ("mon", "tue", "wed", "thu", "fri") for part in ("am", "pm")]
THEMES = [f"theme-{n}" for n in range(30)]
BLANK = 0.12
PLACES = [1, 1, 1, 2, 2, 3, 4]


def people(mentees: int, mentors: int, seed: int = 1) -> tuple[list[Mentor], list[Mentee]]:
    """Make mentors with 1 to 4 places, and mentees."""
    rng = random.Random(seed)
    return (
        [
            Mentor(f"mentor-{n}", capacity=rng.choice(PLACES), **answers(rng))
            for n in range(mentors)
        ],
        [Mentee(f"mentee-{n}", **answers(rng)) for n in range(mentees)],
    )


def answers(rng: random.Random) -> dict:
    """Answer most questions; a few stay open."""
    given = {
        "stage_rank": rng.randrange(7),
        "subjects": rng.sample(SUBJECTS, rng.choice([1, 1, 2])),
        "phases": rng.sample(PHASES, rng.choice([1, 1, 2])),
        "contexts": rng.sample(CONTEXTS, 2),
        "region": rng.choice(REGIONS),
        "school": f"school-{rng.randrange(900)}",
        "years": rng.randrange(25),
        "topics": rng.sample(TOPICS, rng.randrange(1, 6)),
        "helps": rng.sample(HELPS, rng.randrange(1, 4)),
        "availability": rng.sample(SLOTS, rng.randrange(1, 6)),
        "contact": rng.choice([["online"], ["online", "in_person"], ["in_person"]]),
        "themes": rng.sample(THEMES, 3),
    }
    kept = {name: value for name, value in given.items() if rng.random() > BLANK}
    if rng.random() > BLANK:
        kept |= {"lat": rng.uniform(50.5, 55), "lon": rng.uniform(-3.5, 0.5)}
    return kept
