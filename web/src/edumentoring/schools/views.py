"""Searching organisations, for everyone; adding and changing them, for staff."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.frames import Desk, Tab
from edumentoring.design.toasts import toast
from edumentoring.schools import operations
from edumentoring.schools.access import hosts_only, organisation_for, staff
from edumentoring.schools.forms import CloseForm, OrganisationForm, RegisterForm, RenameForm
from edumentoring.schools.models import Organisation, RegisterImport
from edumentoring.schools.regions import NAMES
from edumentoring.schools.search import LONGEST_QUESTION, find

SHORTEST_QUESTION = 2
KEEP_SECONDS = 600

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Organisations that fit `?q=`: JSON for the search box, a page for everyone else."""
    question = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    found = find(question) if len(question) >= SHORTEST_QUESTION else []
    if _wants_json(request):
        answer: HttpResponse = JsonResponse([_suggestion(one) for one in found], safe=False)
        patch_cache_control(answer, public=True, max_age=KEEP_SECONDS)
    else:
        asked = len(question) >= SHORTEST_QUESTION
        answer = render(
            request, "schools/search.html", {"words": question, "found": found, "asked": asked}
        )
        patch_cache_control(answer, private=True, max_age=60)
    patch_vary_headers(answer, ["Accept"])
    return answer


def _wants_json(request: HttpRequest) -> bool:
    if request.GET.get("format") == "json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _suggestion(organisation: Organisation) -> dict[str, Any]:
    return {"id": organisation.pk, "label": organisation.name, "detail": organisation.detail}


@require_safe
@staff
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: its facts, its tree, its names and what was changed."""
    shown = organisation_for(pk)
    return render(
        request,
        "schools/organisation.html",
        {
            "desk": _desk(request),
            "organisation": shown,
            "facts": _facts(shown),
            "former_names": shown.former_names.all(),
            "members": shown.members.open()[:50],
            "member_count": shown.members.open().count(),
            "predecessors": shown.predecessors.all(),
        },
    )


def _facts(shown: Organisation) -> list[tuple[str, object]]:
    facts = [
        (_("What it is"), shown.get_kind_display()),
        (_("Phase"), shown.phase),
        (_("Type"), shown.type_group),
        (_("Religious character"), shown.religious_character),
        (_("Place"), shown.place),
        (_("Local authority"), shown.local_authority),
        (_("Region or nation"), NAMES.get(shown.region, "")),
        (_("Country"), shown.country),
        (_("Register number"), (shown.register_code or "").partition(":")[2]),
    ]
    return [(label, value) for label, value in facts if value]


@page
@staff
def new(request: HttpRequest) -> HttpResponse:
    """Add an organisation by hand."""
    form = OrganisationForm(request.POST) if request.method == "POST" else OrganisationForm()
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.add_organisation(by=_person(request), **form.facts())
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            toast(request, _("Added %(name)s.") % {"name": made})
            return redirect(made)
    return render(request, "schools/new.html", {"desk": _desk(request), "form": form})


@page
@staff
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an organisation: all of it if entered by hand, the name if registered."""
    shown = organisation_for(pk)
    form = _change_form(request, shown)
    if request.method == "POST" and form.is_valid():
        facts = form.facts() if isinstance(form, OrganisationForm) else form.cleaned_data
        try:
            operations.change_organisation(shown, by=_person(request), **facts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Saved the changes."))
            return redirect(shown)
    context = {"desk": _desk(request), "form": form, "organisation": organisation_for(pk)}
    return render(request, "schools/change.html", context)


def _change_form(request: HttpRequest, shown: Organisation) -> OrganisationForm | RenameForm:
    data = request.POST if request.method == "POST" else None
    if shown.by_hand:
        return OrganisationForm(data, instance=shown, initial={"parent": shown.parent})
    return RenameForm(data, initial={"name": shown.name})


@page
@staff
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark an organisation closed, with the one that took its place."""
    shown = organisation_for(pk)
    form = CloseForm(request.POST) if request.method == "POST" else CloseForm()
    if request.method == "POST" and form.is_valid():
        try:
            operations.close_organisation(
                shown,
                by=_person(request),
                on=form.cleaned_data["closed_on"],
                successor=form.cleaned_data["successor"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = reverse("schools:reopen", args=[pk])
            toast(request, _("Marked %(name)s closed.") % {"name": shown}, undo=undo)
            return redirect(shown)
    context = {"desk": _desk(request), "form": form, "organisation": shown}
    return render(request, "schools/close.html", context)


@require_POST
@staff
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a closing back."""
    shown = operations.reopen_organisation(organisation_for(pk), by=_person(request))
    toast(request, _("%(name)s is open again.") % {"name": shown})
    return redirect(shown)


@page
@staff
def register(request: HttpRequest) -> HttpResponse:
    """Bring the register up to date; for whoever hosts the service."""
    hosts_only(request)
    form = RegisterForm()
    if request.method == "POST":
        form = RegisterForm(request.POST, request.FILES)
        if form.is_valid() and _imported(request, form):
            return redirect("schools:register")
    context = {
        "desk": _desk(request),
        "form": form,
        "imports": RegisterImport.objects.all()[:10],
        "amount": Organisation.objects.open().schools_of_the_register().count(),
    }
    return render(request, "schools/register.html", context)


def _imported(request: HttpRequest, form: RegisterForm) -> bool:
    files = form.cleaned_data
    try:
        with _kept(files["file"]) as path, _kept(files["links"]) as links:
            report = operations.import_register(path, by=_person(request), links=links)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.success(request, " ".join(report.sentences()))
    return True


@contextmanager
def _kept(upload: Any) -> Iterator[Any]:
    """An uploaded file on disk under its own name, for as long as it is read."""
    if upload is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="register-") as folder:
        path = Path(folder) / Path(upload.name or "register.csv").name
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        yield path


def _person(request: HttpRequest) -> operations.Person:
    return cast("operations.Person", request.user)  # the gate let only accounts in


def _desk(request: HttpRequest) -> Desk:
    """The header outside any one programme. Pages of rooms above are named by address only."""
    account = [Tab(_("My account"), _address("people:me"))] if _address("people:me") else []
    tabs = [Tab(_("All my programmes"), _address("programmes:mine"))]
    return Desk(
        programmes=[tab for tab in tabs if tab.url],
        person=str(request.user),
        account=account,
        sign_out_url=_address("account_logout"),
    )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
