"""What this room hands to a person's own pages."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if reader.takes_part:
        yield Page(
            group=Group.PART,
            title=_("From those who run it"),
            words=_("Announcements, the handbook, what comes when."),
            url=reverse("provider:mine"),
            place=40,
        )
