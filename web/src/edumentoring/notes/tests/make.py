"""Notes with valid defaults, and the pair they belong to."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from edumentoring.notes import operations
from edumentoring.notes.models import Note, Share
from edumentoring.notes.operations.writing import Words
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.people.tests import make as people

Client = Any

mentor, mentee, programme = pairs.mentor, pairs.mentee, pairs.programme


def pair(**fields: Any) -> Pair:
    """Imran and Bethan, who both said yes."""
    made = pairs.agreed(**fields)
    return Pair.objects.with_people().get(pk=made.pk)


def sides(pair_: Pair) -> tuple[Side, Side]:
    """The mentee's side and the mentor's."""
    return side_of(pair_, pair_.mentee), side_of(pair_, pair_.mentor)


def note(writer: User, pair_: Pair | None = None, *, shared: bool = False, **fields: Any) -> Note:
    """A note, only its writer's unless told otherwise."""
    usual = {"title": "After our talk", "text": "Greet them at the door."}
    words = Words(**{name: fields.pop(name, given) for name, given in usual.items()})
    blank = Note(code=uuid4(), writer=writer, pair=pair_, **fields)
    made = operations.write_note(blank, words, {})
    if shared:
        operations.share_note(made)
    return Note.objects.with_people().get(pk=made.pk)


def fresh_address(client: Client, pair_: Pair) -> str:
    """Where this person begins a note in their pair."""
    return str(client.get(f"/place/me/notes/new/?pair={pair_.code}")["Location"])


def journal(writer: User, **fields: Any) -> Note:
    return note(writer, kind=Note.Kind.JOURNAL, **fields)


def question(writer: User, pair_: Pair | None = None, **fields: Any) -> Note:
    asked = {"title": "What is the rule for exit cards?", "text": "", **fields}
    return note(writer, pair_, kind=Note.Kind.QUESTION, **asked)


def lent(note_: Note, email: str, *, days: int = 7, about: str = "") -> Share:
    """Lent up to and including the day so many days from now."""
    return operations.lend_note(note_, email=email, until=in_days(days), about=about)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def written(note_: Note, text: str, *, title: str = "", **sent: Any) -> Note:
    """The same note, its button pressed over these words."""
    stands = {"version": str(note_.version), **sent}
    return operations.write_note(note_, Words(title or note_.title, text), stands)


def signed_in(user: User) -> Client:
    return people.sign_in(people.browser(), user)


def private_words(canary: str, pair_: Pair) -> None:
    """Everything of the mentee's that nobody else may read, with a word to look for."""
    writer = pair_.mentee.user
    note(writer, pair_, title=canary, text=f"- [ ] {canary}")
    journal(writer, title=canary, text=canary)
    question(writer, pair_, title=canary)
    shared = note(writer, pair_, title=canary, text=canary)
    written(shared, "Shared words.", title="Shared", version="1")
    operations.share_note(shared)
    operations.autosave_note(shared, Words("Shared", f"Not yet: {canary}"), {"version": "2"})
    removed = note(writer, pair_, text=canary, shared=True)
    operations.remove_note(removed)
    was_shared = note(writer, pair_, text=canary, shared=True)
    operations.stop_sharing(was_shared)
