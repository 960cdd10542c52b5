"""What this room hands to a person's own pages: the network of each programme they take part in."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if reader.takes_part:
        yield Page(
            group=Group.OTHERS,
            title=_("The network"),
            words=_("People, groups, and questions to all mentors."),
            url=reverse("network:mine"),
            place=90,
        )
