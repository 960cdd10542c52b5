"""The words of the command line, with examples."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from pairwell._model import OBJECTIVES

EXIT_CODES = """\
exit codes:
  0  done
  1  refused: a file or a rule is wrong, or `check` found a fault; why is on stderr
  2  the words of the command were not understood
  3  done, and some mentees are left without a mentor
  130  stopped by Ctrl-C; nothing was written"""

FILES = """\
files:
  CSV (comma, semicolon, tab; UTF-8 or Windows-1252), .xlsx or .parquet. One row a person, one
  column a question, headed by the field's name: id, subjects, phases, topics, capacity, ...
  Several answers in one cell are separated by ; or |. Only `id` is needed. One file with both
  sides has a column `role`: mentor, mentee or both. Docs: docs/reference.md"""

MATCH = """\
examples:
  pairwell match mentors.csv mentees.csv --out pairs.csv
  pairwell match people.xlsx --strategy strategy.toml --out pairs.xlsx --unmatched left.csv
  pairwell match mentors.csv mentees.csv --lock agreed.csv --previous pairs.csv --report r.json"""

CHECK = """\
examples:
  pairwell check pairs.csv mentors.csv mentees.csv
  pairwell check pairs.csv people.csv --strategy strategy.toml --report report.json

Pairs may come from anywhere. They are checked by slow, plain code that shares nothing with the
solver. With --report, not even prices are worked out by it."""

EXPLAIN = """\
examples:
  pairwell explain mentors.csv mentees.csv --mentee cy
  pairwell explain mentors.csv mentees.csv --mentee cy --mentor ana"""

POPULATION = """\
examples:
  pairwell population --mentees 600 --mentors 350 --out people
  pairwell population --mentees 300000 --mentors 170000 --seed 7 --format parquet --out people

