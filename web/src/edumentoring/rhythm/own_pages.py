"""What this room hands to a person's own pages: how work feels, a lot on, and their year."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if not reader.takes_part:
        return
    yield Page(
        group=Group.GROWING,
        title=_("My year"),
        words=_("A look back, built from what I did."),
        url=reverse("rhythm:this_year"),
        place=90,
    )
    yield Page(
        group=Group.DAYS,
        title=_("How work feels"),
        words=_("Three short items, now and then. Only you see them."),
        url=reverse("rhythm:pulse"),
        place=20,
    )
    yield Page(
        group=Group.DAYS,
        title=_("I have a lot on just now"),
        words=_("No reminders until a day you choose."),
        url=reverse("rhythm:load"),
        place=30,
    )
