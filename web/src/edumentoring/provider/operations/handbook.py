"""Documents are published, changed, read and taken away."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import nudges
from edumentoring.people.models import User
from edumentoring.people.operations import counted, record
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.provider.models import Acknowledgement, Document, Edition, Paper
from edumentoring.provider.readers import not_read

MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class File:
    """A file as it came in."""

    name: str
    data: bytes


@transaction.atomic
def publish_document(
    programme: Programme,
    *,
    title: str,
    by: User,
    about: str = "",
    text: str = "",
    file: File | None = None,
    asked_of: str = "nobody",
    also_in: Iterable[Programme] = (),
    form_key: UUID | None = None,
) -> Document:
    """A document with its first edition. Whoever is asked to read it gets a line in their weekly
    letter. The same form sent twice publishes once."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    known = Document.objects.filter(form_key=form_key).first() if form_key else None
    if known:
        return known
    others = _may_write_in(by, programme, also_in)
    made = Document.objects.create(
        programme=programme,
        title=_titled(title),
        about=one_line(about)[:300],
        asked_of=asked_of,
        form_key=form_key,
    )
    made.also_in.set(others)
    _tell(_keep(made, 1, text, file, by))
    _note("publish_document", made, by, f"Put into the handbook: {made.title}")
    return made


@transaction.atomic
def new_edition(
    document: Document,
    *,
    version: int,
    what_changed: str,
    by: User,
    text: str = "",
    file: File | None = None,
    keeps_file: bool = False,
    asks_again: bool = True,
) -> Edition:
    """The next version, and what changed in it. `keeps_file` takes the last one's PDF along."""
    found = _locked(document, version)
    if not what_changed.strip():
        raise Refused(_("Say in a line what changed. People read it before they read the rest."))
    last = found.editions.newest()[0]
    if file is None and keeps_file and (paper := Paper.objects.filter(edition=last).first()):
        file = File(paper.name, bytes(paper.data))
    made = _keep(found, last.number + 1, text, file, by)
    made.what_changed, made.asks_again = one_line(what_changed)[:300], asks_again
    made.save(update_fields=["what_changed", "asks_again"])
    _grow(found)
    if asks_again:
        _take_lines_back(found)
        _tell(made)
    _note("new_edition", found, by, f"Version {made.number} of the handbook’s {found.title}")
    return made


@transaction.atomic
def change_document(
    document: Document,
    *,
    version: int,
    title: str,
    about: str,
    asked_of: str,
    also_in: Iterable[Programme],
    by: User,
) -> Document:
    """Name it otherwise, or ask others to read it. Its words are changed by a new edition."""
    found = _locked(document, version)
    # Where somebody else's desk may write, and this person may not, it stays as it was.
    mine = {one.pk for one in writable_by(by, found.programme)}
    kept = [one for one in found.also_in.all() if one.pk not in mine]
    others = _may_write_in(by, found.programme, also_in)
    found.title, found.about, found.asked_of = _titled(title), one_line(about)[:300], asked_of
    found.save(update_fields=["title", "about", "asked_of"])
    found.also_in.set([*others, *kept])
    _grow(found)
    _take_lines_back(found)
    _tell(found.editions.asking()[0])
    _note("change_document", found, by, f"Changed in the handbook: {found.title}")
    return found


@transaction.atomic
def remove_document(document: Document, *, by: User) -> None:
    """Nobody reads it any more; it can be brought back with all that was said."""
    if Document.objects.kept().filter(pk=document.pk).update(removed_at=timezone.now()):
        _take_lines_back(document)
        _note("remove_document", document, by, f"Took out of the handbook: {document.title}")


@transaction.atomic
def restore_document(document: Document, *, by: User) -> None:
    """Bring it back."""
    gone = Document.objects.filter(pk=document.pk).exclude(removed_at=None)
    if gone.update(removed_at=None):
        _tell(document.editions.asking()[0])
        _note("restore_document", document, by, f"Brought back to the handbook: {document.title}")


