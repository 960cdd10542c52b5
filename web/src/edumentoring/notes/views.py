"""One note: read, written, saved as it is typed, as it was before, removed."""

from difflib import ndiff
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.autosave import answer_autosave, unsaved_at
from edumentoring.common.pupils import findings
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import number_in, version_in
from edumentoring.design.toasts import toast
from edumentoring.notes import operations
from edumentoring.notes.access import (
    beginning,
    me,
    note_for,
    note_to_write,
    own_note,
    removed_note,
    side_for,
)
from edumentoring.notes.forms import NoteForm
from edumentoring.notes.marked import shown
from edumentoring.notes.models import Draft, Note
from edumentoring.notes.prompts import prompt_with
from edumentoring.pairs.openable import readers_of
from edumentoring.pairs.portrait import listed

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def note(request: HttpRequest, note: UUID) -> HttpResponse:
    """A note as its reader may see it; its writer also finds what can be done with it."""
    found = note_for(request, note)
    is_mine = found.writer_id == me(request).pk
    context = {
        "note": found,
        "words": shown(found.text),
        "is_mine": is_mine,
        "side": side_for(request, found),
        "whom": _whom(found),
        "to_do": _to_do(found),
    }
    if is_mine:
        context |= {
            "has_draft": Draft.objects.filter(note=found).exists(),
            "pupils": findings(f"{found.title}\n{found.text}"),
            "lent": found.shares.running().with_people(),
            "prompt": prompt_with(found.prompt),
        }
    return render(request, "notes/note.html", context)


def _whom(found: Note) -> str:
    """Who reads it beside its writer, in a word; "" where nobody does."""
    whom = [found.other_than(found.writer)] if found.is_shared else []
    if found.pk:
        whom += [reader.name for reader in readers_of("note", found.code)]
        whom += [_("a colleague")] if found.shares.running().exists() else []
    return listed(whom)


def _to_do(found: Note) -> list[tuple[str, bool]]:
    """Its lines to do, and whether each is an action already."""
    lines = found.follow_ups
    made = set(found.made_actions.values_list("line", flat=True)) if lines else set()
    return [(line, line in made) for line in lines]


