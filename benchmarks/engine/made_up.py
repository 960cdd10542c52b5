"""People to measure on: those of `pairwell population`, read as the command line reads them."""

import tempfile
from pathlib import Path

from pairwell import Mentee, Mentor, Rules
from pairwell._command import main as command
from pairwell._command.people import read_people
from pairwell._command.strategy import read_strategy


def made_up(
    mentees: int, mentors: int, *, seed: int = 1
) -> tuple[list[Mentor], list[Mentee], Rules]:
    """Make people, and the rules that know their words."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = ["--mentees", str(mentees), "--mentors", str(mentors), "--seed", str(seed)]
        command(["population", *sizes, "--quiet", "--out", name])
        sides = read_people([folder / "mentors.csv", folder / "mentees.csv"], lambda _: None)
        return *sides, read_strategy(folder / "strategy.toml")
