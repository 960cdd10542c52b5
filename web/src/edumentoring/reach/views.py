"""The public pages of a programme, and the short addresses that lead to them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from edumentoring.programmes.access import published_programme
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Programme
from edumentoring.programmes.opening import opening_of
from edumentoring.reach import printing, public
from edumentoring.reach.access import came_by, public_link
from edumentoring.reach.audiences import AUDIENCES
from edumentoring.reach.words import words_of

PAGE = 20
# With fewer programmes than this a search only stands in the way.
SEARCH_FROM = 8
WAYS = {"mentee": Q(takes_mentees=True), "mentor": Q(takes_mentors=True)}


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes that take sign-ups now, then those that open later; paged, with a search."""
    looked_for = request.GET.get("q", "").strip()[:100]
    way = request.GET.get("as", "")
    everything = _taking_sign_ups(way)
    found = everything.filter(
        Q(name__icontains=looked_for)
        | Q(summary__icontains=looked_for)
        | Q(organisation__name__icontains=looked_for)
    )
    page = Paginator(found.select_related("organisation"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(programme, way) for programme in page],
        "looked_for": looked_for,
        "way": way if way in WAYS else "",
        "may_search": bool(looked_for) or everything.count() >= SEARCH_FROM,
    }
    return render(request, "reach/programmes.html", context)


def _taking_sign_ups(way: str) -> Any:
    """Published, running, and neither closed nor without the way in that is looked for."""
    today = timezone.localdate()
    return (
        Programme.objects.published()
        .running()
        .filter(Q(closes_on=None) | Q(closes_on__gte=today))
        .filter(WAYS.get(way, Q(takes_mentees=True) | Q(takes_mentors=True)))
        .order_by("name", "pk")
    )


def _row(programme: Programme, way: str) -> dict[str, Any]:
    """A programme in the list, with the way in that was chosen before the programme was."""
    words, opening = words_of(programme), opening_of(programme)
    ways = public.ways_into(programme, words, opening, None) if opening.is_open else []
    return {
        "programme": programme,
        "words": words,
        "opening": opening,
        "way": next((each for each in ways if each.key == way), None),
    }


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's own front door."""
    found = published_programme(slug)
    link = came_by(request, found)
    page = public.page_of(found, link)
    context = {"page": page, "card": _card(found, str(page.words.promise), str(page.words.lede))}
    return render(request, "reach/programme.html", _in_its_name(request, found, link, context))


@require_safe
def audience(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What mentoring gives a school, a mentor or a mentee."""
    found = published_programme(slug)
    link, chosen = came_by(request, found), AUDIENCES[key].of(found)
    opening = opening_of(found)
    way = chosen.way if chosen.way in opening.ways else ""
    context = {
        "audience": chosen,
        "numbers": {source: at for at, source in enumerate(chosen.sources, start=1)},
        "tabs": public.audience_tabs(found, link, current=key),
        "opening": opening,
        "sign_up_url": public.sign_up_address(found, way=way, link=link) if way else "",
        "page_url": public.page_address(found, link),
        "card": _card(found, str(chosen.title), str(chosen.lede)),
    }
    return render(request, "reach/audience.html", _in_its_name(request, found, link, context))


@require_safe
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """The short address: on to the public page, with the code so that signing up can note it."""
    link = public_link(code)
    return redirect(public.page_address(link.programme, link))


def _in_its_name(
    request: HttpRequest, programme: Programme, link: Any, context: dict[str, Any]
) -> dict[str, Any]:
    return {
        "programme": programme,
        "place": place_of(programme, person=request.user, via=link.code if link else ""),
        **context,
    }


def _card(programme: Programme, title: str, words: str) -> dict[str, str]:
    """What other sites show when somebody shares the address."""
    return {
        "title": title,
        "words": words,
        "url": public.whole(public.page_address(programme)),
        "picture": public.whole(printing.card_address(programme)),
    }
