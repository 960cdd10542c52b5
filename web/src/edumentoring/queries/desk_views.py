"""The desk's inbox, and one conversation with all that may be done about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.people.models import User
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context
from edumentoring.queries import inbox as lists
from edumentoring.queries import operations
from edumentoring.queries.access import message_in, query_for, query_to_answer
from edumentoring.queries.forms import NoteForm, ReplyForm
from edumentoring.queries.models import ANSWERS, Query
from edumentoring.queries.suggestions import suggestion, suggestions_for

PAGE = 30


@staff
@require_safe
def inbox(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything people asked, by whose it is and how it stands."""
    seat = desk_for(request, slug)
    chosen = lists.chosen_filter(request.GET.get("which", ""))
    words = request.GET.get("q", "")[:100]
    amounts = lists.amounts(seat)
    context = {
        "page": Paginator(lists.listed(seat, chosen, words), PAGE).get_page(
            request.GET.get("page")
        ),
        "chosen": chosen,
        "words": words,
        "chips": [
            {
                "label": one.name,
                "url": f"{request.path}?which={one.key}",
                "current": one == chosen and not words,
                "amount": amounts[one.key],
            }
            for one in lists.FILTERS
            if one.key != "junk" or amounts["junk"] or chosen.key == "junk"
        ],
        "any": any(amounts.values()),
        "ask_url": reverse("queries:ask", args=[slug]),
    }
    return render(request, "queries/inbox.html", desk_context(seat, "queries", **context))


