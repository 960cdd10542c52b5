"""Setting a programme up: the task list, this room's three steps, and publishing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import operations, set_up
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.navigation import address_of, desk_context
from edumentoring.programmes.opening import opening_of
from edumentoring.programmes.public_words import usual_words
from edumentoring.programmes.set_up_forms import KnownNameForm, LookForm, StepForm, WhoForm

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff
def set_up_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The task list, with publishing above it and the programme's larger switches below."""
    seat = desk_for(request, slug, "people")
    programme = seat.programme
    context = desk_context(
        seat,
        tasks=[_task(step, seat) for step in set_up.steps_for(seat)],
        opening=opening_of(programme),
        public_url=_public_url(programme),
        share_url=address_of("reach:share", slug),
        uploads_url=address_of("intake:uploads", slug),
        has_people=programme.participants.exists(),
    )
    return render(request, "programmes/set_up.html", context)


def _task(step: set_up.Step, seat: Coordinator) -> dict[str, Any]:
    return {
        "label": step.words,
        "url": step.url if seat.may(step.power) else "",
        "hint": step.standing,
        "state": _("Looked at") if step.seen else _("As usual"),
        "tone": "done" if step.seen else "",
    }


def _public_url(programme: Programme) -> str:
    address = address_of("reach:programme", programme.slug)
    return settings.SITE_URL + address if address else ""


@require_POST
@staff
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the page public, or hide it again: whichever was pressed."""
    seat = desk_for(request, slug, "own")
    here = reverse("programmes:publish", args=[slug])
    try:
        if "hide" in request.POST:
            operations.hide_programme(seat.programme, by=seat.user)
            toast(request, _("The page is hidden. Nobody can sign up now."), undo=here)
        else:
            operations.publish_programme(seat.programme, by=seat.user)
            toast(request, _("The page is public."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("programmes:set_up", slug)


# --- The steps ----------------------------------------------------------------------------------


@page
@staff
def name(request: HttpRequest, slug: str) -> HttpResponse:
    """Step one again: what it is called, and its kind."""
    seat = desk_for(request, slug, "own")
    held = seat.programme
    form = KnownNameForm(
        request.POST if request.method == "POST" else None,
        initial={"name": held.name, "kind": held.kind, "version": held.version},
    )
    return _step(request, seat, form, key="name", title=_("Name and kind"), changes=_named)


def _named(form: Any) -> dict[str, Any]:
    return {"name": form.cleaned_data["name"].strip(), "kind": form.cleaned_data["kind"]}


@page
@staff
def who(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may sign up, how many, from when to when, and whose programme it is."""
    seat = desk_for(request, slug, "own")
    form = WhoForm(
        request.POST if request.method == "POST" else None, initial=_who_now(seat.programme)
    )
    return _step(
        request, seat, form, key="who", title=_("Who it is for, and when"), changes=WhoForm.changes
    )


def _who_now(held: Programme) -> dict[str, Any]:
    ways = {"mentees": held.takes_mentees, "mentors": held.takes_mentors}
    run_by = held.organisation
    fields = ("limit_mentees", "limit_mentors", "opens_on", "closes_on", "next_round_on", "version")
    return {
        "ways": [way for way, taken in ways.items() if taken],
        "organisation": (run_by.name, str(run_by.pk)) if run_by else ("", ""),
        **{field: getattr(held, field) for field in fields},
    }


@page
@staff
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page's colour and words, beside what they look like."""
    seat = desk_for(request, slug, "own")
    held, usual = seat.programme, usual_words(seat.programme)
    own = {key: words for key, words in held.words.items() if isinstance(words, str)}
    form = LookForm(
        request.POST if request.method == "POST" else None,
        usual=usual,
        initial={**own, "summary": held.summary, "look": held.look, "version": held.version},
    )
    return _step(
        request,
        seat,
        form,
        key="look",
        title=_("Look and words of the public page"),
        template="programmes/look.html",
        changes=lambda filled: _looked(filled, held),
        usual=usual,
        questions_url=address_of("reach:questions", slug),
        **_preview(form, usual),
    )


def _preview(form: LookForm, usual: Mapping[str, str]) -> dict[str, Any]:
    """What the preview shows: what was typed or is held, else the usual words."""
    typed = {name: str(form[name].value() or "") for name in form.fields}
    first = ("look", "promise", "summary", "version")
    more = [form[name] for name in form.fields if name not in first]
    return {
        "chosen": typed["look"] if typed["look"] in Programme.Look else Programme.Look.TEAL,
        "shown": {name: words or usual.get(name, "") for name, words in typed.items()},
        "more_fields": more,
        "more_open": any(field.errors or field.value() for field in more),
    }


def _looked(form: Any, held: Programme) -> dict[str, Any]:
    """Words of ours that this form does not ask for stay as they are."""
    kept = {key: words for key, words in held.words.items() if key not in form.fields}
    return {
        "look": form.cleaned_data["look"],
        "summary": form.one_line("summary"),
        "words": {**kept, **form.words()},
    }


def _step(
    request: HttpRequest,
    seat: Coordinator,
    form: StepForm,
    *,
    key: str,
    title: str,
    changes: Callable[[Any], Mapping[str, Any]],
    template: str = "programmes/step.html",
    **more: Any,
) -> HttpResponse:
    """Show a step, or save it and go back to the list. What was typed is never lost."""
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            operations.change_settings(
                seat.programme,
                changes=changes(form),
                by=seat.user,
                version=form.cleaned_data["version"],
                step=key,
            )
        except Stale as stale:
            messages.error(request, str(stale))
            _bring_up_to_date(form, seat.programme)
            status = 409
        else:
            toast(request, _saved(seat))
            return redirect("programmes:set_up", seat.programme.slug)
    context = desk_context(seat, form=form, step_title=title, **more)
    return render(request, template, context, status=status)


def _bring_up_to_date(form: Any, programme: Programme) -> None:
    """The same words in the form, on top of what somebody else saved."""
    programme.refresh_from_db(fields=["version"])
    form.data = form.data.copy()
    form.data["version"] = str(programme.version)


def _saved(seat: Coordinator) -> str:
    """Saved; and who came in, where the step made room."""
    came = len(operations.let_in(seat.programme, by=seat.user))
    if not came:
        return _("Saved.")
    return (
        ngettext(
            "Saved. %d person came in from the waiting list.",
            "Saved. %d people came in from the waiting list.",
            came,
        )
        % came
    )
