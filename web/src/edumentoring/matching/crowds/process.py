"""Asking for a crowd's pairs: the engine works in a process of its own, and says how far it is.

Holding every pair of 20,000 people would take gigabytes, and minutes in a thread of the service
would slow its pages. So a child process has the people handed in and the answer handed back;
what it could keep on disk are numbers of pairs, with which a run that was cut short goes on.
"""

import json
import selectors
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.matching.for_engine import Person, engine_tables

if TYPE_CHECKING:
    from edumentoring.matching.solving import Key, Terms

CHILD = (sys.executable, "-m", "edumentoring.matching.crowds.child")
LOOK_EVERY = 1.0  # seconds between looks at whether the work is still wanted

Report = Callable[[int, int, str], bool]
"""Takes what is done, of how much, and what it is. Says whether to go on."""

WORDS: dict[str, Promise] = {
    "reading answers": gettext_lazy("Reading everybody’s answers"),
    "trying with a few": gettext_lazy("Trying with a few people first"),
    "scoring every pair": gettext_lazy("Scoring every pair"),
    "looking for more places": gettext_lazy("Looking for places for more people"),
    "pricing every pair": gettext_lazy("Looking for better pairs"),
    "looking for the best pair": gettext_lazy("Looking at the pairs of last time"),
    "checking with plain code": gettext_lazy("Checking the result a second way"),
    "fits": gettext_lazy("Working out how well each pair fits"),
    "without": gettext_lazy("Looking at who has no match, and why"),
}


class Stopped(Exception):
    """The work is not wanted any more."""


def match_crowd(
    people: Iterable[Person], terms: "Terms", *, round_id: int, report: Report
) -> dict[str, Any]:
    """The best pairs of a crowd, with figures, as a board keeps them.

    Finished blocks are kept until there is an answer. Raises Refused for locks that cannot hold
    together, and Stopped as soon as `report` says so.
    """
    folder = folder_of(round_id)
    folder.mkdir(parents=True, exist_ok=True)
    answer: dict[str, Any] | None = None
    for line in ask(asked_for(people, terms, folder)):
        answer = line.get("answer", answer)
        if "refused" in line:
            raise Refused(_("These locks cannot all hold. Unlock one of the pairs and try again."))
        if not report(line.get("done", 0), line.get("of", 0), in_words(line.get("words", ""))):
            forget_blocks(round_id)
            raise Stopped
    if answer is None:
        raise RuntimeError("The engine ended without an answer.")
    forget_blocks(round_id)
    return answer


def in_words(engine: str) -> str:
    """What the engine is at, in words; nothing where it said nothing new."""
    if not engine:
        return ""
    return str(WORDS.get(engine, _("Working out the best pairs")))


def folder_of(round_id: int) -> Path:
    """Where a round's finished blocks are kept, so that a worker that died loses little."""
    return Path(settings.DATA) / "rounds" / str(round_id)


def forget_blocks(round_id: int) -> None:
    """Drop what was kept of a round's runs."""
    shutil.rmtree(folder_of(round_id), ignore_errors=True)


def asked_for(people: Iterable[Person], terms: "Terms", folder: Path) -> dict[str, Any]:
    """What the child is asked with. It has the engine's words for these terms."""
    fixed = terms.locks | terms.loose
    return {
        "people": [waiting(one, fixed) if one["id"] in terms.aside else one for one in people],
        "tables": engine_tables(),
        "weights": terms.strategy["weights"],
        "musts": {
            name: value for name, value in terms.strategy["musts"].items() if value is not None
        },
        "fairness": terms.strategy["fairness"],
        "locked": listed(fixed),
        "forbidden": listed(terms.forbids - fixed),
        "previous": listed(terms.previous),
        "overrides": listed(terms.given),
        "folder": str(folder),
    }


def waiting(person: Person, fixed: "frozenset[Key]") -> Person:
    """Somebody who was taken off the board waits: they ask for nobody but whom they have."""
    has = sum(mentee == person["id"] for _mentor, mentee in fixed)
    return {**person, "mentee": {**person["mentee"], "demand": has}}


def listed(pairs: "frozenset[Key]") -> list[list[int]]:
    return sorted(map(list, pairs))


# --- the child ---------------------------------------------------------------------------------


def ask(asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each line a child says; an empty one about once a second while it says nothing.

    The child ends with the loop that reads it, and by itself where this process was killed.
    """
    child = subprocess.Popen(CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
    pipes = cast("tuple[IO[bytes], IO[bytes]]", (child.stdin, child.stdout))
    try:
        with pipes[0] as to_child:
            to_child.write(json.dumps(asked, separators=(",", ":")).encode())
        for line in lines_of(pipes[1]):
            yield json.loads(line) if line else {}
        if child.wait() != 0:
            raise RuntimeError(f"The engine's process ended with {child.returncode}.")
    finally:
        child.kill()
        child.wait()
        pipes[1].close()


def lines_of(pipe: IO[bytes]) -> Iterator[bytes]:
    """Whole lines as they come, and nothing about once a second while none comes."""
    begun = b""
    with selectors.DefaultSelector() as looking:
        looking.register(pipe, selectors.EVENT_READ)
        while True:
            if not looking.select(LOOK_EVERY):
                yield b""
                continue
            more = pipe.read1(1 << 16)  # type: ignore[attr-defined]
            if not more:
                return
            *whole, begun = (begun + more).split(b"\n")
            yield from whole
