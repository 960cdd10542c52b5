"""What the pages of a zone show beside the words that editors wrote."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from edumentoring.library.guides import address_of as address_of_guide
from edumentoring.library.models import Article, Read, Section, Tried, Zone
from edumentoring.library.seats import zones_of
from edumentoring.library.told import told_in
from edumentoring.library.topics import TOPICS, labels
from edumentoring.people.models import User
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.navigation import address_of


@dataclass(frozen=True)
class Line:
    """One section in a list: its page, and what the reader did there."""

    section: Section
    was_read: bool
    tried: int
    on_list: int


@dataclass(frozen=True)
class Doing:
    """One thing to do right now, and whether it is on the reader's list."""

    key: str
    value: Any
    line: Tried | None


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
    ours = programmes_of(mine.user)
    sections = Section.objects.child_of(zone).live().order_by("path")
    lines = [_line(section, mine) for section in sections]
    return {
        **frame_of(request, zone),
        "lines": lines,
        "mine": mine,
        "own_zones": zones_of(ours) if zone.is_shared else [],
        "told": told_in(ours),
        "articles": Article.objects.child_of(zone).live().order_by("-first_published_at")[:6],
    }


def programmes_of(user: User | None) -> list[Programme]:
    """Those that this person takes part in now."""
    if user is None:
        return []
    here = Participant.objects.unjoined().exclude(state=Participant.State.LEFT)
    parts = here.filter(user=user, programme__archived_at=None).select_related("programme")
    return [part.programme for part in parts]


def _line(section: Section, mine: Mine) -> Line:
    here = [one for one in mine.list.values() if one.section_id == section.pk]
    tried = sum(one.tried_at is not None for one in here)
    return Line(section, section.pk in mine.read, tried, len(here) - tried)


def section_context(request: HttpRequest, section: Section) -> dict[str, Any]:
    """Everything a section's page shows."""
    zone = section.own_zone()
    mine = mine_of(request)
    siblings = list(Section.objects.child_of(zone).live().order_by("path").only("title", "path"))
    at = next((n for n, one in enumerate(siblings) if one.pk == section.pk), None)
    return {
        **frame_of(request, zone),
        "section": section,
        "mine": mine,
        "actions": [
            Doing(str(block.id), block.value, mine.list.get(str(block.id)))
            for block in section.actions
        ],
        "topic_words": labels(TOPICS, section.topics),
        "was_read": section.pk in mine.read,
        "before": siblings[at - 1] if at else None,
        "after": siblings[at + 1] if at is not None and at + 1 < len(siblings) else None,
        "number": 0 if at is None else at + 1,
        "amount": len(siblings),
        "guide": _guide(section),
        "told": told_in(programmes_of(mine.user), section),
        "ask_url": address_of("network:mine") if mine.user else "",
        "to_sign_in": f"{reverse('account_login')}?{urlencode({'next': section.url or '/'})}",
        "card": card_of(request, section),
    }


def _guide(section: Section) -> dict[str, str]:
    """Where the guide is; nothing for one that was never published, as in a preview."""
    if not section.pk or not section.live or not section.guide:
        return {}
    return {"pdf": address_of_guide(section), "png": address_of_guide(section, "png")}


def card_of(request: HttpRequest, page: Section | Article) -> dict[str, str]:
    """What other sites show beside the page's address."""
    picture = ""
    if isinstance(page, Section) and page.pk:
        picture = f"{settings.SITE_URL}{address_of_guide(page, 'card')}"
    return {
        "title": str(page.title),
        "words": page.summary,
        "url": f"{settings.SITE_URL}{page.url or ''}",
        "picture": picture,
    }


def article_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Everything an article's page shows."""
    return {
        **frame_of(request, article.own_zone()),
        "article": article,
        "card": card_of(request, article),
    }
