"""One issue at the desk: how long it is, a test of it, and its way to the readers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.newsletter import operations
from edumentoring.newsletter.access import issue_of, newsletter_at
from edumentoring.newsletter.forms import SendForm
from edumentoring.newsletter.models import Issue
from edumentoring.newsletter.parts import MINUTES_ENOUGH, contents_of
from edumentoring.newsletter.readers import readers_of
from edumentoring.newsletter.visitors import visits_to
from edumentoring.people.access import staff
from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context


@staff
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where an issue stands; POST sends a test to oneself, or asks for the sending."""
    seat, newsletter = newsletter_at(request, slug)
    found = issue_of(newsletter, number)
    if request.POST.get("do") == "test":
        return _test(request, found, seat.user)
    form = SendForm(request.POST if request.method == "POST" else None, newsletter=newsletter)
    if form.is_bound and form.is_valid():
        try:
            sending = operations.send_issue(
                found,
                by=seat.user,
                segment=form.cleaned_data["segment"],
                not_before=form.not_before,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Kept as it is now. See below what happens next."))
            return redirect(sending)
    return _issue_page(request, seat, found, form)


def _test(request: HttpRequest, found: Issue, to: User) -> HttpResponse:
    operations.send_test(found, to=to)
    messages.success(request, _("A test is on its way to %s.") % to.email)
    return redirect("newsletter:desk_issue", found.newsletter.programme.slug, found.number)


def _issue_page(
    request: HttpRequest, seat: Coordinator, found: Issue, form: SendForm
) -> HttpResponse:
    latest: Any = found.get_latest_revision_as_object()
    newsletter = found.newsletter
    context = {
        "newsletter": newsletter,
        "issue": found,
        "contents": contents_of(latest),
        "enough": MINUTES_ENOUGH,
        "everybody": readers_of(newsletter, None).count(),
        "four_eyes": operations.FOUR_EYES_ABOVE,
        "sendings": found.sendings.all(),
        "visits": visits_to(newsletter, found.number or 0),
        "form": form,
    }
    page = desk_context(seat, **context)
    return render(request, "newsletter/desk_issue.html", page, status=422 if form.errors else 200)
