"""Cells to values: one function, or one that makes it, for each kind of cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pairwell._command.tables import Cell, cleaned

Reader = Callable[[Cell], Any]

YES = frozenset({"yes", "y", "true", "1", "x"})
NO = frozenset({"no", "n", "false", "0"})
ROLES = {
    "mentor": ("mentor",),
    "mentors": ("mentor",),
    "mentee": ("mentee",),
    "mentees": ("mentee",),
    "both": ("mentor", "mentee"),
}
SEPARATORS = re.compile(r"[;|\n]")


class Misread(ValueError):
    """What a cell should have held, in words."""


def one_id(cell: Cell) -> str | None:
    """Read one id or word."""
    if isinstance(cell, tuple):
        raise Misread("Write one id, not a list")
    return cleaned(cell) or None


def several(cell: Cell) -> tuple[str, ...]:
    """Read ids that stand apart by ; or | or a new line."""
    parts = cell if isinstance(cell, tuple) else SEPARATORS.split(cell)
    return tuple(dict.fromkeys(part for part in map(cleaned, parts) if part))


def any_order(cell: Cell) -> frozenset[str]:
    """Read several ids whose order means nothing."""
    return frozenset(several(cell))


def whole(least: int, most: int) -> Reader:
    """Make a reader of whole numbers."""

    def read(cell: Cell) -> int | None:
        text = one_id(cell)
        if text is None:
            return None
        if re.fullmatch(r"[+-]?[0-9]{1,9}(\.0+)?", text) and least <= int(float(text)) <= most:
            return int(float(text))
        raise Misread(f"Write a whole number from {least:,} to {most:,}")

    return read


def degrees(most: int) -> Reader:
    """Make a reader of degrees, with a point or a comma."""

    def read(cell: Cell) -> float | None:
        text = one_id(cell)
        if text is None:
            return None
        if re.fullmatch(r"[+-]?\d{1,3}([.,]\d+)?", text):
            value = float(text.replace(",", "."))
            if -most <= value <= most:
                return value
        raise Misread(f"Write degrees from -{most} to {most}, such as 51.5")

    return read


def yes_or_no(cell: Cell) -> bool | None:
    """Read yes or no."""
    text = (one_id(cell) or "").casefold()
    if text in YES:
        return True
    if text in NO:
        return False
    if text:
        raise Misread("Write yes or no")
    return None


def among(known: frozenset[str]) -> Reader:
    """Make a reader of several words that are all known."""

    def read(cell: Cell) -> frozenset[str]:
        found = frozenset(
            each.casefold().replace("-", "_").replace(" ", "_") for each in several(cell)
        )
        if found <= known:
            return found
        raise Misread(f"Write any of: {', '.join(sorted(known))}")

    return read


def answers(cell: Cell) -> frozenset[str]:
    """Read answers to a programme's own questions."""
    found = any_order(cell)
    if all(all(each.partition("=")[::2]) for each in found):
        return found
    raise Misread("Write each as question=answer")


def role(cell: Cell) -> tuple[str, ...]:
    """Read who somebody is in a sheet of both."""
    found = ROLES.get((one_id(cell) or "").casefold())
    if found is None:
        raise Misread("Write mentor, mentee or both")
    return found
