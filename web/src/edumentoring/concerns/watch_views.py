"""The contacts' pages: which concerns there are, one of them once opened, and its record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.concerns import operations
from edumentoring.concerns.access import (
    Watch,
    concern_for,
    is_open_to,
    opened_concern_for,
    separations_of,
    watch_for,
)
from edumentoring.concerns.contacts import readers_of
from edumentoring.concerns.forms import AnswerForm, StepForm
from edumentoring.concerns.models import Concern, Separation
from edumentoring.design.frames import Desk, Tab
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.navigation import desk_context


@never_cache
@staff
@require_safe
def concerns(request: HttpRequest, slug: str) -> HttpResponse:
    """That there are concerns, and how old they are. Contacts may open theirs."""
    watch = watch_for(request, slug)
    every = Concern.objects.filter(programme=watch.programme).known_to(watch.user.pk)
    mine = set(watch.concerns.values_list("pk", flat=True))
    context = _context(
        watch,
        open=[_row(one, mine) for one in every.open().order_by("raised_at", "pk")],
        closed=[_row(one, mine) for one in every.filter(state=Concern.State.CLOSED)[:200]],
        readers=readers_of(watch.programme),
        is_contact=watch.is_contact,
        separations=separations_of(watch),
    )
    return render(request, "concerns/concerns.html", context)


def _row(concern: Concern, mine: set[int]) -> dict[str, Any]:
    return {"concern": concern, "may_open": concern.pk in mine, "shape": SHAPES[concern.state]}


SHAPES = {"new": "warning", "seen": "waiting", "acted": "edit", "passed_on": "right"} | {
    "closed": "check"
}


@never_cache
@staff
@require_safe
def concern(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """The cover until it is opened, which takes a press and stands on record; then all of it."""
    watch, found = concern_for(request, slug, code)
    return _page(request, watch, found)


def _page(
    request: HttpRequest, watch: Watch, found: Concern, *, status: int = 200, **forms: Any
) -> HttpResponse:
    if not is_open_to(found, watch.user):
        return render(request, "concerns/cover.html", _context(watch, concern=found))
    standing = Separation.objects.filter(pair=found.pair, undone_at=None).exists()
    context = _context(
        watch,
        concern=found,
        shape=SHAPES[found.state],
        steps=found.steps.all(),
        separated=found.pair is not None and standing,
        **({"form": StepForm(closed=found.is_closed), "answer_form": AnswerForm()} | forms),
    )
    return render(request, "concerns/concern.html", context, status=status)


@staff
@require_POST
def open_it(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Open a concern: this is the reading that stands on record."""
    watch, found = concern_for(request, slug, code)
    operations.open_concern(found, by=watch.user)
    return redirect(found)


@staff
@require_POST
def step(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Add what was done."""
    watch, found = opened_concern_for(request, slug, code)
    form = StepForm(request.POST, closed=found.is_closed)
    if not form.is_valid():
        return _page(request, watch, found, status=422, form=form)
    try:
        operations.take_step(found, by=watch.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, watch, found, status=422, form=form)
    toast(request, _("It is on the record."))
    return redirect(found)


@staff
@require_POST
def answer(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Write to whoever raised it."""
    watch, found = opened_concern_for(request, slug, code)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, watch, found, status=422, answer_form=form)
    try:
        operations.write_to_writer(
            found, form.cleaned_data["text"], by=watch.user, form_key=form.cleaned_data["form_key"]
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, watch, found, status=422, answer_form=form)
    toast(request, _("They get a letter that says there is an answer."))
    return redirect(found)


@never_cache
@staff
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """All of it on plain sheets, to print for the school's own record. The press that leads here
    is put on record."""
    watch, found = opened_concern_for(request, slug, code)
    if request.method == "POST":
        operations.note_record(found, by=watch.user)
        return redirect("concerns:record", slug, code)
    told = {"concern": found, "steps": found.steps.all(), "reader": watch.user}
    context = _context(watch, **told, now=timezone.now())
    return render(request, "concerns/record.html", context)


def _context(watch: Watch, **more: Any) -> dict[str, Any]:
    """The desk of whoever has a seat; a bare one for a contact without."""
    if watch.seat:
        return desk_context(watch.seat, **more)
    page = reverse("concerns:concerns", args=[watch.programme.slug])
    desk = Desk(
        programme=watch.programme.name,
        tabs=[Tab(_("Concerns"), page, current=True)],
        person=str(watch.user),
        account=[Tab(_("My account"), reverse("people:me"))],
        sign_out_url=reverse("account_logout"),
    )
    return {"desk": desk, "programme": watch.programme, "powers": frozenset(), **more}
