"""The fair questions of the public page: an owner words, adds, takes away and orders them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Stale
from edumentoring.design.templatetags.design import found
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.navigation import desk_context
from edumentoring.reach import operations, public
from edumentoring.reach.forms import FairQuestionForms, VersionForm
from edumentoring.reach.words import USUAL, words_of

NEW_ROWS = 3


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every question with its answer and its place; what is emptied goes."""
    seat = desk_for(request, slug, "own")
    if request.method != "POST":
        return _page(request, seat, _forms_of(seat.programme), VersionForm.of(seat.programme))
    if "usual" in request.POST:
        operations.use_usual_questions(seat.programme, by=seat.user)
        toast(request, _("The page shows the usual questions again."))
        return redirect("reach:questions", slug)
    forms, version = FairQuestionForms(request.POST), VersionForm(request.POST)
    if not (forms.is_valid() and version.is_valid()):
        return _page(request, seat, forms, version, status=422)
    return _keep(request, seat, forms, version)


def _keep(
    request: HttpRequest, seat: Coordinator, forms: Any, version: VersionForm
) -> HttpResponse:
    try:
        kept = operations.word_questions(
            seat.programme,
            questions=forms.questions(),
            by=seat.user,
            version=version.cleaned_data["version"],
        )
    except Stale as stale:
        messages.error(request, str(stale))
        seat.programme.refresh_from_db(fields=["version"])
        return _page(request, seat, forms, VersionForm.of(seat.programme), status=409)
    said = _("Saved. The page shows your questions.")
    toast(request, said if kept else _("Saved. The page shows the usual questions."))
    if "more" in request.POST:
        return redirect(reverse("reach:questions", args=[seat.programme.slug]) + "#last")
    return redirect("reach:questions", seat.programme.slug)


def _forms_of(programme: Programme) -> Any:
    """What the page shows now, ready to be changed, and a few empty rows."""
    held = words_of(programme).questions
    return FairQuestionForms(
        initial=[{"question": str(one.question), "answer": str(one.answer)} for one in held],
        empty=NEW_ROWS,
    )


def _page(
    request: HttpRequest,
    seat: Coordinator,
    forms: Any,
    version: VersionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    programme = seat.programme
    context = {
        "forms": forms,
        "version": version,
        "errors": [
            {"label": error["words"], "url": f"#{error['target']}"}
            for row in forms.rows
            if row.is_bound
            for error in found(row)
        ],
        "most": operations.MOST_QUESTIONS,
        "is_usual": words_of(programme).questions == USUAL[programme.kind].questions,
        "page_url": public.page_address(programme) if programme.published_at else "",
    }
    page = desk_context(seat, "share", **context)
    return render(request, "reach/questions.html", page, status=status)
