"""What this room hands to a person's own pages: where they want to go, for themselves."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if not reader.takes_part:
        return
    found = [
        (_("My career plan"), _("Steps, experience you want, applications."), "career"),
        (_("Interview practice"), _("Questions by role and phase, and your notes."), "interview"),
        (_("My skills over time"), _("In words, for yourself. No points."), "skills"),
    ]
    if reader.is_mentor:
        words = _("The mentor standards in plain words. Nobody else sees it.")
        found.append((_("A look in the mirror"), words, "standards"))
    for place, (title, words, name) in enumerate(found):
        url = reverse(f"goals:{name}")
        yield Page(group=Group.GROWING, title=title, words=words, url=url, place=place)
