"""pairwell beside its peers on the same instances, in one run.

SIZES: numbers of mentees (350,1000,3000,10000). PEERS: which of them (all). REPEATS: how often a
method that takes under ten seconds is measured (3); the median counts. PEER_MINUTES: how much
processor time one may take (2). PEER_GIGABYTES: how much memory (half of what is free). A method
that is not done is not tried on larger instances, nor is one that would take too long or too much
memory if its needs only grew as they did so far, or with the square of the mentees.

Every method has a process of its own, on one core, with one thread of BLAS. The page beside this
file and its pictures are written anew. The last line is one JSON object.

PARTS: what is measured (peers). The other figures of the page, one after the other: options, a
what-if beside an assignment; scan, a pair's cost beside its share of a matrix product; nation,
300,000 mentees on two cores.
"""

import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from . import page
from .peers import METHODS

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SIZES = [int(size) for size in os.environ.get("SIZES", "350,1000,3000,10000").split(",")]
PARTS = os.environ.get("PARTS", "peers").replace(" ", "").split(",")
PEERS = os.environ.get("PEERS", ",".join(METHODS)).replace(" ", "").split(",")
REPEATS = int(os.environ.get("REPEATS", "3"))
PEER_MINUTES = float(os.environ.get("PEER_MINUTES", "2"))
PEER_GIGABYTES = float(os.environ.get("PEER_GIGABYTES", "0"))

OTHER_PARTS = {
    "options": ["options"],
    "scan": ["scan", "30000"],
    "nation": ["scale", "300000", "170000", "--threads", "2"],
}

ENVIRONMENTS = {
    "mentor-match": "bench.txt",
    "matching": "bench_peers.txt",
    "munkres": "bench_peers.txt",
    "networkx": "bench_peers.txt",
}
"""Peers that are no part of the workspace. mentor-match and matching install the same module."""

OURS = {"pairwell": "match", "pairwell, scores alone": "assign", "pairwell, what-if": "what-if"}
SLOW = 10
PATIENCE = 6  # on a busy machine, so many minutes may pass for a minute of the processor


def say(line: str) -> None:
    """Progress goes to stderr; stdout ends with the JSON."""
    print(line, file=sys.stderr, flush=True)


class Missing(Exception):
    """Why a figure is missing, in words."""


