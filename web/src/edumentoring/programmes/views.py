"""A programme's own pages: the list of mine, a new one, tonight, settings, seats, history."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.frames import Desk, Tab
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.people.models import Event, User
from edumentoring.programmes import kinds, operations, tonight
from edumentoring.programmes.access import any_seat_for, desk_for
from edumentoring.programmes.forms import CoordinatorForm, SettingsForm
from edumentoring.programmes.lately import lately
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import about, address_of, desk_context
from edumentoring.programmes.set_up_forms import NameForm

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff
def mine(request: HttpRequest) -> HttpResponse:
    """The programmes this person runs, each with what is next there."""
    mine = Coordinator.objects.filter(user=request.user.pk).select_related("programme", "user")
    seats = (
        mine.filter(programme__archived_at=None)
        .annotate(
            mentors=Count("programme__participants", filter=_taking_part(is_mentor=True)),
            mentees=Count("programme__participants", filter=_taking_part(is_mentee=True)),
        )
        .order_by("programme__name")
    )
    return render(
        request,
        "programmes/mine.html",
        {
            "desk": _bare_desk(request),
            "seats": [{"seat": seat, "next": tonight.first_for(seat)} for seat in seats],
            "archived": mine.exclude(programme__archived_at=None).order_by("programme__name"),
            "may_create": may_create(request.user),
        },
    )


def _taking_part(**role: bool) -> Q:
    conditions = {f"programme__participants__{key}": value for key, value in role.items()}
    return Q(programme__participants__state=Participant.State.IN, **conditions)


def _bare_desk(request: HttpRequest) -> Desk:
    """The header outside any one programme."""
    return Desk(
        programmes=[Tab(_("All my programmes"), reverse("programmes:mine"), current=True)],
        person=str(request.user),
        account=[Tab(_("My account"), reverse("people:me"))],
        sign_out_url=reverse("account_logout"),
    )


def may_create(user: Any) -> bool:
    """Whoever hosts the service, and those who already run a programme."""
    runs = Coordinator.objects.filter(user=user.pk, role__in=["owner", "coordinator"])
    return bool(user.is_superuser) or runs.exists()


@page
@staff
def new(request: HttpRequest) -> HttpResponse:
    """Make a programme: a name and a kind, and the kind sets the rest."""
    if not may_create(request.user):
        raise PermissionDenied(_("Ask an owner of a programme to make a new one for you."))
    form = NameForm(request.POST) if request.method == "POST" else NameForm()
    if form.is_bound and form.is_valid():
        made = operations.create_programme(by=_user(request), **form.cleaned_data)
        toast(request, _("%s is ready. You can publish it now, or look through it first.") % made)
        return redirect("programmes:set_up", made.slug)
    context = {"form": form, "desk": _bare_desk(request)}
    return render(request, "programmes/new.html", context, status=_status(form))


def _user(request: HttpRequest) -> User:
    """The person behind a request that `staff` let through."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200


@require_safe
@staff
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Tonight: the one next thing, then the others, then how things stand."""
    seat = any_seat_for(request, slug)
    if seat.may("edit") and not seat.may("see"):
        # Who writes here and sees nobody's answers begins with what they may write.
        context = desk_context(seat, pages=about(seat))
        return render(request, "programmes/writing.html", context)
    seat = desk_for(request, slug)
    lines = tonight.lines_for(seat)
    context = desk_context(
        seat,
        "tonight",
        first=lines[0] if lines else None,
        others=lines[1:],
        figures=_figures(seat),
        latest=lately(seat.programme),
    )
    return render(request, "programmes/tonight.html", context)


def _figures(seat: Coordinator) -> dict[str, int]:
    """How many there are of whom, counted now."""
    here = Q(state=Participant.State.IN)
    counted: dict[str, int] = seat.programme.participants.aggregate(
        everyone=Count("pk", filter=here),
        mentors=Count("pk", filter=here & Q(is_mentor=True)),
        mentees=Count("pk", filter=here & Q(is_mentee=True)),
        paired=Count("pk", filter=here & Q(is_mentee=True, status="paired")),
        introduced=Count("pk", filter=here & Q(is_mentee=True, status="introduced")),
        paused=Count("pk", filter=Q(state=Participant.State.PAUSED)),
        queued=Count("pk", filter=Q(state=Participant.State.QUEUED)),
        today=Count("pk", filter=Q(signed_up_at__gte=_this_morning(seat))),
    )
    people = seat.programme.participants
    places = people.with_room().values_list("capacity", "mentees_now")
    waiting = people.waiting().count()
    return {
        **counted,
        "waiting": waiting,
        "places": sum(capacity - taken for capacity, taken in places),
        "had": counted["mentees"] - waiting,
    }


def _this_morning(seat: Coordinator) -> datetime:
    zone = ZoneInfo(seat.programme.time_zone)
    return datetime.combine(seat.programme.today(), time.min, tzinfo=zone)


@page
@staff
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """How the programme writes, its time zone, and the rules in words."""
    seat = desk_for(request, slug, "own")
    form = SettingsForm(request.POST) if request.method == "POST" else _settings_form(seat)
    status = _status(form)
    if form.is_bound and form.is_valid():
        try:
            _save_settings(seat, form)
        except Stale as stale:
            messages.error(request, str(stale))
            form.data = {**request.POST.dict(), "version": str(seat.programme.version)}
            status = 409
        else:
            toast(request, _("Saved the settings."))
            return redirect("programmes:settings", slug)
    context = desk_context(
        seat,
        form=form,
        rules=kinds.in_words(seat.programme.rules),
        kind=seat.programme.get_kind_display(),
        match_url=address_of("matching:rounds", slug),
    )
    return render(request, "programmes/settings.html", context, status=status)


def _settings_form(seat: Coordinator) -> SettingsForm:
    held = seat.programme
    return SettingsForm(
        initial={
            "sender_name": held.sender_name,
            "reply_to": held.reply_to or _suggested_address(seat),
            "time_zone": held.time_zone,
            "default_capacity": held.rules.get("default_capacity", 1),
            "cadence": held.rules.get("cadence", "fortnightly"),
            "quiet_days": held.rules.get("quiet_days") or kinds.QUIET_DAYS,
            "verified_only": held.rules.get("musts", {}).get("verified_only", False),
            "version": held.version,
        }
    )


def _suggested_address(seat: Coordinator) -> str:
    """The coordinator's own, until somebody has looked at it and left it empty."""
    return "" if "letters" in seat.programme.set_up else seat.user.email


