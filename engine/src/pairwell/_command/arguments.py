"""The words of the command line, with examples."""

from __future__ import annotations

import argparse
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


def parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    top = argparse.ArgumentParser(
        prog="pairwell",
        description="The best set of mentor and mentee pairs there is, proven best.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = top.add_subparsers(required=True, metavar="COMMAND", dest="command")

    match = _command(
        commands, "match", "make the best pairs", f"{MATCH}\n\n{FILES}\n\n{EXIT_CODES}"
    )
    _people(match)
    _file(match, "--out", "write the pairs there, as .csv, .xlsx or .parquet (otherwise stdout)")
    _file(match, "--unmatched", "write who has fewer mentors than asked for, and why")
    _file(match, "--report", "write figures, causes, prices and the proof as JSON")

    match.add_argument(
        "--no-reasons", action="store_true", help="leave fit and reasons out, which saves time"
    )
    _crowds(match)

    check = _command(
        commands,
        "check",
        "check pairs: allowed, and the best there are",
        f"{CHECK}\n\n{EXIT_CODES}",
    )
    check.add_argument("pairs", type=Path, help="a file with columns mentor_id and mentee_id")
    _people(check)
    _file(check, "--report", "take prices from this report of `match`")
    check.add_argument(
        "--whole",
        action="store_true",
        help="score every possible pair by the plain rules, however many there are",
    )

    _crowds(check)

    explain = _command(commands, "explain", "say why two are a pair, or why not", EXPLAIN)
    _people(explain)
    explain.add_argument("--mentee", required=True, metavar="ID", help="whom it is about")
    explain.add_argument("--mentor", metavar="ID", help="say it about this mentor")

    _command(commands, "strategy", "print a strategy file to start from", STRATEGY)

    people = _command(commands, "population", "make up people, in real proportions", POPULATION)
    people.add_argument(
        "--mentees", type=_count, required=True, metavar="N", help="how many mentees"
    )
    people.add_argument(
        "--mentors", type=_count, required=True, metavar="N", help="how many mentors"
    )
    people.add_argument("--seed", type=_count, default=1, help="another seed, other people (1)")
    people.add_argument("--format", choices=("csv", "parquet"), default="csv", help="kind of file")
    people.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="the folder to write to"
    )

    completion = _command(commands, "completion", "print what a shell needs for tab", COMPLETION)
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))
    completion.set_defaults(parser=top)
    return top


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __call__(self, command: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        command.exit(message=f"pairwell {version('pairwell')}\n")


def _command(commands: object, name: str, words: str, epilog: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(  # type: ignore[attr-defined]
        name,
        help=words,
        description=f"{words[:1].upper()}{words[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")
    return made


def _people(command: argparse.ArgumentParser) -> None:
    """Add what every command on people takes."""
    command.add_argument(
        "people",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="mentors, then mentees; or one file of both",
    )
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
    command.add_argument(
        "--resume", type=Path, metavar="FOLDER", help="for crowds: go on from here after a stop"
    )


def _file(command: argparse.ArgumentParser, option: str, words: str) -> None:
    command.add_argument(option, type=Path, metavar="FILE", help=words)


def _count(text: str) -> int:
    if text.isdecimal() and int(text) <= MOST:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 to {MOST:,}")
