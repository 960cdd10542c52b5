"""What a provider sets out, with valid defaults."""

from typing import Any

from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.provider import operations
from edumentoring.provider.models import (
    Announcement,
    Document,
    Element,
    Partner,
    Receipt,
    Suggestion,
)
from edumentoring.provider.operations.handbook import File
from edumentoring.schools.models import Organisation

programme = pairs.programme
seat = pairs.seat
mentor = pairs.mentor
mentee = pairs.mentee

PDF = File("Handbook.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")


def writer(programme_: Programme, role: str = "coordinator") -> User:
    """Somebody at the desk."""
    return programmes.coordinator(role, programme_)


def document(
    programme_: Programme, title: str = "How we meet", *, by: User | None = None, **fields: Any
) -> Document:
    fields = {"text": "Meet once a **week**.", "asked_of": "mentors", **fields}
    return operations.publish_document(
        programme_, title=title, by=by or writer(programme_), **fields
    )


def announcement(
    programme_: Programme, title: str = "A day together", *, by: User | None = None, **fields: Any
) -> Announcement:
    """A draft."""
    fields = {"text": "We meet on the last Friday.", **fields}
    return operations.write_announcement(
        programme_, by=by or writer(programme_), title=title, **fields
    )


def sent(found: Announcement, *, by: User | None = None) -> Announcement:
    """The same, sent, and its ten minutes over."""
    operations.send(found, version=found.version, by=by or writer(found.programme))
    Announcement.objects.filter(pk=found.pk).update(goes_at=timezone.now())
    found.refresh_from_db()
    return found


def receipt(found: Announcement, participant: Participant) -> Receipt:
    return Receipt.objects.with_all().get(announcement=found, participant=participant)


def letters(found: Announcement) -> list[Letter]:
    return list(Letter.objects.filter(subject_key=found.subject_key).order_by("pk"))


def element(programme_: Programme, name: str = "Clear explanations", **fields: Any) -> Element:
    return operations.keep_element(
        programme_, by=fields.pop("by", None) or writer(programme_), name=name, **fields
    )


def suggestion(
    by: Participant, text: str = "Add how we begin a lesson.", **fields: Any
) -> Suggestion:
    return operations.suggest(by, text=text, **fields)


def partner(
    programme_: Programme, user: User, *, name: str = "North Hub", by: User | None = None
) -> Partner:
    """This person looks in for a hub."""
    hub, _made = Organisation.objects.get_or_create(name=name, kind=Organisation.Kind.HUB)
    return operations.add_partner(
        programme_, email=user.email, organisation=hub, by=by or writer(programme_)
    )


def pair(programme_: Programme) -> Pair:
    return pairs.agreed(programme_)
