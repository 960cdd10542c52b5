"""Files that appear whole or not at all."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pairwell._command.faults import Unreadable
from pairwell._command.screen import show
from pairwell._command.writing import csv_text, kind_of, write_rows

Table = tuple[Sequence[str], Iterable[Sequence[Any]]]
"""Headings, and rows that are read once."""


class Outputs:
    """Write under other names; give all their names at the end, when nothing went wrong.

    So Ctrl-C, or a fault in the last file, leaves what stood there before.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        for written, path in self._waiting:
            if kind is None:
                written.replace(path)
            else:
                with suppress(OSError):
                    written.unlink(missing_ok=True)

    @contextmanager
    def place(self, path: Path) -> Iterator[Path]:
        """Give where to write what is to stand at `path`. Raises Unreadable where that fails."""
        refuse_taken(path)
        written = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            if not path.parent.exists():
                path.parent.mkdir(parents=True)
            self._waiting.append((written, path))
            yield written
        except OSError as error:
            why = error.strerror or error
            raise Unreadable([f"{path}: cannot be written ({why}). Name another."]) from error

    def table(self, path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write a table, of the kind its name says."""
        with self.place(path) as written:
            write_rows(written, kind_of(path), headings, rows)

    def text(self, path: Path, text: str) -> None:
        """Write text."""
        with self.place(path) as written:
            written.write_text(text, encoding="utf-8")


def refuse_taken(path: Path) -> None:
    """Refuse to put a file in the place of a folder, or of a device such as /dev/null."""
    if path.exists() and not path.is_file():
        what = "a folder" if path.is_dir() else "no ordinary file"
        raise Unreadable([f"{path}: is {what}. Name a file to write."])


def write_results(
    options: argparse.Namespace, *, pairs: Table, unmatched: Table, report: Callable[[], str]
) -> None:
    """Write what `match` was asked for. Pairs that no file is named for go to stdout."""
    with Outputs() as out:
        if options.out:
            out.table(options.out, *pairs)
        if options.unmatched:
            out.table(options.unmatched, *unmatched)
        if options.report:
            out.text(options.report, report())
        if not options.out:
            show(csv_text(*pairs).replace("\r\n", "\n").rstrip("\n"))
