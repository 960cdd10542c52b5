"""Numbers of several schools from which nobody can be worked out.

A number from 1 to 9 is never given, nor anything it could be reckoned from: what is kept back is
given as one sum over several schools, and larger schools join it until that sum tells of nobody.
A part, such as the trained among the mentors, is given only where the rest is not small either.
This is a threshold with complementary suppression, as official statistics use it (Hundepool and
others, Statistical Disclosure Control, 2012).
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass

FEWEST = 10


@dataclass(frozen=True)
class Given[K: Hashable]:
    """One column as it may be shown: numbers by school, the sum of the other schools, and of all.

    A sum is None where it has to be kept back too.
    """

    each: Mapping[K, int]
    others: int | None
    whole: int | None


def give[K: Hashable](counts: Mapping[K, int]) -> Given[K]:
    """Of people counted by school."""
    shown, hidden = _split(
        counts,
        lambda key: counts[key] >= FEWEST,
        lambda keys: _tells_of_nobody([counts[key] for key in keys]),
    )
    is_safe = _tells_of_nobody([counts[key] for key in hidden])
    return _given(counts, shown, hidden, is_safe=is_safe)


def give_part[K: Hashable](
    counts: Mapping[K, int], part: Mapping[K, int], whole: Given[K]
) -> Given[K]:
    """Of some of them, whose whole is shown as `whole` says."""
    part = {key: part.get(key, 0) for key in counts}
    rest = {key: counts[key] - part[key] for key in counts}

    def is_safe(keys: Collection[K]) -> bool:
        return all(_is_fit(sum(some[key] for key in keys)) for some in (part, rest))

    shown, hidden = _split(
        counts,
        lambda key: key in whole.each and _is_fit(part[key]) and _is_fit(rest[key]),
        is_safe,
    )
    return _given(part, shown, hidden, is_safe=is_safe(hidden) and whole.whole is not None)


def _is_fit(amount: int) -> bool:
    """Nobody, or ten and more."""
    return amount == 0 or amount >= FEWEST


def _tells_of_nobody(hidden: Collection[int]) -> bool:
    """Whether the sum of these says nothing of one of them. Where it is all that so many schools
    below ten could have, or nearly, each of them would have nine."""
    whole, most = sum(hidden), (FEWEST - 1) * len(hidden)
    is_full = most - len(hidden) < whole <= most
    return not whole or (whole >= FEWEST and not is_full)


def _split[K: Hashable](
    counts: Mapping[K, int], fits: Callable[[K], bool], is_safe: Callable[[Collection[K]], bool]
) -> tuple[list[K], list[K]]:
    """Who is shown, and who is kept back with the smallest of those who fit."""
    shown = sorted((key for key in counts if fits(key)), key=lambda key: counts[key])
    hidden = [key for key in counts if not fits(key)]
    while shown and not is_safe(hidden):
        hidden.append(shown.pop(0))
    return shown, hidden


def _given[K: Hashable](
    counts: Mapping[K, int], shown: list[K], hidden: list[K], *, is_safe: bool
) -> Given[K]:
    each = {key: counts[key] for key in shown}
    others = sum(counts[key] for key in hidden) if is_safe else None
    return Given(each, others, None if others is None else others + sum(each.values()))
