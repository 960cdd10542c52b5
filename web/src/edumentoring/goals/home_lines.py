"""What I said I would do, and what was suggested to me: for the first page, over all my pairs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.goals.models import Action, Goal, Rating
from edumentoring.goals.showing import day_words
from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side

# The page shows a few of all and folds the rest away; nobody reads more than these.
MOST = 24
COLUMNS = ("of", "said", "day", "key", "since")


def lines(sides: Sequence[Side]) -> Iterable[Line]:
    """What I said I would do, soonest first, and one line where something of a pair waits for me.

    One question to the database, however many pairs there are.
    """
    if not sides:
        return []
    rows = _rows(sides)
    promised = [row for row in rows if row["said"]]
    waiting = Counter(row["of"] for row in rows if not row["said"])
    return [*_promised(sides, promised), *_asked(sides, waiting)]


def _promised(sides: Sequence[Side], rows: Iterable[dict[str, Any]]) -> Iterable[Line]:
    of_pair = {side.pair.pk: side for side in sides}
    soonest = sorted(rows, key=lambda row: (row["day"] or date.max, row["since"], row["key"]))
    for row in soonest[:MOST]:
        side, day = of_pair[row["of"]], row["day"]
        yield Line(
            kind=Kind.PROMISED,
            text=row["said"],
            detail=day_words(day, side.pair.programme.today()),
            url=reverse("goals:action", args=[side.pair.code, row["key"]]),
            at=datetime.combine(day, time(9), tzinfo=side.zone) if day else None,
            side=side,
        )


def _asked(sides: Sequence[Side], waiting: Mapping[int, int]) -> Iterable[Line]:
    """Suggestions and questions of the other, counted: their words are on the page itself."""
    for side in sides:
        count = waiting.get(side.pair.pk, 0)
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


def _rows(sides: Sequence[Side]) -> list[dict[str, Any]]:
    """What I said I would do, with its words; and, without any, the pair of each thing that waits:
    what was suggested, and what was asked."""
    me = [side.me.pk for side in sides]
    pairs = [side.pair.pk for side in sides]
    actions = Action.objects.kept().filter(who__in=me, pair__in=pairs)
    offered = actions.filter(state=Action.State.SUGGESTED)
    goals = Goal.objects.kept().filter(state=Goal.State.SUGGESTED, owner__in=me, pair__in=pairs)
    asked = Q(by__in=[side.me.user_id for side in sides], asked_in__in=pairs)
    ratings = Rating.objects.filter(asked, given_at=None, let_go_at=None, skill__removed_at=None)
    mine = actions.open().order_by().annotate(of=F("pair"), said=F("text"), day=F("due_on"))
    counted = [
        _counted(offered, "pair"),
        _counted(goals, "pair"),
        _counted(ratings, "asked_in"),
    ]
    promised = mine.annotate(key=F("code"), since=F("made_at")).values(*COLUMNS)
    return list(promised.union(*counted, all=True).order_by())


def _counted(rows: QuerySet[Any], pair: str) -> Any:
    """The same columns with nothing but the pair."""
    return (
        rows.order_by()
        .annotate(
            of=F(pair),
            said=Value("", output_field=CharField()),
            day=Value(None, output_field=DateField()),
            key=F("code"),
            since=Value(None, output_field=DateTimeField()),
        )
        .values(*COLUMNS)
    )
