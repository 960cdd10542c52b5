"""What the tools put on a person's first page: a draft that was left open, as a quiet offer."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side
from edumentoring.tools.models import Sheet

RANK = 80  # nearly anything else matters more


def lines(sides: Sequence[Side]) -> Iterable[Line]:
    """The draft that was last written in, over all pairs. One question to the database."""
    by_pair = {side.pair.pk: side for side in sides}
    drafts = (
        Sheet.objects.kept()
        .drafts()
        .filter(pair__in=list(by_pair), writer__in=[side.me.pk for side in sides])
    )
    draft = drafts.exclude(version=1).first()
    if draft is None or draft.pair_id is None:
        return
    yield Line(
        kind=Kind.SUGGESTION,
        text=_("You left a draft open: %s") % draft.tool.title,
        detail=draft.title,
        url=draft.get_absolute_url(),
        button=_("Go on with it"),
        rank=RANK,
        side=by_pair[draft.pair_id],
    )
