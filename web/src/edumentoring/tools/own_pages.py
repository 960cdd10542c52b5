"""What this room hands to a person's own pages: the tools, to use by oneself."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database. A form of one's own is kept where one takes part."""
    if reader.takes_part:
        yield Page(
            group=Group.WRITING,
            title=_("Tools for myself"),
            words=_("Forms, things to practise, questions to ask."),
            url=reverse("tools:mine"),
            place=40,
        )
        yield Page(
            group=Group.WRITING,
            title=_("Awkward moments"),
            words=_("What to say when it is hard to say."),
            url=reverse("tools:about", args=["awkward-moments"]),
            place=50,
        )
