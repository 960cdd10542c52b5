"""The mentee's goals, as this room may speak of them."""

from edumentoring.circle.models import Member
from edumentoring.goals.models import Action, Goal
from edumentoring.goals.models.goals import GoalQuerySet, Seen
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


def goals_read_by(member: Member) -> list[tuple[Goal, list[Action]]]:
    """The goals opened to somebody, each with the actions that the pair shares."""
    pair = member.pair
    goals = mentee_goals(pair).filter(opened_to__member=member).order_by("made_at", "pk")
    actions = Action.objects.kept().standing().filter(seen=Seen.PAIR, goal__in=goals)
    by_goal: dict[int, list[Action]] = {}
    for action in actions.soonest_first():
        by_goal.setdefault(action.goal_id or 0, []).append(action)
    return [(goal, by_goal.get(goal.pk, [])) for goal in goals]
