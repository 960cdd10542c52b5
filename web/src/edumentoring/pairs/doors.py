"""Pairs whose pages are shut, for reading too. Rooms above say which:

    doors.shut_where(is_apart)

where `is_apart()` gives a condition on pairs. It joins the question that finds a pair, so that a
shut door costs no question of its own.
"""

from collections.abc import Callable

from django.db.models import Exists

from edumentoring.pairs.models import Pair, PairQuerySet

_shut: list[Callable[[], Exists]] = []


def shut_where(condition: Callable[[], Exists]) -> None:
    """Shut the pages of the pairs this names. Handing in the same twice counts once."""
    if condition not in _shut:
        _shut.append(condition)


def open_ones(pairs: PairQuerySet) -> PairQuerySet:
    """Those of these pairs whose pages may be opened."""
    for condition in _shut:
        pairs = pairs.filter(~condition())
    return pairs


def is_open(pair: Pair) -> bool:
    """Whether the pages of this one pair may be opened."""
    return open_ones(Pair.objects.filter(pk=pair.pk)).exists()
