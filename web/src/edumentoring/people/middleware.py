"""Notes which browsers a person is signed in with, for their list of sessions."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

TEN_MINUTES = 10 * 60


class SeenLately:
    """Writes "last seen" at most every ten minutes, so that reading pages hardly writes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_due(request):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def _is_due(self, request: HttpRequest) -> bool:
        if not request.session.session_key or not request.user.is_authenticated:
            return False
        return bool(cache.add(f"seen:{request.session.session_key}", True, TEN_MINUTES))