@transaction.atomic
def acknowledge(edition: Edition, participant: Participant) -> Acknowledgement:
    """They have read it. Twice is once, and its line leaves their next letter."""
    made, _new = Acknowledgement.objects.get_or_create(edition=edition, participant=participant)
    nudges.take_back_under(f"handbook:{edition.document_id}:", participant)
    return made


@transaction.atomic
def remind(document: Document, *, by: User) -> int:
    """One more line for those who have not read what they are asked to: once for each edition.
    Says how many people."""
    edition = Edition.objects.select_for_update().get(pk=document.editions.asking()[0].pk)
    if edition.reminded_at:
        day = date_format(edition.reminded_at, "j F")
        raise Refused(
            _("They were reminded of this version on %s. There is one reminder only.") % day
        )
    people = list(not_read(document))
    if not people:
        raise Refused(_("Nobody is left to remind. Everybody who is asked has read it."))
    words = _("Still to read in the handbook: %s") % document.title
    _offer(edition, f"{edition.nudge_key}:again", people, words)
    edition.reminded_at = timezone.now()
    edition.save(update_fields=["reminded_at"])
    _note(
        "remind_of_document",
        document,
        by,
        f"Reminded {counted(len(people), 'person', 'people')} of a document",
    )
    return len(people)


def writable_by(user: User, programme: Programme) -> list[Programme]:
    """The other programmes at whose desks this person may write."""
    seats = Coordinator.objects.filter(user=user, programme__archived_at=None)
    others = seats.exclude(programme=programme).select_related("programme")
    return [seat.programme for seat in others.order_by("programme__name") if seat.may("edit")]


def _may_write_in(by: User, programme: Programme, wanted: Iterable[Programme]) -> list[Programme]:
    may = {one.pk: one for one in writable_by(by, programme)}
    return [may[one.pk] for one in wanted if one.pk in may]


def _keep(document: Document, number: int, text: str, file: File | None, by: User) -> Edition:
    words = text.replace("\r\n", "\n").strip()
    if not words and file is None:
        raise Refused(_("Write its words, or add a PDF."))
    made = Edition.objects.create(document=document, number=number, text=words, by=by)
    if file is not None:
        _refuse_other_files(file)
        Paper.objects.create(
            edition=made, name=one_line(file.name)[:150], size=len(file.data), data=file.data
        )
    return made


def _refuse_other_files(file: File) -> None:
    """A PDF by what is in it, whatever it is called."""
    if len(file.data) > MOST_BYTES:
        raise Refused(_("This file is bigger than 5 MB. Make it smaller, or link to it instead."))
    if not file.data.startswith(b"%PDF-") or b"%%EOF" not in file.data[-2048:]:
        raise Refused(_("This is not a PDF. Save the document as a PDF, and add that."))


def _tell(edition: Edition) -> None:
    """A line in the next weekly letter of everybody who is asked and has not read it."""
    words = _("Please read in the handbook: %s") % edition.document.title
    _offer(edition, edition.nudge_key, list(not_read(edition.document)), words)


def _offer(edition: Edition, key: str, people: list[Participant], words: str) -> None:
    url = reverse("provider:document", args=[edition.document.code])
    nudges.offer_to_all(people, kind="handbook", key=key, line=words, url=url)


def _take_lines_back(document: Document) -> None:
    nudges.take_back_under(f"handbook:{document.pk}:")


def _titled(title: str) -> str:
    words = one_line(title)[:150]
    if not words:
        raise Refused(_("Give it a title."))
    return words


def _locked(document: Document, version: int) -> Document:
    found = Document.objects.select_for_update().select_related("programme").get(pk=document.pk)
    if found.version != version:
        raise Stale(_("Somebody changed this document a moment ago. Read it, then save yours."))
    return found


def _grow(document: Document) -> None:
    document.version += 1
    document.save(update_fields=["version"])


def _note(action: str, document: Document, by: User, summary: str) -> None:
    record(action, document, by=by, summary=summary, programme_id=document.programme_id)
