"""What people read: results on stdout, everything else on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable

Note = Callable[[str], object]


def show(text: str) -> None:
    """Write a result."""
    sys.stdout.write(f"{text}\n")


def note(line: str) -> None:
    """Write a line about the work."""
    sys.stderr.write(f"pairwell: {line}\n")
    sys.stderr.flush()


def silence(line: str) -> None:
    """Write nothing: --quiet."""


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its noun."""
    return f"{count:,} {one if count == 1 else many}"