class Pythons:
    """The throw-away environments of the peers, made when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ready: dict[str, Path | str] = {}

    def of(self, peer: str) -> Path:
        """Return the Python that has this peer."""
        wanted = ENVIRONMENTS.get(peer)
        if wanted is None:
            return Path(sys.executable)
        if wanted not in self.ready:
            self.ready[wanted] = self.install(wanted)
        found = self.ready[wanted]
        if isinstance(found, str):
            raise Missing(found)
        return found

    def install(self, wanted: str) -> Path | str:
        """Install the locked versions. Returns why not, in words."""
        uv = shutil.which("uv", path=f"{ROOT / '.venv' / 'bin'}:{ROOT / '.tools' / 'bin'}")
        uv = uv or shutil.which("uv")
        if uv is None:
            return "uv is not here; run `make setup` first"
        target = self.folder / wanted.removesuffix(".txt")
        python = target / "bin" / "python"
        locked = str(ROOT / "requirements" / wanted)
        install = [uv, "pip", "install", "--quiet", "--python", str(python)]
        for command in (
            [uv, "venv", "--quiet", "--python", sys.executable, str(target)],
            [*install, "--require-hashes", "-r", locked],
        ):
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=300)
            except (subprocess.SubprocessError, OSError):
                return "it could not be installed; is the package index in reach?"
        return python


def run(command: list[Any], minutes: float = math.inf) -> dict[str, Any]:
    """Run one measurement. Raises Missing where it did not get done in so much processor time."""
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    began, most = time.monotonic(), 60 * minutes
    while True:
        try:
            said, wrong = process.communicate(timeout=2)
            break
        except subprocess.TimeoutExpired:
            waited = time.monotonic() - began
            if processor_seconds(process.pid) > most or waited > most * PATIENCE:
                process.kill()
                process.communicate()
                raise Missing(f"not done after {minutes:g} processor minutes") from None
    if process.returncode:
        last = (wrong.strip().splitlines() or [f"exit {process.returncode}"])[-1]
        raise Missing(f"it stopped: {last[:80]}")
    found: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    if "missing" in found:
        raise Missing(found["missing"])
    return found


def processor_seconds(process: int) -> float:
    """Look at a running process. A limit set on itself would make its own clock coarse."""
    try:
        spent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def repeated(command: list[Any], minutes: float) -> dict[str, Any]:
    """Measure as often as is asked; return the medians."""
    found = [run(command, minutes)]
    while len(found) < REPEATS and found[0]["cpu_s"] < SLOW:
        found.append(run(command, minutes))
    return {
        name: value
        if isinstance(value, bool)
        else statistics.median(figures[name] for figures in found)
        for name, value in found[0].items()
    }


def scored(folder: Path, method: str) -> dict[str, int]:
    """Count and score the pairs a method left, by the instance itself."""
    import numpy as np

    left = folder / f"{method}.json"
    if not left.exists():
        return {}
    with np.load(folder / "instance.npz") as stored:
        scores, eligible, capacity = (stored[n] for n in ("scores", "eligible", "capacity"))
    pairs = np.array(json.loads(left.read_text()), np.int64).reshape(-1, 2)
    row, column = pairs.T
    if not eligible[row, column].all() or (np.bincount(row) > 1).any():
        raise Missing("its pairs are not allowed")
    if (np.bincount(column, minlength=len(capacity)) > capacity).any():
        raise Missing("it gave somebody more than their places")
    return {"matched": len(pairs), "points": int(scores[row, column].sum())}


def instance(mentees: int, pythons: Pythons, lost: dict[str, str]) -> dict[str, Any]:
    """Measure everybody on one instance. lost: who failed on a smaller one, and why."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = [sys.executable, "-m", "benchmarks.engine.ours"]
        about = run([*ours, "make", mentees, folder])
        say(f"{mentees:,} mentees: {about}")
        methods: dict[str, dict[str, Any]] = {}
        for method, work in OURS.items():
            methods[method] = one(method, [*ours, work, folder], folder, lost)
        for peer in PEERS:
            try:
                python = pythons.of(peer)
            except Missing as why:
                lost.setdefault(peer, str(why))
                python = Path(sys.executable)
            command = [python, HERE / "peers.py", peer, folder / "instance.npz"]
            methods[peer] = one(peer, command, folder, lost)
        for figures in methods.values():
            compare(methods["pairwell"], figures)
    return about | {"methods": methods}


def give_up(sizes: list[dict[str, Any]], lost: dict[str, str]) -> None:
    """Note whom the next instance would be too much for. Our own is tried whatever it takes."""
    mentees = sizes[-1]["mentees"]
    more = [size for size in sorted(SIZES) if size > mentees]
    if not more:
        return
    power = exponents(sizes) if len(sizes) > 1 else {}
    for method, figures in sizes[-1]["methods"].items():
        if "missing" in figures or method == "pairwell":
            continue
        times = more[0] / mentees
        if figures["cpu_s"] * times ** max(2, power.get(method, 2)) > 60 * PEER_MINUTES:
            lost[method] = f"would take over {PEER_MINUTES:g} processor minutes"
        elif figures["peak_mb"] * times**2 > 1024 * gigabytes():
            lost[method] = f"would take over {gigabytes():.0f} GB of memory"


def gigabytes() -> float:
    """Return how much memory a method may take."""
    if PEER_GIGABYTES:
        return PEER_GIGABYTES
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return 8
    return max(free / 2**30 / 2, 1)


def one(method: str, command: list[Any], folder: Path, lost: dict[str, str]) -> dict[str, Any]:
    """Measure one method, unless it failed on less."""
    if method in lost:
        return {"missing": lost[method]}
    try:
        figures = repeated(command, math.inf if method == "pairwell" else PEER_MINUTES)
        figures |= scored(folder, {"pairwell, scores alone": "pairwell.assign"}.get(method, method))
    except Missing as why:
        lost[method] = str(why)
        figures = {"missing": str(why)}
    say(f"  {method}: {figures}")
    return figures


