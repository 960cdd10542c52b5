"""The `edumentoring` command: arguments and printing only; the rooms do the work."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

EXIT_CODES = """\
Exit codes: 0 done; 1 refused or failed, with the reason on stderr; 2 the words of the
command were not understood; 3 done in part (rows left out, people unmatched). `receive`
answers the mail server in its own numbers: 0 taken, 65 or 67 send it back, 75 try again."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code and prints errors as a sentence."""
    from edumentoring.config.environment import BadSetting

    options = _parser().parse_args(argv)
    os.umask(0o077)  # what people told us is in these files: others on this machine read none
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Whoever reads the service's log must see the address now, not when a buffer is full.
        sys.stdout.reconfigure(line_buffering=True)
    _address(options)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edumentoring.config.settings")
    try:
        import django

        django.setup()
    except BadSetting as error:
        print(f"edumentoring: {error}", file=sys.stderr)
        return 1
    from django.db import DatabaseError

    from edumentoring.common.refused import Refused

    try:
        result: int = options.run(options) or 0
    except Refused as error:
        print(f"edumentoring: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"edumentoring: {where}{error.strerror or error}.", file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"edumentoring: {_why_the_database_failed(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return result


def _why_the_database_failed(error: Exception) -> str:
    """What whoever hosts the service can do about it; a fault of the program is raised again."""
    from django.db import DatabaseError, OperationalError

    from edumentoring.config.backup import BEHIND, is_behind

    try:
        if is_behind():
            return BEHIND
    except DatabaseError:  # it does not answer at all
        pass
    if not isinstance(error, OperationalError):
        raise error
    return f"The database did not answer: {error}. `edumentoring check` shows where it is."


def _address(options: argparse.Namespace) -> None:
    """Let HOST and PORT give the address, unless SITE_URL says what people type."""
    host = getattr(options, "host", None) or os.environ.get("HOST") or "127.0.0.1"
    port = getattr(options, "port", None) or os.environ.get("PORT") or "8000"
    options.host, options.port = host, port
    shown = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104
    os.environ.setdefault("EDUMENTORING_SITE_URL", f"http://{shown}:{port}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="edumentoring",
        description="Runs teacher-mentoring programmes.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = _command(commands, "serve", _serve, "answer web requests and do later work")
    serve.add_argument("--host", help="the address to listen on (or HOST; default 127.0.0.1)")
    serve.add_argument("--port", help="the port to listen on (or PORT; default 8000)")
    serve.add_argument(
        "--prepare", action="store_true", help="first migrate, and fill an empty demonstration"
    )
    serve.add_argument(
        "--no-worker", action="store_true", help="leave later work to `edumentoring worker`"
    )

    _command(commands, "worker", _worker, "do later work: matching, letters, clean-up")
    _command(commands, "migrate", _migrate, "bring the database up to this version")

    demo = _command(commands, "demo", _demo, "load fictional people to try the service with")
    demo.add_argument("--people", type=int, default=600, help="how many (default 600)")
    demo.add_argument("--seed", type=int, default=1, help="another seed, other people")
    demo.add_argument("--files", type=Path, metavar="FOLDER", help="write the raw sheets there too")

    owner = _command(
        commands, "owner", _owner, "let somebody make programmes; prints a sign-in link"
    )
    owner.add_argument("email")
    owner.add_argument("--name", default="", help="their name, as they write it")

    editor = _command(
        commands, "editor", _editor, "say who looks after the shared mentor zone: add, remove, list"
    )
    editor.add_argument("what", choices=["add", "remove", "list"])
    editor.add_argument("email", nargs="?", default="")
    editor.add_argument("--name", default="", help="their name, as they write it")

    bring = _command(commands, "import", _import, "bring sign-ups in from a sheet")
    bring.add_argument("file", type=Path)
    _programme(bring)
    bring.add_argument(
        "--role", choices=["mentor", "mentee", "both"], help="when no column says so"
    )
    bring.add_argument(
        "--dates", choices=["dmy", "mdy"], default="", help="when dates could be read both ways"
    )
    bring.add_argument(
        "--rest", type=Path, metavar="FILE", help="write rows that do not come in there, with why"
    )
    bring.add_argument(
        "--dry-run", action="store_true", help="show what would happen, save nothing"
    )

    register = _command(commands, "import-register", _import_register, "bring in a school register")
    register.add_argument("file", type=Path, help="the register's export, .csv or .csv.gz")
    register.add_argument("--links", type=Path, metavar="FILE", help="the register's file of links")

    match = _command(commands, "match", _match, "propose a round of pairs")
    _programme(match)
    match.add_argument("--out", type=Path, help="write the proposed pairs to this CSV file")

    export = _command(commands, "export", _export, "write a programme's people to a sheet")
    _programme(export)
    export.add_argument("file", type=Path, help="a file ending in .csv or .xlsx")

    _command(commands, "receive", _receive, "take one e-mail from standard input: an answer")

    backup = _command(commands, "backup", _backup, "copy the database and check the copy")
    backup.add_argument(
        "file", type=Path, nargs="?", help="default: a dated file in the data folder"
    )
    restore = _command(commands, "restore", _restore, "put a back-up in place of the database")
    restore.add_argument("file", type=Path)
    restore.add_argument(
        "--replace", action="store_true", help="even though the database holds people"
    )

    _command(commands, "check", _check, "show every setting and anything unsafe")
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int | None], meaning: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=meaning, description=meaning[0].upper() + meaning[1:] + "."
    )
    parser.set_defaults(run=run)
    return parser


def _programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--programme", required=True, metavar="SLUG", help="the programme's short name"
    )
    parser.add_argument("--by", metavar="E-MAIL", help="the coordinator to name in the history")


def _serve(options: argparse.Namespace) -> int:
    from edumentoring.config import serving

    port = _port(options.port)
    if options.prepare:
        serving.refuse_taken_port(options.host, port)  # a first start takes a minute: say it before
        serving.prepare(out=print)
    return serving.serve(options.host, port, with_worker=not options.no_worker, out=print)


def _port(words: str) -> int:
    from edumentoring.common.refused import Refused
    from edumentoring.common.sent import number_in

    port = number_in(words)
    if not 0 < port < 2**16:
        raise Refused(f"“{words}” is no port. Choose a number from 1 to 65535, such as PORT=8001.")
    return port


def _worker(_options: argparse.Namespace) -> int:
    from edumentoring.config import serving

    return serving.work(out=print)


def _migrate(_options: argparse.Namespace) -> None:
    from django.core.management import call_command

    from edumentoring.library.furnishing import furnish

    call_command("migrate", verbosity=1)
    for line in furnish():
        print(line)


def _demo(options: argparse.Namespace) -> None:
    from django.conf import settings

    from edumentoring.common.refused import Refused
    from edumentoring.demonstration import operations
    from edumentoring.demonstration.year.cohort import live_a_year
    from edumentoring.people.models import User

    if User.objects.exists() and not settings.DEMONSTRATION:
        raise Refused(
            "This database holds people. Fictional ones belong in a database of their own: "
            "give EDUMENTORING_DATA another folder."
        )
    summary = operations.load_demonstration(people=options.people, seed=options.seed)
    print(summary)
    print(live_a_year(summary.programme))
    if options.files:
        for path in operations.write_raw_files(
            options.files, people=options.people, seed=options.seed
        ):
            print(f"Wrote {path}")


def _owner(options: argparse.Namespace) -> None:
    from edumentoring.people.operations import make_owner

    print(make_owner(options.email, options.name))


def _editor(options: argparse.Namespace) -> None:
    from edumentoring.library.operations import add_editor, editors, remove_editor

    if options.what == "add":
        print(f"{add_editor(options.email, options.name)} edits the shared mentor zone.")
    elif options.what == "remove":
        remove_editor(options.email)
        print("Done. The editors' desk is shut to them now.")
    else:
        print("\n".join(editors()) or "Nobody yet. `edumentoring editor add E-MAIL` names one.")


def _import(options: argparse.Namespace) -> int:
    from edumentoring.intake.command import import_file
    from edumentoring.programmes.command import find_programme

    programme, by = find_programme(options.programme, by=options.by)
    return import_file(
        options.file,
        programme,
        by=by,
        as_role=options.role,
        dates=options.dates,
        dry_run=options.dry_run,
        rest_to=options.rest,
        out=print,
    )


def _import_register(options: argparse.Namespace) -> None:
    from edumentoring.schools.operations import import_register

    print(import_register(options.file, links=options.links))


def _match(options: argparse.Namespace) -> int:
    from edumentoring.matching.command import match
    from edumentoring.programmes.command import find_programme

    programme, by = find_programme(options.programme, by=options.by, power="match")
    return match(programme, by=by, pairs_file=options.out, out=print)


def _export(options: argparse.Namespace) -> None:
    from edumentoring.programmes.command import find_programme
    from edumentoring.programmes.export import write

    programme, _by = find_programme(options.programme, by=options.by, power="see")
    count = write(programme, options.file)
    print(f"Wrote {count} people to {options.file}")


def _receive(_options: argparse.Namespace) -> int:
    from django.db import OperationalError

    from edumentoring.queries.command import LATER, receive

    try:
        received = receive(sys.stdin.buffer)
    except OperationalError as fault:
        # Any other number would send the mail back to somebody who did nothing wrong.
        print(f"edumentoring: the database did not answer: {fault}", file=sys.stderr)
        return LATER
    print(received.words, file=sys.stderr if received.exit_code else sys.stdout)
    return received.exit_code


def _backup(options: argparse.Namespace) -> None:
    from edumentoring.config.backup import back_up

    copy = back_up(options.file)
    print(f"Backed up and checked: {copy.path} ({copy.rows:,} rows in {copy.tables} tables)")


def _restore(options: argparse.Namespace) -> None:
    from edumentoring.config.backup import restore

    copy = restore(options.file, replace=options.replace)
    print(f"Restored {copy.rows:,} rows in {copy.tables} tables from {options.file}")
    for note in copy.notes:
        print(note)


def _check(_options: argparse.Namespace) -> int:
    from edumentoring.config.inspection import inspect

    return inspect(out=print)


if __name__ == "__main__":
    sys.exit(main())
