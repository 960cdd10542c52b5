"""Who reads a note besides its writer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.notes import operations
from edumentoring.notes.access import own_note, share_for
from edumentoring.notes.forms import LendForm

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_POST
def share(request: HttpRequest, note: UUID) -> HttpResponse:
    """Share the note with the other one of the pair, or with `?stop=yes` keep it to oneself."""
    found = own_note(request, note)
    address = reverse("notes:share", args=[found.code])
    try:
        if "stop" in request.GET:
            operations.stop_sharing(found)
            toast(request, _("Only you can read this note now."), undo=address)
        else:
            operations.share_note(found)
            words = _("Shared with %s.") % found.other_than(found.writer)
            toast(request, words, undo=f"{address}?stop=yes")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@never_cache
@login_required
@get_and_post
def lend(request: HttpRequest, note: UUID) -> HttpResponse:
    """Let one colleague read this note until a day."""
    found = own_note(request, note)
    if found.pair is None:
        raise Http404
    form = LendForm(found.pair.programme, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = operations.lend_note(found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            told = {"email": made.email, "day": date_format(made.until, "j F")}
            toast(
                request,
                _("If %(email)s takes part here, they can read it until %(day)s.") % told,
                undo=reverse("notes:end_lending", args=[found.code, made.pk]),
            )
            return redirect(found)
    status = 422 if form.is_bound else 200
    return render(request, "notes/lend.html", {"note": found, "form": form}, status=status)


@login_required
@require_POST
def end_lending(request: HttpRequest, note: UUID, share: int) -> HttpResponse:
    """A colleague can no longer read it, from now."""
    lent = share_for(request, note, share)
    operations.end_lending(lent)
    toast(request, _("%s can no longer read this note.") % lent.email)
    return redirect(lent.note)