def compare(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Say how another compares: times_* is theirs over ours, more_* is ours less theirs."""
    if "missing" in theirs or "missing" in ours:
        return
    theirs["times_cpu"] = theirs["cpu_s"] / ours["cpu_s"]
    theirs["times_memory"] = theirs["peak_mb"] / ours["peak_mb"]
    if "matched" in theirs:
        theirs["more_matched"] = ours["matched"] - theirs["matched"]
        theirs["more_points"] = ours["points"] - theirs["points"]


def cold_start() -> dict[str, float]:
    """Processor seconds of the whole command for 600 people, beside importing NumPy."""
    with tempfile.TemporaryDirectory() as name:
        made = [sys.executable, "-m", "pairwell", "population", "--mentees", "350"]
        subprocess.run([*made, "--mentors", "250", "--quiet", "--out", name], check=True)
        files = [
            f"{name}/mentors.csv",
            f"{name}/mentees.csv",
            "--strategy",
            f"{name}/strategy.toml",
        ]
        match = [sys.executable, "-m", "pairwell", "match", *files]
        match += ["--quiet", "--out", f"{name}/pairs.csv"]
        numpy = [sys.executable, "-c", "import numpy"]
        seconds: dict[str, list[float]] = {"command": [], "numpy": []}
        spent(match)
        for _ in range(max(REPEATS, 5)):  # one after the other, so that a noisy machine hits both
            seconds["numpy"].append(spent(numpy))
            seconds["command"].append(spent(match))
    command, numpy_alone = (statistics.median(seconds[each]) for each in ("command", "numpy"))
    return {"command_s": command, "numpy_s": numpy_alone, "times": command / numpy_alone}


def spent(command: list[str]) -> float:
    """Return the processor seconds of one process."""
    used_as_installed = os.environ.copy()  # compiled files are kept, as on any machine
    used_as_installed.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command, env=used_as_installed, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 3}:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def exponents(sizes: list[dict[str, Any]]) -> dict[str, float]:
    """Say how processor time grew between the two largest instances each method solved."""
    found = {}
    for method in sizes[0]["methods"]:
        points = [
            (size["mentees"], size["methods"][method]["cpu_s"])
            for size in sizes
            if "cpu_s" in size["methods"][method]
        ]
        if len(points) > 1:
            (x, y), (larger, longer) = points[-2:]
            found[method] = math.log(longer / y) / math.log(larger / x)
    return found


def main() -> int:
    """Measure the parts asked for. Returns 0 where all that was promised held."""
    for name, given, known in (
        ("PARTS", PARTS, ["peers", *OTHER_PARTS]),
        ("PEERS", PEERS, METHODS),
    ):
        if unknown := sorted(set(given) - set(known) - {""}):
            raise SystemExit(
                f"Unknown {name}: {', '.join(unknown)}. Choose from: {', '.join(known)}."
            )
    faults = [beside_peers() if part == "peers" else other_part(part) for part in PARTS if part]
    return max(faults, default=0)


def other_part(part: str) -> int:
    """Measure what has a command of its own. PEERS means sizes of pools there."""
    module, *sizes = OTHER_PARTS[part]
    command = [sys.executable, "-m", f"benchmarks.engine.{module}", *sizes]
    asked = {name: value for name, value in os.environ.items() if name != "PEERS"}
    return subprocess.run(command, env=asked, cwd=ROOT, check=False).returncode


def beside_peers() -> int:
    """Measure, write the page, and hold the promise: never fewer matched, never fewer points."""
    PEERS[:] = [peer for peer in PEERS if peer]
    lost: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        pythons = Pythons(Path(name))
        sizes: list[dict[str, Any]] = []
        for size in sorted(SIZES):
            sizes.append(instance(size, pythons, lost))
            give_up(sizes, lost)
    others = [figures for size in sizes for figures in size["methods"].values()]
    never_fewer = all(
        other.get("more_matched", 0) > 0
        or (other.get("more_matched", 0) == 0 and other.get("more_points", 0) >= 0)
        for other in others
    )
    figures = {
        "sizes": sizes,
        "cold_start": cold_start(),
        "growth": exponents(sizes),
        "never_fewer": never_fewer,
    }
    page.write(HERE, figures)
    print(json.dumps(figures))
    proven = all(size["methods"]["pairwell"].get("proven") for size in sizes)
    return 0 if never_fewer and proven else 1


if __name__ == "__main__":
    raise SystemExit(main())
