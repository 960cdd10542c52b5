"""Fetch a joint project and check the right to it in one step; anybody but the two meets a 404."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from edumentoring.pairs.access import all_sides, own_side
from edumentoring.pairs.models import Farewell, Pair
from edumentoring.pairs.sides import Side
from edumentoring.projects.models import Link, Piece, Project


@dataclass(frozen=True)
class Opened:
    """A project in the hands of one of the two."""

    project: Project
    side: Side
    may_write: bool

    @property
    def is_ended(self) -> bool:
        return self.project.ended_at is not None

    @property
    def may_go_on(self) -> bool:
        """Whoever ended it may take that back; the other one may not undo their wish."""
        project, side = self.project, self.side
        return self.is_ended and project.ended_by_id == side.me.pk and may_share(side)


def may_share(side: Side) -> bool:
    """Whether the two may make something: as a pair, or after it where both stay in touch."""
    return side.may_write or stay_in_touch(side.pair)


def stay_in_touch(pair: Pair) -> bool:
    """Whether both of a pair that is over said that they keep each other's address."""
    said = Farewell.objects.filter(pair=pair, keeps_contact=True).values_list(
        "participant", flat=True
    )
    return set(said) >= {pair.mentor_id, pair.mentee_id}


def project_for(request: HttpRequest, code: UUID) -> Opened:
    """A project of the person signed in, to read."""
    found = Project.objects.of_person(request.user.pk).with_people().filter(code=code).first()
    if found is None:
        raise Http404
    side = own_side(request, found.pair.code)
    return Opened(found, side, found.ended_at is None and may_share(side))


def writing_project(request: HttpRequest, code: UUID) -> Opened:
    """The same while it goes on; after its end nothing is written any more (404)."""
    opened = project_for(request, code)
    if not opened.may_write:
        raise Http404
    return opened


def ended_project(request: HttpRequest, code: UUID) -> Opened:
    """One that the person signed in ended themselves, to be taken up again."""
    opened = project_for(request, code)
    if not opened.may_go_on:
        raise Http404
    return opened


def beginning_side(request: HttpRequest, code: UUID) -> Side:
    """A pair of one's own in which a project may be begun."""
    side = own_side(request, code)
    if not may_share(side):
        raise Http404
    return side


def piece_of(opened: Opened, key: int) -> Piece:
    found = Piece.objects.filter(project=opened.project, pk=key).first()
    if found is None:
        raise Http404
    return found


def link_of(opened: Opened, key: int) -> Link:
    found = Link.objects.filter(project=opened.project, pk=key).first()
    if found is None:
        raise Http404
    return found


def sides_to_begin(request: HttpRequest) -> list[Side]:
    """Pairs of the person signed in, now and before, in which no project runs yet."""
    now, past = all_sides(request.user)
    busy = set(
        Project.objects.filter(
            ended_at=None, pair__in=[side.pair.pk for side in (*now, *past)]
        ).values_list("pair_id", flat=True)
    )
    free = [side for side in (*now, *past) if side.pair.pk not in busy]
    return [side for side in free if may_share(side)]
