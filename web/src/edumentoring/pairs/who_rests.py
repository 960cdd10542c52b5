"""Who lets a pair rest, as one of the two sees it."""

from typing import Any

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.programmes.navigation import address_of


def breaks_for(side: Side) -> dict[str, Any]:
    """What `pairs/breaks.html` shows: each break with whose it is. Nothing while they go on."""
    pair = side.pair
    if pair.state != Pair.State.PAUSED:
        return {}
    breaks = list(pair.breaks.all())
    own = [one for one in breaks if one.by_id == side.me.pk]
    return {
        "breaks": breaks,
        "my_break": next((one for one in own if not one.from_everything), None),
        "rests_by_desk": not breaks or any(one.by_id is None for one in breaks),
        "my_part": address_of("signup:mine", pair.programme.slug),
    }
