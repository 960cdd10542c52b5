"""What the tools put on a person's first page: what was to be looked at again today, and a draft
that was left open, as a quiet offer."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side
from edumentoring.tools.models import Sheet

RANK = 80  # nearly anything else matters more
SHOWN_FOR = timedelta(days=7)


def lines(sides: Sequence[Side]) -> Iterable[Line]:
    """Over all pairs, one question to the database: the sheets whose day has come, for both where
    they are shared, and of the drafts the one that was last written in."""
    if not sides:
        return
    by_pair = {side.pair.pk: side for side in sides}
    today = max(side.pair.programme.today() for side in sides)
    begun = Q(visibility=Sheet.Visibility.DRAFT) & ~Q(version=1)
    dated = Q(look_again_on__gt=today - SHOWN_FOR, look_again_on__lte=today)
    mine = Sheet.objects.of_person(sides[0].me.user_id).filter(pair__in=list(by_pair))
    draft = None
    for sheet in mine.filter(begun | dated):
        side = by_pair[sheet.pair_id or 0]
        if is_due(sheet, side):
            yield _to_look_at(sheet, side)
        elif sheet.is_draft and draft is None:
            draft = _left_open(sheet, side)
    if draft:
        yield draft


def is_due(sheet: Sheet, side: Side) -> bool:
    """Whether its day has come where the pair is, and was not more than a week ago."""
    day, today = sheet.look_again_on, side.pair.programme.today()
    return day is not None and day <= today < day + SHOWN_FOR


def _to_look_at(sheet: Sheet, side: Side) -> Line:
    day = sheet.look_again_on
    return Line(
        kind=Kind.PROMISED,
        text=_("Look again at: %s") % sheet.heading,
        detail=_("If you like, with %s.") % side.other_name,
        url=reverse("tools:read", args=[sheet.code]),
        at=datetime.combine(day, time(9), tzinfo=side.zone) if day else None,
        side=side,
    )


def _left_open(sheet: Sheet, side: Side) -> Line:
    return Line(
        kind=Kind.SUGGESTION,
        text=_("You left a draft open: %s") % sheet.tool.title,
        detail=sheet.title,
        url=sheet.get_absolute_url(),
        button=_("Go on with it"),
        rank=RANK,
        side=side,
    )
