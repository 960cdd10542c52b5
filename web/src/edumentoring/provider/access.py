"""Fetch what this room keeps and check the right to it in one step; strangers meet a 404."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest

from edumentoring.pairs.keys import read_key
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.provider.models import (
    Announcement,
    Document,
    Edition,
    Element,
    Partner,
    Policy,
    Receipt,
    Suggestion,
)
from edumentoring.provider.readers import is_asked
from edumentoring.training.access import events_held_by
from edumentoring.training.models import Event

HERE = (Participant.State.IN, Participant.State.PAUSED)
PURPOSE = "announcement"


def parts_of(request: HttpRequest) -> list[Participant]:
    """The running programmes this person takes part in."""
    found = Participant.objects.with_person().filter(user=request.user.pk, state__in=HERE)
    return list(found.filter(programme__archived_at=None).order_by("programme__name"))


def part_in(request: HttpRequest, slug: str) -> Participant:
    """The signed-in person as one of this programme; others meet 404, coordinators too."""
    found = next((one for one in parts_of(request) if one.programme.slug == slug), None)
    if found is None:
        raise Http404
    return found


# --- The handbook ---------------------------------------------------------------------------------


def document_for(request: HttpRequest, code: UUID) -> tuple[Document, Participant]:
    """A document, and the part by which this person may read it: where they are asked to, if
    they are in several programmes that have it."""
    document = Document.objects.kept().select_related("programme").filter(code=code).first()
    if document is None:
        raise Http404
    places = {document.programme_id, *document.also_in.values_list("pk", flat=True)}
    mine = [one for one in parts_of(request) if one.programme_id in places]
    if not mine:
        raise Http404
    return document, max(mine, key=lambda one: is_asked(document, one))


def newest_edition(document: Document, number: int | None = None) -> Edition:
    """The edition that counts, or an earlier one by its number."""
    editions = document.editions.select_related("document__programme", "paper")
    found = editions.defer("paper__data")
    edition = (found.filter(number=number) if number else found).first()
    if edition is None:
        raise Http404
    return edition


def document_at(seat: Coordinator, code: UUID) -> Document:
    """A document of the programme at this desk, removed or not."""
    try:
        return Document.objects.select_related("programme").get(programme=seat.programme, code=code)
    except Document.DoesNotExist:
        raise Http404 from None


# --- Announcements --------------------------------------------------------------------------------


def announcement_at(seat: Coordinator, code: UUID) -> Announcement:
    """An announcement of the programme at this desk."""
    try:
        return Announcement.objects.select_related("programme", "by").get(
            programme=seat.programme, code=code
        )
    except Announcement.DoesNotExist:
        raise Http404 from None


def receipt_for(request: HttpRequest, code: UUID) -> Receipt:
    """What was announced to the signed-in person."""
    mine = Receipt.objects.of_person(request.user.pk).with_all()
    found = mine.filter(announcement__code=code, participant__state__in=HERE).first()
    if found is None:
        raise Http404
    return found


def receipt_by_key(token: str) -> Receipt | None:
    """What a letter's link is about, from its reader's side; None where it is not ours, too old,
    or taken back."""
    found = read_key(PURPOSE, token)
    if found is None:
        return None
    code, key = found
    out = Receipt.objects.out().with_all().filter(announcement__code=code, participant=key)
    here = Q(participant__state__in=HERE, announcement__programme__archived_at=None)
    return out.filter(here).first()


# --- Partners -------------------------------------------------------------------------------------


def partners_of(request: HttpRequest) -> list[Partner]:
    """The programmes whose figures the signed-in person may read."""
    mine = Partner.objects.standing().filter(user=request.user.pk)
    return list(mine.with_all().order_by("programme__name"))


def partner_for(request: HttpRequest, code: UUID) -> Partner:
    """The signed-in person as one who may read a programme's figures."""
    found = Partner.objects.standing().filter(user=request.user.pk, code=code).with_all().first()
    if found is None:
        raise Http404
    return found


def held_event(request: HttpRequest, code: UUID) -> tuple[Event, Partner]:
    """An event of the organisation that the signed-in person speaks for, and as whom they do."""
    for partner in partners_of(request):
        event = events_held_by(partner.organisation, partner.programme).filter(code=code).first()
        if event:
            return event, partner
    raise Http404


def partner_at(seat: Coordinator, code: UUID) -> Partner:
    """Somebody who reads, or read, the figures of the programme at this desk."""
    try:
        return Partner.objects.with_all().get(programme=seat.programme, code=code)
    except Partner.DoesNotExist:
        raise Http404 from None


# --- Policies and the model of teaching -----------------------------------------------------------


def policy_at(seat: Coordinator, code: UUID) -> Policy:
    """A line of one's own on this desk's checklist."""
    try:
        return Policy.objects.get(programme=seat.programme, code=code)
    except Policy.DoesNotExist:
        raise Http404 from None


def element_at(seat: Coordinator, code: UUID) -> Element:
    """An element of the model at this desk, removed or not."""
    try:
        return Element.objects.get(programme=seat.programme, code=code)
    except Element.DoesNotExist:
        raise Http404 from None


def suggestion_at(seat: Coordinator, code: UUID) -> Suggestion:
    """A suggestion to this desk."""
    found = Suggestion.objects.select_related("programme", "element", "by__user", "decided_by")
    try:
        return found.get(programme=seat.programme, code=code)
    except Suggestion.DoesNotExist:
        raise Http404 from None
