"""What is drawn when it is asked for, or a word to come again where too much is being drawn."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from edumentoring.reach.printing import Busy


def draws[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A view that answers with what it draws.

    Stands above what says how long the answer may be kept: a word to come again may not be.
    """

    @wraps(view)
    def drawn(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Busy:
            return HttpResponse(
                _("Much is being drawn just now. Try again in a few seconds."),
                status=503,
                content_type="text/plain; charset=utf-8",
                headers={"Retry-After": "5"},
            )

    return drawn
