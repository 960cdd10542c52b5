"""One question: adding it, changing it, and looking at it as a participant would."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Question
from edumentoring.programmes.navigation import desk_context
from edumentoring.questionnaire import operations
from edumentoring.questionnaire.access import past_or_present_for, question_for
from edumentoring.questionnaire.examples import ExampleForm, style
from edumentoring.questionnaire.forms import QuestionForm
from edumentoring.questionnaire.list_views import back_to, show_list
from edumentoring.questionnaire.options import chosen, taken_away

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@staff
@get_and_post
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more question."""
    seat = desk_for(request, slug, "own")
    if request.method != "POST":
        return _page(request, seat, QuestionForm(programme=seat.programme))
    form, looked = _looked_at(request, seat, None)
    if looked or not form.is_valid():
        return _page(request, seat, form, status=200 if looked else 422)
    try:
        made = operations.ask_question(
            seat.programme, by=seat.user, fields=form.fields_given(form.cleaned_data)
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, seat, form, status=422)
    undo = reverse("questionnaire:leave_out", args=[slug, made.key])
    toast(request, _("“%s” is asked from now on.") % made.label, undo=undo)
    return back_to(slug, made.key)


@staff
@get_and_post
def question(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Change one question, beside how it would look."""
    seat = desk_for(request, slug, "own")
    before = question_for(seat, key)
    if request.method != "POST":
        return _page(request, seat, QuestionForm(programme=seat.programme, before=before), before)
    form, looked = _looked_at(request, seat, before)
    if looked or not form.is_valid():
        return _page(request, seat, form, before, status=200 if looked else 422)
    try:
        after = operations.change_question(
            seat.programme,
            key,
            changes=form.fields_given(form.cleaned_data),
            version=form.cleaned_data["version"] or 0,
            by=seat.user,
        )
    except Stale as stale:
        return _stale(request, seat, form, before, str(stale))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, seat, form, before, status=422)
    if after.version != before.version:
        undo = reverse("questionnaire:wording", args=[slug, key])
        undo += f"?wording={before.version}&version={after.version}"
        toast(request, _what_changed(before, after), undo=undo)
    return back_to(slug, key)


def _looked_at(
    request: HttpRequest, seat: Coordinator, before: Question | None
) -> tuple[QuestionForm, bool]:
    """The form as sent, and whether a button beside "Save" was pressed: nothing is saved then."""
    form = QuestionForm(request.POST, programme=seat.programme, before=before)
    do = request.POST.get("do", "")
    if not do:
        return form, False
    moved = form.moved(do)
    kept = QuestionForm(moved, programme=seat.programme, before=before)
    kept.full_clean()
    kept.errors.clear()  # half-written is not wrong yet
    return kept, True


def _what_changed(before: Question, after: Question) -> str:
    """What was saved, and how many people had chosen what is no longer offered."""
    gone = taken_away(before, after)
    counts = chosen(after) if gone else {}
    said = [
        ngettext(
            "%(count)d person chose “%(option)s”; their answer stays.",
            "%(count)d people chose “%(option)s”; their answers stay.",
            counts[key],
        )
        % {"count": counts[key], "option": label}
        for key, label in gone.items()
        if counts[key]
    ]
    return " ".join([_("Saved. Earlier answers keep the words they answered."), *said])


def _stale(
    request: HttpRequest, seat: Coordinator, form: QuestionForm, before: Question, words: str
) -> HttpResponse:
    """Somebody else saved first: show theirs beside what was typed; saving again takes this one."""
    now = question_for(seat, before.key)
    data = form.sent()
    data["version"] = str(now.version)
    kept = QuestionForm(data, programme=seat.programme, before=now)
    kept.is_valid()
    kept.add_error(None, words)
    return _page(request, seat, kept, now, status=409, theirs=now)


def _page(
    request: HttpRequest,
    seat: Coordinator,
    form: QuestionForm,
    before: Question | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    counts = chosen(before) if before and form.has_options else {}
    earlier = (
        seat.programme.questions.filter(key=before.key).exclude(pk=before.pk).order_by("-version")
        if before
        else ()
    )
    context = desk_context(
        seat,
        form=form,
        before=before,
        rows=[
            {"id": option_id, "label": label, "count": counts.get(option_id, 0)}
            for option_id, label in form.rows
        ],
        example=ExampleForm(form.as_typed()),
        style=style(),
        earlier=list(earlier),
        **more,
    )
    return render(request, "questionnaire/question.html", context, status=status)


@staff
@require_POST
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The question as typed so far, as a participant's phone would show it. Saves nothing."""
    seat = desk_for(request, slug, "own")
    key = request.POST.get("key", "")
    before = question_for(seat, key) if key else None
    form = QuestionForm(request.POST, programme=seat.programme, before=before)
    context = {"example": ExampleForm(form.as_typed())}
    return render(request, "questionnaire/_example.html", context)


@staff
@require_POST
def wording(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """An earlier wording once more: undo of a change."""
    seat = desk_for(request, slug, "own")
    past_or_present_for(seat, key)
    numbers = [request.GET.get(name, "") for name in ("wording", "version")]
    wanted, version = (int(each) if each.isdecimal() and len(each) < 6 else 0 for each in numbers)
    try:
        operations.restore_wording(
            seat.programme, key, wording=wanted, version=version, by=seat.user
        )
    except Stale:
        messages.error(request, _("Somebody changed this question since. That change stands."))
        return show_list(request, seat, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return show_list(request, seat, status=409)
    toast(request, _("The earlier words are back."))
    return back_to(slug, key)
