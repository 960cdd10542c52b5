"""The people around a pair: who they are, asking somebody in, and who may read what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.circle import operations
from edumentoring.circle.access import member_around
from edumentoring.circle.forms import BeginReviewForm, InviteForm
from edumentoring.circle.goals_here import goals_to_offer
from edumentoring.circle.models import Asked, Member, Observation
from edumentoring.circle.strengths import may_be_asked, narrowed, strengths
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs.access import own_side, writing_side
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Participant
from edumentoring.programmes.vocabulary import TOPICS

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 20


@never_cache
@login_required
@require_safe
def people(request: HttpRequest, code: UUID) -> HttpResponse:
    """Everybody around the pair, and what is done with them."""
    side = own_side(request, code)
    circle = list(Member.objects.open().filter(pair=side.pair).select_related("user", "goal"))
    mine = Q(records__user=side.me.user) | Q(observed=side.me)
    return _page(
        request,
        "people",
        side,
        circle=[one for one in circle if one.state != Asked.State.PROPOSED],
        proposed=[one for one in circle if one.state == Asked.State.PROPOSED],
        has_readers=any(one.state == Asked.State.YES for one in circle),
        has_team=any(one.is_team and one.state == Asked.State.YES for one in circle),
        reviews=side.pair.team_reviews.all(),
        review_form=BeginReviewForm(),
        observations=Observation.objects.filter(mine, pair=side.pair).distinct(),
    )


def _page(
    request: HttpRequest, template: str, side: Side, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"side": side, "pair": side.pair, "programme": side.pair.programme}
    return render(request, f"circle/{template}.html", context, status=status)


# --- Asking somebody in ---------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def find(request: HttpRequest, code: UUID) -> HttpResponse:
    """People who offered a strength and agreed to be found; nobody else."""
    side = writing_side(request, code)
    topic, words = request.GET.get("topic", ""), request.GET.get("q", "")[:80].strip()
    found = may_be_asked(side.pair.programme, by=side.me.user).exclude(pk=side.other.pk)
    page = Paginator(narrowed(found, topic=topic, words=words), PAGE).get_page(
        request.GET.get("page")
    )
    return _page(
        request,
        "find",
        side,
        page=page,
        rows=strengths(page),
        topics=TOPICS,
        topic=topic,
        words=words,
    )


@never_cache
@login_required
@get_and_post
def invite(request: HttpRequest, code: UUID) -> HttpResponse:
    """Ask somebody found here (`?whom=`), or anybody by e-mail."""
    side = writing_side(request, code)
    whom = _whom(request, side)
    form = InviteForm(
        goals_to_offer(side),
        side.pair.programme.today(),
        request.POST if request.method == "POST" else None,
        whom=whom,
        initial={"role": Member.Role.COLLEAGUE, "goal": ""},
    )
    if form.is_bound and form.is_valid():
        try:
            member = _invite(side, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _said(side, member))
            return redirect("circle:people", code)
    return _page(
        request, "invite", side, form=form, whom=whom, status=422 if form.is_bound else 200
    )


def _whom(request: HttpRequest, side: Side) -> Participant | None:
    """Somebody who agreed to be found; any other code is a 404, whether they exist or not."""
    asked = request.GET.get("whom", "")
    if not asked:
        return None
    try:
        found = may_be_asked(side.pair.programme, by=side.me.user).get(code=UUID(asked))
    except (ValueError, Participant.DoesNotExist):
        raise Http404 from None
    return found


def _invite(side: Side, form: InviteForm) -> Member:
    data = form.cleaned_data
    return operations.invite(
        side,
        role=data["role"],
        until=data["until"],
        goal=form.chosen_goal,
        words=data["words"],
        **form.who,
    )


def _said(side: Side, member: Member) -> str:
    if side.is_mentee:
        return _("Asked %s. We write to you when they answer.") % member.who
    return _("%(mentee)s is asked first. Then we write to %(who)s.") % {
        "mentee": side.other_name,
        "who": member.who,
    }


@login_required
@require_POST
def agree(request: HttpRequest, code: UUID, member: UUID) -> HttpResponse:
    """The mentee's yes or no to somebody the mentor has in mind."""
    side = writing_side(request, code)
    found = member_around(side, member)
    yes = request.POST.get("answer") == "yes"
    try:
        operations.agree(side, found, yes=yes)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("Thank you. We have written to %s.") if yes else _("%s is not asked.")
        toast(request, words % found.who)
    return redirect("circle:people", code)


@login_required
@require_POST
def take_back(request: HttpRequest, code: UUID, member: UUID) -> HttpResponse:
    """Either of the two ends it."""
    side = writing_side(request, code)
    found = member_around(side, member)
    operations.take_back(side, found)
    toast(request, _("Ended. %s can read nothing of yours any more.") % found.who)
    return redirect("circle:people", code)
