"""What this room keeps about people, how they get it, and how it is forgotten in it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.notes.models import Draft, FollowUp, Note, NoteQuerySet, Share, Version
from edumentoring.people.personal import Scope, declare
from edumentoring.people.redacting import mentioning, without

Row = dict[str, Any]


def _mine(scope: Scope) -> NoteQuerySet:
    """A journal belongs to no programme: leaving one does not touch it."""
    mine = Note.objects.written_by(scope.user)
    return mine if scope.programme_id is None else mine.filter(pair__programme=scope.programme_id)


def _notes(scope: Scope) -> Iterator[Row]:
    for note in _mine(scope).with_people().order_by("pk"):
        yield {
            "kind": str(note.get_kind_display()),
            "programme": note.pair.programme.name if note.pair else "",
            "who can read it": str(note.get_visibility_display()),
            "title": note.title,
            "text": note.text,
            "written": note.created_at,
            "changed": note.changed_at,
            "shared": note.shared_at,
            "found out": note.found_at,
            "removed": note.removed_at,
        }


def _forget_notes(scope: Scope) -> None:
    """Their notes go, with drafts, versions and lendings. In the notes of those they were paired
    with, and of those who lent them one, stands "somebody" for them."""
    _mine(scope).delete()
    theirs = Q(pair__mentor__user=scope.user) | Q(pair__mentee__user=scope.user)
    near = Note.objects.filter(theirs | Q(shares__participant__user=scope.user))
    if scope.programme_id is not None:
        near = near.filter(pair__programme=scope.programme_id)
    fields = ("title", "text")
    keys = list(near.values_list("pk", flat=True).distinct())
    for note in mentioning(Note.objects.filter(pk__in=keys), fields, scope.words):
        note.title, note.text = without((note.title, note.text), scope.words)
        note.save(update_fields=list(fields))
    scope.redact(Draft.objects.filter(note__in=keys), *fields)
    scope.redact(Version.objects.filter(note__in=keys), *fields)
    scope.redact(FollowUp.objects.filter(note__in=keys), "line")


def _drafts(scope: Scope) -> Iterator[Row]:
    for draft in Draft.objects.filter(note__in=_mine(scope)):
        yield {"title": draft.title, "text": draft.text}


def _versions(scope: Scope) -> Iterator[Row]:
    for version in Version.objects.filter(note__in=_mine(scope)):
        yield {"written": version.at, "title": version.title, "text": version.text}


def _lent(scope: Scope) -> QuerySet[Share]:
    return Share.objects.filter(note__in=_mine(scope))


def _shares(scope: Scope) -> Iterator[Row]:
    for share in _lent(scope).select_related("note__pair__programme"):
        yield {
            "to": share.email,
            "for": share.about,
            "from": share.given_at,
            "until": share.ends_at,
            "ended": share.ended_at,
        }


def _forget_shares(scope: Scope) -> None:
    """What was lent to them, under any address they had."""
    to_them = Q(participant__user=scope.user) | Q(email__iexact=scope.user.email)
    for word in scope.words:
        if "@" in word:
            to_them |= Q(email__iexact=word)
    theirs = Share.objects.filter(to_them)
    scope.within(theirs, "note__pair__programme_id").delete()
    scope.redact(scope.within(Share.objects.all(), "note__pair__programme_id"), "about")


def _nothing(_scope: Scope) -> None:
    """Goes with the note it belongs to."""


declare(Note, export=_notes, erase=_forget_notes, title=_("My notes and my journal"))
declare(Draft, export=_drafts, erase=_nothing, title=_("What I typed into shared notes"))
declare(Version, export=_versions, erase=_nothing, title=_("Earlier versions of my notes"))
declare(Share, export=_shares, erase=_forget_shares, title=_("Notes I lent to colleagues"))
declare(
    FollowUp,
    export=None,
    erase=_nothing,
    why="The line stands in the note, and the action among the actions.",
)
