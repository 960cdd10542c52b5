"""The desk's own pages of the newsletter: what went and goes out, how it looks, who mentors."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Stale
from edumentoring.design.toasts import toast
from edumentoring.library.seats import zone_of
from edumentoring.newsletter import letters, operations
from edumentoring.newsletter.access import (
    newsletter_at,
    newsletter_of,
)
from edumentoring.newsletter.forms import NewsletterForm, StartForm
from edumentoring.newsletter.growth import mentors_by_area, mentors_by_term
from edumentoring.newsletter.models import (
    Newsletter,
)
from edumentoring.newsletter.visitors import visits_to
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context

PAGE = 50
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@staff
@get_and_post
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """What went out and what goes next; before there is a newsletter, its beginning."""
    seat = desk_for(request, slug, "edit")
    newsletter = Newsletter.objects.filter(programme=seat.programme).first()
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.start_newsletter(seat.programme, name=form.cleaned_data["name"], by=seat.user)
        toast(request, _("Your newsletter has begun. Say how it looks and whom it is for."))
        return redirect("newsletter:settings", slug)
    status = 422 if form.is_bound else 200
    if newsletter is None:
        return show(request, "newsletter/start.html", seat, status=status, form=form)
    sendings = newsletter.sendings.annotate(copies=Count("deliveries")).order_by("-asked_at", "-pk")
    context: dict[str, Any] = {
        "newsletter": newsletter,
        "page": Paginator(sendings, PAGE).get_page(request.GET.get("page")),
        "zone": zone_of(seat.programme),
        "issues": newsletter.issues.order_by("-number")[:PAGE],
        "readers": newsletter.subscriptions.reading().count(),
        "asked": newsletter.subscriptions.asked().count(),
        "visits": visits_to(newsletter, 0),
    }
    return show(request, "newsletter/desk.html", seat, **context)


@staff
@get_and_post
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Its name, colour, area and reply address, and whether anybody may read it."""
    seat, newsletter = newsletter_at(request, slug)
    version = newsletter.version
    form = NewsletterForm(
        request.POST if request.method == "POST" else None,
        instance=newsletter,
        initial={"version": version},
    )
    status = 200
    if form.is_bound and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            operations.change_newsletter(
                newsletter, changes=changes, version=form.cleaned_data["version"], by=seat.user
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            status = 409
        else:
            toast(request, _("Saved."))
            return redirect("newsletter:desk", slug)
    elif form.is_bound:
        status = 422
    context: dict[str, Any] = {"newsletter": newsletter_of(seat), "form": form}
    context["thanks"] = letters.thanks_preview(context["newsletter"])
    return show(request, "newsletter/settings.html", seat, status=status, **context)


@staff
@require_safe
def growth(request: HttpRequest, slug: str) -> HttpResponse:
    """How many mentors are at work, by term and by area."""
    seat, newsletter = newsletter_at(request, slug)
    terms = mentors_by_term(seat.programme)
    context: dict[str, Any] = {
        "newsletter": newsletter,
        "terms": terms,
        "has_begun": any(one.amount != 0 for one in terms),
        "areas": mentors_by_area(seat.programme),
    }
    return show(request, "newsletter/growth.html", seat, **context)


def show(
    request: HttpRequest, template: str, seat: Coordinator, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page with the desk around it."""
    return render(request, template, desk_context(seat, **context), status=status)
