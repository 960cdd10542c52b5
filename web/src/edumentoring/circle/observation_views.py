"""Two people look at the same thing: beginning, writing apart, comparing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.circle import operations
from edumentoring.circle.access import Watch, watching
from edumentoring.circle.forms import CompareForm, JudgementForm, ObservationForm, RecordForm
from edumentoring.circle.models import Member, Observation
from edumentoring.common.pupils import warn_of_pupils
from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.pairs.access import own_side, writing_side
from edumentoring.pairs.sides import Side

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@get_and_post
def begin(request: HttpRequest, code: UUID) -> HttpResponse:
    """What two people look at, and what its teacher is promised."""
    side = writing_side(request, code)
    form = ObservationForm(
        side.is_mentee,
        side.other_name,
        Member.objects.reading(side.pair.programme.today())
        .filter(pair=side.pair)
        .select_related("user"),
        request.POST if request.method == "POST" else None,
        initial={"second": ""},
    )
    if form.is_bound and form.is_valid():
        try:
            made = operations.begin_observation(side, **form.asked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("circle:observation", made.code)
    context = {"side": side, "pair": side.pair, "form": form}
    return render(request, "circle/observe.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@get_and_post
def observation(request: HttpRequest, code: UUID) -> HttpResponse:
    """My own record while we write; both, side by side, when we have finished."""
    watch = watching(request, code)
    if request.method == "POST":
        return _keep(request, watch)
    first = {}
    if watch.mine:
        first = {name: getattr(watch.mine, name) for name in ("saw", "thought", "wondered")}
    return _page(request, watch, form=_form_of(watch)(initial=first))


def _form_of(watch: Watch) -> type[RecordForm]:
    is_work = watch.observation.kind == Observation.Kind.WORK
    return JudgementForm if is_work else RecordForm


def _keep(request: HttpRequest, watch: Watch) -> HttpResponse:
    form = _form_of(watch)(request.POST)
    if not watch.may_write:
        messages.error(request, _("Only the two who look write here."))
        return redirect("circle:observation", watch.observation.code)
    finish = "finish" in request.POST
    if form.is_valid():
        try:
            operations.keep_record(
                watch.observation, by=watch.user, finish=finish, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Finished. Nothing in it changes now.") if finish else _("Saved for later.")
            toast(request, said)
            warn_of_pupils(request, *(str(words) for words in form.cleaned_data.values()))
            return redirect("circle:observation", watch.observation.code)
    return _page(request, watch, form=form, status=422)


def _page(
    request: HttpRequest,
    watch: Watch,
    *,
    form: RecordForm,
    compare_form: CompareForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = watch.observation
    names = ("agree_on", "differ_on", "take_away", "version")
    two = [record.user for record in found.records.select_related("user")]
    context: dict[str, Any] = {
        "watch": watch,
        "observation": found,
        "pair": found.pair,
        "two": two,
        "beside_me": next((one for one in two if one != watch.user), None),
        "form": form,
        "labels": _form_of(watch)(),
        "records": watch.records if found.both_finished_at else [],
        "compare_form": compare_form
        or CompareForm(initial={name: getattr(found, name) for name in names}),
        "readers": _readers(watch),
        "stale": status == 409,
    }
    return render(request, "circle/observation.html", context, status=status)


def _readers(watch: Watch) -> str:
    """Who reads the comparison, beside oneself."""
    found = watch.observation
    others = [one.user for one in found.records.select_related("user") if one.user != watch.user]
    if found.observed and found.promise != Observation.Promise.TALK:
        others.append(found.observed.user)
    return " and ".join(one.first_name for one in others if one != watch.user)


@login_required
@require_POST
def compare(request: HttpRequest, code: UUID) -> HttpResponse:
    """What the two say together."""
    watch = watching(request, code)
    form = CompareForm(request.POST)
    if not watch.may_write:
        messages.error(request, _("Only the two who look write here."))
        return redirect("circle:observation", code)
    status = 422
    if form.is_valid():
        try:
            operations.compare(watch.observation, by=watch.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, Stale) else 422
        else:
            toast(request, _("Saved. You can both change it."))
            warn_of_pupils(request, *(str(words) for words in form.cleaned_data.values()))
            return redirect("circle:observation", code)
    return _page(request, watch, form=_form_of(watch)(), compare_form=form, status=status)


@login_required
@require_POST
def agree(request: HttpRequest, code: UUID) -> HttpResponse:
    """The teacher's own word, knowing what was promised."""
    watch = watching(request, code)
    side = _teacher_side(request, watch)
    yes = request.POST.get("answer") == "yes"
    try:
        operations.agree_to_be_observed(side, watch.observation, yes=yes)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("circle:observation", code)


def _teacher_side(request: HttpRequest, watch: Watch) -> Side:
    return own_side(request, watch.observation.pair.code)


@login_required
@require_POST
def call_off(request: HttpRequest, code: UUID) -> HttpResponse:
    """The teacher or one of the two stops it."""
    watch = watching(request, code)
    try:
        operations.call_off(watch.observation, by=watch.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Called off. Nobody reads what was written."))
    return redirect("circle:observation", code)
