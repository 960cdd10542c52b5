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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import columns, operations
from edumentoring.programmes.access import desk_for, note_for, participant_for
from edumentoring.programmes.answers_form import (
    AnswersForm,
    differences,
    in_sections,
    questions_for,
    values_at,
    worded,
)
from edumentoring.programmes.arriving import came_from
from edumentoring.programmes.as_seen import data_file_of
from edumentoring.programmes.beyond import ask, beyond_limits, coming_in, goes_on
from edumentoring.programmes.consequences import consequence
from edumentoring.programmes.filing import missing
from edumentoring.programmes.forms import PersonForm
from edumentoring.programmes.list_cells import (
    NOT_IN_YET,
    Cell,
    cells_of,
    changes_for,
    refuse_before_coming_in,
)
from edumentoring.programmes.list_columns import room_left, standing
from edumentoring.programmes.list_filters import GAPS, tags_in_use
from edumentoring.programmes.list_views import take_in, where_from
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import (
    AnswerChange,
    Coordinator,
    Note,
    Participant,
    Question,
)
from edumentoring.programmes.navigation import desk_context
from edumentoring.programmes.panels import panels_for
from edumentoring.programmes.questions import in_words

page = require_http_methods(["GET", "HEAD", "POST"])


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
    """All that is known of one person; a POST takes them in, pauses them, brings them back or
    marks them left."""
    if request.method == "POST":
        seat = desk_for(request, slug, "people")
        person = participant_for(seat, code)
        states = _asked_for(request, person)
        if words := beyond_limits(seat.programme, states):
            who = coming_in(states)
            return ask(request, seat, words, who=who, back=person.get_absolute_url())
        _change_state(request, seat, person)
        return _back_to(request, seat, code)
    seat = desk_for(request, slug)
    return _person_page(request, seat, participant_for(seat, code))


def _back_to(request: HttpRequest, seat: Coordinator, code: UUID, at: str = "") -> HttpResponse:
    """To their page again, with the note that somebody had begun to write on it."""
    person = participant_for(seat, code)
    begun = request.POST.get("text", "")
    if not begun.strip():
        return redirect(person.get_absolute_url() + at)
    return _person_page(request, seat, person, note_text=begun)


def _person_page(
    request: HttpRequest, seat: Coordinator, person: Participant, *, note_text: str = ""
) -> HttpResponse:
    slug = seat.programme.slug
    shown = PeopleList(seat.programme, request.GET)
    before, after, at = shown.beside(person)
    context = desk_context(
        seat,
        "people",
        person=person,
        shown=shown,
        before=before,
        after=after,
        at=at,
        standing=standing(person),
        room=room_left(person),
        came_from=came_from(person),
        **_answers(person, slug),
        is_not_in_yet=person.state in NOT_IN_YET,
        gaps=[str(GAPS[gap]) for gap in missing(person)],
        changes=_changes(person),
        private=_sensitive_count(person),
        panels=panels_for(person, seat),
        notes=Note.objects.kept().filter(participant__in=person.sign_ups()).select_related("by"),
        joined=list(person.joined.select_related("user", "programme")),
        own_name=person.user.first_name,
        note_text=note_text,
    )
    return render(request, "programmes/participant.html", context)


