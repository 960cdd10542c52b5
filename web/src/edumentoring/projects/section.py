"""The joint project on the page of a pair."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.pairs.own_page import know_also
from edumentoring.pairs.sections import Section
from edumentoring.pairs.sides import Side
from edumentoring.projects.access import stay_in_touch
from edumentoring.projects.models import Project

CODE, TITLE = "project_code", "project_title"


def know_running() -> None:
    """The running project is found with its pair."""
    for name, field in ((CODE, "code"), (TITLE, "title")):
        know_also(name, lambda field=field: _running(field))  # type: ignore[misc]


def _running(field: str) -> Subquery:
    found = Project.objects.filter(pair=OuterRef("pk"), ended_at=None)
    return Subquery(found.values(field)[:1])


def section(side: Side) -> Section | None:
    """No question to the database while the pair goes on, one once it is over. The project that
    runs, or a way to begin one."""
    running = _known(side.pair)
    if running is None and not (side.may_write or stay_in_touch(side.pair)):
        return None
    begin = reverse("projects:begin", args=[side.pair.code])
    return Section(
        title=_("Something we make together"),
        template="projects/section.html",
        place=55,
        context={"project": running, "begin_url": "" if running else begin},
    )


def _known(pair: Pair) -> Project | None:
    """Not asked for again where it was found with the pair."""
    known: dict[str, Any] = vars(pair)
    if CODE not in known:
        return Project.objects.filter(pair=pair, ended_at=None).first()
    if known[CODE] is None:
        return None
    return Project(pair=pair, code=known[CODE], title=known[TITLE])
