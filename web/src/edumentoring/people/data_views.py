"""A person's own data: given back as a file, and let go of for good."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edumentoring.common.refused import Refused
from edumentoring.people import data_file
from edumentoring.people.access import (
    ask_for_second_factor,
    is_staff,
    is_surely,
    used_second_factor,
)
from edumentoring.people.letters import send_confirm_forgetting
from edumentoring.people.models import User
from edumentoring.people.operations import (
    TooManyLetters,
    ask_to_sign_in,
    data_of,
    forget,
    sign_in_link,
)
from edumentoring.people.personal import Scope
from edumentoring.people.views import page_methods


@never_cache
@login_required
@page_methods
def data(request: HttpRequest) -> HttpResponse:
    """What we keep about me, and all of it as a file."""
    me = cast("User", request.user)
    if is_staff(me) and not used_second_factor(request):
        return ask_for_second_factor(request, me)
    if request.method == "POST":
        response = HttpResponse(data_file.as_zip(me), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{data_file.NAME}"'
        return response
    kept = [(heading, len(rows)) for heading, rows in data_of(me).items()]
    return render(request, "people/data.html", {"kept": kept})


@never_cache
@login_required
@page_methods
def forget_me(request: HttpRequest) -> HttpResponse:
    """What goes, what stays, and the button. Only for whoever proved a moment ago who they are."""
    me = cast("User", request.user)
    if request.method != "POST":
        return _forget_page(request, me)
    if is_surely(request, me):
        return _forget(request, me)
    if is_staff(me):
        return ask_for_second_factor(request, me)
    return _write_to_confirm(request, me)


def _forget_page(request: HttpRequest, me: User, *, status: int = 200) -> HttpResponse:
    context = {"is_surely": is_surely(request, me), "is_staff": is_staff(me), "me": me}
    return render(request, "people/forget.html", context, status=status)


def _forget(request: HttpRequest, me: User) -> HttpResponse:
    try:
        forget(Scope(user=me), by=me)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _forget_page(request, me, status=409)
    logout(request)
    return redirect("people:forgotten")


def _write_to_confirm(request: HttpRequest, me: User) -> HttpResponse:
    """A fresh letter shows that it is they, and not whoever found their phone."""
    try:
        wish, key = ask_to_sign_in(me.email, then=reverse("people:forget"))
    except TooManyLetters as refusal:
        messages.error(request, str(refusal))
        return _forget_page(request, me, status=429)
    send_confirm_forgetting(wish, link=sign_in_link(key))
    messages.success(
        request,
        _("We sent a letter to %s. Open the link in it, sign in, and press the button here.")
        % me.email,
    )
    return redirect("people:forget")


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """It is done; nobody is signed in any more. Whoever is, was not forgotten."""
    if request.user.is_authenticated:
        return redirect("people:me")
    return render(request, "people/forgotten.html")
