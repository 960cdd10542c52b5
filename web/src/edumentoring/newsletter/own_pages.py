"""What this room hands to a person's own pages: the newsletters of their programmes."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if reader.takes_part:
        yield Page(
            group=Group.OTHERS,
            title=_("Newsletters"),
            words=_("What you get, how often, and how to stop."),
            url=reverse("newsletter:mine"),
            place=95,
        )
