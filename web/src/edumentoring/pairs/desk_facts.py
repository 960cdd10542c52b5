"""What the desk may know of a pair beyond its state: counts and days, never a word of it.

Rooms above hand in what they know, all pairs of a page at once and in one question:

    desk_facts.add(facts)

where `facts(pairs)` gives sentences by the pair's key, for example "Met 3 times, last on 4 May".
What the two wrote to each other, their notes, goals and feedback, are never among them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from edumentoring.pairs.models import Pair

Source = Callable[[Sequence[Pair]], Mapping[int, Sequence[str]]]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's facts. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def facts_for(pairs: Sequence[Pair]) -> dict[int, list[str]]:
    """Every room's sentences about these pairs, by the pair's key."""
    found: dict[int, list[str]] = defaultdict(list)
    for source in _sources:
        for key, sentences in source(pairs).items():
            found[key].extend(sentences)
    return found
