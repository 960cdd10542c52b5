"""What an owner settles about safety: the contacts, the words, how long concerns are kept."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused
from edumentoring.concerns import operations
from edumentoring.concerns.contacts import arrangement_of, readers_of
from edumentoring.concerns.forms import ArrangementForm, ContactForm
from edumentoring.concerns.models import Contact
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def arrangements(request: HttpRequest, slug: str) -> HttpResponse:
    """Who reads concerns, and the words around them."""
    seat = desk_for(request, slug, "own")
    form = ArrangementForm(request.POST) if request.method == "POST" else _form_now(seat)
    if form.is_bound and form.is_valid():
        operations.change_arrangement(seat.programme, by=seat.user, **form.cleaned_data)
        toast(request, _("Saved. Concerns closed from now on are kept so long."))
        return redirect("concerns:arrangements", slug)
    return _page(request, seat, form=form, status=422 if form.is_bound else 200)


def _form_now(seat: Coordinator) -> ArrangementForm:
    now = arrangement_of(seat.programme)
    fields = ("emergency", "years_kept", "kept_because")
    return ArrangementForm(initial={field: getattr(now, field) for field in fields})


def _page(
    request: HttpRequest, seat: Coordinator, *, status: int = 200, **forms: Any
) -> HttpResponse:
    named = Contact.objects.filter(programme=seat.programme).select_related("user")
    context = desk_context(
        seat,
        contacts=named,
        readers=readers_of(seat.programme),
        **({"form": _form_now(seat), "contact_form": ContactForm()} | forms),
    )
    return render(request, "concerns/arrangements.html", context, status=status)


@staff
@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Name one more contact."""
    seat = desk_for(request, slug, "own")
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            added = operations.name_contact(seat.programme, by=seat.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            toast(request, _("Concerns go to %s now.") % added.user)
            return redirect("concerns:arrangements", slug)
    return _page(request, seat, contact_form=form, status=422)


@staff
@require_POST
def remove(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """They are a contact no more, at once."""
    seat = desk_for(request, slug, "own")
    contact = Contact.objects.filter(programme=seat.programme, code=code).first()
    if contact is None:
        raise Http404
    operations.remove_contact(contact, by=seat.user)
    toast(request, _("%s reads no concern from now on.") % contact.user)
    return redirect("concerns:arrangements", slug)
