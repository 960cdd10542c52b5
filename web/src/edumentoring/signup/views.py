"""The pages of a sign-up. The key in their addresses is the right to write, so that they work
without cookies, after a session ended, and inside another site's frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.programmes.access import published_programme
from edumentoring.programmes.models import Programme
from edumentoring.programmes.opening import Opening, opening_of
from edumentoring.signup import operations, topics
from edumentoring.signup.access import draft_for
from edumentoring.signup.forms import KeptForm, LaterForm, WayForm
from edumentoring.signup.frame import (
    answer,
    comes_from_elsewhere,
    cookie_name,
    remember,
    sites_of,
)
from edumentoring.signup.journey import Journey
from edumentoring.signup.keys import code_in, key_of, new_key, page_link
from edumentoring.signup.limits import TooMany, count_request
from edumentoring.signup.models import Draft
from edumentoring.signup.pages import CHECK, WAY, longest_of, questions_of
from edumentoring.signup.tabs import seen_by

View = Callable[..., HttpResponse]
MOST_TYPED = 30_000  # characters of one page that are kept although they do not fit
_OURS = {"go", "change", "key", "via", "framed", "seen", "csrfmiddlewaretoken"}


def keyed(view: View) -> View:
    """A page that is sent to without a cookie: the usual token has none to be compared with.

    A form that another site sends is refused by its origin instead.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and comes_from_elsewhere(request):
            return render(request, "403_csrf.html", status=403)
        return view(request, *args, **kwargs)

    return page


# --- The first question -------------------------------------------------------------------------


@keyed
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The first question. Sending it makes the draft; sending it twice makes one."""
    return _start(request, published_programme(slug), framed=False)


@keyed
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The same, bare, for a frame on a site that the programme named."""
    programme = published_programme(slug)
    if not sites_of(programme):
        raise Http404
    return _start(request, programme, framed=True)


def _start(request: HttpRequest, programme: Programme, *, framed: bool) -> HttpResponse:
    opening = opening_of(programme)
    begun = _begun_here(request, programme)
    if not opening.is_open:
        return show_closed(request, programme, opening, framed=framed, begun=begun)
    data = request.POST if request.method == "POST" else None
    way = _asked_for(request, opening)
    form = WayForm(opening, data, initial={"way": way})
    errors, status = [], 200
    if data is not None and form.is_valid():
        try:
            count_request(request, programme)
            draft = operations.begin_draft(
                programme,
                code=code_sent(request),
                ways=form.ways(),
                via=request.POST.get("via", ""),
                framed=framed,
            )
        except Refused as refusal:
            errors, status = [str(refusal)], 429 if isinstance(refusal, TooMany) else 200
        else:
            return _on_from_start(draft, framed=framed)
    return answer(
        request,
        "start",
        programme,
        framed=framed,
        status=status,
        form=form,
        errors=errors,
        key=request.POST.get("key") or new_key(),
        via=(request.POST.get("via") or request.GET.get("via", ""))[:12],
        begun=begun,
        key_begun=key_of(begun) if begun is not None else "",
        opening=opening,
        steps=longest_of(questions_of(programme), [way] if way else opening.ways),
        way=way,
    )


def _on_from_start(draft: Draft, *, framed: bool) -> HttpResponse:
    if draft.sent_at:
        return redirect(page_link(draft, "sent"))
    journey = Journey(draft)
    response = redirect(journey.address(journey.after(WAY)))
    if not framed:
        remember(response, draft.programme, key_of(draft))
    return response


def code_sent(request: HttpRequest) -> UUID:
    """The code that the form carries, so that sending it twice makes one; or a new one."""
    return code_in(request.POST.get("key", "")) or uuid4()


def _asked_for(request: HttpRequest, opening: Opening) -> str:
    """The way that the link to this page named, where it can be chosen."""
    wanted = request.GET.get("as", "")
    if wanted in opening.ways:
        return wanted
    return opening.ways[0] if len(opening.ways) == 1 else ""


def _begun_here(request: HttpRequest, programme: Programme) -> Draft | None:
    """The sign-up that was begun on this device and not sent yet."""
    code = code_in(request.COOKIES.get(cookie_name(programme), ""))
    if code is None:
        return None
    return Draft.objects.unfinished().filter(code=code, programme=programme).first()


def show_closed(
    request: HttpRequest,
    programme: Programme,
    opening: Opening,
    *,
    framed: bool = False,
    begun: Draft | None = None,
) -> HttpResponse:
    """Not open now: say why, kindly, and when it will be."""
    may_finish = begun is not None and operations.may_still_be_sent(begun)
    if begun is not None:
        begun.programme = programme
    return answer(
        request,
        "closed",
        programme,
        framed=framed,
        opening=opening,
        go_on=page_link(begun) if begun is not None and may_finish else "",
    )


# --- Page by page -------------------------------------------------------------------------------


def journey_of(slug: str, key: str) -> Journey:
    """The way through the draft that this key opens; 404 for a key that opens none."""
    return Journey(draft_for(slug, key))


@keyed
def page(request: HttpRequest, slug: str, key: str, page: str) -> HttpResponse:
    """One page of questions. Whatever is typed is kept, in order or not, whatever is pressed."""
    journey = journey_of(slug, key)
    moved = elsewhere(request, journey)
    if moved is not None:
        return moved
    if page not in journey.steps or page == CHECK:
        return redirect(journey.address(journey.first_open()))
    if request.method == "POST":
        return _sent_page(request, journey, page)
    begin = request.GET.get("begin", "")
    return _show_page(request, journey, page, journey.form(page, begin=begin), begin=begin)


