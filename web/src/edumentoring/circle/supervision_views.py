"""Supervision: two mentors or two coordinators, on pages that no pair reaches."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.circle import operations
from edumentoring.circle.access import own_line_for, person, supervision_for
from edumentoring.circle.forms import AskForm, OwnLineForm, PageForm, TalkForm
from edumentoring.circle.models import Asked, OwnLine, Supervision
from edumentoring.circle.strengths import may_be_asked, strengths
from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import ask_for_second_factor, is_staff, used_second_factor
from edumentoring.people.models import User
from edumentoring.programmes import apart
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.tools.kinds import TOOLS

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
Kind = Supervision.Kind
MOST_SHOWN = 40


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Whom I talk with about mentoring, and whom I could ask."""
    user = person(request)
    context = {
        "supervisions": [
            (one, one.other_of(user))
            for one in Supervision.objects.with_people()
            .of(user)
            .filter(programme__archived_at=None)
        ],
        "mentoring": _mentoring(user),
        # Which programmes they run is for sessions with a second factor, as at the desk.
        "coordinating": Programme.objects.current().run_by(user)
        if used_second_factor(request)
        else (),
    }
    return render(request, "circle/supervisions.html", context)


def _mentoring(user: User) -> list[Programme]:
    found = Participant.objects.mentors().filter(user=user, programme__archived_at=None)
    here = found.exclude(state=Participant.State.LEFT).select_related("programme")
    return [one.programme for one in here]


