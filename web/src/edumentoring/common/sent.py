"""Numbers that a form or an address sends back to us: read strictly, whatever was put there.

`str.isdigit` takes "²", which `int` refuses, and `int` refuses five thousand nines.
"""

from collections.abc import Mapping

DIGITS = 9
"""As many as every whole number of either database has room for."""


def number_in(words: str) -> int:
    """The number these words are; 0 where they are none, which is no key and no version."""
    is_number = words.isascii() and words.isdigit() and len(words) <= DIGITS
    return int(words) if is_number else 0


def version_in(data: Mapping[str, object]) -> int:
    """The version a form was written over; 0 where it names none, or something else."""
    return number_in(str(data.get("version", "")))
