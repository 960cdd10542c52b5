"""The command line: `pairwell`, or `python -m pairwell`. It only reads, calls and writes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from pairwell._command.screen import Note


def command() -> None:
    """Run as a command of its own, and leave without taking a large memory apart piece by piece."""
    gc.disable()  # nothing here goes round in circles; looking for it in much data takes long
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


REFUSED, NOT_UNDERSTOOD, STOPPED = 1, 2, 130

MODULES = {
    "match": "matching",
    "check": "checking",
    "explain": "explaining",
    "population": "population",
    "strategy": "strategy",
    "completion": "completion",
}
"""Each has `run(options, note) -> exit code`, and is imported when it is asked for."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; what is wrong is said in words.

    What it needs is imported here: NumPy comes with it, and by now `command` has stopped the
    collector from looking through all of that.
    """
    from pairwell._command.arguments import parser
    from pairwell._command.faults import Unreadable
    from pairwell._command.screen import note, silence
    from pairwell._model import PairwellError

    words = sys.argv[1:] if argv is None else argv
    top = parser(words[0] if words else None)
    options = top.parse_args(words)
    if len(getattr(options, "people", ())) > 2:
        top.error("give mentors, then mentees, or one file of both")
    try:
        code = _run_of(options)(options, silence if options.quiet else note)
        sys.stdout.flush()
    except Unreadable as wrong:
        for line in wrong.faults:
            note(line)
        return REFUSED
    except PairwellError as wrong:
        note(str(wrong))
        return REFUSED
    except BrokenPipeError:  # whoever read has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as wrong:
        note(f"{wrong.filename}: {wrong.strerror}." if wrong.filename else str(wrong))
        return REFUSED
    except KeyboardInterrupt:
        note("stopped; nothing was written.")
        return STOPPED
    return code


def _run_of(options: argparse.Namespace) -> Callable[[argparse.Namespace, Note], int]:
    found: Callable[[argparse.Namespace, Note], int] = import_module(
        f"pairwell._command.{MODULES[options.command]}"
    ).run
    return found