@never_cache
@login_required
@get_and_post
def ask(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Ask a mentor who agreed to be found, a coordinator of the same programme, or by e-mail."""
    user = person(request)
    programme = _programme(user, slug, kind)
    if kind == Kind.COORDINATORS and not used_second_factor(request):
        return ask_for_second_factor(request, user, then=reverse("circle:supervisions"))
    whom, colleague = _chosen(request, programme, user, kind)
    form = AskForm(request.POST if request.method == "POST" else None, whom=whom)
    if colleague:
        del form.fields["name"], form.fields["email"]
    if form.is_bound and form.is_valid():
        who = {"colleague": colleague} if colleague else form.who
        try:
            made = operations.ask_for_supervision(
                programme, by=user, kind=kind, words=form.cleaned_data["words"], **who
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Asked %s. We tell you when they answer.") % made.who)
            return redirect("circle:supervisions")
    context = {
        "form": form,
        "kind": kind,
        "programme": programme,
        "chosen": colleague or (whom and whom.user),
        "people": _people(programme, user, kind),
    }
    return render(request, "circle/supervise.html", context, status=422 if form.is_bound else 200)


def _programme(user: User, slug: str, kind: str) -> Programme:
    """A programme in which they are what they ask as; any other meets 404."""
    if kind not in Kind.values:
        raise Http404
    running = Programme.objects.current().run_by(user)
    mine = _mentoring(user) if kind == Kind.MENTORS else list(running)
    for programme in mine:
        if programme.slug == slug:
            return programme
    raise Http404


def _colleagues(programme: Programme, user: User) -> list[User]:
    """Those who run the programme too: they know each other from its list of coordinators."""
    seats = Coordinator.objects.filter(programme=programme).exclude(user=user)
    seats = seats.filter(apart.not_from(user.pk, "user"))
    return [seat.user for seat in seats.select_related("user")]


def _people(programme: Programme, user: User, kind: str) -> list[dict[str, Any]]:
    """Whom they may ask without an address, each with what is known of them."""
    if kind == Kind.COORDINATORS:
        found = _colleagues(programme, user)
        return [{"code": one.code, "name": str(one), "work": ""} for one in found]
    mentors = may_be_asked(programme, by=user).mentors()[:MOST_SHOWN]
    return [
        {"code": one.participant.user.code, "name": one.participant.name, "work": one.work}
        for one in strengths(mentors)
    ]


def _chosen(
    request: HttpRequest, programme: Programme, user: User, kind: str
) -> tuple[Participant | None, User | None]:
    """Whoever `?whom=` names, of those they may ask; any other code is a 404."""
    asked = request.GET.get("whom", "")
    if not asked:
        return None, None
    try:
        code = UUID(asked)
    except ValueError:
        raise Http404 from None
    if kind == Kind.COORDINATORS:
        colleague = next((one for one in _colleagues(programme, user) if one.code == code), None)
        if colleague:
            return None, colleague
    else:
        whom = may_be_asked(programme, by=user).mentors().filter(user__code=code).first()
        if whom:
            return whom, None
    raise Http404


# --- The page of the two --------------------------------------------------------------------------


def for_the_two[**P](
    view: Callable[Concatenate[HttpRequest, Supervision, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page of one's own supervision. Coordinators prove their second factor, as at the desk."""

    @login_required
    @wraps(view)
    def gate(request: HttpRequest, code: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found, user = supervision_for(request, code), person(request)
        guarded = found.kind == Kind.COORDINATORS and is_staff(user)
        if guarded and not used_second_factor(request):
            return ask_for_second_factor(request, user, then=reverse("circle:supervisions"))
        return view(request, found, *args, **kwargs)

    return gate


@never_cache
@for_the_two
@get_and_post
def page(request: HttpRequest, found: Supervision) -> HttpResponse:
    """What the two share, and a log that only I read."""
    if request.method == "POST":
        return _keep(request, found)
    return _page(request, found)


def _page(
    request: HttpRequest, found: Supervision, *, status: int = 200, **forms: Any
) -> HttpResponse:
    user = person(request)
    other = found.other_of(user)
    names = ("purpose", "rhythm", "next_talk", "version")
    context = {
        "supervision": found,
        "other": other,
        "first": other.split(" ")[0],
        "is_asked": found.state == Asked.State.ASKED and found.user == user,
        "waits": found.state == Asked.State.ASKED and found.user != user,
        "goes_on": found.state == Asked.State.YES,
        "talks": found.talks.all(),
        "sheets": found.sheets.kept(),
        "tools": [tool for tool in TOOLS.values() if tool.steps],
        "own_lines": OwnLine.objects.visible_to(user).filter(supervision=found),
        "form": PageForm(initial={name: getattr(found, name) for name in names}),
        "talk_form": TalkForm(found.programme.today(), prefix="talk"),
        "own_form": OwnLineForm(prefix="own"),
        "stale": status == 409,
    } | forms
    return render(request, "circle/supervision.html", context, status=status)


def _keep(request: HttpRequest, found: Supervision) -> HttpResponse:
    form = PageForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            operations.keep_page(found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, Stale) else 422
        else:
            toast(request, _("Saved. You can both change it."))
            return redirect("circle:supervision", found.code)
    return _page(request, found, form=form, status=status)


@for_the_two
@require_POST
def answer(request: HttpRequest, found: Supervision) -> HttpResponse:
    """Yes or no, given on one's own page."""
    if found.user != request.user:
        raise Http404
    yes = request.POST.get("answer") == "yes"
    try:
        operations.answer(found, yes=yes, user=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    if yes:
        return redirect("circle:supervision", found.code)
    toast(request, _("Thank you for saying so. Nobody is blamed."))
    return redirect("circle:supervisions")


@for_the_two
@require_POST
def talk(request: HttpRequest, found: Supervision) -> HttpResponse:
    """Two lines about a talk, for both."""
    form = TalkForm(found.programme.today(), request.POST, prefix="talk")
    if not form.is_valid():
        return _page(request, found, talk_form=form, status=422)
    try:
        operations.add_talk(found, by=person(request), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("circle:supervision", found.code)


@for_the_two
@require_POST
def own_line(request: HttpRequest, found: Supervision) -> HttpResponse:
    """A line that only I read."""
    form = OwnLineForm(request.POST, prefix="own")
    if not form.is_valid():
        return _page(request, found, own_form=form, status=422)
    operations.add_own_line(found, by=person(request), words=form.cleaned_data["words"])
    return redirect("circle:supervision", found.code)


@for_the_two
@require_POST
def remove_own_line(request: HttpRequest, found: Supervision, key: int) -> HttpResponse:
    """A line of mine goes, for good."""
    line = own_line_for(request, found, key)
    operations.remove_own_line(found, line.pk, by=person(request))
    return redirect("circle:supervision", found.code)


@for_the_two
@require_POST
def end(request: HttpRequest, found: Supervision) -> HttpResponse:
    """Either of the two ends it."""
    operations.end_supervision(found, by=person(request))
    toast(request, _("Ended. What you wrote for yourself stays yours."))
    return redirect("circle:supervisions")
