"""One person's pages: all that is known, correcting it, and one cell of the list."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import columns, operations
from edumentoring.programmes.access import desk_for, participant_for
from edumentoring.programmes.answers_form import (
    AnswersForm,
    differences,
    in_sections,
    questions_for,
    values_at,
    worded,
)
from edumentoring.programmes.consequences import consequence
from edumentoring.programmes.filing import missing
from edumentoring.programmes.forms import PersonForm
from edumentoring.programmes.list_columns import room_left, standing
from edumentoring.programmes.list_filters import GAPS
from edumentoring.programmes.list_views import where_from
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import AnswerChange, Coordinator, Participant
from edumentoring.programmes.navigation import desk_context
from edumentoring.programmes.questions import in_words

page = require_http_methods(["GET", "HEAD", "POST"])
EDITABLE = ("role_title", "region", "capacity", "state", "stage")


@page
@staff
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add somebody by hand."""
    seat = desk_for(request, slug, "people")
    form = PersonForm(request.POST) if request.method == "POST" else PersonForm()
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made, created = operations.enrol(
                seat.programme,
                email=given["email"],
                name=given["name"],
                is_mentor="mentor" in given["roles"],
                is_mentee="mentee" in given["roles"],
                columns=form.columns(),
                source=f"Added by hand by {seat.user}",
                by=seat.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Added %s.") if created else _("%s was here already, and is up to date.")
            toast(request, words % made)
            return redirect(made)
    context = desk_context(seat, "people", form=form)
    return render(request, "programmes/add.html", context, status=422 if form.is_bound else 200)


STATES = {
    "pause": ("paused", gettext_lazy("Paused %s.")),
    "back": ("in", gettext_lazy("%s is taking part again.")),
    "left": ("left", gettext_lazy("Marked %s as left.")),
}


@page
@staff
def participant(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """All that is known of one person; a POST pauses them, brings them back or marks them left."""
    if request.method == "POST":
        seat = desk_for(request, slug, "people")
        return _change_state(request, seat, participant_for(seat, code))
    seat = desk_for(request, slug)
    person = participant_for(seat, code)
    context = desk_context(
        seat,
        "people",
        person=person,
        standing=standing(person),
        room=room_left(person),
        **_answers(person, slug),
        gaps=[str(GAPS[gap]) for gap in missing(person)],
        changes=_changes(person),
        private=_sensitive_count(person),
    )
    return render(request, "programmes/participant.html", context)


def _change_state(request: HttpRequest, seat: Coordinator, person: Participant) -> HttpResponse:
    state, words = STATES.get(request.POST.get("do", ""), ("", ""))
    if not state:
        raise Http404
    changes = operations.change_participant(person, changes={"state": state}, by=seat.user)
    if changes:
        undo_url = reverse("programmes:undo", args=[seat.programme.slug, changes[0].together])
        toast(request, words % person, undo=undo_url)
    return redirect(person)


def _answers(person: Participant, slug: str) -> dict[str, Any]:
    """The answers in words under their heads, and the questions without one."""
    change = reverse("programmes:change", args=[slug, person.code])
    facts = {
        question.key: {
            "label": question.label,
            "answer": ", ".join(_said(person, question)),
            "lines": _said(person, question) if question.kind == question.Kind.RANKED else [],
            "url": f"{change}#id_{question.key}{_GROUPED.get(question.kind, '')}",
        }
        for question in questions_for(person)
    }
    sections = [
        {"head": head, "facts": [facts[key] for key in keys if facts[key]["answer"]]}
        for head, keys in in_sections(facts)
    ]
    return {
        "sections": [section for section in sections if section["facts"]],
        "unanswered": [fact for fact in facts.values() if not fact["answer"]],
    }


# A group of boxes has no id of its own: its fieldset has.
_GROUPED = dict.fromkeys(("several", "ranked", "week"), "_group")


def _said(person: Participant, question: Any) -> list[str]:
    if question.key == "school":
        return [person.school_name] if person.school_name else []
    if question.key in columns.LABELS:
        said = columns.in_words(question.key, columns.current(person, question.key))
        return [said] if said else []
    return in_words(question, person.answers.get(question.key))


def _sensitive_count(person: Participant) -> int:
    """How many private answers there are. What they say is not shown, here or anywhere."""
    asked = person.programme.questions.filter(retired_at=None, sensitive=True)
    return sum(key in person.answers for key in asked.values_list("key", flat=True))


def _changes(person: Participant, most: int = 40) -> list[dict[str, Any]]:
    """What was changed, the latest first, in words; sensitive answers stay unsaid."""
    asked = {q.key: q for q in person.programme.questions.filter(retired_at=None)}
    made: list[AnswerChange] = list(person.answer_changes.select_related("by")[:most])
    return [
        {
            "label": asked[each.key].label
            if each.key in asked
            else columns.LABELS.get(each.key, each.key),
            "before": worded(asked.get(each.key), each.key, each.before),
            "after": worded(asked.get(each.key), each.key, each.after),
            "by": each.by,
            "at": each.at,
            "source": each.source,
            "together": each.together if each.together == made[0].together else None,
        }
        for each in made
        if not (each.key in asked and asked[each.key].sensitive)
    ]


@page
@staff
def change(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Correct a person's answers. A save of something that changed meanwhile shows both."""
    seat = desk_for(request, slug, "people")
    person = participant_for(seat, code)
    if request.method != "POST":
        form = AnswersForm(person, values_at(person, person.version))
        return _change_page(request, seat, form, person.version)
    version = _version(request.POST, person)
    form = AnswersForm(person, values_at(person, version), request.POST)
    if not form.is_valid():
        return _change_page(request, seat, form, version, status=422)
    changes = form.changes()
    try:
        made = operations.change_participant(person, changes=changes, by=seat.user, version=version)
    except Stale as stale:
        messages.error(request, str(stale))
        found = differences(form, changes, version)
        return _change_page(request, seat, form, person.version, status=409, found=found)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _change_page(request, seat, form, version, status=422)
    if made:
        undo_url = reverse("programmes:undo", args=[slug, made[0].together])
        toast(request, _("Saved the changes to %s.") % person, undo=undo_url)
    return redirect(person)


def _version(data: Mapping[str, str], person: Participant) -> int:
    """The version the editor saw; anything that cannot be is taken for the first."""
    given = data.get("version", "")
    version = int(given) if given.isdecimal() and len(given) < 10 else 1
    return version if 0 < version <= person.version else 1


def _change_page(
    request: HttpRequest,
    seat: Coordinator,
    form: AnswersForm,
    version: int,
    *,
    status: int = 200,
    found: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    context = desk_context(
        seat, "people", form=form, person=form.participant, version=version, differences=found
    )
    return render(request, "programmes/change.html", context, status=status)


# --- One cell of the list -----------------------------------------------------------------------


@page
@staff
def cell(request: HttpRequest, slug: str, code: UUID, column: str) -> HttpResponse:
    """Change one column of one person: in place in the list, or on a page of its own."""
    seat = desk_for(request, slug, "people")
    person = participant_for(seat, code)
    if column not in EDITABLE or (column == "capacity" and not person.is_mentor):
        raise Http404
    if request.method != "POST":
        value = request.GET.get("value", columns.current(person, column))
        return _cell_page(request, seat, person, column, value=value, version=person.version)
    value, version = request.POST.get("value", ""), _version(request.POST, person)
    try:
        made = operations.change_participant(
            person, changes={column: value}, by=seat.user, version=version
        )
    except Refused as refusal:
        person.refresh_from_db()
        return _cell_page(
            request,
            seat,
            person,
            column,
            value=value,
            version=person.version,
            refusal=refusal,
        )
    person = participant_for(seat, code)
    if made:
        undo_url = reverse("programmes:undo", args=[slug, made[0].together])
        toast(request, _("Changed %s.") % person, undo=undo_url)
    if request.headers.get("hx-request"):
        return _row(request, seat, person)
    return redirect(where_from(request, person.get_absolute_url()) if made else person)


def _row(request: HttpRequest, seat: Coordinator, person: Participant) -> HttpResponse:
    """The person's line of the list, with the toast."""
    listed = QueryDict(urlsplit(request.headers.get("hx-current-url", "")).query)
    shown = PeopleList(seat.programme, listed)
    context = {"seat": seat, "programme": seat.programme, "shown": shown, "person": person}
    return render(request, "programmes/people.html#saved_row", context)


def _cell_page(
    request: HttpRequest,
    seat: Coordinator,
    person: Participant,
    column: str,
    *,
    value: Any,
    version: int,
    refusal: Refused | None = None,
) -> HttpResponse:
    held = columns.current(person, column)
    context = desk_context(
        seat,
        "people",
        person=person,
        column=column,
        label=columns.LABELS[column],
        value=value,
        held=columns.in_words(column, held),
        version=version,
        choices=columns.CHOICES.get(column, {}),
        may_be_empty=column != "state",
        consequence=consequence(person, column, value),
        refusal=refusal,
    )
    status = 200
    if refusal is not None:
        status = 409 if isinstance(refusal, Stale) else 422
    in_place = request.headers.get("hx-request")
    if in_place and "value" in request.GET:
        return render(request, "programmes/cell.html#consequence", context)
    template = "programmes/cell.html#in_place" if in_place else "programmes/cell.html"
    return render(request, template, context, status=status)
