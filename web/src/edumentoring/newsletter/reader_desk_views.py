"""The desk's pages of who gets a newsletter: readers, a list from before, segments."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.newsletter import operations
from edumentoring.newsletter.access import newsletter_at, segment_of, subscription_of
from edumentoring.newsletter.desk_views import PAGE, get_and_post, show
from edumentoring.newsletter.forms import ListForm, SegmentForm
from edumentoring.newsletter.models import Delivery, Newsletter, Segment, Subscription
from edumentoring.newsletter.readers import readers_of
from edumentoring.people.access import staff
from edumentoring.programmes.models import Coordinator


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
    return show(request, "newsletter/readers.html", seat, **context)


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
    return show(request, "newsletter/bring_in.html", seat, status=status, **context)


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
    return show(request, "newsletter/segments.html", seat, status=status, **context)
