"""What I said I would do, and what was suggested to me: for the first page, over all my pairs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.goals.models import Action, Goal, Rating
from edumentoring.goals.showing import day_words
from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side

# The page shows a few of all and folds the rest away; nobody reads more than these.
MOST = 24


def lines(sides: Sequence[Side]) -> Iterable[Line]:
    """What I said I would do, soonest first, and one line where something of a pair waits for me.

    Two questions to the database, however many pairs there are.
    """
    if not sides:
        return []
    return [*_promised(sides), *_asked(sides)]


def _promised(sides: Sequence[Side]) -> Iterable[Line]:
    of_pair = {side.pair.pk: side for side in sides}
    mine = (
        Action.objects.kept()
        .open()
        .filter(pair__in=of_pair, who__in=[side.me.pk for side in sides])
    )
    for action in mine.soonest_first()[:MOST]:
        side = of_pair[action.pair_id]
        yield Line(
            kind=Kind.PROMISED,
            text=action.text,
            detail=day_words(action.due_on, side.pair.programme.today()),
            url=reverse("goals:action", args=[side.pair.code, action.code]),
            at=_at(side, action),
            side=side,
        )


def _at(side: Side, action: Action) -> datetime | None:
    return datetime.combine(action.due_on, time(9), tzinfo=side.zone) if action.due_on else None


def _asked(sides: Sequence[Side]) -> Iterable[Line]:
    """Suggestions and questions of the other, counted: their words are on the page itself."""
    waiting = Counter(_waiting(sides))
    for side in sides:
        count = waiting[side.pair.pk]
        if count:
            yield Line(
                kind=Kind.ASKED,
                text=ngettext(
                    "%(name)s has an idea for you", "%(name)s has %(count)d ideas for you", count
                )
                % {"name": side.other_name, "count": count},
                detail=_("Take it up or let it go. Either is fine."),
                url=reverse("goals:goals", args=[side.pair.code]),
                button=_("Have a look"),
                side=side,
            )


def _waiting(sides: Sequence[Side]) -> list[int]:
    """The pair of each thing that waits: what was suggested, and what was asked."""
    me = [side.me.pk for side in sides]
    pairs = [side.pair.pk for side in sides]
    offered = Action.objects.kept().filter(state=Action.State.SUGGESTED, who__in=me, pair__in=pairs)
    goals = Goal.objects.kept().filter(state=Goal.State.SUGGESTED, owner__in=me, pair__in=pairs)
    asked = Q(by__in=[side.me.user_id for side in sides], asked_in__in=pairs)
    ratings = Rating.objects.filter(asked, given_at=None, let_go_at=None, skill__removed_at=None)
    counted: list[QuerySet[Any, Any]] = [
        offered.order_by().values_list("pair_id"),
        goals.order_by().values_list("pair_id"),
        ratings.order_by().values_list("asked_in_id"),
    ]
    return [row[0] for row in counted[0].union(*counted[1:], all=True).order_by()]
