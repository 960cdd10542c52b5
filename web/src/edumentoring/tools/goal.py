"""The goal that stands above a sheet, so that it stays in sight."""

from edumentoring.goals.models import Goal
from edumentoring.pairs.sides import Side


def goal_in_sight(side: Side | None) -> Goal | None:
    """The mentee's newest open goal that this reader may see."""
    if side is None:
        return None
    goals = Goal.objects.visible_to(side.me).open().filter(pair=side.pair)
    return goals.filter(owner=side.pair.mentee).order_by("-made_at", "-pk").first()