# --- Writing --------------------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """On to a fresh page to write on, whose address is the note's own from the start: refreshed,
    sent twice or opened by Back, it is one note."""
    code = uuid4()
    asked = request.GET.copy()
    asked["begun"] = beginning(me(request), code)
    return redirect(f"{reverse('notes:write', args=[code])}?{asked.urlencode()}")


@never_cache
@login_required
@get_and_post
def write(request: HttpRequest, note: UUID) -> HttpResponse:
    """Write a note, or go on with one. What others read changes when the button is pressed."""
    found = note_to_write(request, note)
    if request.method != "POST":
        draft = Draft.objects.filter(note=found).first() if found.pk else None
        stands = draft or found
        first = {"title": stands.title, "text": stands.text}
        return _writing(request, found, NoteForm(found, initial=first), has_draft=bool(draft))
    form = NoteForm(found, request.POST)
    if not form.is_valid():
        return _writing(request, found, form, status=422)
    try:
        return _keep(request, found, form)
    except Stale:
        return _both(request, found, form)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _writing(request, found, form, status=422)


def _keep(request: HttpRequest, found: Note, form: NoteForm) -> HttpResponse:
    kept = operations.write_note(found, form.words, request.POST)
    if request.POST.get("press") == "share" and not kept.is_shared:
        operations.share_note(kept)
        toast(
            request,
            _("Saved, and shared with %s.") % kept.other_than(kept.writer),
            undo=reverse("notes:share", args=[kept.code]) + "?stop=yes",
        )
    else:
        toast(request, _("Saved."))
    return redirect(kept)


def _writing(
    request: HttpRequest, found: Note, form: NoteForm, *, status: int = 200, has_draft: bool = False
) -> HttpResponse:
    asked = request.GET.urlencode()
    context = {
        "note": found,
        "form": form,
        "unsaved": unsaved_at(status),
        "version": version_in(request.POST) if status == 422 else found.version,
        "has_draft": has_draft,
        "prompt": prompt_with(found.prompt),
        "other": found.other_than(me(request)),
        "whom": _whom(found),
        "save_url": reverse("notes:autosave", args=[found.code]) + (f"?{asked}" if asked else ""),
        "new_kind": "" if found.pk else _new_kind(request, found),
        "back_url": _back_to(found),
        "may_share": bool(found.pair and found.pair.is_together and not found.is_shared),
    }
    return render(request, "notes/write.html", context, status=status)


def _new_kind(request: HttpRequest, found: Note) -> str:
    """By which the device knows a new note again: its address is another on each visit."""
    where = found.pair.code if found.pair else me(request).code
    return f"{found.kind}:{where}"


def _back_to(found: Note) -> str:
    if found.pk and found.version:
        return found.get_absolute_url()
    if found.is_journal:
        return reverse("notes:journal")
    return (
        reverse("notes:pair_notes", args=[found.pair.code]) if found.pair else reverse("notes:mine")
    )


def _both(request: HttpRequest, found: Note, form: NoteForm) -> HttpResponse:
    """Two tabs wrote over the same version: both texts stand here, and nothing is lost."""
    found.refresh_from_db()
    stands = Draft.objects.filter(note=found).first() or found
    lines = ndiff(stands.text.splitlines(), form.words.text.splitlines())
    context = {
        "note": found,
        "stands": stands,
        "form": form,
        "whom": _whom(found),
        "difference": [
            (line[0], line[2:]) for line in lines if line[0] in "+-" and line[2:].strip()
        ],
        "action": request.get_full_path(),
    }
    return render(request, "notes/both.html", context, status=409)


@login_required
@require_POST
def autosave(request: HttpRequest, note: UUID) -> HttpResponse:
    """Keep what is being typed; the answer is for the script (see `common.autosave`)."""
    found = note_to_write(request, note)
    form = NoteForm(found, request.POST, pressed=False)

    def save() -> Note:
        if not form.is_valid():
            raise Refused(
                " ".join(str(error) for errors in form.errors.values() for error in errors)
            )
        return operations.autosave_note(found, form.words, request.POST)

    return answer_autosave(save)


# --- As it was before -----------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def versions(request: HttpRequest, note: UUID) -> HttpResponse:
    """Earlier versions, for the writer alone; a POST puts one back."""
    found = own_note(request, note)
    if request.method == "POST":
        try:
            operations.restore_version(found, number_in(request.POST.get("number", "")))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("notes:versions", found.code)
        toast(request, _("The note is as it was then. The newer words are kept as a version too."))
        return redirect(found)
    return render(request, "notes/versions.html", {"note": found, "versions": found.versions.all()})


# --- What comes of it -----------------------------------------------------------------------------


@login_required
@require_POST
def remove(request: HttpRequest, note: UUID) -> HttpResponse:
    """Take the note away from all who read it; for thirty days it can come back."""
    found = own_note(request, note)
    operations.remove_note(found)
    toast(
        request,
        _("Removed the note. We keep it for 30 days."),
        undo=reverse("notes:bring_back", args=[found.code]),
    )
    where = _back_to(Note(kind=found.kind, pair=found.pair))
    return redirect(where)


@login_required
@require_POST
def bring_back(request: HttpRequest, note: UUID) -> HttpResponse:
    """Undo a removal. Nobody but its writer reads it then, until they share it again."""
    found = removed_note(request, note)
    operations.bring_back_note(found)
    toast(request, _("The note is back. Only you can read it now."))
    return redirect(found)


@login_required
@require_POST
def action(request: HttpRequest, note: UUID) -> HttpResponse:
    """Make an action of a line to do."""
    found = note_for(request, note)
    side = side_for(request, found)
    try:
        if side is None:
            raise Refused(_("Only the two of a pair that goes on can make actions of its notes."))
        operations.make_action(found, side, request.POST.get("line", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, _("Added to your actions."))
    return redirect(found)


@login_required
@require_POST
def found(request: HttpRequest, note: UUID) -> HttpResponse:
    """Mark a question as found out, or as open again."""
    asked = own_note(request, note)
    if "again" in request.POST:
        operations.mark_not_found(asked)
        toast(request, _("It is open again."))
    else:
        operations.mark_found(asked)
        toast(request, _("Marked as found."))
    return redirect(asked)
