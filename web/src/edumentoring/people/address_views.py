"""Changing one's own e-mail: ask for it, and use the letter's link."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people import entrance, operations
from edumentoring.people.access import ask_for_second_factor, is_staff, is_surely
from edumentoring.people.forms import AddressForm
from edumentoring.people.models import User
from edumentoring.people.views import page_methods

# What staff typed before they were asked for their second factor again.
TYPED = "new_address"
OF_ANOTHER = _("You are signed in with another account. Sign out, then open the link again.")


@never_cache
@page_methods
@entrance.evenly
@login_required
def change_address(request: HttpRequest) -> HttpResponse:
    """Type the new address; the letter goes there, whoever has it now."""
    me = cast("User", request.user)
    if is_staff(me) and not is_surely(request, me):
        if request.method == "POST":
            request.session[TYPED] = request.POST.get("email", "")[:1000]
        return ask_for_second_factor(request, me, then=request.path)
    if request.method == "POST":
        return _ask(request, me)
    return _page(request, me, AddressForm(me, initial={"email": request.session.get(TYPED, "")}))


def _ask(request: HttpRequest, me: User) -> HttpResponse:
    form = AddressForm(me, request.POST)
    if not form.is_valid():
        return _page(request, me, form, status=429 if form.has_error("email", "too_many") else 200)
    try:
        operations.ask_to_change_address(me, form.cleaned_data["email"])
    except Refused as refusal:
        form.add_error("email", str(refusal))
        too_many = isinstance(refusal, operations.TooManyLetters)
        return _page(request, me, form, status=429 if too_many else 409)
    request.session.pop(TYPED, None)
    return redirect("people:change_address")


def _page(request: HttpRequest, me: User, form: AddressForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "me": me, "pending": operations.pending_address(me)}
    return render(request, "people/change_address.html", context, status=status)


@never_cache
@page_methods
def new_address(request: HttpRequest, key: str) -> HttpResponse:
    """The letter's link. Reading it changes nothing, however often a mail scanner does.

    It proves the mailbox and not the person: an address typed wrongly belongs to somebody
    else, who must not get the account with it. So the person is signed in as before, too.
    """
    wish = operations.address_change_for(key)
    if wish is None:
        return _no_longer(request)
    if request.method != "POST":
        return render(request, "people/new_address.html", {"email": wish.email})
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    try:
        if request.user != wish.user:
            raise Refused(OF_ANOTHER)
        if operations.change_address(key, keep=request.session.session_key) is None:
            return _no_longer(request)
    except Refused as refusal:
        return _no_longer(request, str(refusal), status=409)
    toast(request, str(_("Your e-mail is changed.")))
    return redirect("people:me")


def _no_longer(request: HttpRequest, why: str = "", *, status: int = 410) -> HttpResponse:
    return render(request, "people/address_spent.html", {"why": why}, status=status)
