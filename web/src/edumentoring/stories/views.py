"""The public pages: the wall, one story, what to talk about, the feed, the card.

Each asks what may be shown at this moment, and none may be kept by a browser or a proxy: what a
teller takes back is gone with the next look.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Programme
from edumentoring.reach import printing
from edumentoring.reach.drawn import draws
from edumentoring.stories.access import programme_with_stories, shown_story
from edumentoring.stories.explained import USUAL_POINTS
from edumentoring.stories.models import Kind, Place, Story
from edumentoring.stories.sharing import card_of, channels_of, excerpt, hashtag_of, whole
from edumentoring.stories.wall import milestones_of, on_the_wall, themes_on

PAGE = 20
IN_FEED = 40


@never_cache
@require_safe
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """Stories and quotes of a programme, beside what it has come to."""
    programme = programme_with_stories(request, slug)
    theme, kind = request.GET.get("theme", "")[:40], request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    everything = on_the_wall(programme)
    found = on_the_wall(programme, theme=theme, kind=kind)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "chips": _chips(request, everything, theme),
        "narrowed": bool(theme or kind),
        "theme": theme,
        "milestones": milestones_of(programme),
        "hashtag": hashtag_of(programme),
        "tell_url": _tell_address(programme),
        "picture": _picture_of(programme),
    }
    return _show(request, "stories/wall.html", programme, **context)


def _chips(request: HttpRequest, everything: Any, theme: str) -> list[dict[str, Any]]:
    """One for each theme that stands there; none where there is nothing to choose."""
    themes = themes_on(everything)
    if not themes:
        return []
    chips = [{"label": _("All"), "url": request.path, "current": not theme, "amount": None}]
    for row in themes:
        url = f"{request.path}?{urlencode({'theme': row['word']})}"
        current, amount = row["word"] == theme, row["stories"]
        chips.append({"label": row["word"], "url": url, "current": current, "amount": amount})
    return chips


def _picture_of(programme: Programme) -> str:
    """What other sites show beside the wall's address: the programme's own card."""
    return whole(reverse("reach:card", args=[programme.slug])) if programme.published_at else ""


def _tell_address(programme: Programme) -> str:
    """Whoever takes part is led on from the public form to their own place."""
    name = "stories:tell" if programme.published_at else "stories:new"
    return reverse(name, args=[programme.slug])


@never_cache
@require_safe
def story(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One story or quote, as its teller allows it here."""
    found = shown_story(request, slug, code)
    may_share = Story.objects.usable_in(Place.SOCIAL).filter(pk=found.pk).exists()
    context = {
        "story": found,
        "themes": found.themes.all(),
        "card": card_of(found),
        "channels": channels_of(found) if may_share else [],
        "hashtag": hashtag_of(found.programme),
    }
    return _show(request, "stories/story.html", found.programme, **context)


@never_cache
@require_safe
def discuss(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """A sheet to print for a meeting: the story, and questions to talk about."""
    found = shown_story(request, slug, code)
    context = {"story": found, "points": found.points or USUAL_POINTS}
    return _show(request, "stories/discuss.html", found.programme, **context)


@never_cache
@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest stories and quotes for feed readers and other sites (Atom)."""
    programme = programme_with_stories(request, slug)
    page = whole(reverse("stories:wall", args=[slug]))
    atom = Atom1Feed(
        title=_("Stories: %s") % programme.name,
        link=page,
        description=programme.summary,
        language=get_language() or "en-gb",
        feed_url=whole(reverse("stories:feed", args=[slug])),
    )
    on_wall = set(on_the_wall(programme).values_list("pk", flat=True))
    for each in Story.objects.usable_in(Place.FEED, programme)[:IN_FEED]:
        has_page = each.pk in on_wall
        atom.add_item(
            title=each.title,
            link=whole(each.get_absolute_url()) if has_page else page,
            # Readers take it as HTML, so what was typed is escaped like on a page.
            description=linebreaks(f"{each.text}\n\n{each.told_as}", autoescape=True),
            unique_id=f"urn:uuid:{each.code}",
            pubdate=each.published_at,
            updateddate=each.telling.at if each.telling else each.published_at,
            author_name=each.told_as,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


@never_cache
@require_safe
@draws
def card(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """The picture beside a shared address, where the teller allows social media."""
    found = shown_story(request, slug, code, Place.SOCIAL)
    drawn = printing.card_of(found.programme, title=excerpt(found), words=found.told_as)
    return HttpResponse(drawn, content_type="image/png")


def _show(
    request: HttpRequest, template: str, programme: Programme, **context: Any
) -> HttpResponse:
    context |= {"programme": programme, "place": place_of(programme, person=request.user)}
    return render(request, template, context)
