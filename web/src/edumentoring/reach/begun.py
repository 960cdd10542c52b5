"""Sign-ups that were begun and not sent yet, by the link they came by.

The form stands above this room, so it hands its count in:

    # signup/apps.py
    begun.add(unfinished_by_code)
"""

from collections import Counter
from collections.abc import Callable, Mapping

from edumentoring.programmes.models import Programme

Count = Callable[[Programme], Mapping[str, int]]
_counts: list[Count] = []


def add(count: Count) -> Count:
    """Hand in a count of sign-ups by the code of their link. The same twice counts once."""
    if count not in _counts:
        _counts.append(count)
    return count


def begun_by_code(programme: Programme) -> Counter[str]:
    """How many are begun and not sent, by the code that came with them; "" for none."""
    found: Counter[str] = Counter()
    for count in _counts:
        found.update(count(programme))
    return found
