"""What this room hands to a person's own pages: whom they help, open doors, and talks about
mentoring."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.circle.models import Member
from edumentoring.pairs.for_you import Group, Page, Reader


def pages(reader: Reader) -> Iterator[Page]:
    """One question to the database: whom they help."""
    yield from _helping(reader)
    if reader.takes_part:
        yield Page(
            group=Group.OTHERS,
            title=_("Open doors"),
            words=_("Drop in on a lesson, or let somebody drop in on yours."),
            url=reverse("circle:doors"),
            place=10,
        )
    if reader.is_mentor or reader.runs_programmes:
        yield Page(
            group=Group.OTHERS,
            title=_("Who mentors the mentors?"),
            words=_("Talk with another mentor or coordinator about how you do it."),
            url=reverse("circle:supervisions"),
            place=20,
        )


def _helping(reader: Reader) -> Iterator[Page]:
    here = Member.objects.reading(timezone.localdate()).filter(user=reader.user)
    for member in here.select_related("pair__mentee__user"):
        yield Page(
            group=Group.HELPING,
            title=member.pair.mentee.name,
            words=_as_what(member),
            url=reverse("circle:with", args=[member.code]),
        )


def _as_what(member: Member) -> str:
    role = str(member.get_role_display())
    if member.until is None:
        return role
    said = {"role": role, "day": date_format(member.until, "j F Y")}
    return _("%(role)s, until %(day)s") % said
