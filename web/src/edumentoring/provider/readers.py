"""Who has read what they are asked to read. One reading counts until an edition asks anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Participant, ParticipantQuerySet
from edumentoring.provider.models import Acknowledgement, Document, Edition


def asking_number(document: Document) -> int:
    """The number from which on a reading counts."""
    numbers = document.editions.asking().values_list("number", flat=True)
    return int(next(iter(numbers), 1))


def _readings(document: Document) -> QuerySet[Acknowledgement]:
    return Acknowledgement.objects.filter(
        participant=OuterRef("pk"),
        edition__document=document,
        edition__number__gte=asking_number(document),
    )


def not_read(document: Document) -> ParticipantQuerySet:
    """Those who are asked to read it and have not said that they did."""
    return document.readers().filter(~Exists(_readings(document)))


@dataclass(frozen=True)
class Reading:
    """One person who is asked, and when they said they had read it."""

    participant: Participant
    at: datetime | None
    number: int | None


def readings(document: Document) -> list[Reading]:
    """Everybody who is asked: first those who have not read it. One question to the database."""
    latest = _readings(document).order_by("-edition__number")
    rows: Any = document.readers().with_person()
    people = rows.annotate(
        read_at=Subquery(latest.values("at")[:1]),
        read_number=Subquery(latest.values("edition__number")[:1]),
    )
    found = [
        Reading(one, one.read_at, one.read_number) for one in people.order_by("filed_as", "pk")
    ]
    return sorted(found, key=lambda one: one.at is not None)


def rows(document: Document) -> Iterator[list[Any]]:
    """The same as a sheet."""
    yield [_("Name"), _("E-mail"), _("Taking part as"), _("School"), _("Version"), _("Read on")]
    for one in readings(document):
        who = one.participant
        yield [who.name, who.user.email, who.roles, who.school_name, one.number, one.at]


def counts(documents: Sequence[Document]) -> dict[int, tuple[int, int]]:
    """For each document by its key: how many have read it, of how many who are asked."""
    return {one.pk: _count(one) for one in documents if one.asked_of != "nobody"}


def _count(document: Document) -> tuple[int, int]:
    asked = document.readers().aggregate(n=Count("pk", distinct=True))["n"]
    return asked - not_read(document).aggregate(n=Count("pk", distinct=True))["n"], asked


# --- For a reader ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One document as somebody who takes part finds it."""

    document: Document
    edition: Edition
    is_asked: bool
    read_at: datetime | None
    excerpt: str = ""

    @property
    def waits(self) -> bool:
        return self.is_asked and self.read_at is None


def entries_for(me: Participant, words: str = "") -> list[Entry]:
    """The handbook of this programme, what waits for this person first. Three questions."""
    documents = Document.objects.kept().in_programme(me.programme)
    newest = list(
        Edition.objects.newest()
        .filter(document__in=documents)
        .select_related("document", "paper")
        .defer("paper__data")
    )
    asking = dict(
        Edition.objects.asking()
        .filter(document__in=[one.document_id for one in newest])
        .values_list("document", "number")
    )
    read = _read_by(me)
    found = [
        Entry(
            document=one.document,
            edition=one,
            is_asked=is_asked(one.document, me),
            read_at=max(
                (
                    at
                    for number, at in read.get(one.document_id, ())
                    if number >= asking.get(one.document_id, 1)
                ),
                default=None,
            ),
            excerpt=excerpt(one.text, words),
        )
        for one in newest
        if not words or _has(one, words)
    ]
    return sorted(found, key=lambda one: (not one.waits, one.document.title.casefold()))


def _read_by(me: Participant) -> dict[int, list[tuple[int, datetime]]]:
    rows = Acknowledgement.objects.filter(participant__user=me.user_id)
    found: dict[int, list[tuple[int, datetime]]] = {}
    for document, number, at in rows.values_list("edition__document", "edition__number", "at"):
        found.setdefault(document, []).append((number, at))
    return found


def is_asked(document: Document, me: Participant) -> bool:
    """Whether this person is one of those who are asked to read it."""
    if me.state != Participant.State.IN:
        return False
    asked = {"everyone": True, "mentors": me.is_mentor, "mentees": me.is_mentee}
    return asked.get(document.asked_of, False)


def _has(edition: Edition, words: str) -> bool:
    """Every word, in the title, the line about it or the text. What a PDF says is not read."""
    document = edition.document
    text = f"{document.title} {document.about} {edition.text}".casefold()
    return all(word in text for word in words.casefold().split())


def excerpt(text: str, words: str) -> str:
    """The line in which the first of these words stands."""
    wanted = words.casefold().split()
    lines = (line.strip(" #*->\t") for line in text.splitlines())
    found = next((line for line in lines if wanted and wanted[0] in line.casefold()), "")
    return found if len(found) <= 200 else f"{found[:199]}…"
