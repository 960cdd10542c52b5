"""What two people want to talk about. The mentee begins; it is their time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.meetings.models import AgendaItem, Meeting
from edumentoring.pairs.first_talk import PARTS
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side

MOST = 20
# From then on the mentor may add something, even where the mentee has not begun.
NEAR = timedelta(days=1)


def may_add(side: Side, items: list[AgendaItem], coming: Meeting | None) -> bool:
    """The mentee always; the mentor once the mentee has begun, or from the day before."""
    if side.is_mentee or any(item.by_id == side.other.pk for item in items):
        return True
    return bool(coming and coming.starts_at and coming.starts_at <= timezone.now() + NEAR)


@transaction.atomic
def add_item(side: Side, text: str) -> AgendaItem:
    """Put something on the list; what stands there already is not put twice."""
    Pair.objects.select_for_update().get(pk=side.pair.pk)
    text = " ".join(text.split())
    if not text:
        raise Refused(_("Type what you would like to talk about."))
    items = list(AgendaItem.objects.waiting().filter(pair=side.pair))
    there = next((item for item in items if item.text == text), None)
    if there is not None:
        return there
    if len(items) >= MOST:
        raise Refused(
            _("There are %d things on the list. Take one away before you add another.") % MOST
        )
    if not may_add(side, items, Meeting.objects.coming().filter(pair=side.pair).first()):
        raise Refused(
            _("%s begins the list. You can add to it after that, or from the day before you meet.")
            % side.other_name
        )
    item = AgendaItem.objects.create(pair=side.pair, text=text, by=side.me)
    note_sign(side.pair)
    return item


@transaction.atomic
def add_guide(side: Side) -> None:
    """Put the parts of a first talk on the list: all of them, or none. Twice makes no doubles."""
    for part in PARTS:
        add_item(side, str(part))


@transaction.atomic
def remove_item(side: Side, item: AgendaItem) -> None:
    """Take one's own thing off the list; it can be brought back."""
    if item.by_id != side.me.pk:
        raise Refused(_("%s put this on the list. Leave it for them.") % side.other_name)
    AgendaItem.objects.waiting().filter(pk=item.pk).update(removed_at=timezone.now())


@transaction.atomic
def bring_back_item(side: Side, item: AgendaItem) -> None:
    """Undo: put it back, unless the same words stand there by now."""
    same = AgendaItem.objects.waiting().filter(pair=side.pair, text=item.text)
    if item.by_id == side.me.pk and not same.exists():
        AgendaItem.objects.filter(pk=item.pk, meeting=None).update(removed_at=None)