The same seed and numbers give the same people. Sources of the shares: docs/population.md"""

STRATEGY = """\
example:
  pairwell strategy > strategy.toml"""

COMPLETION = """\
examples:
  pairwell completion bash > ~/.local/share/bash-completion/completions/pairwell
  pairwell completion zsh > ~/.zfunc/_pairwell
  pairwell completion fish > ~/.config/fish/completions/pairwell.fish"""

MOST = 10_000_000

Adds = Callable[..., argparse.ArgumentParser]
"""Adds one command to the others: `add_parser` of argparse."""


def parser(first: str | None = None) -> argparse.ArgumentParser:
    """Return the whole command line, or where the first word names a command, that one alone:
    writing out all of them is a fiftieth of a cold start."""
    top = argparse.ArgumentParser(
        prog="pairwell",
        description="The best set of mentor and mentee pairs there is, proven best.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    add = top.add_subparsers(required=True, metavar="COMMAND", dest="command").add_parser
    for name, command in COMMANDS.items():
        if first not in COMMANDS or first == name:
            command(add)
    return top


# --- one function a command -------------------------------------------------------------------


def _match(add: Adds) -> None:
    command = _command(add, "match", "make the best pairs", f"{MATCH}\n\n{FILES}\n\n{EXIT_CODES}")
    _people(command)
    _file(command, "--out", "write the pairs there, as .csv, .xlsx or .parquet (otherwise stdout)")
    _file(command, "--unmatched", "write who has fewer mentors than asked for, and why")
    _file(command, "--report", "write figures, causes, prices and the proof as JSON")
    command.add_argument(
        "--no-reasons", action="store_true", help="leave fit and reasons out, which saves time"
    )
    _crowds(command)


def _check(add: Adds) -> None:
    command = _command(
        add, "check", "check pairs: allowed, and the best there are", f"{CHECK}\n\n{EXIT_CODES}"
    )
    _file(command, "pairs", "a file with columns mentor_id and mentee_id")
    _people(command)
    _file(command, "--report", "take prices from this report of `match`")
    command.add_argument(
        "--whole",
        action="store_true",
        help="score every possible pair by the plain rules, however many there are",
    )
    _crowds(command)


def _explain(add: Adds) -> None:
    command = _command(add, "explain", "say why two are a pair, or why not", EXPLAIN)
    _people(command)
    command.add_argument("--mentee", required=True, metavar="ID", help="whom it is about")
    command.add_argument("--mentor", metavar="ID", help="say it about this mentor")


def _strategy(add: Adds) -> None:
    _command(add, "strategy", "print a strategy file to start from", STRATEGY)


def _population(add: Adds) -> None:
    command = _command(add, "population", "make up people, in real proportions", POPULATION)
    for name in ("mentees", "mentors"):
        command.add_argument(
            f"--{name}", type=_count, required=True, metavar="N", help=f"how many {name}"
        )
    command.add_argument("--seed", type=_count, default=1, help="another seed, other people (1)")
    command.add_argument("--format", choices=("csv", "parquet"), default="csv", help="kind of file")
    _folder(command, "--out", "the folder to write to", required=True)


def _completion(add: Adds) -> None:
    command = _command(add, "completion", "print what a shell needs for tab", COMPLETION)
    command.add_argument("shell", choices=("bash", "zsh", "fish"))


COMMANDS: dict[str, Callable[[Adds], None]] = {
    "match": _match,
    "check": _check,
    "explain": _explain,
    "strategy": _strategy,
    "population": _population,
    "completion": _completion,
}


# --- what they have in common -----------------------------------------------------------------


def _command(add: Adds, name: str, words: str, epilog: str) -> argparse.ArgumentParser:
    """Add a command with what every command takes."""
    command = add(
        name,
        help=words,
        description=f"{words[:1].upper()}{words[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")
    return command


def _people(command: argparse.ArgumentParser) -> None:
    """Add what every command on people takes."""
    _file(command, "people", "mentors, then mentees; or one file of both", nargs="+")
    _file(command, "--strategy", "what matters and what must hold (`pairwell strategy`)")
    command.add_argument("--objective", choices=OBJECTIVES, help="instead of the strategy's own")
    _file(command, "--lock", "pairs that are fixed")
    _file(command, "--forbid", "pairs that are kept apart")
    _file(command, "--kept", "running pairs, never broken; they take places")
    _file(command, "--previous", "the last proposal: its pairs get a small bonus")
    _file(command, "--override", "pairs that may break a must of the strategy")


def _crowds(command: argparse.ArgumentParser) -> None:
    """Add how thousands of people are matched. None of it changes the result."""
    command.add_argument(
        "--threads", type=_count, metavar="N", help="for crowds: at a time (cores)"
    )
    command.add_argument(
        "--memory", type=_count, metavar="MIB", help="for crowds: refuse if more would be needed"
    )
    _folder(command, "--resume", "for crowds: go on from here after a stop")


def _file(
    command: argparse.ArgumentParser, name: str, words: str, nargs: str | None = None
) -> None:
    command.add_argument(name, type=Path, action=_File, metavar="FILE", help=words, nargs=nargs)


def _folder(
    command: argparse.ArgumentParser, option: str, words: str, *, required: bool = False
) -> None:
    command.add_argument(
        option, type=Path, action=_Folder, metavar="FOLDER", help=words, required=required
    )


def _count(text: str) -> int:
    if text.isdecimal() and int(text) <= MOST:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 to {MOST:,}")


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __call__(self, command: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        command.exit(message=f"pairwell {version('pairwell')}\n")


class _File(argparse.Action):
    """Keep the path of a file. `complete` is what shtab asks for, and nobody else."""

    @property
    def complete(self) -> Mapping[str, object]:
        import shtab

        return shtab.FILE

    def __call__(
        self, _: argparse.ArgumentParser, found: argparse.Namespace, value: object, *__: object
    ) -> None:
        setattr(found, self.dest, value)


class _Folder(_File):
    """Keep the path of a folder."""

    @property
    def complete(self) -> Mapping[str, object]:
        import shtab

        return shtab.DIRECTORY
