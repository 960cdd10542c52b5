"""Notes which browsers a person is signed in with; loses no words of one who no longer is."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from edumentoring.people.access import ask_in_place, page_sent_from

TEN_MINUTES = 10 * 60
# Where somebody is sent who is not signed in, or not surely enough.
DOORS = ("account_login", "mfa_index", "mfa_reauthenticate", "mfa_reauthenticate_webauthn")


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


class SignInAgain:
    """Whoever was signed out while a page stood open keeps what they typed on it.

    A piece of a page is answered with words beside it: the browser would follow the redirect
    and draw the whole sign-in page in that place. After a form they come back to the page that
    it stood on: its own address may take nothing but a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        door = urlsplit(answer.headers.get("Location", "")).path
        if answer.status_code != 302 or door not in map(resolve_url, DOORS):
            return answer
        if request.headers.get("HX-Request"):
            return ask_in_place(request, door)
        page = page_sent_from(request)
        if page and door == resolve_url("account_login"):
            answer["Location"] = f"{door}?{urlencode({'next': page})}"
        return answer
