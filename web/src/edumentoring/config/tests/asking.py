"""What is asked of the database, noted on SQLite, so that PostgreSQL need answer each thing once.

The first half of a run notes for each test which lines of ours sent which statements. The second
half, on PostgreSQL, takes the fewest and quickest tests that together send every one of them from
every line again, and all tests of races and all that are new. Lists of values are one, however
long. `AGAIN=lines` asks for that; without it all are run.
"""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from heapq import heapify, heappop, heappush
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db import connection

NOTED = Path(__file__).parents[5] / ".pytest_cache" / "asking.json"
OURS = f"{Path(__file__).parents[2]}/"
VALUES = re.compile(r"%s(?:, %s)+|(?<=s)\d+_x\d+")
ROWS = re.compile(r"\(%s\)(?:, \(%s\))+")
NOT_OURS = ("/tests/", "/common/sqlite/")
AT_LEAST = 0.05  # seconds that any test costs, its set-up by pytest included


@dataclass
class Asked:
    """What one test made ask, as "file:line shape", and how long it took, in seconds."""

    seconds: float
    lines: set[str] = field(default_factory=set)


_asked: dict[str, Asked] = {}


# --- On SQLite: noting ------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if connection.vendor != "sqlite" or item.get_closest_marker("browser"):
        return (yield)
    lines: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *said: Any) -> Any:
        if line := _line_of_ours():
            lines.add(f"{line} {shape_of(str(sql))}")
        return execute(sql, *said)

    began = time.process_time()
    with connection.execute_wrapper(note):
        result = yield
    if lines:
        _asked[item.nodeid] = Asked(time.process_time() - began, lines)
    return result


def _line_of_ours() -> str:
    """The innermost line of the service that led to this statement."""
    frame: FrameType | None = sys._getframe(2)
    while frame := frame and frame.f_back:
        if name := _ours(frame.f_code.co_filename):
            return f"{name}:{frame.f_lineno}"
    return ""


@cache  # a hundred frames stand above each statement
def _ours(file: str) -> str:
    """A file of the service within its folder; nothing for others and for tests."""
    is_ours = file.startswith(OURS) and not any(part in file for part in NOT_OURS)
    return file.removeprefix(OURS) if is_ours else ""


@lru_cache(maxsize=20_000)
def shape_of(sql: str) -> str:
    """A short name for a statement, the same however many values are in its lists."""
    alike = VALUES.sub("%s", sql)
    return sha256(ROWS.sub("(%s)", alike).encode()).hexdigest()[:10]


def pytest_sessionfinish(session: pytest.Session) -> None:
    told = {test: [asked.seconds, sorted(asked.lines)] for test, asked in _asked.items()}
    worker = getattr(session.config, "workeroutput", None)
    if worker is not None:
        worker["asking"] = told
    elif connection.vendor == "sqlite" and told:
        NOTED.parent.mkdir(exist_ok=True)
        known = json.loads(NOTED.read_text()) if NOTED.exists() else {}
        fresh = NOTED.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(known | told))  # a run of a few tests tells nothing of the rest
        fresh.replace(NOTED)


def pytest_testnodedown(node: Any) -> None:
    """A worker of xdist has ended: take what it noted."""
    for test, (seconds, lines) in getattr(node, "workeroutput", {}).get("asking", {}).items():
        _asked[test] = Asked(seconds, set(lines))


# --- On PostgreSQL: choosing ------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where AGAIN=lines, leave out what would only ask from the same lines once more."""
    if connection.vendor == "sqlite" or os.environ.get("AGAIN") != "lines":
        return
    noted = _noted()
    known = {item.nodeid: noted[item.nodeid] for item in items if item.nodeid in noted}
    races = {item.nodeid for item in items if _commits(item)}
    again = races | fewest(known, already=races)
    left_out = [item for item in items if item.nodeid in known and item.nodeid not in again]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _noted() -> dict[str, Asked]:
    if not NOTED.exists():
        return {}
    told = json.loads(NOTED.read_text())
    return {test: Asked(seconds, set(lines)) for test, (seconds, lines) in told.items()}


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(
        marker and marker.kwargs.get("transaction")
    )


def fewest(known: Mapping[str, Asked], *, already: Iterable[str] = ()) -> set[str]:
    """Tests that together make every line ask, chosen greedily by new lines for each second.

    Greedy covering (Chvatal, 1979): within a factor of ln(lines) of the least cost. What a test
    would add only shrinks, so a stale gain at the head of the heap is weighed again and put back.
    """
    covered: set[str] = set().union(*(known[test].lines for test in already if test in known))
    heap = [(-_gain(asked, covered), test) for test, asked in known.items()]
    heapify(heap)
    chosen = set()
    while heap:
        stale, test = heappop(heap)
        gain = _gain(known[test], covered)
        if not gain:
            continue
        if gain < -stale:
            heappush(heap, (-gain, test))
            continue
        chosen.add(test)
        covered |= known[test].lines
    return chosen


def _gain(asked: Asked, covered: set[str]) -> float:
    return len(asked.lines - covered) / (asked.seconds + AT_LEAST)
