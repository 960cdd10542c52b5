"""Pages of letters: their words, what they look like, and those that did not arrive."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.pairs import correspondence, examples, wording
from edumentoring.pairs.access import letter_for
from edumentoring.pairs.forms import DecisionForm, WordsForm
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import desk_context

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


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
    context = desk_context(seat, "letters", kinds=kinds, examples=examples.all_of_them())
    return render(request, "pairs/letters.html", context)


@staff
@require_safe
def example(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A letter that has no words to change, as somebody would get it."""
    seat = desk_for(request, slug)
    shown = _example(key)
    written = shown.write(examples.two_of(seat.programme))
    context = desk_context(seat, "letters", example=shown, written=written)
    return render(request, "pairs/letter_example.html", context)


def _example(key: str) -> examples.Example:
    found = examples.example_with(key)
    if found is None:
        raise Http404
    return found


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
@never_cache
@require_safe
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def example_html(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The same for the frame on its page."""
    seat = desk_for(request, slug)
    return HttpResponse(_example(key).write(examples.two_of(seat.programme)).html)


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
