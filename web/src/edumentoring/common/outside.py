"""Telephone numbers and addresses of others that this service shows: each once, in `outside.toml`,
with the day on which somebody last made sure of it.

A test reads every page and finds those that are not there. To check them again, open the file
and go through it from the oldest day.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("outside.toml")


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number to call, and whose it is."""

    number: str
    whose: str
    checked_on: date
    url: str = ""

    @property
    def dialled(self) -> str:
        """As a telephone wants it."""
        return self.number.replace(" ", "")


@dataclass(frozen=True, kw_only=True)
class Address:
    """A page of somebody else's. Without a day nobody has opened it since it was written down."""

    url: str
    checked_on: date | None = None


def number_of(key: str) -> Number:
    """The number of this key, such as "samaritans". An unknown one raises."""
    return numbers()[key]


@cache
def numbers() -> dict[str, Number]:
    """Every number, by its key."""
    return {key: Number(**row) for key, row in _read()["numbers"].items()}


@cache
def addresses() -> list[Address]:
    """Every address."""
    return [Address(**row) for row in _read()["addresses"]]


def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
