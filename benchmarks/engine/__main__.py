"""pairwell beside SciPy and mentor-match 7.0.1, on 600 and on 2,000 people.

All three get the same whole-number scores and the same eligible pairs, made by pairwell's rules
(mentor-match through its own rules interface, see mentor_match_peer.py). SciPy has no places, so
a mentor's column is copied. Seconds are processor seconds; the best of three for pairwell and
SciPy, one run for mentor-match. The last line is one JSON object.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from pairwell import Musts, Rules, assign, prepare

from . import population

ROOT = Path(__file__).parents[2]
SIZES = {600: (350, 250), 2000: (1170, 830)}
PEER_MINUTES = float(os.environ.get("PEER_MINUTES", "15"))
WHAT_IF = {"subject": 150, "topics": 350, "phase": 150, "stage": 200, "availability": 100}


def timed(work: Callable[[], Any], times: int = 3) -> tuple[Any, float]:
    """Return the result and the fewest processor seconds."""
    fewest, result = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        result = work()
        fewest = min(fewest, time.process_time() - start)
    return result, fewest


def memory() -> int:
    """Return the most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def with_pairwell(layers: Any, prepared: float) -> tuple[Any, dict[str, Any]]:
    """Measure a proposal, a what-if and one person's alternatives."""
    found, seconds = timed(layers.match)
    _, what_if = timed(lambda: layers.match(weights=WHAT_IF))
    _, other = timed(lambda: layers.alternatives(found, layers.mentees[0].id))
    return found, {
        "matched": found.matched,
        "points": found.points,
        "proven": found.proven,
        "prepare_s": prepared,
        "match_s": seconds,
        "what_if_s": what_if,
        "alternatives_s": other,
        "rss_mb": memory(),
    }


def with_scipy(scores: Any, eligible: Any, capacity: Any) -> dict[str, Any]:
    """Most matched, then most points, with places copied."""

    def work() -> Any:
        columns = np.repeat(np.arange(scores.shape[1]), capacity)
        big = int(scores.max()) * (min(scores.shape) + 1)
        row, place = linear_sum_assignment(
            np.where(eligible, scores + big, 0)[:, columns], maximize=True
        )
        return row, columns[place]

    (row, column), seconds = timed(work)
    real = eligible[row, column]
    points = int(scores[row, column][real].sum())
    return {"matched": int(real.sum()), "points": points, "seconds": seconds}


class Peer:
    """mentor-match in a throw-away environment of its own, where it can be had."""

    def __init__(self, folder: Path) -> None:
        self.python = folder / "peer" / "bin" / "python"
        self.missing = self.install(folder / "peer")

    def install(self, target: Path) -> str:
        """Install the locked versions. Returns why not, in words, or nothing."""
        uv = shutil.which("uv", path=f"{ROOT / '.venv' / 'bin'}:{ROOT / '.tools' / 'bin'}")
        uv = uv or shutil.which("uv")
        if uv is None:
            return "uv is not here; run `make setup` first"
        wanted = str(ROOT / "requirements" / "bench.txt")
        for command in (
            [uv, "venv", "--quiet", "--python", sys.executable, str(target)],
            [
                uv,
                "pip",
                "install",
                "--quiet",
                "--python",
                str(self.python),
                "--require-hashes",
                "-r",
                wanted,
            ],
        ):
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=300)
            except (subprocess.SubprocessError, OSError):
                return "it could not be installed; is the package index in reach?"
        return ""

    def run(self, scores: Any, eligible: Any, capacity: Any, folder: Path) -> dict[str, Any]:
        """Match the same instance. Its pairs are scored with the same matrix."""
        if self.missing:
            return {"missing": self.missing}
        listed = [
            [int(score) if ok else None for score, ok in zip(*row, strict=True)]
            for row in zip(scores, eligible, strict=True)
        ]
        instance = folder / "instance.json"
        instance.write_text(json.dumps({"scores": listed, "capacity": capacity.tolist()}))
        script = Path(__file__).with_name("mentor_match_peer.py")
        try:
            said = subprocess.run(
                [str(self.python), str(script), str(instance)],
                check=True,
                capture_output=True,
                text=True,
                timeout=60 * PEER_MINUTES,
            ).stdout
        except subprocess.TimeoutExpired:
            return {"missing": f"not done after {PEER_MINUTES:g} minutes (PEER_MINUTES)"}
        except subprocess.CalledProcessError as failure:
            return {"missing": f"it stopped: {failure.stderr.strip().splitlines()[-1]}"}
        found = json.loads(said)
        points = sum(int(scores[i, j]) for i, j in found["pairs"])
        return {"matched": len(found["pairs"]), "points": points, "seconds": found["seconds"]}


def instance(people: int, peer: Peer, folder: Path) -> dict[str, Any]:
    """Compare on one number of people."""
    mentors, mentees = population.people(*SIZES[people])
    rules = Rules(subject_groups=population.GROUPS, musts=Musts(min_years=2))
    layers, prepared = timed(lambda: prepare(mentors, mentees, rules=rules))
    found, ours = with_pairwell(layers, prepared)
    scores, eligible = found.state.points, found.state.eligible
    numbers, seconds = timed(lambda: assign(scores, eligible=eligible, capacity=layers.capacity))
    ours |= {"assign_s": seconds}
    if (numbers.matched, numbers.total) != (found.matched, found.points):
        raise SystemExit("match and assign disagree; please report this.")
    say(f"{people} people: pairwell {ours}")
    scipy = with_scipy(scores, eligible, layers.capacity)
    say(f"{people} people: SciPy {scipy}")
    mentor_match = peer.run(scores, eligible, layers.capacity, folder)
    say(f"{people} people: mentor-match {mentor_match}")
    return {
        "people": people,
        "mentees": len(mentees),
        "mentors": len(mentors),
        "places": int(layers.capacity.sum()),
        "eligible_pairs": int(eligible.sum()),
        "pairwell": ours,
        "scipy": scipy | compared(ours, scipy),
        "mentor_match": mentor_match | compared(ours, mentor_match),
    }


def compared(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Say how the other compares: more_* is ours less theirs, slower_by theirs over ours."""
    if "missing" in theirs:
        return {}
    return {
        "more_matched": ours["matched"] - theirs["matched"],
        "more_points": ours["points"] - theirs["points"],
        "slower_by": theirs["seconds"] / ours["match_s"],
    }


def say(line: str) -> None:
    """Progress goes to stderr; stdout ends with the JSON."""
    print(line, file=sys.stderr)


def main() -> int:
    """Run both sizes and hold the promise: never fewer matched, never fewer points."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peer = Peer(folder)
        if peer.missing:
            say(f"mentor-match 7.0.1 is left out: {peer.missing}.")
        instances = [instance(people, peer, folder) for people in SIZES]
    others = [each[name] for each in instances for name in ("scipy", "mentor_match")]
    kept = all(
        other.get("more_matched", 0) >= 0 and other.get("more_points", 0) >= 0 for other in others
    )
    print(json.dumps({"instances": instances, "never_fewer": kept}, default=float))
    return 0 if kept and all(each["pairwell"]["proven"] for each in instances) else 1


raise SystemExit(main())
