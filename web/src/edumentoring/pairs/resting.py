"""That a whole programme rests, above every page of a pair of it."""

from django.template import Context

from edumentoring.design.frames import Banner
from edumentoring.pairs.sides import Side
from edumentoring.programmes.opening import paused_words


def banner(context: Context) -> Banner | None:
    """Pages of a pair know their reader's `side`; those of an ended pair have nothing to rest."""
    side = context.get("side")
    if not isinstance(side, Side) or not side.may_write:
        return None
    programme = side.pair.programme
    return Banner(paused_words(programme)) if programme.paused_at else None
