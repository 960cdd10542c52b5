"""Pages of introductions: the answer from a letter, a person's place, the coordinator's board."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.pairs import board, correspondence, operations, wording
from edumentoring.pairs.access import (
    introduction_in,
    introduction_of,
    letter_for,
    pair_for,
    places_of,
    round_for,
)
from edumentoring.pairs.forms import DecisionForm, WordsForm
from edumentoring.pairs.models import Introduction
from edumentoring.pairs.place import introduction_card, place_of
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import desk_context

PAGE = 40
get_and_post = require_http_methods(["GET", "HEAD", "POST"])

# --- The person's own pages -------------------------------------------------------------


@never_cache
@get_and_post
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter: GET only shows, so a mail scanner that opens it answers nothing.

    Whoever holds the letter may answer; the page never shows how to reach the other.
    """
    if token == correspondence.EXAMPLE:
        return render(request, "pairs/example.html")
    introduction = introduction_in(token)
    if introduction is None:
        return render(request, "pairs/expired.html", status=404)
    if request.method == "POST":
        _keep_answer(request, introduction)
        return redirect(request.path)
    return render(request, "pairs/reply.html", {"card": introduction_card(introduction)})


@login_required
@require_POST
def answer_here(request: HttpRequest, code: UUID) -> HttpResponse:
    """The same answer, given on one's own page."""
    _keep_answer(request, introduction_of(request, code))
    return redirect("pairs:place")


def _keep_answer(request: HttpRequest, introduction: Introduction) -> None:
    try:
        operations.answer(introduction, request.POST.get("reply", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))


@never_cache
@login_required
@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """My place: introductions that wait for my answer, my pairs, and what happens next."""
    places = [place_of(participant) for participant in places_of(request.user)]
    return render(request, "pairs/place.html", {"places": places})


# --- The board --------------------------------------------------------------------------


