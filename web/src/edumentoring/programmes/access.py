"""Fetch a programme and check the right to it in one step; strangers meet a 404."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from edumentoring.common.prepared import Prepared
from edumentoring.programmes.models import AnswerChange, Coordinator, Note, Participant, Programme
from edumentoring.schools.models import Organisation

# Each page that strangers may read begins with these, so a surge asks them most.
_published = Prepared(lambda slug: Programme.objects.published().filter(slug=slug), "~")
_organisation = Prepared(lambda pk: Organisation.objects.filter(pk=pk), -1)


def desk_for(request: HttpRequest, slug: str, power: str = "see") -> Coordinator:
    """The signed-in person's seat at this programme's desk, with its programme.

    Raises Http404 for strangers, so that nobody learns which programmes exist, and
    PermissionDenied for a coordinator whose role does not include `power`.
    """
    seat = _seat_at(request, slug)
    if seat.programme.archived_at and not seat.may(power):
        raise PermissionDenied(
            _("%s is archived: it can be read, and no more. An owner can bring it back.")
            % seat.programme
        )
    if not seat.may(power):
        raise PermissionDenied(
            _("Your role here is %(role)s. Ask an owner of the programme if you need to do this.")
            % {"role": seat.get_role_display()}
        )
    return seat


def any_seat_for(request: HttpRequest, slug: str) -> Coordinator:
    """The signed-in person's seat here, whatever it may do; strangers meet 404."""
    return _seat_at(request, slug)


def archive_for(request: HttpRequest, slug: str) -> Coordinator:
    """An owner's seat at a programme, archived or not: the one thing to do there is undo that."""
    seat = _seat_at(request, slug)
    if "own" not in Coordinator.POWERS[seat.role]:
        raise PermissionDenied(_("Only an owner of the programme can bring it back."))
    return seat


def _seat_at(request: HttpRequest, slug: str) -> Coordinator:
    try:
        return Coordinator.objects.select_related("programme", "user").get(
            programme__slug=slug, user=request.user.pk
        )
    except Coordinator.DoesNotExist:
        raise Http404 from None


def published_programme(slug: str) -> Programme:
    """A programme with a page that anybody may read; any other meets 404."""
    found = _published(slug)
    if not found:
        raise Http404
    programme = found[0]
    if programme.organisation_id is not None:
        programme.organisation = _organisation(programme.organisation_id)[0]
    return programme


def own_part(request: HttpRequest, slug: str) -> Participant:
    """The signed-in person's own part in a programme, whatever its state; others meet 404."""
    try:
        return Participant.objects.with_person().get(
            programme__slug=slug, programme__archived_at=None, user=request.user.pk
        )
    except Participant.DoesNotExist:
        raise Http404 from None


def participant_for(seat: Coordinator, code: UUID) -> Participant:
    """One participant of the programme at this desk."""
    try:
        return Participant.objects.with_person().get(programme=seat.programme, code=code)
    except Participant.DoesNotExist:
        raise Http404 from None


def change_for(seat: Coordinator, together: UUID) -> UUID:
    """What was changed in one go, if it was in the programme at this desk."""
    made = AnswerChange.objects.filter(together=together, participant__programme=seat.programme)
    if not made.exists():
        raise Http404
    return together


def note_for(seat: Coordinator, pk: str) -> Note:
    """One note about somebody of the programme at this desk."""
    try:
        return Note.objects.select_related("participant__user", "by").get(
            participant__programme=seat.programme, pk=int(pk)
        )
    except (ValueError, Note.DoesNotExist):
        raise Http404 from None
