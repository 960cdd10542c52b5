"""Who is signed in, and how surely.

A code or link from an e-mail opens a person's own pages. Pages that show other people's
answers open only to staff, and only in a session that also proved a passkey or an
authenticator app: a stolen mailbox alone opens none of them.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.csrf import csrf_failure

from edumentoring.people.models import User

LATELY = timedelta(minutes=10)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def staff[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page for those who run programmes.

    Nobody signed in: to the sign-in page. Somebody who runs nothing: 404, whether the page
    exists or not. No second factor yet in this session: to the page that asks for it.
    """

    @wraps(view)
    def gate(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_staff(request.user):
            raise Http404
        if not used_second_factor(request):
            return ask_for_second_factor(request, request.user, then=page_sent_from(request) or "/")
        return view(request, *args, **kwargs)

    return gate


def is_staff(user: User | AnonymousUser) -> bool:
    """Whether this account sees other people's answers, and so needs a second factor."""
    return isinstance(user, User) and (user.needs_second_factor or user.is_superuser)


def has_second_factor(user: User) -> bool:
    """Whether a passkey or an authenticator app is set up. Recovery codes alone do not count."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this very session proved a second factor."""
    if not isinstance(request.user, User):
        return False
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def is_surely(request: HttpRequest, user: User) -> bool:
    """Whether the person proved who they are in the last ten minutes, staff by a second factor.

    Asked before what cannot be undone: a browser left open is not enough.
    """
    since = time.time() - LATELY.total_seconds()
    ways = {"mfa"} if is_staff(user) else {"mfa", "code", "email"}
    records = get_authentication_records(request, user)
    return any(one.get("method") in ways and one.get("at", 0) >= since for one in records)


def ask_for_second_factor(request: HttpRequest, user: User, *, then: str = "/") -> HttpResponse:
    """To the page that asks for it, and back to this one; after a POST to the page `then`."""
    if not has_second_factor(user):
        return redirect("mfa_index")
    page = request.get_full_path() if request.method in {"GET", "HEAD"} else then
    passkey = not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    name = "mfa_reauthenticate_webauthn" if passkey else "mfa_reauthenticate"
    return redirect(f"{reverse(name)}?{urlencode({'next': page})}")


def page_sent_from(request: HttpRequest) -> str:
    """The page of ours that a form was sent from; "" where the browser does not say."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    if request.method != "POST" or not is_ours:
        return ""
    page = urlsplit(came_from)
    return f"{page.path}?{page.query}" if page.query else page.path


def ask_in_place(request: HttpRequest, door: str) -> HttpResponse:
    """Words over a page that stays as it is, for whoever must sign in again first."""
    answer = render(request, "people/signed_out.html", {"door": door}, status=401)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#toasts", "outerHTML"
    return answer


def sent_too_late(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a form gets whose page is older than the last sign-in."""
    if request.headers.get("HX-Request"):
        return ask_in_place(request, reverse("account_login"))
    return csrf_failure(request, reason=reason)
