"""What this room hands to a person's own pages: their calendar."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if reader.takes_part:
        yield Page(
            group=Group.DAYS,
            title=_("My calendar"),
            words=_("Meetings in the calendar you use, a reminder, your clock."),
            url=reverse("meetings:calendar"),
            place=10,
        )
