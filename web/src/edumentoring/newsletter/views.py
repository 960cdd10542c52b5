"""What anybody meets: a newsletter's own page, its form, and the pages behind its links.

A link's page is never stored, and GET only shows: programs that look through mail open every
link, and must say, choose and stop nothing by it.
"""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from edumentoring.common.refused import Refused
from edumentoring.newsletter import operations
from edumentoring.newsletter.access import by_key, public_newsletter, to_confirm
from edumentoring.newsletter.forms import CommentForm, RhythmForm, SubscribeForm
from edumentoring.newsletter.models import Issue, Newsletter, Rating, Sending, Subscription
from edumentoring.newsletter.purpose import purpose_of
from edumentoring.programmes.front import place_of

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
ONE_CLICK = "List-Unsubscribe"
PAST = 60


@get_and_post
def front(request: HttpRequest, slug: str) -> HttpResponse:
    """What this newsletter is, and the form to get it."""
    newsletter = public_newsletter(slug)
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = _ask(request, newsletter, form)
        if status == 200:
            return redirect("newsletter:asked", slug=slug)
    issues = Issue.objects.live().filter(newsletter=newsletter).order_by("-number")[:PAST]
    return _page(
        request, "newsletter/front.html", newsletter, status=status, form=form, issues=issues
    )


def _ask(request: HttpRequest, newsletter: Newsletter, form: SubscribeForm) -> int:
    """Keep the wish; the answer is the same for an address that is known and one that is not."""
    if not form.is_valid():
        return 422
    if not ratelimit.consume(request, action="subscribe"):
        form.add_error(
            None, _("Many people subscribed from where you are. Try again in ten minutes.")
        )
        return 429
    try:
        operations.ask_to_subscribe(newsletter, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return 422
    return 200


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Look in your mail. The same for everybody."""
    return _page(request, "newsletter/asked.html", public_newsletter(slug))


@never_cache
@get_and_post
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Yes, I want it."""
    subscription = to_confirm(key)
    if subscription is None:
        return _spent(request)
    done = request.method == "POST"
    if done:
        subscription = operations.confirm(subscription)
    purpose = purpose_of(subscription.newsletter)
    return _of_one(request, "newsletter/confirm.html", subscription, done=done, purpose=purpose)


@never_cache
@csrf_exempt
@get_and_post
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """No more of it. A mail program's button posts here from nowhere (RFC 8058), so there is no
    cookie to check; the key in the address is what proves the right."""
    found = by_key(key)
    if found is None:
        return _spent(request)
    subscription, sending = found
    done = request.method == "POST"
    if done:
        operations.stop(subscription, sending=sending)
    if request.POST.get(ONE_CLICK) == "One-Click":
        return HttpResponse(_("You get no more of these letters."), content_type="text/plain")
    return _of_one(request, "newsletter/stop.html", subscription, done=done, key=key)


@never_cache
@get_and_post
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """Every newsletter that this address gets, and how often each comes."""
    found = by_key(key)
    if found is None:
        return _spent(request)
    subscription, sending = found
    every = list(_all_of(subscription))
    forms = [_rhythm_form(request, each) for each in every]
    valid = request.method == "POST" and _all_valid(forms)
    if valid:
        for each, form in zip(every, forms, strict=True):
            operations.choose(each, rhythm=form.cleaned_data["rhythm"], sending=sending)
    return _of_one(
        request,
        "newsletter/choose.html",
        subscription,
        status=422 if request.method == "POST" and not valid else 200,
        forms=forms,
        saved=valid,
    )


def _all_of(subscription: Subscription) -> Any:
    """Those of the same address that ever said yes."""
    rows = Subscription.objects.filter(email=subscription.email)
    rows = rows.exclude(confirmed_at=None).select_related("newsletter")
    return rows.filter(newsletter__programme__archived_at=None).order_by("newsletter__name", "pk")


def _all_valid(forms: list[RhythmForm]) -> bool:
    """Asks each of them, so that each shows what is wrong with it."""
    return not [form for form in forms if not form.is_valid()]


def _rhythm_form(request: HttpRequest, subscription: Subscription) -> RhythmForm:
    reads = subscription.state == Subscription.State.ON
    form = RhythmForm(
        request.POST if request.method == "POST" else None,
        newsletter=subscription.newsletter,
        prefix=f"n{subscription.newsletter_id}",
        initial={"rhythm": subscription.rhythm if reads else Subscription.State.OFF},
    )
    form.yes = subscription if reads else None
    return form


@never_cache
@get_and_post
def rate(request: HttpRequest, key: str) -> HttpResponse:
    """Was it worth the time? One tap in the letter opens this, one more counts."""
    found = by_key(key)
    sending = _sending(found) if found else None
    if found is None or sending is None:
        return _spent(request)
    subscription, _number = found
    answer = request.POST.get("answer", "")
    form = CommentForm(request.POST if "text" in request.POST else None)
    said = answer in Rating.Answer.values
    if said:
        operations.rate(subscription, sending, answer=answer)
    wrote = False
    if form.is_bound and form.is_valid() and form.cleaned_data["text"].strip():
        wrote = _comment(subscription, sending, form)
    return _of_one(
        request,
        "newsletter/rate.html",
        subscription,
        status=422 if form.errors else 200,
        sending=sending,
        answers=Rating.Answer.choices,
        answer=answer,
        said=said,
        wrote=wrote,
        form=form if form.errors else CommentForm(),
    )


def _comment(subscription: Subscription, sending: Sending, form: CommentForm) -> bool:
    try:
        operations.comment(
            subscription,
            sending,
            text=form.cleaned_data["text"],
            form_key=form.cleaned_data["form_key"],
        )
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    return True


def _sending(found: tuple[Subscription, int]) -> Sending | None:
    subscription, number = found
    return Sending.objects.filter(pk=number, newsletter=subscription.newsletter_id).first()


def _page(
    request: HttpRequest, template: str, newsletter: Newsletter, *, status: int = 200, **more: Any
) -> HttpResponse:
    place = place_of(newsletter.programme, person=request.user)
    context = {"newsletter": newsletter, "place": place, **more}
    return render(request, template, context, status=status)


def _of_one(
    request: HttpRequest,
    template: str,
    subscription: Subscription,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A link's page: in the newsletter's name, with no menu that leads away from it."""
    newsletter = subscription.newsletter
    context = {
        "newsletter": newsletter,
        "subscription": subscription,
        "place": place_of(newsletter.programme),
        **more,
    }
    return render(request, template, context, status=status)


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/spent.html", status=404)
