"""What stands above a person's page while it holds, such as that a whole programme rests.

This room knows neither programmes nor pairs, so rooms above hand in what they see in a page:

    banners.add(banner)

where `banner(context)` gets what the page's template knows and gives a `Banner`, or None. It
asks the database nothing.
"""

from collections.abc import Callable

from django.template import Context

from edumentoring.design.frames import Banner

Source = Callable[[Context], Banner | None]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's banner. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def banner_for(context: Context) -> Banner | None:
    """The first banner that holds for this page."""
    return next((found for source in _sources if (found := source(context))), None)
