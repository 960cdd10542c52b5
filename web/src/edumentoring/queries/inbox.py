"""What the desk's inbox lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Coordinator
from edumentoring.queries.models import Message, Query, QueryQuerySet

State = Query.State
REAL = Q(is_junk=False)
OPEN = REAL & Q(state__in=Query.WAIT_FOR_US)


@dataclass(frozen=True)
class Filter:
    """A part of the inbox: all that fit, or of those only what this seat looks after."""

    key: str
    name: str | Promise
    fits: Q
    of_mine: bool = False

    def which(self, seat: Coordinator) -> Q:
        """What is in it for this seat."""
        return self.fits & Q(owner=seat.user_id) if self.of_mine else self.fits


FILTERS: Sequence[Filter] = (
    Filter("open", _("Wait for us"), OPEN),
    Filter("mine", _("Mine"), REAL & ~Q(state=State.CLOSED), of_mine=True),
    Filter("unowned", _("Nobody’s"), OPEN & Q(owner=None)),
    Filter("waiting", _("Wait for them"), REAL & Q(state=State.WAITING)),
    Filter("answered", _("Answered"), REAL & Q(state=State.ANSWERED)),
    Filter("closed", _("Closed"), REAL & Q(state=State.CLOSED)),
    Filter("junk", _("Perhaps junk"), ~REAL),
)


def chosen_filter(key: str) -> Filter:
    """The filter asked for, or what waits for us."""
    return next((one for one in FILTERS if one.key == key), FILTERS[0])


def amounts(seat: Coordinator) -> dict[str, int]:
    """How many are under each filter, in one query."""
    counts = {one.key: Count("pk", filter=one.which(seat)) for one in FILTERS}
    return Query.objects.of_desk(seat).aggregate(**counts)


def listed(seat: Coordinator, chosen: Filter, words: str) -> QueryQuerySet:
    """The conversations to show, the most pressing first. Words look everywhere but in junk."""
    found = Query.objects.of_desk(seat)
    found = _with_words(found.real(), words) if words.split() else found.filter(chosen.which(seat))
    return found.with_people().annotate(said=Count("messages")).pressing_first()


def _with_words(found: QueryQuerySet, words: str) -> QueryQuerySet:
    for word in words.split()[:8]:
        in_messages = Message.objects.filter(query=OuterRef("pk"), text__icontains=word)
        found = found.filter(
            Q(subject__icontains=word)
            | Q(name__icontains=word)
            | Q(email__icontains=word)
            | Exists(in_messages)
        )
    return found
