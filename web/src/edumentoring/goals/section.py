"""Goals and actions on the page of a pair: two questions to the database."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edumentoring.goals.forms import QuickActionForm
from edumentoring.goals.showing import goals_page
from edumentoring.pairs.sections import Section
from edumentoring.pairs.sides import Side

MOST = 3


def section(side: Side) -> Section | None:
    """The next things to do, the goals, and a line to add one more."""
    page = goals_page(side, with_asked=False)
    if page.is_empty and not page.waits and not side.may_write:
        return None
    return Section(
        title=_("Goals and actions"),
        template="goals/section.html",
        place=20,
        url=reverse("goals:goals", args=[side.pair.code]),
        context={
            "page": page,
            "mine": page.mine[:MOST],
            "goals": [*page.goals, *page.their_goals][:MOST],
            "waiting": len(page.offered) + len(page.offered_goals),
            "quick": QuickActionForm(side),
        },
    )
