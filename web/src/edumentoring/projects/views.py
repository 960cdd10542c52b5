"""Pages of a joint project: mine, one to write in, one on paper, and as a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.pupils import warn_of_pupils
from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.projects import operations
from edumentoring.projects.access import (
    Opened,
    beginning_side,
    ended_project,
    link_of,
    piece_of,
    project_for,
    sides_to_begin,
    writing_project,
)
from edumentoring.projects.forms import BeginForm, LinkForm, PieceForm, ShownForm, WordsForm
from edumentoring.projects.models import Project
from edumentoring.projects.showing import as_text, pieces_for, shows_of

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything I make with somebody, and with whom I could begin."""
    found = Project.objects.of_person(request.user.pk).with_people()
    context = {
        "projects": [(one, _other_in(one, request)) for one in found],
        "sides": sides_to_begin(request),
    }
    return render(request, "projects/mine.html", context)


def _other_in(project: Project, request: HttpRequest) -> str:
    pair = project.pair
    other = pair.mentee if pair.mentor.user_id == request.user.pk else pair.mentor
    return other.user.first_name


@never_cache
@login_required
@get_and_post
def begin(request: HttpRequest, code: UUID) -> HttpResponse:
    """Begin a page with somebody; where one runs, it is that one."""
    side = beginning_side(request, code)
    running = Project.objects.filter(pair=side.pair, ended_at=None).first()
    if running:
        return redirect(running)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = operations.begin_project(side, **form.cleaned_data)
        toast(request, _("Begun. %s can read and write it too.") % side.other_name)
        return redirect(made)
    status = 422 if form.is_bound else 200
    return render(request, "projects/begin.html", {"side": side, "form": form}, status=status)


# --- One project ----------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def project(request: HttpRequest, code: UUID) -> HttpResponse:
    """What we make, who does what, links, and where it may be shown."""
    if request.method != "POST":
        return _page(request, project_for(request, code))
    opened = writing_project(request, code)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, status=422, form=form)
    said = form.cleaned_data
    try:
        operations.keep_words(opened.project, opened.side, **said)
    except Stale as refusal:
        form.add_error(None, str(refusal))
        opened.project.refresh_from_db()
        form.data = {**request.POST.dict(), "version": opened.project.version}
        return _page(request, opened, status=409, form=form, now=opened.project)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved."))
        warn_of_pupils(request, said["title"], said["what"])
    return redirect(opened.project)


def _page(request: HttpRequest, opened: Opened, *, status: int = 200, **more: Any) -> HttpResponse:
    found, side = opened.project, opened.side
    first = {"title": found.title, "what": found.what, "version": found.version}
    said = {"shows": getattr(found, f"{side.role}_shows"), "where": found.shown_where}
    context = {
        **_shared(opened),
        "form": WordsForm(initial=first),
        "piece_form": PieceForm(side),
        "link_form": LinkForm(),
        "shown_form": ShownForm(initial=said),
        **more,
    }
    return render(request, "projects/project.html", context, status=status)


def _shared(opened: Opened) -> dict[str, Any]:
    return {
        "opened": opened,
        "project": opened.project,
        "side": opened.side,
        "pieces": pieces_for(opened),
        "links": opened.project.links.all(),
        "shows": shows_of(opened),
    }


@login_required
@require_POST
def shown(request: HttpRequest, code: UUID) -> HttpResponse:
    """Where I would let it be shown."""
    opened = writing_project(request, code)
    form = ShownForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, status=422, shown_form=form)
    return _done(request, opened, operations.keep_shown, opened.project, **form.cleaned_data)


@login_required
@require_POST
def add_piece(request: HttpRequest, code: UUID) -> HttpResponse:
    opened = writing_project(request, code)
    form = PieceForm(opened.side, request.POST)
    if not form.is_valid():
        return _page(request, opened, status=422, piece_form=form)
    warn_of_pupils(request, form.cleaned_data["words"])
    return _done(request, opened, operations.add_piece, opened.project, **form.cleaned_data)


@login_required
@require_POST
def mark_piece(request: HttpRequest, code: UUID, key: int) -> HttpResponse:
    """Done, or not done after all."""
    opened = writing_project(request, code)
    done = request.POST.get("done") == "yes"
    return _done(request, opened, operations.mark_piece, piece_of(opened, key), done=done)


@login_required
@require_POST
def remove_piece(request: HttpRequest, code: UUID, key: int) -> HttpResponse:
    opened = writing_project(request, code)
    return _gone(request, opened, operations.remove_piece, piece_of(opened, key))


@login_required
@require_POST
def add_link(request: HttpRequest, code: UUID) -> HttpResponse:
    opened = writing_project(request, code)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, status=422, link_form=form)
    return _done(request, opened, operations.add_link, opened.project, **form.cleaned_data)


@login_required
@require_POST
def remove_link(request: HttpRequest, code: UUID, key: int) -> HttpResponse:
    opened = writing_project(request, code)
    return _gone(request, opened, operations.remove_link, link_of(opened, key))


def _done(
    request: HttpRequest, opened: Opened, operation: Any, thing: Any, **said: Any
) -> HttpResponse:
    try:
        operation(thing, opened.side, **said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved."))
    return redirect(opened.project)


def _gone(request: HttpRequest, opened: Opened, operation: Any, thing: Any) -> HttpResponse:
    try:
        operation(thing)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Removed."))
    return redirect(opened.project)


@login_required
@require_POST
def end(request: HttpRequest, code: UUID) -> HttpResponse:
    """Either of the two ends it, with a way back."""
    opened = writing_project(request, code)
    operations.end_project(opened.project, opened.side)
    undo = reverse("projects:go_on", args=[code])
    toast(request, _("Ended. You can both still read it."), undo=undo)
    return redirect("projects:mine")


@login_required
@require_POST
def go_on(request: HttpRequest, code: UUID) -> HttpResponse:
    """Whoever ended it takes that back."""
    opened = ended_project(request, code)
    try:
        operations.go_on_with(opened.project, opened.side)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("You two go on with it."))
    return redirect(opened.project)


# --- On paper and as a file -----------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def paper(request: HttpRequest, code: UUID) -> HttpResponse:
    """The project on one page, to print."""
    return render(request, "projects/paper.html", _shared(project_for(request, code)))


@never_cache
@login_required
@require_safe
def as_file(request: HttpRequest, code: UUID) -> HttpResponse:
    """The project as a file of plain text."""
    words = as_text(project_for(request, code))
    response = HttpResponse(words, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="our-joint-project.txt"'
    return response
