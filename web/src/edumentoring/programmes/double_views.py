"""Likely doubles: a list of them, two side by side, and what becomes of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import columns, operations
from edumentoring.programmes.access import desk_for, participant_for
from edumentoring.programmes.answers_form import worded
from edumentoring.programmes.duplicates import likely_doubles
from edumentoring.programmes.list_columns import standing
from edumentoring.programmes.models import Coordinator, NotTheSame, Participant, Question
from edumentoring.programmes.navigation import desk_context
from edumentoring.programmes.operations.changing import held
from edumentoring.programmes.operations.joining import joined_answers, refuse_unjoinable

page = require_http_methods(["GET", "HEAD", "POST"])
# What two sign-ups are laid side by side by, before the answers.
SIDE_BY_SIDE = ("stage", "role_title", "years", "school", "school_text", "region", "capacity")
AND_ALSO = ("demand", "is_trained", "tags", "note", "signed_up_at")


@require_safe
@staff
def doubles(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who may be here twice."""
    seat = desk_for(request, slug)
    context = desk_context(seat, "people", doubles=likely_doubles(seat.programme))
    return render(request, "programmes/doubles.html", context)


@page
@staff
def double(request: HttpRequest, slug: str, one: UUID, other: UUID) -> HttpResponse:
    """Two people side by side; a POST joins them, or remembers that they are two."""
    seat = desk_for(request, slug, "people" if request.method == "POST" else "see")
    first, second = participant_for(seat, one), participant_for(seat, other)
    if first.pk == second.pk:
        raise Http404
    if request.method == "POST":
        return _decide(request, seat, first, second)
    sides = [_side(first, second), _side(second, first)]
    context = desk_context(
        seat,
        "people",
        sides=sides,
        one=sides[0],
        other=sides[1],
        facts=_facts(first, second),
    )
    return render(request, "programmes/double.html", context)


def _side(person: Participant, other: Participant) -> dict[str, Any]:
    """One of the two, and why this sign-up could not be the one that stays, if so."""
    try:
        refuse_unjoinable(person, other)
    except Refused as refusal:
        return {"person": person, "standing": standing(person), "refusal": str(refusal)}
    return {"person": person, "standing": standing(person), "refusal": ""}


def _facts(one: Participant, other: Participant) -> list[dict[str, Any]]:
    """What differs or is known, side by side, with what both would become."""
    asked = {q.key: q for q in one.programme.questions.filter(retired_at=None, sensitive=False)}
    answers = [key for key in asked if key not in columns.LABELS]
    after = joined_answers(one, other)
    keys = (*SIDE_BY_SIDE, *answers, *AND_ALSO)
    rows = [_fact(key, asked.get(key), one, other, after[key]) for key in keys]
    return [row for row in rows if row["one"] or row["other"]]


def _fact(
    key: str, question: Question | None, one: Participant, other: Participant, after: Any
) -> dict[str, Any]:
    kept = columns.read(key, after) if key in columns.READERS else after
    said = [worded(question, key, value) for value in (held(one, key), held(other, key), kept)]
    return {
        "label": question.label if question else columns.LABELS[key],
        "one": said[0],
        "other": said[1],
        "after": said[2],
        "differs": said[0] != said[1],
    }


def _decide(
    request: HttpRequest, seat: Coordinator, first: Participant, second: Participant
) -> HttpResponse:
    slug = seat.programme.slug
    if request.POST.get("do") == "apart":
        said = operations.tell_apart(first, second, by=seat.user)
        undo = reverse("programmes:double_again", args=[slug, said.pk])
        toast(request, _("Noted that these are two people."), undo=undo)
        return redirect("programmes:doubles", slug=slug)
    keep, other = (second, first) if request.POST.get("keep") == "other" else (first, second)
    try:
        together = operations.join(keep, other, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programmes:double", slug=slug, one=first.code, other=second.code)
    undo = reverse("programmes:undo", args=[slug, together])
    toast(request, _("Joined the two sign-ups of %s.") % keep, undo=undo)
    return redirect(keep)


@require_POST
@staff
def double_again(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back that two are two people."""
    seat = desk_for(request, slug, "people")
    try:
        said = NotTheSame.objects.select_related("one__user", "other__user").get(
            one__programme=seat.programme, pk=pk
        )
    except NotTheSame.DoesNotExist:
        raise Http404 from None
    operations.forget_telling_apart(said, by=seat.user)
    toast(request, _("They are on the list again."))
    return redirect("programmes:doubles", slug=slug)
