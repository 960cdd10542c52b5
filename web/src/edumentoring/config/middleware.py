"""What holds for every request, whichever room answers it."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    QueryDict,
    UnreadablePostError,
)

if TYPE_CHECKING:
    from django.http.request import _ImmutableQueryDict

KNOWN = ("GET", "HEAD", "POST")


class KnownMethodsOnly:
    """Pages are read or sent to; a view that forgets to say so cannot be reached otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in KNOWN:
            return HttpResponseNotAllowed(KNOWN)
        return self.get_response(request)


class WithoutNul:
    """What is sent holds no NUL: PostgreSQL keeps none, and looks for none either.

    Stands after the look at CSRF tokens, which reads what was posted before it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _without_nul(request.GET)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if request.method == "POST":
            with suppress(UnreadablePostError):  # whoever sent it has hung up
                request.POST = _without_nul(request.POST)


def _without_nul(sent: "_ImmutableQueryDict") -> "_ImmutableQueryDict":
    if not any("\0" in words for name, values in sent.lists() for words in (name, *values)):
        return sent
    return QueryDict(sent.urlencode().replace("%00", ""), encoding=sent.encoding)
