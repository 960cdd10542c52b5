"""Pages of whoever is worried: what to do first, the form, the thank-you, their own page."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Refused
from edumentoring.concerns import operations
from edumentoring.concerns.access import (
    own_concern,
    own_pairs,
    programme_to_tell,
    programmes_of,
)
from edumentoring.concerns.contacts import arrangement_of, readers_of, why_kept
from edumentoring.concerns.forms import WordsForm, WorriedForm
from edumentoring.people.models import User
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Programme

page = require_http_methods(["GET", "HEAD", "POST"])
MOST_PROGRAMMES = 100


@never_cache
@require_safe
def worried(request: HttpRequest) -> HttpResponse:
    """What to do first, and whose people to tell. With one programme of one's own: its form."""
    mine = list(programmes_of(request).filter(archived_at=None))
    if len(mine) == 1:
        return redirect("concerns:tell", mine[0].slug)
    programmes = mine or list(Programme.objects.published().order_by("name")[:MOST_PROGRAMMES])
    return render(request, "concerns/worried.html", {"programmes": programmes})


@never_cache
@page
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """The form. For everybody; what to do in an emergency comes first."""
    programme = programme_to_tell(request, slug)
    user = request.user if isinstance(request.user, User) else None
    form = WorriedForm(
        request.POST if request.method == "POST" else None,
        user=user,
        pairs=own_pairs(request.user, programme),
        readers=readers_of(programme),
        initial={"pair": request.GET.get("pair", "")},
    )
    if not form.is_bound:
        return _form(request, programme, form)
    if not form.is_valid():
        return _form(request, programme, form, status=422)
    if not ratelimit.consume(request, action="raise_concern"):
        form.add_error(None, _("Much came from where you are. Try in ten minutes, or call us."))
        return _form(request, programme, form, status=429)
    try:
        concern = operations.raise_concern(programme, **form.given)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form(request, programme, form, status=422)
    request.session["told_by_mail"] = bool(concern.email)
    return redirect("concerns:told", slug=slug)


def _form(
    request: HttpRequest, programme: Programme, form: WorriedForm, *, status: int = 200
) -> HttpResponse:
    return _show(request, "concerns/tell.html", programme, status=status, form=form)


@never_cache
@require_safe
def told(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank you, who reads it, and what happens next."""
    by_mail = request.session.get("told_by_mail", False)
    return _show(request, "concerns/told.html", programme_to_tell(request, slug), by_mail=by_mail)


@never_cache
@page
def own(request: HttpRequest, token: str) -> HttpResponse:
    """What I raised, what was answered, and a box to say more. The link is the key."""
    concern = own_concern(token)
    if concern is None:
        return render(request, "concerns/expired.html", status=404)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.add_words(
                concern, form.cleaned_data["text"], form_key=form.cleaned_data["form_key"]
            )
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Thank you. We have it, and have told those who read it."))
            return redirect(request.path)
    return _show(
        request,
        "concerns/own.html",
        concern.programme,
        status=422 if form.is_bound else 200,
        concern=concern,
        said=concern.steps.for_the_writer(),
        form=form,
    )


def _show(
    request: HttpRequest, template: str, programme: Programme, *, status: int = 200, **context: Any
) -> HttpResponse:
    arrangement = arrangement_of(programme)
    context |= {
        "programme": programme,
        "place": place_of(programme, person=request.user),
        "readers": readers_of(programme),
        "arrangement": arrangement,
        "why_kept": why_kept(arrangement),
    }
    return render(request, template, context, status=status)
