"""Fetch what is around a pair and check the right to it in one step; strangers meet a 404."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from edumentoring.circle.models import (
    Door,
    DropIn,
    Member,
    Observation,
    Opened,
    OwnLine,
    Record,
    Supervision,
    TalkSheet,
    TeamReview,
)
from edumentoring.circle.models.observing import RecordQuerySet
from edumentoring.circle.teams import Seat, seats_of
from edumentoring.pairs.access import own_side
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant


def reads(participant: Participant, pair: Pair) -> bool:
    """Whether this person is around the pair now, and may read what was opened to them."""
    here = Member.objects.reading(pair.programme.today())
    return here.filter(pair=pair, user=participant.user_id).exists()


def person(request: HttpRequest) -> User:
    """Whoever is signed in; these pages are for people without a part in a programme, too."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


# --- People around a pair -------------------------------------------------------------------------


def member_for(request: HttpRequest, code: UUID) -> Member:
    """One's own place around a pair: while it is asked, and while it lasts. After that, 404."""
    found = Member.objects.with_people().filter(code=code, user=request.user.pk).first()
    if found is None:
        raise Http404
    today = found.pair.programme.today()
    here = Member.objects.reading(today).filter(pk=found.pk)
    if not here.exists() and not Member.objects.waiting_for(request.user.pk).filter(pk=found.pk):
        raise Http404
    return found


def member_around(side: Side, code: UUID) -> Member:
    """Somebody around this pair of one's own."""
    try:
        return Member.objects.with_people().get(pair=side.pair, code=code)
    except Member.DoesNotExist:
        raise Http404 from None


def opened_for(side: Side, code: UUID, key: int) -> Opened:
    """Something that the person of this side opened to somebody, and can take back."""
    mine = Opened.objects.filter(member__pair=side.pair, member__code=code, by=side.me.user)
    found = mine.select_related("member__user", "member__pair").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def helper_of(request: HttpRequest, pair: Pair) -> Member | None:
    """The signed-in person's place around the pair, if they have one now."""
    here = Member.objects.reading(pair.programme.today())
    return here.with_people().filter(pair=pair, user=request.user.pk).first()


# --- Reviews --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reviewing:
    """A review, and who opens it."""

    review: TeamReview
    seat: Seat
    side: Side | None

    @property
    def may_write(self) -> bool:
        return self.review.pair.is_together


def reviewing(request: HttpRequest, code: UUID) -> Reviewing:
    """A team's review, for the mentee, the mentor and whoever is of the team now."""
    review = (
        TeamReview.objects.select_related("pair__programme", "pair__mentor__user")
        .select_related("pair__mentee__user")
        .filter(code=code)
        .first()
    )
    if review is None:
        raise Http404
    pair = review.pair
    side = _side(request, pair)
    seat = next((one for one in seats_of(pair) if one.user == request.user), None)
    if seat is None:
        raise Http404
    return Reviewing(review, seat, side)


def _side(request: HttpRequest, pair: Pair) -> Side | None:
    """The person's own side, with every condition of the pair's own pages; None for others."""
    if request.user.pk not in {pair.mentor.user_id, pair.mentee.user_id}:
        return None
    return own_side(request, pair.code)


# --- Observations ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Watch:
    """An observation, as one of its people opens it."""

    observation: Observation
    user: User
    side: Side | None
    mine: Record | None

    @property
    def is_teacher(self) -> bool:
        """Whether it is their lesson that is watched."""
        observed = self.observation.observed
        return observed is not None and observed.user_id == self.user.pk

    @property
    def records(self) -> RecordQuerySet:
        """What both wrote, as far as this person may read it."""
        rows = Record.objects.visible_to(self.user).filter(observation=self.observation)
        return rows.select_related("user")

    @property
    def may_read_comparison(self) -> bool:
        """The two who wrote, and the teacher by what was promised; nobody before both finished."""
        if not self.observation.both_finished_at:
            return False
        promised = self.observation.promise != Observation.Promise.TALK
        return self.mine is not None or (self.is_teacher and promised)

    @property
    def may_write(self) -> bool:
        return self.mine is not None and self.observation.pair.is_together


def watching(request: HttpRequest, code: UUID) -> Watch:
    """An observation, for the two who write and for the teacher whose lesson it is."""
    found = (
        Observation.objects.select_related("pair__programme", "pair__mentor__user")
        .select_related("pair__mentee__user", "observed__user")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise Http404
    side = _side(request, found.pair)
    if side is None and helper_of(request, found.pair) is None:
        raise Http404
    user = person(request)
    watch = Watch(found, user, side, found.records.filter(user=user).first())
    if watch.mine is None and not watch.is_teacher:
        raise Http404
    return watch


# --- Doors ----------------------------------------------------------------------------------------


def part_of_mine(request: HttpRequest, slug: str) -> Participant:
    """The signed-in person's part in a running programme; others meet 404."""
    found = Participant.objects.with_person().exclude(state=Participant.State.LEFT)
    try:
        return found.get(user=request.user.pk, programme__slug=slug, programme__archived_at=None)
    except Participant.DoesNotExist:
        raise Http404 from None


def door_of_mine(request: HttpRequest, code: UUID) -> Door:
    try:
        found = Door.objects.select_related("teacher__user", "teacher__programme")
        return found.get(code=code, teacher__user=request.user.pk)
    except Door.DoesNotExist:
        raise Http404 from None


def door_open_to(request: HttpRequest, code: UUID) -> Door:
    """A door at which this person may knock now."""
    found = Door.objects.select_related("teacher__user", "teacher__programme")
    door = found.filter(code=code).first()
    if door is None:
        raise Http404
    today = door.teacher.programme.today()
    if not Door.objects.open_to(request.user.pk, today).filter(pk=door.pk).exists():
        raise Http404
    return door


def visit_for(request: HttpRequest, code: UUID) -> DropIn:
    """A visit, for the teacher and the visitor, and for nobody else."""
    found = DropIn.objects.of(request.user.pk).select_related("visitor", "door__teacher__user")
    visit = found.select_related("door__teacher__programme").filter(code=code).first()
    if visit is None:
        raise Http404
    return visit


# --- Supervision ----------------------------------------------------------------------------------


def supervision_for(request: HttpRequest, code: UUID) -> Supervision:
    """One of two who supervise each other; others meet 404, coordinators too."""
    found = Supervision.objects.with_people().of(request.user.pk).filter(code=code).first()
    if found is None or found.programme.archived_at is not None:
        raise Http404
    return found


def sheet_of(supervision: Supervision, code: UUID) -> TalkSheet:
    """A form of these two; one of any other two meets 404."""
    found = supervision.sheets.kept().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def removed_sheet_of(supervision: Supervision, code: UUID) -> TalkSheet:
    """One that was removed, to be had back."""
    found = supervision.sheets.exclude(removed_at=None).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def own_line_for(request: HttpRequest, supervision: Supervision, key: int) -> OwnLine:
    """A line of one's own private log."""
    found = OwnLine.objects.visible_to(request.user.pk).filter(supervision=supervision, pk=key)
    line = found.first()
    if line is None:
        raise Http404
    return line
