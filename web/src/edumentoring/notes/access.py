"""Fetch a note and check the right to it in one step. Strangers meet a 404."""

from uuid import UUID

from django.core.signing import Signer
from django.http import Http404, HttpRequest
from django.utils.crypto import constant_time_compare

from edumentoring.notes.models import Note, NoteQuerySet, Share
from edumentoring.notes.prompts import prompt_with
from edumentoring.pairs.access import own_side, writing_side
from edumentoring.pairs.sides import Side, side_of
from edumentoring.people.models import User

_BEGUN = Signer(salt="edumentoring.notes.begun")


def me(request: HttpRequest) -> User:
    """The person signed in; every view here asks for one first."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def my_notes(request: HttpRequest) -> NoteQuerySet:
    """Everything this person may read."""
    return Note.objects.readable_by(me(request)).with_people()


def note_for(request: HttpRequest, code: UUID) -> Note:
    """A note this person may read, their own or another's."""
    return _first(my_notes(request), code)


def own_note(request: HttpRequest, code: UUID) -> Note:
    """A note they wrote, and have not removed."""
    return _first(Note.objects.written_by(me(request)).kept().with_people(), code)


def removed_notes(request: HttpRequest) -> NoteQuerySet:
    """What they wrote and removed, as long as it is kept."""
    mine = Note.objects.written_by(me(request)).exclude(removed_at=None)
    return mine.with_people().order_by("-removed_at")


def removed_note(request: HttpRequest, code: UUID) -> Note:
    return _first(Note.objects.written_by(me(request)).with_people(), code)


def note_to_write(request: HttpRequest, code: UUID) -> Note:
    """Their own note, or a new one of this code, not kept yet.

    What a new one is comes with the address: `?pair=` for a note in a pair of theirs that goes
    on, `?kind=`, and `?prompt=` of the journal; `?begun=` proves that we gave them the code. A
    code of anybody else's and one of nobody's are alike a 404.
    """
    mine = Note.objects.filter(code=code).with_people().first()
    if mine is None:
        return _new(request, code)
    if mine.writer_id != me(request).pk or mine.removed_at:
        raise Http404
    return mine


def beginning(user: User, code: UUID) -> str:
    """What an address of a fresh note carries: this person begins the note of this code."""
    return _BEGUN.sign(f"{user.pk}:{code.hex}").rpartition(":")[2]


def _new(request: HttpRequest, code: UUID) -> Note:
    if not constant_time_compare(request.GET.get("begun", ""), beginning(me(request), code)):
        raise Http404
    kind = request.GET.get("kind", Note.Kind.NOTE)
    if kind not in Note.Kind.values:
        raise Http404
    prompt = prompt_with(request.GET.get("prompt", ""))
    note = Note(code=code, writer=me(request), kind=kind, prompt=prompt.id if prompt else "")
    if request.GET.get("pair") and not note.is_journal:
        note.pair = writing_side(request, _code_in(request.GET["pair"])).pair
    return note


def _code_in(words: str) -> UUID:
    try:
        return UUID(words)
    except ValueError:
        raise Http404 from None


def pair_notes(side: Side) -> NoteQuerySet:
    """What this side may read of the notes of the pair."""
    return Note.objects.visible_to(side.me).of_pair(side.pair).with_people()


def side_for(request: HttpRequest, note: Note) -> Side | None:
    """The reader's side of the note's pair while both may write there; a colleague has none."""
    if note.pair is None or not note.pair.is_together:
        return None
    here = {one.user_id: one for one in (note.pair.mentor, note.pair.mentee)}
    mine = here.get(me(request).pk)
    return side_of(note.pair, mine) if mine else None


def share_for(request: HttpRequest, code: UUID, share: int) -> Share:
    """One lending of a note they wrote."""
    try:
        found = Share.objects.select_related("note__pair__programme", "participant__user")
        return found.get(pk=share, note=own_note(request, code))
    except Share.DoesNotExist:
        raise Http404 from None


def _first(notes: NoteQuerySet, code: UUID) -> Note:
    found = notes.filter(code=code).first()
    if found is None:
        raise Http404
    return found


__all__ = [
    "beginning",
    "me",
    "my_notes",
    "note_for",
    "note_to_write",
    "own_note",
    "own_side",
    "pair_notes",
    "removed_note",
    "removed_notes",
    "share_for",
    "side_for",
]
