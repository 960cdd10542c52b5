"""The usual words of a programme's public page, which the room that draws it hands in.

In an upper room: `public_words.hand_in(usual)`, where `usual(programme)` gives each piece's
words under its name. The step Look shows them as what stands while a box is empty.
"""

from collections.abc import Callable, Mapping

from edumentoring.programmes.models import Programme

Source = Callable[[Programme], Mapping[str, object]]
_sources: list[Source] = []


def hand_in(source: Source) -> Source:
    """Say where the usual words come from. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def usual_words(programme: Programme) -> dict[str, str]:
    """Each piece's usual words for this programme's kind; empty where no page draws them.

    What the page calls its lede is `Programme.summary`, and stands here under that name.
    """
    return {
        piece: str(words)
        for source in _sources
        for piece, words in source(programme).items()
        if isinstance(piece, str)
    }
