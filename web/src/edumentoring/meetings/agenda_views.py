"""The list of what two people want to talk about."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from edumentoring.common.pupils import warn_of_pupils
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.meetings import operations
from edumentoring.meetings.access import item_of
from edumentoring.meetings.forms import ItemForm
from edumentoring.meetings.models import AgendaItem, Meeting
from edumentoring.meetings.operations.agenda import may_add
from edumentoring.pairs.access import writing_side
from edumentoring.pairs.sides import Side


@dataclass(frozen=True)
class Agenda:
    """The list as its reader sees it."""

    items: list[AgendaItem]
    may_add: bool


def agenda_of(side: Side, meeting: Meeting | None = None) -> Agenda:
    """What waits to be talked about; for a meeting that is over, what was."""
    if meeting is not None and meeting.is_logged:
        return Agenda(list(meeting.agenda.all()), may_add=False)
    items = list(AgendaItem.objects.waiting().filter(pair=side.pair))
    coming = meeting or Meeting.objects.coming().filter(pair=side.pair).first()
    return Agenda(items, side.may_write and may_add(side, items, coming))


@login_required
@require_POST
def add(request: HttpRequest, code: UUID) -> HttpResponse:
    """Put something on the list."""
    side = writing_side(request, code)
    form = ItemForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(str(next(iter(form.errors.values()))[0]))
        operations.add_item(side, form.cleaned_data["text"])
        warn_of_pupils(request, form.cleaned_data["text"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, code))


@login_required
@require_POST
def take_guide(request: HttpRequest, code: UUID) -> HttpResponse:
    """Put the four parts of a first talk on the list."""
    side = writing_side(request, code)
    try:
        operations.add_guide(side)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("The four parts are on your list. Take off what you do not need."))
    return redirect("meetings:meetings", code)


@login_required
@require_POST
def remove(request: HttpRequest, code: UUID, item: UUID) -> HttpResponse:
    """Take one's own thing off the list."""
    side, found = item_of(request, code, item)
    try:
        operations.remove_item(side, found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        back = reverse("meetings:bring_back_item", args=[code, item])
        toast(request, _("Taken off the list."), undo=back)
    return redirect(_back(request, code))


@login_required
@require_POST
def bring_back(request: HttpRequest, code: UUID, item: UUID) -> HttpResponse:
    """Undo."""
    side, found = item_of(request, code, item)
    operations.bring_back_item(side, found)
    return redirect("meetings:meetings", code)


def _back(request: HttpRequest, code: UUID) -> str:
    """The page the list stood on: of a meeting, or of all."""
    then = request.POST.get("then", "")
    here = url_has_allowed_host_and_scheme(then, allowed_hosts=None)
    return f"{then}#list" if here else reverse("meetings:meetings", args=[code])
