"""Fetch a sheet or a taken question and check the right to it in one step."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from edumentoring.pairs.access import own_side, own_sides
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Participant, ParticipantQuerySet
from edumentoring.tools.kinds import TOOLS
from edumentoring.tools.models import Sheet, TakenQuestion
from edumentoring.tools.shapes import Tool

LEFT = Participant.State.LEFT


@dataclass(frozen=True)
class Opened:
    """A sheet in the hands of somebody who may read it."""

    sheet: Sheet
    me: Participant
    side: Side | None

    @property
    def is_writer(self) -> bool:
        """Whether it is mine to share, take back and remove."""
        return self.sheet.writer_id == self.me.pk

    @property
    def may_write(self) -> bool:
        """A shared sheet is for both to write in, as long as the pair goes on."""
        return self.side is None or self.side.may_write

    @property
    def other_name(self) -> str:
        """What the other is called; "" where there is no pair."""
        return self.side.other_name if self.side else ""


def sheet_for(request: HttpRequest, code: UUID) -> Opened:
    """A sheet of the person signed in: their own, or one that was shared with them."""
    sheets = Sheet.objects.of_person(request.user.pk).with_people()
    return _opened(request, sheets.filter(code=code).first())


def writing_sheet(request: HttpRequest, code: UUID) -> Opened:
    """The same where it may still be written in; after the end of a pair it may not (404)."""
    opened = sheet_for(request, code)
    if not opened.may_write:
        raise Http404
    return opened


def own_sheet(request: HttpRequest, code: UUID) -> Opened:
    """A sheet that the person signed in began: only they share it, take it back or remove it."""
    opened = writing_sheet(request, code)
    if not opened.is_writer:
        raise Http404
    return opened


def removed_sheet(request: HttpRequest, code: UUID) -> Opened:
    """One that its writer removed, to be had back."""
    sheets = Sheet.objects.with_people().filter(writer__user=request.user.pk)
    opened = _opened(request, sheets.filter(code=code).exclude(removed_at=None).first())
    if not opened.may_write:
        raise Http404
    return opened


def _opened(request: HttpRequest, sheet: Sheet | None) -> Opened:
    if sheet is None:
        raise Http404
    if sheet.pair is not None:
        side = own_side(request, sheet.pair.code)
        return Opened(sheet, side.me, side)
    if sheet.writer.state == LEFT or sheet.writer.programme.archived_at:
        raise Http404
    return Opened(sheet, sheet.writer, None)


def tool_for(key: str) -> Tool:
    """A tool that exists."""
    if key not in TOOLS:
        raise Http404
    return TOOLS[key]


def own_participant(request: HttpRequest) -> Participant:
    """Where the person signed in takes part: what they write without a pair is kept there."""
    found = _own_parts(request).first()
    if found is None:
        raise Http404
    return found


def may_begin(request: HttpRequest) -> bool:
    """Whether there is a place for what they write: a coordinator may have none."""
    return _own_parts(request).exists()


def _own_parts(request: HttpRequest) -> ParticipantQuerySet:
    mine = Participant.objects.filter(user=request.user.pk, programme__archived_at=None)
    return mine.exclude(state=LEFT).order_by("signed_up_at", "pk")


def taken_for(request: HttpRequest, code: UUID) -> TakenQuestion:
    """A question that the person signed in took along, in a pair that goes on."""
    sides = {side.pair.pk: side for side in own_sides(request.user)}
    taken = TakenQuestion.objects.filter(participant__user=request.user.pk, code=code).first()
    if taken is None or taken.pair_id not in sides:
        raise Http404
    return taken
