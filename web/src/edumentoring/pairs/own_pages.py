"""What this room hands to a person's own pages: their part in each programme, and their letters."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader
from edumentoring.pairs.models import Pair
from edumentoring.programmes.navigation import address_of


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if len(reader.sides) == 1 and reader.sides[0].pair.state == Pair.State.MEETING:
        yield Page(
            group=Group.PART,
            title=_("Is this working for you?"),
            words=_("Private. Only you see your answer."),
            url=reverse("pairs:working", args=[reader.sides[0].pair.code]),
            place=10,
        )
    for part in reader.parts:
        if url := address_of("signup:mine", part.programme.slug):
            yield Page(
                group=Group.PART,
                title=_("My part in %s") % part.programme.name,
                words=_("My answers, what I agreed to, a break, leaving"),
                url=url,
                place=20,
            )
    if reader.takes_part:
        yield Page(
            group=Group.PART,
            title=_("Letters I get"),
            words=_("As it happens, one a week, or only what I need to know"),
            url=reverse("pairs:my_letters"),
            place=30,
        )
