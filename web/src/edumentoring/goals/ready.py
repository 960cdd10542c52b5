"""Before a meeting: what the two said they would do, and the goals they share."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.goals.showing import ActionLine, GoalLine, goals_page
from edumentoring.pairs.ready import Part, Thing
from edumentoring.pairs.sides import Side

MOST = 4


def parts(side: Side) -> Iterable[Part]:
    """Only what both may read: the page lies open between them. Two questions to the database."""
    page = goals_page(side, with_asked=False)
    url = reverse("goals:goals", args=[side.pair.code])
    actions = [line for line in (*page.mine, *page.theirs) if line.whom][:MOST]
    goals = [line for line in (*page.goals, *page.their_goals) if line.whom][:MOST]
    yield Part(
        title=_("What you two said you would do"),
        place=20,
        things=[_action(side, line, url) for line in actions],
        whom=side.other_name,
    )
    yield Part(
        title=_("What you are working on"),
        place=30,
        things=[_goal(side, line) for line in goals],
        whom=side.other_name,
    )


def _action(side: Side, line: ActionLine, url: str) -> Thing:
    who = _("You") if line.is_mine else side.other_name
    detail = f"{who}. {line.when}" if line.when else who
    return Thing(text=line.action.text, detail=detail, url=url)


def _goal(side: Side, line: GoalLine) -> Thing:
    whose = _("Your goal") if line.is_mine else _("%s’s goal") % side.other_name
    detail = f"{whose}. {line.count}" if line.count else whose
    return Thing(text=line.goal.what, detail=detail, url=line.goal.get_absolute_url())