def elsewhere(request: HttpRequest, journey: Journey) -> HttpResponse | None:
    """A draft that is sent has one page left; a closed programme has a kind one."""
    draft = journey.draft
    if draft.sent_at:
        return redirect(page_link(draft, "sent"))
    if not journey.may_go_on:
        return show_closed(request, journey.programme, journey.opening, framed=draft.framed)
    return None


def _sent_page(request: HttpRequest, journey: Journey, step: str) -> HttpResponse:
    form = journey.form(step, data=request.POST)
    is_in_order, seen = form.is_valid(), request.POST.get("seen", "")
    try:
        if is_in_order:
            draft = journey.keep(step, form, seen=seen)
        else:
            left = bool(request.POST.get("go"))
            draft = operations.keep_typed(
                journey.draft, step, typed_in(request), left=left, seen=seen
            )
    except operations.AlreadySent:
        return redirect(page_link(journey.draft, "sent"))
    except Stale as stale:
        now = journey.now_as(draft_for(journey.programme.slug, key_of(journey.draft)))
        return _show_page(request, now, step, form, differs=str(stale))
    journey = journey.now_as(draft)
    gone = pressed(request, journey, step)
    if gone:
        return redirect(gone)
    if not is_in_order:
        return _show_page(request, journey, step, form)
    changed = "change" in request.POST
    return redirect(journey.address(journey.first_open() if changed else journey.after(step)))


def pressed(request: HttpRequest, journey: Journey, step: str) -> str:
    """Where another button than Continue leads, or ""."""
    go = request.POST.get("go", "")
    if go == "later":
        return page_link(journey.draft, "later")
    if go == "back":
        before = journey.before(step)
        return journey.address(before) if before else _way_in(journey.programme)
    if go.startswith("begin:"):
        return f"{journey.address(step)}?begin={quote(go.removeprefix('begin:')[:20])}#topics"
    return ""


def typed_in(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed on a page, as it came; of a flood only the beginning."""
    room, kept = MOST_TYPED, {}
    for name, values in request.POST.lists():
        room -= len(name) + sum(map(len, values))
        if room < 0:
            break
        if name not in _OURS:
            kept[name[:80]] = list(values)
    return kept


def _way_in(programme: Programme) -> str:
    from edumentoring.programmes.navigation import address_of

    return address_of("reach:programme", programme.slug) or reverse(
        "signup:start", args=[programme.slug]
    )


def _show_page(
    request: HttpRequest,
    journey: Journey,
    step: str,
    form: KeptForm,
    *,
    begin: str = "",
    differs: str = "",
) -> HttpResponse:
    """Where another tab answered differently, its answers stand above these and nothing is kept."""
    shown = journey.page(step)
    return answer(
        request,
        "page",
        journey.programme,
        framed=journey.draft.framed,
        status=409 if differs else 200,
        form=form,
        differs=differs,
        held=journey.held_on(step) if differs else (),
        use_held=journey.address(step),
        seen=seen_by(journey.draft, step),
        step=journey.number(step),
        steps=len(journey.steps),
        heading=_heading(journey, step),
        is_single=step == WAY or (shown is not None and len(shown.questions) == 1),
        is_private=shown is not None and shown.is_private,
        asks_topics=shown is not None and any(q.key == "topics_wanted" for q in shown.questions),
        beginnings=topics.BEGINNINGS,
        begin=begin if topics.suggested_by(begin) else "",
        change="change" in request.GET or "change" in request.POST,
        stamp=journey.draft.touched_at.isoformat() + differs[:1],
    )


def _heading(journey: Journey, step: str) -> str:
    shown = journey.page(step)
    if shown is not None:
        return shown.heading
    return _("How would you like to take part?") if step == WAY else _("How to reach you")


@require_safe
def resume(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The link of a letter, or of the first page: to where somebody left off."""
    journey = journey_of(slug, key)
    moved = elsewhere(request, journey)
    if moved is not None:
        return moved
    response = redirect(journey.address(journey.first_open()))
    if not journey.draft.framed:
        remember(response, journey.programme, key)
    return response


@keyed
def later(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Save and come back: a letter with the link, which works on any device."""
    journey = journey_of(slug, key)
    moved = elsewhere(request, journey)
    if moved is not None:
        return moved
    draft, status, sent_to = journey.draft, 200, ""
    form = LaterForm(
        request.POST if request.method == "POST" else None,
        initial={"email": draft.later_to or draft.email},
    )
    if request.method == "POST" and form.is_valid():
        try:
            count_request(request, journey.programme)
            draft = operations.send_link_to_come_back(draft, email=form.cleaned_data["email"])
        except operations.AlreadySent:
            return redirect(page_link(draft, "sent"))
        except TooMany as refusal:
            form.add_error("email", str(refusal))
            status = 429
        else:
            return redirect(f"{page_link(draft, 'later')}?sent")
    if "sent" in request.GET and request.method != "POST":
        sent_to = draft.later_to
    return answer(
        request,
        "later",
        journey.programme,
        framed=draft.framed,
        status=status,
        form=form,
        sent_to=sent_to,
        go_on=journey.address(journey.first_open()),
    )


__all__ = ["embed", "later", "page", "resume", "start"]
