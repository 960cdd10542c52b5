"""What coordinators look after: groups, questions, answers. Messages are not theirs to read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.network import operations
from edumentoring.network.access import group_at, post_at, question_at
from edumentoring.network.looking_after import groups_of, questions_of
from edumentoring.network.models import Answer
from edumentoring.network.models.questions import AnyPost
from edumentoring.people.access import staff
from edumentoring.people.models import User
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context

PAGE = 30


@staff
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Groups and questions, those that were reported first."""
    seat = desk_for(request, slug, "people")
    questions = Paginator(questions_of(seat.programme), PAGE)
    context: dict[str, Any] = {
        "groups": groups_of(seat.programme),
        "page": questions.get_page(request.GET.get("page")),
    }
    return render(request, "network/desk.html", desk_context(seat, **context))


@staff
@require_safe
def question(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One question with its answers, and what may be done about each."""
    seat = desk_for(request, slug, "people")
    found = question_at(seat, code)
    answers = found.answers.select_related("by__user", "question").prefetch_related("reports")
    posts: list[AnyPost] = [found, *answers]
    waiting = {
        post.code for post in posts if any(one.settled_at is None for one in post.reports.all())
    }
    context: dict[str, Any] = {"question": found, "answers": answers, "waiting": waiting}
    return render(request, "network/desk_question.html", desk_context(seat, **context))


@staff
@require_POST
def remove(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Nobody reads it any more; it can be brought back."""
    seat = desk_for(request, slug, "people")
    found = post_at(seat, code)
    operations.remove(found, by=_by(seat))
    undo = reverse("network:restore", args=[slug, code])
    toast(request, _("Removed. Nobody in the programme reads it now."), undo=undo)
    return _back(slug, found)


@staff
@require_POST
def restore(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Bring it back."""
    seat = desk_for(request, slug, "people")
    found = post_at(seat, code)
    operations.restore(found, by=_by(seat))
    toast(request, _("It is back as it was."))
    return _back(slug, found)


@staff
@require_POST
def settle(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Looked at; it stays."""
    seat = desk_for(request, slug, "people")
    found = post_at(seat, code)
    operations.settle_reports(found, by=_by(seat))
    toast(request, _("Noted: somebody looked at it, and it stays."))
    return _back(slug, found)


@staff
@require_POST
def close_group(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Close a group; it can be opened again with everybody in it."""
    seat = desk_for(request, slug, "people")
    found = group_at(seat, code)
    operations.close_group(found, by=_by(seat))
    undo = reverse("network:open_group", args=[slug, code])
    toast(request, _("Closed: %s.") % found.name, undo=undo)
    return redirect("network:desk", slug)


@staff
@require_POST
def open_group(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Open it again."""
    seat = desk_for(request, slug, "people")
    found = group_at(seat, code)
    try:
        operations.open_group(found, by=_by(seat))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Open again: %s.") % found.name)
    return redirect("network:desk", slug)


def _back(slug: str, post: AnyPost) -> HttpResponse:
    about = post.question.code if isinstance(post, Answer) else post.code
    return redirect("network:desk_question", slug, about)


def _by(seat: Coordinator) -> User:
    by: User = seat.user
    return by
