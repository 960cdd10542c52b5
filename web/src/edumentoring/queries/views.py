"""Pages of whoever asks: the form, the thank-you, and the conversation behind a letter's link."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.front import place_of
from edumentoring.programmes.models import Programme
from edumentoring.programmes.navigation import address_of
from edumentoring.queries import operations
from edumentoring.queries.access import programme_to_ask, query_in
from edumentoring.queries.forms import AskForm, WriteAgainForm
from edumentoring.queries.models import Query

page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Any questions? For everybody; whoever is signed in need not say who they are."""
    programme = programme_to_ask(request, slug)
    user = request.user if isinstance(request.user, User) else None
    form = AskForm(request.POST if request.method == "POST" else None, user=user)
    if not form.is_bound:
        return _ask_page(request, programme, form)
    if not form.is_valid():
        return _ask_page(request, programme, form, status=422)
    if not ratelimit.consume(request, action="ask_query"):
        form.add_error(None, _("Many questions came from where you are. Try again in ten minutes."))
        return _ask_page(request, programme, form, status=429)
    try:
        _keep_question(programme, form, user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _ask_page(request, programme, form, status=429)
    return redirect("queries:asked", slug=slug)


def _keep_question(programme: Programme, form: AskForm, user: User | None) -> None:
    operations.ask(
        programme,
        email=form.cleaned_data.get("email", ""),
        name=form.cleaned_data.get("name", ""),
        subject="",
        text=form.cleaned_data["text"],
        user=user,
        is_junk=form.is_junk,
        form_key=form.cleaned_data["form_key"],
    )


def _ask_page(
    request: HttpRequest, programme: Programme, form: AskForm, *, status: int = 200
) -> HttpResponse:
    return _show(request, "queries/ask.html", programme, status=status, form=form)


@never_cache
@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank you, and what happens next. The same whoever asked whatever."""
    return _show(request, "queries/asked.html", programme_to_ask(request, slug))


@never_cache
@page
def thread(request: HttpRequest, token: str) -> HttpResponse:
    """My conversation: all but the desk's notes, and a box to write back."""
    query = query_in(token)
    if query is None:
        return render(request, "queries/expired.html", status=404)
    form = WriteAgainForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.write_again(
                query, form.cleaned_data["text"], form_key=form.cleaned_data["form_key"]
            )
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Thank you. Your message is with us."))
            return redirect(request.path)
    context = {
        "query": query,
        "said": query.messages.for_the_asker().select_related("by"),
        "form": form,
        "closed": query.state == Query.State.CLOSED,
    }
    status = 422 if form.is_bound else 200
    return _show(request, "queries/thread.html", query.programme, status=status, **context)


def _show(
    request: HttpRequest, template: str, programme: Programme, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "programme": programme,
        "place": place_of(programme, person=request.user),
        "back_url": address_of("reach:programme", programme.slug) if programme.published_at else "",
        "worried_url": address_of("concerns:tell", programme.slug),
    }
    return render(request, template, context, status=status)
