"""What this room hands to a person's own pages."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader
from edumentoring.provider.models import Partner


def pages(reader: Reader) -> Iterator[Page]:
    """One question to the database, and none for those who take part: theirs stand behind the
    page below."""
    if reader.takes_part:
        yield Page(
            group=Group.PART,
            title=_("From those who run it"),
            words=_("Announcements, the handbook, what comes when."),
            url=reverse("provider:mine"),
            place=40,
        )
    elif Partner.objects.standing().filter(user=reader.user).exists():
        yield Page(
            group=Group.PART,
            title=_("Figures of the schools"),
            words=_("Who takes part, what is taught this week, and the events you hold."),
            url=reverse("provider:mine"),
            place=40,
        )
