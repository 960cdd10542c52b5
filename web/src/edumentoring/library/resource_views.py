"""Resources and collections, for everybody to read; what one marks is for whoever signed in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edumentoring.design.toasts import toast
from edumentoring.library import own_operations as operations
from edumentoring.library import resources as finding
from edumentoring.library.access import collection_for, reader_of, resource_for
from edumentoring.library.models import Mark, Resource
from edumentoring.library.topics import PHASES, TOPICS, labels
from edumentoring.people.models import User


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    """All resources, narrowed to what was asked for."""
    wish = finding.Wish.of(request.GET)
    pages = Paginator(finding.found(wish), finding.PER_PAGE)
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "library/resources.html",
        {
            "wish": wish,
            "found": pages.get_page(request.GET.get("page")),
            "amount": pages.count,
            "kinds": Resource.Kind.choices,
            "phases": [(key, words) for key, words in PHASES.items() if key != "any"],
            "topics": TOPICS.items(),
            "query": asked.urlencode(),
            "collections": finding.collections_in() if wish.is_empty else (),
        },
    )


@require_safe
def resource(request: HttpRequest, key: str) -> HttpResponse:
    """One resource: what it is, what it gives, where it is."""
    one = resource_for(key)
    mark = None
    if isinstance(request.user, User):
        mark = Mark.objects.filter(user=request.user, resource=one).first()
    return render(
        request,
        "library/resource.html",
        {
            "resource": one,
            "mark": mark,
            "opinion": finding.opinion_of(one),
            "topic_words": list(zip(one.topics, labels(TOPICS, one.topics), strict=True)),
            "phase_words": labels(PHASES, one.phases),
        },
    )


@login_required
@require_POST
def mark(request: HttpRequest, key: str) -> HttpResponse:
    """Keep it, use it, or say whether it was useful."""
    one = resource_for(key)
    user, wanted = reader_of(request), request.POST.get("do", "")
    if wanted in {"keep", "let_go"}:
        operations.save_resource(one, by=user, saved=wanted == "keep")
        toast(request, _("Kept in your list.") if wanted == "keep" else _("No longer kept."))
    elif wanted in {"useful", "not_useful"}:
        operations.rate_resource(one, by=user, useful=wanted == "useful")
        toast(request, _("Thank you."))
    elif wanted == "used":
        operations.note_use(one, by=user)
        toast(request, _("Noted: you used it in a meeting."))
    return redirect(one)


@require_safe
def collection(request: HttpRequest, key: str) -> HttpResponse:
    """Some resources in the order their editor gave them."""
    one = collection_for(key)
    placed = [
        each.resource for each in one.placed.select_related("resource") if not each.resource.hidden
    ]
    return render(request, "library/collection.html", {"collection": one, "found": placed})
