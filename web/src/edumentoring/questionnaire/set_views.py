"""A set of questions as a file: saving it, and bringing one in after a look at what it does."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.navigation import desk_context
from edumentoring.questionnaire import sets
from edumentoring.questionnaire.access import others_owned
from edumentoring.questionnaire.forms import CopyForm, SetForm
from edumentoring.questionnaire.list_views import back_to


@staff
@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything asked now, as a file that can be brought in elsewhere."""
    seat = desk_for(request, slug, "own")
    file = HttpResponse(sets.written(seat.programme), content_type="application/json")
    file["Content-Disposition"] = f'attachment; filename="questions-{slug}.json"'
    return file


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a file or a programme, see what it would do, and then do just that."""
    seat = desk_for(request, slug, "own")
    if request.method != "POST":
        return _choose(request, seat)
    if "set" in request.POST:
        return _do_it(request, seat)
    if "programme" in request.POST:
        return _from_programme(request, seat)
    return _from_file(request, seat)


def _choose(
    request: HttpRequest, seat: Coordinator, form: SetForm | None = None, *, status: int = 200
) -> HttpResponse:
    others = others_owned(seat)
    context = desk_context(
        seat, form=form or SetForm(), copy=CopyForm(others=others) if others else None
    )
    return render(request, "questionnaire/bring_in.html", context, status=status)


def _from_file(request: HttpRequest, seat: Coordinator) -> HttpResponse:
    form = SetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, seat, form, status=422)
    file = form.cleaned_data["file"]
    try:
        if file.size > 4 * sets.LARGEST:
            raise Refused(_("This file is too large for a set of questions. Choose another."))
        return _look(request, seat, file.read().decode("utf-8-sig"), came_from=file.name)
    except UnicodeDecodeError:
        form.add_error("file", _("This is not a file of questions. Choose one that ends in .json."))
    except Refused as refusal:
        form.add_error("file", str(refusal))
    return _choose(request, seat, form, status=422)


def _from_programme(request: HttpRequest, seat: Coordinator) -> HttpResponse:
    other = _other(seat, request.POST["programme"])
    return _look(request, seat, sets.written(other), came_from=other.name)


def _other(seat: Coordinator, slug: str) -> Programme:
    for programme in others_owned(seat):
        if programme.slug == slug:
            return programme
    raise Http404


def _look(
    request: HttpRequest,
    seat: Coordinator,
    text: str,
    *,
    came_from: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """What bringing this set in would do. Nothing is done yet."""
    entries = sets.read(text)
    whole = {"format": sets.FORMAT, "version": sets.VERSION, "questions": entries}
    context = desk_context(
        seat,
        plan=sets.plan_for(seat.programme, entries),
        set=json.dumps(whole, ensure_ascii=False),
        came_from=came_from,
        **more,
    )
    return render(request, "questionnaire/plan.html", context, status=status)


def _do_it(request: HttpRequest, seat: Coordinator) -> HttpResponse:
    text, came_from = request.POST["set"], request.POST.get("came_from", "")[:200]
    try:
        plan = sets.bring_in(
            seat.programme, sets.read(text), mark=request.POST.get("mark", ""), by=seat.user
        )
    except Stale as stale:
        messages.error(request, str(stale))
        return _look(request, seat, text, came_from=came_from, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _choose(request, seat, status=409)
    toast(
        request,
        _("Brought in: %(added)d added, %(changed)d changed.")
        % {"added": len(plan.added), "changed": len(plan.changed)},
    )
    return back_to(seat.programme.slug)
