"""The board's buttons: each takes a POST, makes one change and goes back to the board."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.matching import board_changes, pair_changes
from edumentoring.matching.access import round_for
from edumentoring.matching.board_views import show_board
from edumentoring.matching.changes import BoardMoved, Told
from edumentoring.matching.forms import ChangeForm, ChoiceForm, NoteForm, PairForm, SettingsForm
from edumentoring.matching.models import Round
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator

View = Callable[..., HttpResponse]
Operation = Callable[..., Told | None]
HIDDEN = frozenset({"csrfmiddlewaretoken", "version", "back"})


def changing(
    operation: Callable[..., Told | None], form_class: type[ChangeForm], words: Any
) -> View:
    """A view that makes one change. `words` say what was tried, when it could not be.

    An operation that tells nothing yet has asked for a task, whose page is shown.
    """

    @require_POST
    @staff
    def view(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        seat = desk_for(request, slug, "match")
        round_ = round_for(seat, number)
        form = form_class(request.POST if "version" in request.POST else sent_in_address(request))
        if not form.is_valid():
            messages.error(request, _("That did not reach us whole. Try it once more."))
            return show_board(request, seat, round_, status=400)
        try:
            told = operation(round_, by=seat.user, **form.operands())
        except BoardMoved as moved:
            return conflict(request, seat, round_, moved, str(words))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(board_url(round_) + back_query(request, form))
        if told is None:
            return to_progress(request, round_)
        say(request, round_, told)
        return redirect(board_url(round_) + back_query(request, None))

    return view


def to_progress(request: HttpRequest, round_: Round) -> HttpResponse:
    """The page of the task: a whole one, also where the board's script asked."""
    address = round_.get_absolute_url()
    if not getattr(request, "htmx", False):
        return redirect(address)
    answer = HttpResponse()
    answer["HX-Redirect"] = address
    return answer


def sent_in_address(request: HttpRequest) -> Any:
    """A toast's Undo has no fields: its version stands in the address."""
    return request.GET


def board_url(round_: Round) -> str:
    return reverse("matching:board", args=[round_.programme.slug, round_.number])


def back_query(request: HttpRequest, refused: ChangeForm | None) -> str:
    """The board as the person had it: filters, order and what they had open.

    A refused choice is opened again, so that its reason can be given or another made.
    """
    if isinstance(refused, ChoiceForm):
        return f"?choose={refused.cleaned_data['pair']}"
    query = request.POST.get("back", "")
    htmx = getattr(request, "htmx", None)
    if not query and htmx and (here := htmx.current_url_abs_path):
        parts = urlsplit(here)
        query = f"?{parts.query}" if parts.path == board_path(request) and parts.query else ""
    return query if query.startswith("?") and len(query) < 500 and "\n" not in query else ""


def board_path(request: HttpRequest) -> str:
    match = request.resolver_match
    arguments = match.kwargs if match else {}
    return reverse("matching:board", kwargs=arguments)


def say(request: HttpRequest, round_: Round, told: Told) -> None:
    """The change in a toast, with what it moved and a way back."""
    words = " ".join([f"{told.what}.", *told.sentences()])
    toast(request, words, undo=f"{undo_url(round_)}?version={round_.version}")


def undo_url(round_: Round) -> str:
    return reverse("matching:undo", args=[round_.programme.slug, round_.number])


def conflict(
    request: HttpRequest, seat: Coordinator, round_: Round, moved: BoardMoved, words: str
) -> HttpResponse:
    """409: what others changed, the board as it is now, and what was tried, ready to do again."""
    fresh = round_for(seat, round_.number)
    tried = [
        (name, value)
        for name in request.POST
        if name not in HIDDEN
        for value in request.POST.getlist(name)
    ]
    answer = show_board(
        request,
        seat,
        fresh,
        status=409,
        moved={
            "sentence": str(moved),
            "differences": moved.differences,
            "words": words,
            "tried": tried,
            "url": request.path,
        },
    )
    # The page is the board again, and its address should say so.
    answer["HX-Replace-Url"] = board_url(fresh)
    return answer


lock = changing(pair_changes.lock, PairForm, gettext_lazy("Lock this pair"))
unlock = changing(pair_changes.unlock, PairForm, gettext_lazy("Unlock this pair"))
keep_apart = changing(pair_changes.keep_apart, PairForm, gettext_lazy("Keep these two apart"))
let_again = changing(
    pair_changes.let_again, PairForm, gettext_lazy("Let these two be a pair again")
)
part = changing(pair_changes.part, PairForm, gettext_lazy("Take this pair off the board"))
choose = changing(pair_changes.reassign, ChoiceForm, gettext_lazy("Choose this mentor"))
make_pair = changing(pair_changes.make_pair_by_hand, ChoiceForm, gettext_lazy("Make this pair"))
note = changing(pair_changes.write_note, NoteForm, gettext_lazy("Keep this note"))
re_run = changing(board_changes.re_run, SettingsForm, gettext_lazy("Re-run the rest"))
undo = changing(board_changes.undo, ChangeForm, gettext_lazy("Undo"))
redo = changing(board_changes.redo, ChangeForm, gettext_lazy("Do again"))
refresh = changing(board_changes.refresh, ChangeForm, gettext_lazy("Bring the round up to date"))