def _save_settings(seat: Coordinator, form: SettingsForm) -> None:
    given = dict(form.cleaned_data)
    version = given.pop("version")
    own = {key: given.pop(key) for key in ("default_capacity", "cadence")}
    rules = {key: value for key, value in seat.programme.rules.items() if key != "quiet_days"}
    quiet_days = given.pop("quiet_days")
    if quiet_days not in {None, kinds.QUIET_DAYS}:
        own["quiet_days"] = quiet_days
    musts = {**rules.get("musts", {}), "verified_only": given.pop("verified_only")}
    given["rules"] = {**rules, **own, "musts": musts}
    operations.change_settings(
        seat.programme, changes=given, by=seat.user, version=version, step="letters"
    )


@page
@staff
def coordinators(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has a seat at this desk; an owner adds somebody."""
    seat = desk_for(request, slug, "own")
    form = CoordinatorForm(request.POST) if request.method == "POST" else CoordinatorForm()
    if form.is_bound and form.is_valid():
        try:
            added = operations.add_coordinator(seat.programme, by=seat.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            toast(request, _("%s can sign in with their e-mail now.") % added.user)
            return redirect("programmes:coordinators", slug)
    seats = seat.programme.coordinators.select_related("user").order_by("added_at", "pk")
    context = desk_context(seat, form=form, seats=seats, roles=Coordinator.Role.choices)
    return render(request, "programmes/coordinators.html", context, status=_status(form))


@require_POST
@staff
def coordinator(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change one seat's role, or take the seat away."""
    seat = desk_for(request, slug, "own")
    theirs = get_object_or_404(
        Coordinator.objects.select_related("user"), programme=seat.programme, pk=pk
    )
    role = request.POST.get("role", "")
    try:
        if "remove" in request.POST:
            operations.remove_coordinator(theirs, by=seat.user)
            toast(request, _("%s no longer has a seat here.") % theirs.user)
        elif role in Coordinator.Role:
            changed = operations.change_role(theirs, role=role, by=seat.user)
            toast(request, _("%(person)s is now %(role)s.") % _in_words(changed))
    except Refused as refusal:
        messages.error(request, str(refusal))
    still_owner = Coordinator.objects.filter(pk=seat.pk, role=Coordinator.Role.OWNER).exists()
    return redirect("programmes:coordinators", slug) if still_owner else redirect("programmes:mine")


def _in_words(seat: Coordinator) -> dict[str, str]:
    return {"person": str(seat.user), "role": seat.get_role_display().lower()}


def seat_events(seat: Coordinator) -> Any:
    """This programme's history, the latest first."""
    return Event.objects.filter(programme_id=seat.programme_id).select_related("by")


@require_safe
@staff
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what, the latest first."""
    seat = desk_for(request, slug)
    doers = User.objects.filter(
        pk__in=Event.objects.filter(programme_id=seat.programme_id).values("by")
    ).order_by("name")
    events = seat_events(seat)
    who, words = request.GET.get("who", ""), request.GET.get("q", "").strip()[:100]
    if who == "service":
        events = events.filter(by=None)
    elif who.isdecimal():
        events = events.filter(by__in=[user.pk for user in doers if str(user.pk) == who])
    if words:
        events = events.filter(summary__icontains=words)
    context = desk_context(
        seat,
        events=Paginator(events, 50).get_page(request.GET.get("page")),
        doers=[(str(user.pk), str(user)) for user in doers],
        who=who,
        words=words,
    )
    return render(request, "programmes/history.html", context)
