"""A year in the life of a programme: pairs in every state, and what they did.

    programme = live_a_year(after=the_programme_of_now)

makes last year's cohort of the same people, pairs them as an evening's round does, spreads the
pairs over every state, and lets each room draw its part: meetings, goals, feedback, notes.
"""

import pkgutil
from importlib import import_module

from edumentoring.demonstration.year.shape import Year

__all__ = ["Year", "fill_all"]

# What later parts refer to comes first; parts that are not named follow.
ORDER = ("course", "goals", "meetings", "tools", "notes", "circle", "rhythm", "concerns")
NOT_PARTS = {"shape", "cohort", "tests"}


def fill_all(year: Year) -> None:
    """Let every part draw what it has of this year."""
    found = {module.name for module in pkgutil.iter_modules(__path__)} - NOT_PARTS
    for name in (*(part for part in ORDER if part in found), *sorted(found - {*ORDER})):
        import_module(f"{__name__}.{name}").fill(year)
