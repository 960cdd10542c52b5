"""What this room hands to a person's own pages. Notes are anybody's who has signed in: a note may
be lent to a colleague who takes part in nothing."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    yield Page(
        group=Group.WRITING,
        title=_("My notes"),
        words=_("What I wrote, and what others shared with me."),
        url=reverse("notes:mine"),
        place=10,
    )
    yield Page(
        group=Group.WRITING,
        title=_("My journal"),
        words=_("Nobody else ever reads it."),
        url=reverse("notes:journal"),
        place=20,
    )
    if reader.takes_part:
        yield Page(
            group=Group.WRITING,
            title=_("What I want to find out"),
            words=_("Questions to keep until I know."),
            url=reverse("notes:find_out"),
            place=30,
        )
