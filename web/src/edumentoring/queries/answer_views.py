"""Saved answers: the list, one of them, and letting it go."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context
from edumentoring.queries import operations
from edumentoring.queries.access import answer_for, query_for
from edumentoring.queries.forms import SavedAnswerForm
from edumentoring.queries.models import ANSWERS, SavedAnswer
from edumentoring.queries.usual_answers import usual_answers

page = require_http_methods(["GET", "HEAD", "POST"])


@staff
@page
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers kept for the next time, and room for one more."""
    seat = desk_for(request, slug, ANSWERS)
    posted = request.POST if request.method == "POST" else None
    form = SavedAnswerForm(posted, initial={"text": _reply_to_keep(request, seat)})
    if form.is_bound and form.is_valid():
        operations.save_answer(seat.programme, by=seat.user, **form.cleaned_data)
        toast(request, _("Saved. It stands beside questions like it."))
        return redirect("queries:answers", slug=slug)
    context = {
        "form": form,
        "answers": SavedAnswer.objects.filter(programme=seat.programme).select_related("by"),
        "usual": usual_answers(seat.programme),
    }
    status = 422 if form.is_bound else 200
    return render(
        request,
        "queries/answers.html",
        desk_context(seat, "queries", **context),
        status=status,
    )


def _reply_to_keep(request: HttpRequest, seat: Coordinator) -> str:
    """The words of the last reply to ?from=, to be kept and made general."""
    try:
        found = query_for(seat, UUID(request.GET.get("from", "")))
    except ValueError:
        return ""
    last = found.messages.standing().filter(kind="reply").last()
    return last.text if last else ""


@staff
@page
def answer(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Write a saved answer anew."""
    seat = desk_for(request, slug, ANSWERS)
    found = answer_for(seat, code)
    posted = request.POST if request.method == "POST" else None
    form = SavedAnswerForm(posted, instance=found)
    if form.is_bound and form.is_valid():
        operations.change_answer(found, by=seat.user, **form.cleaned_data)
        toast(request, _("Saved."))
        return redirect("queries:answers", slug=slug)
    status = 422 if form.is_bound else 200
    context = desk_context(seat, "queries", form=form, answer=found)
    return render(request, "queries/answer.html", context, status=status)


@staff
@require_POST
def remove(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Nobody needs it any more."""
    seat = desk_for(request, slug, ANSWERS)
    operations.remove_answer(answer_for(seat, code), by=seat.user)
    toast(request, _("Removed."))
    return redirect("queries:answers", slug=slug)