@require_safe
@staff
def seen(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """What of all this the person sees themselves, here and in their data file."""
    seat = desk_for(request, slug)
    person = participant_for(seat, code)
    context = desk_context(seat, "people", person=person, parts=data_file_of(person))
    return render(request, "programmes/as_seen.html", context)


@require_POST
@staff
def notes(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Write a note about somebody, or take one's own away."""
    seat = desk_for(request, slug, "people")
    person = participant_for(seat, code)
    removed = request.POST.get("remove", "")
    try:
        if removed:
            note = note_for(seat, removed)
            operations.remove_note(note, by=seat.user)
            undo_url = reverse("programmes:note_back", args=[slug, code, note.pk])
            toast(request, _("Removed the note."), undo=undo_url)
        else:
            operations.add_note(person, request.POST.get("text", ""), by=seat.user)
            toast(request, _("Kept the note about %s.") % person)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back_to(request, seat, code, "#notes")
    if removed:
        return _back_to(request, seat, code, "#notes")
    return redirect(person.get_absolute_url() + "#notes")


@require_POST
@staff
def note_back(request: HttpRequest, slug: str, code: UUID, pk: int) -> HttpResponse:
    """Undo the removal of a note."""
    seat = desk_for(request, slug, "people")
    person = participant_for(seat, code)
    try:
        operations.bring_back_note(note_for(seat, str(pk)), by=seat.user)
        toast(request, _("The note about %s is back.") % person)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(person.get_absolute_url() + "#notes")


def _asked_for(request: HttpRequest, person: Participant) -> list[tuple[Participant, str]]:
    """The state that was pressed and may pass a limit of places, unless they were told so."""
    state, _words = STATES.get(request.POST.get("do", ""), ("", ""))
    if goes_on(request) or person.state in NOT_IN_YET:
        return []
    return [(person, state)]


def _change_state(request: HttpRequest, seat: Coordinator, person: Participant) -> None:
    do = request.POST.get("do", "")
    if do == "take_in":
        return take_in(request, [person], seat)
    state, words = STATES.get(do, ("", ""))
    if not state:
        raise Http404
    try:
        refuse_before_coming_in(person, state)
        changes = operations.change_participant(person, changes={"state": state}, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    if changes:
        undo_url = reverse("programmes:undo", args=[seat.programme.slug, changes[0].together])
        toast(request, words % person, undo=undo_url)
    return None


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
    wordings = list(person.programme.questions.order_by("version"))
    latest = {question.key: question for question in wordings}
    asked = {(question.key, question.version): question for question in wordings}
    made = list(
        AnswerChange.objects.filter(participant__in=person.sign_ups()).select_related("by")[:most]
    )
    return [
        _change_in_words(each, asked.get((each.key, each.question_version)), latest.get(each.key))
        | {"together": each.together if each.together == made[0].together else None}
        for each in made
        if not (each.key in latest and latest[each.key].sensitive)
    ]


def _change_in_words(
    made: AnswerChange, then: Question | None, latest: Question | None
) -> dict[str, Any]:
    """One change: the question as it is worded now, and as it was if that differs."""
    question = then or latest
    label = latest.label if latest else columns.LABELS.get(made.key, made.key)
    return {
        "label": label,
        "asked_as": then.label if then and latest and then.label != latest.label else "",
        "before": worded(question, made.key, made.before),
        "after": worded(question, made.key, made.after),
        "by": made.by,
        "at": made.at,
        "source": made.source,
    }


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
    cell_ = cells_of(seat.programme).get(column)
    if cell_ is None or not cell_.applies_to(person):
        raise Http404
    if request.method != "POST":
        value = request.GET.get("value", _in_the_box(cell_, person))
        return _cell_page(request, seat, person, cell_, value=value, version=person.version)
    value, version = request.POST.get("value", ""), _version(request.POST, person)
    try:
        changes = changes_for(cell_, person, value)
        words = beyond_limits(seat.programme, [(person, changes.get("state", ""))])
        if words and not goes_on(request):
            again = Refused(_("%s Save again if you mean it.") % words)
            return _cell_page(
                request,
                seat,
                person,
                cell_,
                value=value,
                version=version,
                refusal=again,
                is_beyond=True,
            )
        made = operations.change_participant(person, changes=changes, by=seat.user, version=version)
    except Refused as refusal:
        person = participant_for(seat, code)
        return _cell_page(
            request, seat, person, cell_, value=value, version=person.version, refusal=refusal
        )
    person = participant_for(seat, code)
    if made:
        undo_url = reverse("programmes:undo", args=[slug, made[0].together])
        toast(request, _("Changed %s.") % person, undo=undo_url)
    if request.headers.get("hx-request"):
        return _row(request, seat, person)
    return redirect(where_from(request, person.get_absolute_url()) if made else person)


def _in_the_box(cell_: Cell, person: Participant) -> str:
    """What stands in the box at first: an option's id, or the words as they are read back."""
    held = cell_.held(person)
    if cell_.kind == "choice":
        return str(held or "")
    if cell_.kind == "yes_no":
        return "yes" if held else "no"
    return cell_.said(held) if cell_.kind != "day" else str(held or "")


def _row(request: HttpRequest, seat: Coordinator, person: Participant) -> HttpResponse:
    """The person's line of the list, with the toast."""
    listed = QueryDict(urlsplit(request.headers.get("hx-current-url", "")).query)
    shown = PeopleList(seat.programme, listed)
    cells = cells_of(seat.programme, shown.questions)
    context = {"programme": seat.programme, "shown": shown, "person": person, "cells": cells}
    return render(request, "programmes/people.html#saved_row", context)


YES_NO = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}


def _cell_page(
    request: HttpRequest,
    seat: Coordinator,
    person: Participant,
    cell_: Cell,
    *,
    value: Any,
    version: int,
    refusal: Refused | None = None,
    is_beyond: bool = False,
) -> HttpResponse:
    held = cell_.held(person)
    context = desk_context(
        seat,
        "people",
        person=person,
        cell=cell_,
        column=cell_.key,
        label=cell_.label,
        value=value,
        held=cell_.said(held),
        version=version,
        choices=_choices(cell_, held),
        consequence="" if is_beyond else consequence(person, cell_.key, value),
        refusal=refusal,
        is_beyond=is_beyond,
        tags=list(tags_in_use(seat.programme)) if cell_.kind == "tags" else (),
    )
    status = 200
    if refusal is not None:
        status = 409 if isinstance(refusal, Stale) else 422
    in_place = request.headers.get("hx-request")
    if in_place and "value" in request.GET:
        return render(request, "programmes/cell.html#consequence", context)
    template = "programmes/cell.html#in_place" if in_place else "programmes/cell.html"
    return render(request, template, context, status=status)


def _choices(cell_: Cell, held: Any) -> dict[str, Any]:
    """What may be chosen; what is held stays a choice, even where the desk could not give it."""
    if cell_.kind == "yes_no":
        return YES_NO
    if cell_.kind != "choice":
        return {}
    kept = {str(held): cell_.said(held)} if held and held not in cell_.choices else {}
    given = cell_.choices
    if cell_.key == "state" and held in NOT_IN_YET:
        given = {each: given[each] for each in given if each == Participant.State.LEFT}
    return {**kept, **given}
