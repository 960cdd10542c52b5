"""For those who organise: when pairs are offered to look back, and what many say together."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.navigation import desk_context
from edumentoring.rhythm.figures import figures_in, least_in
from edumentoring.rhythm.forms import TimesForm
from edumentoring.rhythm.operations import set_times
from edumentoring.rhythm.when import times_of


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def looking_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures of many people together, never of one, and the times of looking back."""
    power = "people" if request.method == "POST" else "see"
    seat = desk_for(request, slug, power)
    programme = seat.programme
    form = (
        TimesForm(request.POST) if request.method == "POST" else TimesForm.of(times_of(programme))
    )
    if form.is_bound and form.is_valid():
        set_times(programme, form.cleaned_data, by=seat.user)
        toast(request, _("Saved. What was offered already stays as it is."))
        return redirect("rhythm:looking_back", slug=slug)
    terms, rows = figures_in(programme, programme.today())
    context: dict[str, Any] = {
        "form": form,
        "terms": terms,
        "rows": rows,
        "any_shown": any(row.is_shown for row in rows),
        "least": least_in(programme),
        "may_set": seat.may("people"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "rhythm/looking_back.html", desk_context(seat, **context), status=status)
