"""What this room hands to a person's own pages: their stories."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if reader.takes_part:
        yield Page(
            group=Group.OTHERS,
            title=_("My stories"),
            words=_("Tell a story, give a quote, and say where it may stand."),
            url=reverse("stories:mine"),
            place=95,
        )