@staff
@require_safe
def query(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One conversation, with answers that may fit beside it."""
    seat = desk_for(request, slug)
    return _query_page(request, seat, query_for(seat, code))


def _query_page(
    request: HttpRequest, seat: Coordinator, found: Query, *, status: int = 200, **forms: Any
) -> HttpResponse:
    may_answer = seat.may(ANSWERS)
    said = list(found.messages.select_related("by"))
    context = {
        "query": found,
        "said": said,
        "may_answer": may_answer,
        "unproved": any(not one.proved for one in said if one.kind == "asked"),
        "suggestions": suggestions_for(found) if may_answer else [],
        "owners": _who_may_answer(found) if may_answer else [],
        "states": [
            (state.value, state.label)
            for state in (Query.State.OPEN, Query.State.WAITING, Query.State.ANSWERED)
        ],
        "troubled": Letter.objects.for_a_person_to_see().filter(
            subject_key__in=[found.subject_key, *(one.subject_key for one in said)]
        ),
        "reply_form": _reply_form(found, seat, said),
        "note_form": NoteForm(prefix="note"),
        **forms,
    }
    return render(
        request, "queries/query.html", desk_context(seat, "queries", **context), status=status
    )


def _reply_form(found: Query, seat: Coordinator, said: list[Any]) -> ReplyForm:
    """Empty, or with the reply this person took back last: nothing typed is lost."""
    ours = [one for one in said if one.kind == "reply"]
    taken = ours[-1] if ours and ours[-1].taken_back_at and ours[-1].by == seat.user else None
    text = taken.text if taken else ""
    return ReplyForm(initial={"text": text, "then": "answered", "version": found.version})


def _who_may_answer(found: Query) -> QuerySet[User]:
    roles = [role for role, powers in Coordinator.POWERS.items() if ANSWERS in powers]
    return User.objects.filter(
        coordinating__programme=found.programme, coordinating__role__in=roles
    ).order_by("name")


@staff
@require_POST
def reply(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Send an answer, or set a suggested one into the box."""
    seat = desk_for(request, slug)
    found = query_to_answer(seat, code)
    form = ReplyForm(request.POST)
    if "insert" in request.POST:
        return _insert(request, seat, found)
    note_ = _kept(request, found, but="reply")
    if not form.is_valid():
        return _query_page(request, seat, found, status=422, **note_, reply_form=form)
    given = form.cleaned_data
    try:
        message = operations.reply_to_query(
            found, given["text"], by=seat.user, then=given["then"], version=given["version"]
        )
    except Stale as stale:
        return _again(request, seat, found, form, str(stale))
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return _query_page(request, seat, found, status=422, **note_, reply_form=form)
    undo = reverse("queries:take_back", args=[slug, code, message.code])
    toast(request, _("Your reply goes out in two minutes."), undo=undo)
    return _back_to(request, seat, found, but="reply")


def _again(
    request: HttpRequest, seat: Coordinator, found: Query, form: ReplyForm, why: str
) -> HttpResponse:
    """The page as it is now, with what was typed: pressing again sends it."""
    messages.error(request, why)
    kept = _kept(request, found)
    found = query_for(seat, found.code)
    kept["reply_form"] = ReplyForm(initial={**form.cleaned_data, "version": found.version})
    return _query_page(request, seat, found, status=409, **kept)


def _back_to(
    request: HttpRequest, seat: Coordinator, found: Query, *, but: str, also: str = ""
) -> HttpResponse:
    """To the page again; where words stand in its other boxes, they are still in them."""
    if not _kept(request, found, but=but):
        return redirect(found)
    fresh = query_for(seat, found.code)
    kept = _kept(request, found, but=but, version=fresh.version)
    if also and "reply_form" in kept:
        kept["reply_form"].initial["text"] += f"\n\n{also}"
    return _query_page(request, seat, fresh, **kept)


def _kept(request: HttpRequest, found: Query, *, but: str = "", version: int = 0) -> dict[str, Any]:
    """The boxes with the words that were sent along, `but` for the one that was dealt with.

    What this very press changed (`version`) is no news to whoever writes the reply.
    """
    kept: dict[str, Any] = {}
    text, note_ = request.POST.get("text", ""), request.POST.get("note-text", "")
    if text.strip() and but != "reply":
        seen = _version(request, found)
        seen = version if version and seen == found.version else seen
        then = request.POST.get("then", "answered")
        kept["reply_form"] = ReplyForm(initial={"text": text, "then": then, "version": seen})
    if note_.strip() and but != "note":
        kept["note_form"] = NoteForm(prefix="note", initial={"text": note_})
    return kept


def _version(request: HttpRequest, found: Query) -> int:
    """The version the writer saw, so that what came in since is still noticed."""
    return version_in(request.POST) or found.version


def _insert(request: HttpRequest, seat: Coordinator, found: Query) -> HttpResponse:
    chosen = suggestion(found, request.POST.get("insert", ""))
    typed = request.POST.get("text", "").strip()
    text = "\n\n".join(part for part in (typed, chosen.text if chosen else "") if part)
    then = request.POST.get("then", "answered")
    form = ReplyForm(initial={"text": text, "then": then, "version": _version(request, found)})
    return _query_page(request, seat, found, **_kept(request, found, but="reply"), reply_form=form)


@staff
@require_POST
def take_back(request: HttpRequest, slug: str, code: UUID, message: UUID) -> HttpResponse:
    """Stop a reply while it is held; its words come back into the box, below newer ones."""
    seat = desk_for(request, slug)
    found = query_to_answer(seat, code)
    held = message_in(found, message)
    try:
        operations.take_back_reply(held, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Nothing was sent. Your words are back in the box."))
    return _back_to(request, seat, found, but="", also=held.text)


@staff
@require_POST
def note(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Words for the desk alone."""
    seat = desk_for(request, slug)
    found = query_to_answer(seat, code)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        kept = _kept(request, found, but="note")
        return _query_page(request, seat, found, status=422, **kept, note_form=form)
    operations.add_note(found, form.cleaned_data["text"], by=seat.user)
    return _back_to(request, seat, found, but="note")


@staff
@require_POST
def owner(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Who looks after it."""
    seat = desk_for(request, slug)
    found = query_to_answer(seat, code)
    wanted = request.POST.get("take") or request.POST.get("owner", "")
    person = _who_may_answer(found).filter(code=wanted).first() if _is_code(wanted) else None
    if wanted and person is None:
        messages.error(request, _("Choose somebody who can answer here."))
        return _back_to(request, seat, found, but="")
    how = _how(request, seat)
    return _do(request, seat, found, lambda: operations.give_to(found, person, **how))


@staff
@require_POST
def settle(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Close it, open it again, or say how it stands."""
    seat = desk_for(request, slug)
    found = query_to_answer(seat, code)
    state = request.POST.get("state", "")
    return _do(request, seat, found, lambda: operations.settle(found, state, **_how(request, seat)))


@staff
@require_POST
def not_junk(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """A person wrote it after all."""
    seat = desk_for(request, slug)
    found = query_to_answer(seat, code)
    return _do(request, seat, found, lambda: operations.mark_as_real(found, by=seat.user))


def _how(request: HttpRequest, seat: Coordinator) -> dict[str, Any]:
    return {"by": seat.user, "version": version_in(request.POST) or None}


def _is_code(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _do(request: HttpRequest, seat: Coordinator, found: Query, act: Any) -> HttpResponse:
    """Do it and say so, or say why not; what stands in the boxes stays there."""
    try:
        act()
    except Stale as stale:
        messages.error(request, str(stale))
        kept = _kept(request, found)
        return _query_page(request, seat, query_for(seat, found.code), status=409, **kept)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Saved."))
    return _back_to(request, seat, found, but="")
