"""Keeping what somebody types: as they type, when they press the button, and as it was before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.autosave import is_stale, tab_in
from edumentoring.common.refused import Refused, Stale
from edumentoring.notes.models import Draft, Note

MOST_VERSIONS = 20
# Somebody who types for an hour gets six versions of it, not a thousand.
VERSION_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Words:
    """What stands in a note."""

    title: str
    text: str

    def differ_from(self, one: "Note | Draft") -> bool:
        return (self.title, self.text) != (one.title, one.text)


@transaction.atomic
def write_note(note: Note, words: Words, sent: Mapping[str, Any]) -> Note:
    """Put these words into the note, for whoever reads it. `note` may be new.

    `sent` is what the form said of the version it was written over. Raises Stale where another
    tab has saved other words since; nothing is lost then.
    """
    kept = _locked(note, words, sent)
    _refuse_after_the_end(kept)
    if words.differ_from(kept):
        _keep_version(kept, at_once=True)
        _change(kept, words)
    Draft.objects.filter(note=kept).delete()
    return _count(kept, sent)


@transaction.atomic
def autosave_note(note: Note, words: Words, sent: Mapping[str, Any]) -> Note:
    """Keep words as they are typed. While somebody else reads the note, they are kept beside it:
    nobody watches another person type."""
    kept = _locked(note, words, sent)
    _refuse_after_the_end(kept)
    if kept.is_shared or kept.shares.running().exists():
        now = {"title": words.title, "text": words.text}
        Draft.objects.update_or_create(note=kept, defaults=now)
    elif words.differ_from(kept):
        _keep_version(kept)
        _change(kept, words)
        Draft.objects.filter(note=kept).delete()
    return _count(kept, sent)


@transaction.atomic
def restore_version(note: Note, number: int) -> Note:
    """Put an earlier version back; what stood there becomes a version itself."""
    kept = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    _refuse_after_the_end(kept)
    version = kept.versions.filter(number=number).first()
    if version is None:
        raise Refused(_("That version is no longer kept. Choose one of the last twenty."))
    words = Words(version.title, version.text)
    _keep_version(kept, at_once=True)
    _change(kept, words)
    Draft.objects.filter(note=kept).delete()
    return _count(kept, {})


# --- The steps ------------------------------------------------------------------------------------


def _locked(note: Note, words: Words, sent: Mapping[str, Any]) -> Note:
    """The note as it stands, for this change alone; a new one is made once, however often asked."""
    new = {
        "writer": note.writer,
        "pair": note.pair,
        "kind": note.kind,
        "prompt": note.prompt,
        "saved_tab": tab_in(sent),
    }
    Note.objects.get_or_create(code=note.code, defaults=new)
    kept = Note.objects.select_for_update(of=("self",)).get(code=note.code, writer=note.writer)
    if kept.removed_at:
        raise Refused(_("You removed this note in another tab. Bring it back to go on."))
    stands = Draft.objects.filter(note=kept).first() or kept
    if is_stale(sent, version=kept.version, tab=kept.saved_tab) and words.differ_from(stands):
        raise Stale(
            _("This note was changed in another tab or on another device. Press Save to see both.")
        )
    return kept


def _refuse_after_the_end(note: Note) -> None:
    if note.is_shared and note.pair and not note.pair.is_together:
        raise Refused(
            _("Your pair has ended, so what you shared stays as it is. Write a new note.")
        )


def _keep_version(note: Note, *, at_once: bool = False) -> None:
    """How the note stands now, unless that is empty or one was kept a moment ago."""
    latest = note.versions.first()
    if not (note.title or note.text) or (latest and not at_once and _is_recent(latest.at, note)):
        return
    number = latest.number + 1 if latest else 1
    note.versions.create(number=number, title=note.title, text=note.text, at=note.changed_at)
    note.versions.filter(number__lte=number - MOST_VERSIONS).delete()


def _is_recent(at: datetime, note: Note) -> bool:
    return note.changed_at - at < VERSION_EVERY


def _change(note: Note, words: Words) -> None:
    note.title, note.text, note.changed_at = words.title, words.text, timezone.now()


def _count(note: Note, sent: Mapping[str, Any]) -> Note:
    note.version += 1
    note.saved_at, note.saved_tab = timezone.now(), tab_in(sent)
    note.save()
    return note
