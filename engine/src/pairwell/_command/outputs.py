"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pairwell._command.faults import Unreadable
from pairwell._command.tables import kind_of, write_rows


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

    def place(self, path: Path) -> Path:
        """Return where to write what is to stand at `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise Unreadable([f"{path}: is a folder. Name a file to write."])
        written = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._waiting.append((written, path))
        return written

    def table(self, path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write a table, of the kind its name says."""
        write_rows(self.place(path), kind_of(path), headings, rows)

    def text(self, path: Path, text: str) -> None:
        """Write text."""
        self.place(path).write_text(text, encoding="utf-8")
