"""The joint project on the page of a pair."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.sections import Section
from edumentoring.pairs.sides import Side
from edumentoring.projects.access import stay_in_touch
from edumentoring.projects.models import Project


def section(side: Side) -> Section | None:
    """One question to the database; one more once the pair is over. The newest, or a way to
    begin."""
    found = list(Project.objects.filter(pair=side.pair).order_by("-pk"))
    running = next((one for one in found if one.ended_at is None), None)
    may_begin = running is None and (side.may_write or stay_in_touch(side.pair))
    if not (found or may_begin):
        return None
    shown = running or (found[0] if found else None)
    begin = reverse("projects:begin", args=[side.pair.code])
    return Section(
        title=_("Something we make together"),
        template="projects/section.html",
        place=55,
        context={"project": shown, "begin_url": begin if may_begin else ""},
    )
