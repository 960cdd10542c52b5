"""Lists of notes: of a pair, all of mine, the journal, what I want to find out."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edumentoring.notes.access import me, my_notes, own_side, removed_notes
from edumentoring.notes.access import pair_notes as notes_of
from edumentoring.notes.export import NAME, TYPES, as_file
from edumentoring.notes.models import Note, NoteQuerySet
from edumentoring.notes.prompts import MENTEE, MENTOR, prompts_for
from edumentoring.programmes.models import Participant

PAGE = 20
LONGEST_SEARCH = 100


def _found(request: HttpRequest, notes: NoteQuerySet) -> dict[str, Any]:
    """One page of these notes, of those with the words looked for."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    page = Paginator(notes.about(words).latest_first(), PAGE).get_page(request.GET.get("page"))
    return {"page": page, "find_words": words, "reader": me(request)}


@never_cache
@login_required
@require_safe
def pair_notes(request: HttpRequest, code: UUID) -> HttpResponse:
    """The notes of a pair: what we share, and what I keep to myself."""
    side = own_side(request, code)
    context = {"side": side, **_found(request, notes_of(side))}
    return render(request, "notes/pair_notes.html", context)


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All I may read: my notes, what is shared with me, my journal, my questions."""
    chosen = request.GET.get("show", "")
    notes = my_notes(request)
    if chosen == "own":
        notes = notes.written_by(me(request))
    elif chosen == "others":
        notes = notes.exclude(writer=me(request))
    context = {**_found(request, notes), "chips": _chips(chosen), "chosen": chosen}
    return render(request, "notes/mine.html", context)


def _chips(chosen: str) -> list[dict[str, Any]]:
    here = reverse("notes:mine")
    choices = (("", _("All")), ("own", _("Written by me")), ("others", _("Shared with me")))
    return [
        {"label": label, "url": f"{here}?show={name}" if name else here, "current": name == chosen}
        for name, label in choices
    ]


@never_cache
@login_required
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """My journal: three prompts for today, and what I wrote. Nobody else ever reads it."""
    mine = Note.objects.written_by(me(request)).kept().journal().with_people()
    prompts = prompts_for(_roles(request), on=timezone.localdate())
    return render(request, "notes/journal.html", {**_found(request, mine), "prompts": prompts})


def _roles(request: HttpRequest) -> set[str]:
    """What this person is anywhere; both for somebody who takes part nowhere."""
    parts = Participant.objects.filter(user=me(request)).values_list("is_mentor", "is_mentee")
    roles = {MENTOR for mentor, _mentee in parts if mentor}
    roles |= {MENTEE for _mentor, mentee in parts if mentee}
    return roles or {MENTOR, MENTEE}


@never_cache
@login_required
@require_safe
def find_out(request: HttpRequest) -> HttpResponse:
    """Questions I could not answer: those still open first."""
    questions = my_notes(request).questions()
    found = request.GET.get("show") == "found"
    listed = questions.exclude(found_at=None) if found else questions.filter(found_at=None)
    return render(request, "notes/find_out.html", {**_found(request, listed), "found": found})


@never_cache
@login_required
@require_safe
def removed(request: HttpRequest) -> HttpResponse:
    """What I removed in the last thirty days."""
    page = Paginator(removed_notes(request), PAGE).get_page(request.GET.get("page"))
    return render(request, "notes/removed.html", {"page": page})


@never_cache
@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """All I may read, as one file."""
    if form not in TYPES:
        raise Http404
    notes = my_notes(request).latest_first().iterator(chunk_size=500)
    response = HttpResponse(as_file(notes, form, reader=me(request)), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{NAME}.{form}"'
    return response
