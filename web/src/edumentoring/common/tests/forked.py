"""Processes of ours that begin at once: forked from one that has loaded Django already.

A test that kills a process a dozen times would load everything a dozen times over, which takes
longer than what it tests. Each is a process of its own all the same, and SIGKILL is real.

    with forking(environment) as begin:
        process = begin("from edumentoring.cli import main; main(['worker'])")
        process.kill()
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn


@dataclass
class Forked:
    """A process that was begun."""

    pid: int
    parent: "_Parent"

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def wait(self) -> int:
        """Its exit code, or less the number of the signal that ended it."""
        return self.parent.ask(wait=self.pid)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)
        self.wait()


@dataclass
class _Parent:
    process: subprocess.Popen[str]

    def ask(self, **what: Any) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def forking(environment: dict[str, str]) -> Iterator[Callable[[str], Forked]]:
    """Gives what begins a process that runs some code, with this environment."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        env={**environment, "DJANGO_SETTINGS_MODULE": "edumentoring.config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        parent = _Parent(process)
        yield lambda code: Forked(parent.ask(run=code), parent)


# --- In the process that forks --------------------------------------------------------------------


def serve() -> None:
    """Fork for each line that is read, or wait for one that was forked; ends with its input."""
    import django

    django.setup()
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
        else:
            answer = os.fork() or _run(asked["run"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _run(code: str) -> NoReturn:
    """In the new process, which must never come back to the loop it was forked in."""
    failed = 1
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1):
            os.dup2(nowhere, standard)
        exec(code, {"__name__": "__forked__"})
        failed = 0
    except BaseException:  # noqa: BLE001 - whatever it was, it is told and the process ends
        traceback.print_exc()
    finally:
        os._exit(failed)


if __name__ == "__main__":
    serve()
