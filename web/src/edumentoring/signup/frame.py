"""The frame of the sign-up's pages: the programme's name and colour, and whose site may show it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from edumentoring.programmes import how_long
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Programme
from edumentoring.programmes.navigation import address_of
from edumentoring.programmes.vocabulary import IN_TRAINING
from edumentoring.reach.operations import origin_of

REMEMBERED_FOR = 60 * 60 * 24 * 30


def answer(
    request: HttpRequest,
    template: str,
    programme: Programme,
    *,
    framed: bool = False,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of the sign-up, in the programme's colour; bare where it stands on another site.

    The browser may show it again on Back with what was typed, so it is not "no-store".
    """
    context |= {"programme": programme, "place": place_of(programme), "framed": framed}
    context["privacy"] = address_of("consents:privacy", programme.slug)
    context["training"] = IN_TRAINING
    context["how_long"] = partial(how_long.said, programme)  # asked for by the pages that say it
    context["skeleton"] = "design/base.html" if framed else "design/page.html"
    response = render(request, f"signup/{template}.html", context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    if framed:
        let_in_frames(response, programme)
    return response


def let_in_frames(response: HttpResponse, programme: Programme) -> None:
    """Let the sites that the programme named show this page. All else stays as strict."""
    sites = sites_of(programme)
    if sites:
        policy = {**settings.SECURE_CSP, "frame-ancestors": ["'self'", *sites]}
        response._csp_config = policy  # type: ignore[attr-defined]  # noqa: SLF001
        response.xframe_options_exempt = True


def sites_of(programme: Programme) -> list[str]:
    """The origins that may show the form. Read again here: they go into a security header."""
    named = programme.words.get("embed_sites") or []
    return [site for site in map(str, named) if _is_origin(site)]


def _is_origin(site: str) -> bool:
    from edumentoring.common.refused import Refused

    try:
        return origin_of(site) == site
    except Refused:
        return False


# --- The draft on this device -------------------------------------------------------------------


def cookie_name(programme: Programme) -> str:
    return f"sign-up-{programme.pk}"


def remember(response: HttpResponse, programme: Programme, key: str) -> None:
    """Let this device offer to go on. Nothing else depends on the cookie."""
    response.set_cookie(
        cookie_name(programme),
        key,
        max_age=REMEMBERED_FOR,
        path=_path(programme),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def let_go(response: HttpResponse, programme: Programme) -> None:
    """Offer nothing more: it is sent."""
    response.delete_cookie(cookie_name(programme), path=_path(programme), samesite="Lax")


def _path(programme: Programme) -> str:
    return reverse("signup:start", args=[programme.slug])


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site sent this form.

    These pages work without cookies, so the usual token cannot guard them. The key in the
    address is the right to write; this keeps other sites from writing with it unasked.
    """
    origin = request.headers.get("Origin", "")
    here = f"{request.scheme}://{request.get_host()}"
    return bool(origin) and origin not in {here, settings.SITE_URL}
