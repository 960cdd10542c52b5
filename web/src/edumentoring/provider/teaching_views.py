"""The model of teaching, for those who take part: reading it, ideas to refine it, and tags."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.pupils import warn_of_pupils
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.goals.access import goal_for
from edumentoring.goals.models import Goal
from edumentoring.pairs.access import writing_side
from edumentoring.provider import operations
from edumentoring.provider.access import part_in
from edumentoring.provider.forms import SuggestForm
from edumentoring.provider.models import Element, Suggestion
from edumentoring.provider.showing import show
from edumentoring.tools.access import writing_sheet


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def teaching(request: HttpRequest, slug: str) -> HttpResponse:
    """Its elements, a box for an idea, and what became of mine."""
    me = part_in(request, slug)
    form = SuggestForm(me.programme, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = operations.suggest(me, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            warn_of_pupils(request, made.text, made.evidence)
            toast(request, _("Thank you. Those who look after it read your idea, and answer."))
            return redirect("provider:teaching", slug)
    context = {
        "elements": Element.objects.kept().filter(programme=me.programme),
        "mine": Suggestion.objects.filter(by=me).select_related("element"),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return show(request, "teaching", me, part="teaching", status=status, **context)


@login_required
@require_POST
def tag_goal(request: HttpRequest, code: UUID) -> HttpResponse:
    """Say which elements a goal belongs to; only for those who may read the goal and write."""
    goal = get_object_or_404(Goal.objects.select_related("pair"), code=code)
    side = writing_side(request, goal.pair.code)
    found = goal_for(side, code)
    operations.tag(found, _chosen(request, side.pair.programme_id), by=side.me)
    toast(request, _("Saved."))
    return redirect(found)


@login_required
@require_POST
def tag_form(request: HttpRequest, code: UUID) -> HttpResponse:
    """The same for a form, such as lesson feedback."""
    opened = writing_sheet(request, code)
    if opened.me is None:
        raise Http404
    operations.tag(opened.sheet, _chosen(request, opened.me.programme_id), by=opened.me)
    toast(request, _("Saved."))
    return redirect(opened.sheet)


def _chosen(request: HttpRequest, programme: int) -> list[Element]:
    sent = {word for word in request.POST.getlist("elements") if len(word) == 36}
    mine = Element.objects.kept().filter(programme=programme)
    return [one for one in mine if str(one.code) in sent]
