"""The same match here and on a Dask cluster of two processes, compared to the byte.

    python -m benchmarks.engine.spread 3000 1700

Dask is not in the lock (docs/decisions/40-spread-by-joblib.md). An environment of its own has it:

    uv venv apart
    uv pip install --python apart/bin/python -e "engine[fast,spread]" "dask[distributed]"
    apart/bin/python -m benchmarks.engine.spread 3000 1700

It matches with the scan of Numba and with that of NumPy, prints one JSON object, and ends with 1
where anything differs. Seconds are wall seconds, with the sending about of blocks.
"""

import json
import sys
import time
from typing import Any

import joblib
from distributed import Client, LocalCluster
from distributed import __version__ as version

from pairwell import CrowdMatching, Pace, match_crowds

from .scale import RULES, crowds

ARRAYS = ("pairs", "points", "mentor_prices", "mentee_prices", "wanted", "missing")
FIGURES = ("matched", "total", "upper_bound", "proven")


def same(here: CrowdMatching, there: CrowdMatching) -> bool:
    """Say whether two answers are the same to the byte."""
    return all(getattr(here, name) == getattr(there, name) for name in FIGURES) and all(
        (one := getattr(here, name)).dtype == (other := getattr(there, name)).dtype
        and one.tobytes() == other.tobytes()
        for name in ARRAYS
    )


def timed(people: Any, pace: Pace) -> tuple[CrowdMatching, float]:
    """Match, and say how long it took."""
    start = time.monotonic()
    found = match_crowds(*people, rules=RULES, pace=pace)
    return found, time.monotonic() - start


def main(mentees: str, mentors: str) -> int:
    """Compare both scans."""
    people = crowds(int(mentees), int(mentors))
    found: dict[str, Any] = {"distributed": version, "joblib": joblib.__version__}
    with LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        for name, compiled in (("numba", True), ("numpy", False)):
            here, alone = timed(people, Pace(compiled=compiled))
            with joblib.parallel_config("dask"):
                there, spread = timed(people, Pace(compiled=compiled, spread=True))
            found[name] = {"same": same(here, there), "here_s": alone, "spread_s": spread}
    print(json.dumps(found))
    return 0 if found["numba"]["same"] and found["numpy"]["same"] else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
