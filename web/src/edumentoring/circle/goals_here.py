"""The mentee's goals, as this room may speak of them."""

from edumentoring.goals.models import Goal
from edumentoring.goals.models.goals import GoalQuerySet
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side


def mentee_goals(pair: Pair) -> GoalQuerySet:
    """The mentee's own goals in this pair: no suggestions."""
    mine = Goal.objects.kept().standing()
    return mine.filter(pair=pair, owner=pair.mentee_id)


def goals_to_offer(side: Side) -> GoalQuerySet:
    """Those a colleague may be asked for: the mentor names only what they can read."""
    goals = mentee_goals(side.pair)
    if side.is_mentee:
        return goals
    return goals.filter(pk__in=Goal.objects.visible_to(side.me).values("pk"))
