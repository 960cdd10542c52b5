"""What the pages of a zone show beside the words that editors wrote."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from edumentoring.design.frames import Place
from edumentoring.library.models import Article, Read, Section, Tried, Zone
from edumentoring.people.models import User
from edumentoring.programmes.front import place_of


@dataclass(frozen=True)
class Line:
    """One section in a list: its page, and what the reader did there."""

    section: Section
    was_read: bool
    tried: int
    on_list: int


@dataclass(frozen=True)
class Mine:
    """What one reader did in the zones. Nothing for a stranger."""

    user: User | None

    @cached_property
    def list(self) -> dict[str, Tried]:
        """By the action's key."""
        if self.user is None:
            return {}
        return {str(one.action): one for one in Tried.objects.visible_to(self.user)}

    @cached_property
    def read(self) -> set[int]:
        if self.user is None:
            return set()
        return set(Read.objects.visible_to(self.user).values_list("section_id", flat=True))


def mine_of(request: HttpRequest) -> Mine:
    user = request.user
    return Mine(user if isinstance(user, User) else None)


def frame_of(request: HttpRequest, zone: Zone) -> dict[str, Any]:
    """The header and colour of an organisation's own zone; the shared one has the service's."""
    if zone.is_shared:
        return {"zone": zone}
    programme = zone.programmes().first() or zone.programme
    if programme is None:
        return {"zone": zone}
    return {"zone": zone, "own_place": place_of(programme, person=request.user)}


def zone_context(request: HttpRequest, zone: Zone) -> dict[str, Any]:
    """All sections and the newest articles of a zone."""
    mine = mine_of(request)
    sections = Section.objects.child_of(zone).live().order_by("path")
    lines = [_line(section, mine) for section in sections]
    return {
        **frame_of(request, zone),
        "lines": lines,
        "mine": mine,
        "articles": Article.objects.child_of(zone).live().order_by("-first_published_at")[:6],
    }


def _line(section: Section, mine: Mine) -> Line:
    here = [one for one in mine.list.values() if one.section_id == section.pk]
    tried = sum(one.tried_at is not None for one in here)
    return Line(section, section.pk in mine.read, tried, len(here) - tried)


def section_context(request: HttpRequest, section: Section) -> dict[str, Any]:
    """Everything a section's page shows."""
    zone = section.own_zone()
    mine = mine_of(request)
    return {
        **frame_of(request, zone),
        "section": section,
        "mine": mine,
    }


def article_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Everything an article's page shows."""
    return {**frame_of(request, article.own_zone()), "article": article}


__all__ = ["Place", "article_context", "section_context", "zone_context"]
