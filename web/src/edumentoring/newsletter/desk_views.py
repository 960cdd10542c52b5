"""The desk's pages of the newsletter: what went and goes out, readers, segments, how it looks."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.library.seats import zone_of
from edumentoring.newsletter import letters, operations
from edumentoring.newsletter.access import (
    delivery_of,
    newsletter_at,
    newsletter_of,
    segment_of,
    sending_of,
    subscription_of,
)
from edumentoring.newsletter.forms import ListForm, NewsletterForm, SegmentForm, StartForm
from edumentoring.newsletter.growth import mentors_by_area, mentors_by_term
from edumentoring.newsletter.models import (
    Delivery,
    Newsletter,
    Rating,
    Segment,
    Sending,
    Subscription,
    counted,
)
from edumentoring.newsletter.readers import readers_of
from edumentoring.newsletter.visitors import visits_to
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context

PAGE = 50
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@staff
@get_and_post
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """What went out and what goes next; before there is a newsletter, its beginning."""
    seat = desk_for(request, slug, "edit")
    newsletter = Newsletter.objects.filter(programme=seat.programme).first()
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.start_newsletter(seat.programme, name=form.cleaned_data["name"], by=seat.user)
        toast(request, _("Your newsletter has begun. Say how it looks and whom it is for."))
        return redirect("newsletter:settings", slug)
    status = 422 if form.is_bound else 200
    if newsletter is None:
        return _show(request, "newsletter/start.html", seat, status=status, form=form)
    sendings = newsletter.sendings.annotate(copies=Count("deliveries")).order_by("-asked_at", "-pk")
    context: dict[str, Any] = {
        "newsletter": newsletter,
        "page": Paginator(sendings, PAGE).get_page(request.GET.get("page")),
        "zone": zone_of(seat.programme),
        "issues": newsletter.issues.order_by("-number")[:PAGE],
        "readers": newsletter.subscriptions.reading().count(),
        "asked": newsletter.subscriptions.asked().count(),
        "visits": visits_to(newsletter, 0),
    }
    return _show(request, "newsletter/desk.html", seat, **context)


@staff
@get_and_post
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Its name, colour, area and reply address, and whether anybody may read it."""
    seat, newsletter = newsletter_at(request, slug)
    version = newsletter.version
    form = NewsletterForm(
        request.POST if request.method == "POST" else None,
        instance=newsletter,
        initial={"version": version},
    )
    status = 200
    if form.is_bound and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            operations.change_newsletter(
                newsletter, changes=changes, version=form.cleaned_data["version"], by=seat.user
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            status = 409
        else:
            toast(request, _("Saved."))
            return redirect("newsletter:desk", slug)
    elif form.is_bound:
        status = 422
    context: dict[str, Any] = {"newsletter": newsletter_of(seat), "form": form}
    context["thanks"] = letters.thanks_preview(context["newsletter"])
    return _show(request, "newsletter/settings.html", seat, status=status, **context)


@staff
@require_safe
def growth(request: HttpRequest, slug: str) -> HttpResponse:
    """How many mentors are at work, by term and by area."""
    seat, newsletter = newsletter_at(request, slug)
    context: dict[str, Any] = {
        "newsletter": newsletter,
        "terms": mentors_by_term(seat.programme),
        "areas": mentors_by_area(seat.programme),
    }
    return _show(request, "newsletter/growth.html", seat, **context)


# --- Readers --------------------------------------------------------------------------------------


@staff
@never_cache
@get_and_post
def readers(request: HttpRequest, slug: str) -> HttpResponse:
    """Who gets it. POST stops one who asked for it, or writes again to one that had come back."""
    seat, newsletter = newsletter_at(request, slug, "people")
    if request.method == "POST":
        return _stop_or_write_again(request, seat, newsletter)
    wanted = request.GET.get("q", "").strip()[:100]
    state = request.GET.get("state", "")
    back = Delivery.objects.filter(subscription=OuterRef("pk"), state=Delivery.State.BOUNCED)
    why = Subquery(back.order_by("-pk").values("trouble")[:1])
    rows = newsletter.subscriptions.annotate(why=why).order_by("email")
    if state in Subscription.State.values:
        rows = rows.filter(state=state)
    if wanted:
        rows = rows.filter(email__icontains=wanted)
    counts = dict(newsletter.subscriptions.order_by().values_list("state").annotate(n=Count("pk")))
    context: dict[str, Any] = {
        "newsletter": newsletter,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "chips": _chips(request.path, state, counts),
        "looked_for": wanted,
        "state": state,
    }
    return _show(request, "newsletter/readers.html", seat, **context)


def _chips(path: str, state: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    every = {"label": _("All"), "url": path, "current": not state, "amount": sum(counts.values())}
    return [
        every,
        *(
            {
                "label": label,
                "url": f"{path}?state={value}",
                "current": state == value,
                "amount": counts.get(value, 0),
            }
            for value, label in Subscription.State.choices
        ),
    ]


def _stop_or_write_again(
    request: HttpRequest, seat: Coordinator, newsletter: Newsletter
) -> HttpResponse:
    back = redirect("newsletter:readers", newsletter.programme.slug)
    if request.POST.get("again"):
        found = subscription_of(newsletter, request.POST["again"])
        try:
            operations.write_again(found, by=seat.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("%s gets the next issue again.") % found.email)
        return back
    found = subscription_of(newsletter, request.POST.get("reader", ""))
    operations.stop(found)
    toast(request, _("%s gets no more of it.") % found.email)
    return back


@staff
@never_cache
@get_and_post
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """A list from before."""
    seat, newsletter = newsletter_at(request, slug, "people")
    form = ListForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        evidence = said["evidence"] if said["agreed"] == "yes" else ""
        try:
            came = operations.bring_in(
                newsletter, said["addresses"], evidence=evidence, by=seat.user
            )
        except Refused as refusal:
            form.add_error("addresses", str(refusal))
        else:
            messages.success(request, _what_came(came))
            return redirect("newsletter:readers", slug)
    status = 422 if form.is_bound else 200
    context: dict[str, Any] = {"newsletter": newsletter, "form": form}
    return _show(request, "newsletter/bring_in.html", seat, status=status, **context)


def _what_came(came: Any) -> str:
    words = [
        ngettext("%d new reader.", "%d new readers.", came.readers) % came.readers
        if came.readers or not came.asked
        else ngettext("%d is asked by a letter.", "%d are asked by a letter.", came.asked)
        % came.asked
    ]
    if came.known:
        words.append(_("%s were here already, and nothing changed for them.") % came.known)
    if came.left_out:
        words.append(_("%s asked to be forgotten and were left out.") % came.left_out)
    return " ".join(words)


# --- Segments -------------------------------------------------------------------------------------


@staff
@get_and_post
def segments(request: HttpRequest, slug: str) -> HttpResponse:
    """Some of the readers under a name, and how many they are now; POST adds one."""
    seat, newsletter = newsletter_at(request, slug)
    return _segment_page(request, seat, newsletter, None)


@staff
@get_and_post
def segment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One of them, to change or remove."""
    seat, newsletter = newsletter_at(request, slug)
    chosen = segment_of(newsletter, pk)
    if request.POST.get("do") == "remove":
        operations.remove_segment(chosen, by=seat.user)
        toast(request, _("“%s” is removed. Its readers are still readers.") % chosen)
        return redirect("newsletter:segments", slug)
    return _segment_page(request, seat, newsletter, chosen)


def _segment_page(
    request: HttpRequest, seat: Coordinator, newsletter: Newsletter, chosen: Segment | None
) -> HttpResponse:
    form = SegmentForm(
        request.POST if request.method == "POST" else None,
        instance=chosen,
        programme=seat.programme,
    )
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        kept = newsletter.segments.get(pk=chosen.pk) if chosen else None
        try:
            operations.keep_segment(
                newsletter, name=said.pop("name"), narrows=said, by=seat.user, segment=kept
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            toast(request, _("Saved."))
            return redirect("newsletter:segments", seat.programme.slug)
    rows = [(each, readers_of(newsletter, each).count()) for each in newsletter.segments.all()]
    context: dict[str, Any] = {
        "newsletter": newsletter,
        "rows": rows,
        "everybody": readers_of(newsletter, None).count(),
        "form": form,
        "chosen": newsletter.segments.get(pk=chosen.pk) if chosen else None,
    }
    status = 422 if form.is_bound else 200
    return _show(request, "newsletter/segments.html", seat, status=status, **context)


# --- One sending ----------------------------------------------------------------------------------

STEPS = {
    "approve": operations.approve,
    "take_back": operations.take_back,
    "pause": operations.pause,
    "go_on": operations.go_on,
    "stop": operations.stop_sending,
}


@staff
@never_cache
@get_and_post
def sending(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How far one issue is on its way; POST approves, pauses, goes on, stops or takes back."""
    seat, newsletter = newsletter_at(request, slug)
    found = sending_of(newsletter, pk)
    if request.method == "POST":
        return _step(request, seat, found)
    counts = counted(found)
    done = sum(
        counts[state] for state in counts if state not in {Delivery.State.WAITING, "sending"}
    )
    all_ = sum(counts.values())
    lost = found.deliveries.filter(state=Delivery.State.UNCERTAIN)[:PAGE]
    context: dict[str, Any] = {
        "newsletter": newsletter,
        "sending": found,
        "counts": counts,
        "done": done,
        "all": max(all_, found.expected) if not found.queued_at else all_,
        "rated": _ratings(found),
        "stopped": found.stopped.count(),
        "lost": lost if seat.may("people") else [],
        "lost_count": counts[Delivery.State.UNCERTAIN],
        "may_approve": found.state == Sending.State.ASKED and found.asked_by_id != seat.user_id,
    }
    return _show(request, "newsletter/sending.html", seat, **context)


def _ratings(found: Sending) -> list[tuple[str, int]]:
    rows: Any = found.ratings.order_by().values_list("answer").annotate(n=Count("pk"))
    given = dict(rows)
    return [(str(label), given.get(value, 0)) for value, label in Rating.Answer.choices]


def _step(request: HttpRequest, seat: Coordinator, found: Sending) -> HttpResponse:
    act = STEPS.get(request.POST.get("do", ""))
    version = request.POST.get("version", "")
    if act is None or not version.isdecimal():
        messages.error(request, _("Nothing was done. Press one of the buttons."))
        return redirect(found)
    try:
        act(found, by=seat.user, version=int(version))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Done."))
    return redirect(found)


@staff
@require_POST
def decide(request: HttpRequest, slug: str, pk: int, copy: int) -> HttpResponse:
    """A copy that may or may not have gone: leave it, or send it again."""
    seat, newsletter = newsletter_at(request, slug, "people")
    found = sending_of(newsletter, pk)
    try:
        operations.decide(
            delivery_of(found, copy), arrived=request.POST.get("do") != "again", by=seat.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Noted."))
    return redirect(found)


def _show(
    request: HttpRequest, template: str, seat: Coordinator, *, status: int = 200, **context: Any
) -> HttpResponse:
    return render(request, template, desk_context(seat, **context), status=status)
