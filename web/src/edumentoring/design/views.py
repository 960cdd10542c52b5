"""The reader's choice of colours, and the kit page that shows every part."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from edumentoring.design.context import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 60 * 60


@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen colours in a cookie and go back to the page they were chosen on.

    Without the usual token: making one for every page that anybody reads costs more than all
    else on it in a crowd, and gives each reader a cookie. Other sites change nobody's colours.
    """
    response = redirect(_back(request))
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return response
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=A_YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    """The page named in the form, if it is one of ours."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if ours and page.startswith("/") else "/"


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every component with sample data, for the people who build pages. No database."""
    if not (settings.DEBUG or getattr(settings, "DEMONSTRATION", False)):
        raise Http404
    from edumentoring.design import samples

    return render(request, "design/kit.html", samples.kit(request))
