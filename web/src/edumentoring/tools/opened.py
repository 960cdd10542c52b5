"""What of the tools can be opened to somebody around a pair: feedback, a plan, any filled form."""

from collections.abc import Collection, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.openable import Openable, Part, Thing, only
from edumentoring.pairs.sides import Side
from edumentoring.tools.models import Sheet
from edumentoring.tools.pages import FilledBox


def forms(side: Side, keys: Collection[str] | None) -> Iterator[Thing]:
    """What the mentee keeps or shares in this pair, and what is shared with them: no drafts.

    What its writer keeps back stands in no `answers`, so it is in none of these words.
    """
    if not side.is_mentee:
        return
    found = Sheet.objects.visible_to(side.me).filter(pair=side.pair)
    done = found.exclude(visibility=Sheet.Visibility.DRAFT).select_related("writer__user")
    for sheet in only(done, keys):
        yield Thing(
            key=str(sheet.code),
            title=sheet.heading,
            detail=f"{sheet.tool.title}, {date_format(sheet.saved_at, 'j F Y')}",
            parts=list(_parts(sheet)),
        )


def _parts(sheet: Sheet) -> Iterator[Part]:
    hidden = set(sheet.kept_back) | sheet.tool.only_mine
    for box in sheet.tool.boxes:
        if box.key not in hidden:
            words = "\n".join(FilledBox(box, sheet.answers.get(box.key), kept=False).words)
            if words:
                yield Part(box.label, words)


OPENABLE = (
    Openable(kind="form", name=_("Feedback, plans and other forms"), place=30, things=forms),
)
