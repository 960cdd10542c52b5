"""What this room hands to a person's own pages: what they make with somebody."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if reader.sides or reader.past:
        yield Page(
            group=Group.OTHERS,
            title=_("Joint projects"),
            words=_("Make something with a mentor or mentee, also once you have finished."),
            url=reverse("projects:mine"),
            place=15,
        )