@staff
@require_safe
def introductions(request: HttpRequest, slug: str) -> HttpResponse:
    """All introductions by how far they are, and the letters that need a decision."""
    seat = desk_for(request, slug)
    programme = seat.programme
    counts = board.counts(programme)
    chosen = next((g for g in board.groups() if g.id == request.GET.get("group")), None)
    words = request.GET.get("q", "")[:100]
    pairs = board.find(board.pairs_of(programme), words).with_people()
    if chosen:
        pairs = pairs.filter(chosen.which)
    page = Paginator(pairs.prefetch_related("introductions"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [board.row(pair) for pair in page],
        "chips": _chips(request, counts, chosen),
        "chosen": chosen,
        "words": words,
        "total": sum(counts.values()),
        "held_rounds": board.held_rounds(programme),
        "troubled": board.letters_to_decide(programme)[:50],
        "slowed": board.letters_in_trouble(programme),
        "may_publish": seat.may("publish"),
    }
    return render(
        request, "pairs/introductions.html", desk_context(seat, "introductions", **context)
    )


def _chips(
    request: HttpRequest, counts: dict[str, int], chosen: board.Group | None
) -> list[dict[str, Any]]:
    here = request.path
    everything = {"label": _("All"), "url": here, "current": chosen is None}
    groups = [
        {
            "label": group.name,
            "url": f"{here}?group={group.id}",
            "current": chosen is not None and chosen.id == group.id,
            "amount": counts[group.id],
        }
        for group in board.groups()
        if counts[group.id] or (chosen and chosen.id == group.id)
    ]
    return [everything | {"amount": sum(counts.values())}, *groups]


@staff
@require_POST
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Undo the publishing of a round while nothing has been sent."""
    seat = desk_for(request, slug, "publish")
    round_for(seat, number)
    try:
        count = operations.take_back(seat.programme, number, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(
            request,
            ngettext(
                "Took back %d introduction. Nothing was sent.",
                "Took back %d introductions. Nothing was sent.",
                count,
            )
            % count,
        )
    return redirect("pairs:introductions", slug=slug)


@staff
@require_safe
def pair(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """One pair: how far, why, which letters went, what each answered."""
    seat = desk_for(request, slug)
    found = pair_for(seat, code)
    context = {
        "pair": found,
        "row": board.row(found),
        "letters": Letter.objects.filter(subject_key=found.subject_key).order_by("queued_at"),
        "kinds": {kind.id: kind.name for kind in wording.KINDS.values()},
        "can_end": seat.may("publish") and found.state in {"introduced", "agreed"},
    }
    return render(request, "pairs/pair.html", desk_context(seat, "introductions", **context))


@staff
@require_POST
def end(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """End a pair; both are told kindly."""
    seat = desk_for(request, slug, "publish")
    found = pair_for(seat, code)
    try:
        operations.end_pair(found, by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("%s are no longer a pair. We have written to both.") % found)
    return redirect(found)


# --- Letters ----------------------------------------------------------------------------


@staff
@require_safe
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Which letters there are, when each goes out, and whether its words are ours."""
    seat = desk_for(request, slug)
    kinds = [
        {
            "kind": kind,
            "subject": wording.subject_for_example(seat.programme, kind.id),
            "changed": wording.is_changed(seat.programme, kind.id),
        }
        for kind in wording.KINDS.values()
    ]
    return render(request, "pairs/letters.html", desk_context(seat, "letters", kinds=kinds))


@staff
@get_and_post
def letter(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Change the words of one letter, beside the letter as a real person would get it."""
    seat = desk_for(request, slug, "publish" if request.method == "POST" else "see")
    _known(kind)
    if request.method == "POST":
        form = WordsForm(request.POST, kind=kind)
        if form.is_valid():
            return _save_words(request, seat, kind, form)
        return _letter_page(request, seat, kind, form, status=400)
    first = wording.words_of(seat.programme, kind) | {
        "version": correspondence.words_version(seat.programme, kind)
    }
    return _letter_page(request, seat, kind, WordsForm(initial=first, kind=kind))


def _known(kind: str) -> wording.Kind:
    if kind not in wording.KINDS:
        raise Http404
    return wording.KINDS[kind]


def _save_words(
    request: HttpRequest, seat: Coordinator, kind: str, form: WordsForm
) -> HttpResponse:
    try:
        correspondence.change_words(
            seat.programme, kind, form.words, by=seat.user, version=form.cleaned_data["version"]
        )
    except Stale as stale:
        seat.programme.refresh_from_db()
        form.add_error(None, str(stale))
        now = correspondence.words_version(seat.programme, kind)
        form.data = {**request.POST.dict(), "version": str(now)}
        return _letter_page(request, seat, kind, form, status=409)
    toast(request, _("Saved. Letters from now on use these words."))
    return redirect(_with_reader(request, "pairs:letter", seat, kind))


def _letter_page(
    request: HttpRequest, seat: Coordinator, kind: str, form: WordsForm, *, status: int = 200
) -> HttpResponse:
    reader = _reader(request, seat)
    context: dict[str, Any] = {
        "kind": _known(kind),
        "form": form,
        "reader": reader,
        "readers": _readers(seat),
        "changed": wording.is_changed(seat.programme, kind),
        "now": wording.words_of(seat.programme, kind) if status == 409 else None,
        "may_change": seat.may("publish"),
    }
    if reader:
        try:
            words = form.words if form.is_bound and form.is_valid() else None
            context["example"] = correspondence.write_example(kind, reader, words)
        except Refused as refusal:
            context["no_example"] = str(refusal)
    return render(
        request, "pairs/letter.html", desk_context(seat, "letters", **context), status=status
    )


def _readers(seat: Coordinator) -> list[Participant]:
    """People to preview a letter as: those with a pair first, a hundred at the most."""
    people = seat.programme.participants.taking_part().select_related("user")
    return list(people.order_by("status", "filed_as", "pk")[:100])


def _reader(request: HttpRequest, seat: Coordinator) -> Participant | None:
    people = seat.programme.participants.with_person()
    chosen = request.POST.get("reader") or request.GET.get("reader") or ""
    try:
        return people.get(code=UUID(chosen))
    except (ValueError, Participant.DoesNotExist):
        first = _readers(seat)[:1]
        return people.get(pk=first[0].pk) if first else None


def _with_reader(request: HttpRequest, name: str, seat: Coordinator, kind: str) -> str:
    address = reverse(name, args=[seat.programme.slug, kind])
    chosen = request.POST.get("reader", "")
    return f"{address}?reader={chosen}" if chosen else address


# A letter carries its styles inline, as mail programs want. Here it may show them, and
# nothing else: no script, no form, nothing from elsewhere.
LETTER_POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "sandbox": [""],
}


@staff
@never_cache
@get_and_post
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def preview(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The letter's HTML for the frame beside the form. A POST shows words not yet saved."""
    seat = desk_for(request, slug)
    _known(kind)
    reader = _reader(request, seat)
    words = None
    if request.method == "POST":
        form = WordsForm(request.POST, kind=kind)
        if not form.is_valid():
            sentences = [str(error) for errors in form.errors.values() for error in errors]
            return render(request, "pairs/no_preview.html", {"sentences": sentences}, status=400)
        words = form.words
    if reader is None:
        sentences = [_("There is nobody in the programme yet.")]
        return render(request, "pairs/no_preview.html", {"sentences": sentences})
    try:
        return HttpResponse(correspondence.write_example(kind, reader, words).html)
    except Refused as refusal:
        return render(request, "pairs/no_preview.html", {"sentences": [str(refusal)]})


@staff
@require_POST
def send_test(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Send the words on screen, saved or not, to whoever asks."""
    seat = desk_for(request, slug, "publish")
    _known(kind)
    form = WordsForm(request.POST, kind=kind)
    reader = _reader(request, seat)
    if not form.is_valid() or reader is None:
        return _letter_page(request, seat, kind, form, status=400)
    try:
        correspondence.send_test(seat.programme, kind, reader, to=seat.user, words=form.words)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(
            request, _("A test is on its way to %s. The words are not saved yet.") % seat.user.email
        )
    return _letter_page(request, seat, kind, form)


@staff
@require_POST
def reset(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Back to our words."""
    seat = desk_for(request, slug, "publish")
    _known(kind)
    correspondence.reset_words(seat.programme, kind, by=seat.user)
    toast(request, _("This letter has our words again. Yours are kept in the history."))
    return redirect("pairs:letter", slug=slug, kind=kind)


@staff
@require_POST
def decide(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """What becomes of a letter that came back, or may not have gone."""
    seat = desk_for(request, slug, "publish")
    found = letter_for(seat, code)
    form = DecisionForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Choose what to do with this letter."))
        if form.cleaned_data["what"] == DecisionForm.ARRIVED:
            correspondence.call_it_sent(found, by=seat.user)
            toast(request, _("Marked as arrived. It will not be sent again."))
        else:
            correspondence.send_again(found, by=seat.user, to=form.cleaned_data["to"])
            toast(request, _("The letter goes to %s again.") % found.to)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("pairs:introductions", args=[slug]) + "#letters")
