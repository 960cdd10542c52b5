"""The newsletters of the programmes somebody takes part in, chosen at My place."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edumentoring.design.toasts import toast
from edumentoring.newsletter import operations
from edumentoring.newsletter.forms import OFF, RhythmForm
from edumentoring.newsletter.models import Newsletter, Subscription
from edumentoring.newsletter.readers import HERE
from edumentoring.programmes.models import Participant


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Which I get, and how often. Nothing comes to anybody who did not say yes."""
    parts = {
        part.programme_id: part
        for part in Participant.objects.with_person().filter(
            user=request.user.pk, state__in=HERE, programme__archived_at=None
        )
    }
    newsletters = list(Newsletter.objects.filter(programme__in=parts).order_by("name", "pk"))
    forms = _forms(request, newsletters, parts)
    valid = request.method == "POST" and not [form for form in forms if not form.is_valid()]
    if valid:
        for form in forms:
            part = parts[form.newsletter.programme_id]
            if form.cleaned_data["rhythm"] != form.initial["rhythm"]:
                operations.subscribe_participant(
                    form.newsletter, part, rhythm=form.cleaned_data["rhythm"]
                )
        toast(request, _("Saved. You can change it at any time."))
        return redirect("newsletter:mine")
    status = 422 if request.method == "POST" else 200
    return render(request, "newsletter/mine.html", {"forms": forms}, status=status)


def _forms(
    request: HttpRequest, newsletters: list[Newsletter], parts: dict[int, Participant]
) -> list[RhythmForm]:
    emails = {part.user.email.lower() for part in parts.values()}
    rows = Subscription.objects.reading().filter(newsletter__in=newsletters, email__in=emails)
    now = dict(rows.values_list("newsletter_id", "rhythm"))
    return [
        RhythmForm(
            request.POST if request.method == "POST" else None,
            newsletter=each,
            prefix=f"n{each.pk}",
            initial={"rhythm": now.get(each.pk, OFF)},
        )
        for each in newsletters
    ]
