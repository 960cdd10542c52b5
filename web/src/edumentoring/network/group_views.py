"""Interest groups."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.network import operations
from edumentoring.network.access import group_for, reader_in
from edumentoring.network.directory import cards
from edumentoring.network.forms import GroupForm, MeetingForm
from edumentoring.network.models import Group, Question
from edumentoring.network.showing import show
from edumentoring.programmes.models import Participant

PAGE = 20
MOST_MEMBERS = 60


@never_cache
@login_required
@require_safe
def groups(request: HttpRequest, slug: str) -> HttpResponse:
    """Mine first, and then every other open one."""
    reader = reader_in(request, slug)
    found = Group.objects.open().filter(programme=reader.me.programme)
    mine = list(found.joined_by(reader.me))
    others = found.exclude(pk__in=[one.pk for one in mine])
    counted = others.with_members().order_by(Lower("name"), "pk")
    page = Paginator(counted, PAGE).get_page(request.GET.get("page"))
    return show(request, "groups", reader, part="groups", mine=mine, page=page)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a group."""
    reader = reader_in(request, slug)
    form = GroupForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = operations.suggest_group(reader.me, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            toast(request, _("You are in %s. Others find it in the list now.") % made.name)
            return redirect("network:group", slug, made.code)
    status = 422 if form.is_bound else 200
    return show(request, "suggest", reader, part="groups", form=form, status=status)


@never_cache
@login_required
@require_safe
def group(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Who is in it, of those who may be found, and what was asked in it."""
    reader = reader_in(request, slug)
    found = group_for(reader, code)
    is_in = found.memberships.filter(participant=reader.me).exists()
    members = reader.people.filter(group_memberships__group=found)
    asked = Question.objects.readable_by(reader.me, reader.hidden).with_people()
    page = Paginator(
        asked.filter(group=found).annotate(said=Count("answers")).order_by("-at", "-pk"), PAGE
    ).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "group": found,
        "is_in": is_in,
        "amount": found.memberships.exclude(participant__state=Participant.State.LEFT).count(),
        "members": cards(members[:MOST_MEMBERS]) if is_in else [],
        "page": page,
    }
    return show(request, "group", reader, part="groups", **context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meets(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """When the group meets next: anybody in it says so, or that no day is set."""
    reader = reader_in(request, slug)
    found = group_for(reader, code)
    zone = ZoneInfo(found.programme.time_zone)
    if not found.memberships.filter(participant=reader.me).exists():
        raise Http404
    if request.POST.get("do") == "none":
        operations.set_meeting(found, by=reader.me, at=None)
        toast(request, _("No day is set any more."))
        return redirect("network:group", slug, code)
    at = found.next_meets_at.astimezone(zone) if found.next_meets_at else None
    now = {"day": at.date(), "time": at.time(), "where": found.meets_where} if at else {}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            then = datetime.combine(data["day"], data["time"], tzinfo=zone)
            operations.set_meeting(found, by=reader.me, at=then, where=data["where"])
        except Refused as refusal:
            form.add_error("day", str(refusal))
        else:
            toast(request, _("The day is set. The others read of it in their weekly letter."))
            return redirect("network:group", slug, code)
    status = 422 if form.is_bound else 200
    return show(request, "meets", reader, part="groups", status=status, form=form, group=found)


@login_required
@require_POST
def join(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One press, and I am in it."""
    reader = reader_in(request, slug)
    found = group_for(reader, code)
    try:
        operations.join(found, reader.me)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("network:groups", slug)
    return redirect("network:group", slug, code)


@login_required
@require_POST
def leave(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One press, and I am out of it."""
    reader = reader_in(request, slug)
    found = group_for(reader, code)
    operations.leave(found, reader.me)
    toast(request, _("You have left %s. Nobody was told.") % found.name)
    return redirect("network:groups", slug)
