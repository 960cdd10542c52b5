"""The programme as a whole: pause and resume it, copy it, put it in the archive and back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes import operations
from edumentoring.programmes.access import archive_for, desk_for
from edumentoring.programmes.navigation import desk_context
from edumentoring.programmes.set_up_forms import CopyForm, PauseForm

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@staff
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the whole programme rest, or change for how long and what is said."""
    seat = desk_for(request, slug, "own")
    held = seat.programme
    form = PauseForm(
        request.POST if request.method == "POST" else None,
        initial={"note": held.pause_note, "resumes_on": held.resumes_on},
    )
    if form.is_bound and form.is_valid():
        try:
            operations.pause_programme(held, by=seat.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("resumes_on", str(refusal))
        else:
            resume = reverse("programmes:resume", args=[slug])
            toast(request, _("The programme is paused."), undo=resume)
            return redirect("programmes:set_up", slug)
    status = 422 if form.is_bound else 200
    return render(request, "programmes/pause.html", desk_context(seat, form=form), status=status)


@require_POST
@staff
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """End the pause now."""
    seat = desk_for(request, slug, "own")
    operations.resume_programme(seat.programme, by=seat.user)
    toast(request, _("The programme goes on. Letters that were held go out in ten minutes."))
    return redirect("programmes:set_up", slug)


@page
@staff
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme like this one for the next cohort."""
    seat = desk_for(request, slug, "own")
    form = CopyForm(
        request.POST if request.method == "POST" else None, initial={"name": seat.programme.name}
    )
    if form.is_bound and form.is_valid():
        made = operations.copy_programme(seat.programme, by=seat.user, **form.cleaned_data)
        toast(request, _("%s is ready. Look through it, then publish it.") % made)
        return redirect("programmes:set_up", made.slug)
    status = 422 if form.is_bound else 200
    return render(request, "programmes/copy.html", desk_context(seat, form=form), status=status)


@page
@staff
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the archive means, then put the programme there."""
    seat = desk_for(request, slug, "own")
    if request.method == "POST":
        try:
            operations.archive_programme(seat.programme, by=seat.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("programmes:archive", slug)
        undo = reverse("programmes:bring_back", args=[slug])
        toast(request, _("%s is in the archive.") % seat.programme, undo=undo)
        return redirect("programmes:mine")
    return render(request, "programmes/archive.html", desk_context(seat))


@require_POST
@staff
def bring_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a programme out of the archive."""
    seat = archive_for(request, slug)
    operations.bring_back_programme(seat.programme, by=seat.user)
    toast(
        request,
        _("%s is back. Its public page stays hidden until you publish it.") % seat.programme,
    )
    return redirect("programmes:set_up", slug)
