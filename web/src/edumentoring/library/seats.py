"""Who may edit which zone.

A seat at a programme's desk with the power to edit is a seat in the zone of its organisation, or
of the programme where it has none. Owners and coordinators publish; editors write, and ask for
their pages to be published. The shared zone is for those whom the host named, and the host.

Wagtail asks groups. Theirs are copies of the seats, put right at the door whenever somebody
comes in; the door itself never asks them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import Q

from edumentoring.library.own_models import SharedEditor
from edumentoring.library.page_models import Zone, shared_zone
from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Programme

PUBLISHING = frozenset({Coordinator.Role.OWNER, Coordinator.Role.COORDINATOR})
WRITERS, PUBLISHERS = "writers", "publishers"


def group_name(zone: Zone, part: str) -> str:
    """The name of the group that holds a zone's writers or publishers."""
    return f"zone {zone.pk}: {part}"


@dataclass(frozen=True)
class Seats:
    """What one person may edit: zones they write in, and those of them they publish in."""

    user: User
    programmes: tuple[Programme, ...] = ()
    writes: frozenset[Zone] = field(default_factory=frozenset)
    publishes: frozenset[Zone] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.user.is_superuser or self.programmes or self.writes)

    @cached_property
    def groups(self) -> set[str]:
        wanted = {group_name(zone, WRITERS) for zone in self.writes}
        return wanted | {group_name(zone, PUBLISHERS) for zone in self.publishes}

    def settle(self) -> None:
        """Put the person's groups right where they differ from their seats."""
        present = set(
            self.user.groups.filter(name__startswith="zone ").values_list("name", flat=True)
        )
        if present == self.groups:
            return
        self.user.groups.remove(*Group.objects.filter(name__in=present - self.groups))
        self.user.groups.add(*Group.objects.filter(name__in=self.groups - present))


def seats_of(user: User) -> Seats:
    """The seats somebody has at this moment. One who was taken off a desk has none there."""
    chairs = [
        chair
        for chair in Coordinator.objects.filter(
            user=user, role__in=_editing_roles(), programme__archived_at=None
        ).select_related("programme")
        if chair.may("edit")
    ]
    zones = zones_of(chair.programme for chair in chairs)
    writes = {zone for chair in chairs for zone in zones if _is_of(zone, chair.programme)}
    publishes = {
        zone
        for chair in chairs
        if chair.role in PUBLISHING
        for zone in zones
        if _is_of(zone, chair.programme)
    }
    if SharedEditor.objects.filter(user=user, user__is_active=True).exists():
        shared = shared_zone()
        writes |= {shared} if shared else set()
        publishes |= {shared} if shared else set()
    return Seats(
        user, tuple(chair.programme for chair in chairs), frozenset(writes), frozenset(publishes)
    )


def own_rows(user: User | AnonymousUser) -> Q:
    """Which resources and collections somebody may change: those of their zones."""
    if not isinstance(user, User):
        return Q(pk=None)
    if user.is_superuser:
        return Q()
    zones = seats_of(user).writes
    own = Q(zone__in=[zone.pk for zone in zones if not zone.is_shared])
    return own | Q(zone=None) if any(zone.is_shared for zone in zones) else own


def zone_of(programme: Programme) -> Zone | None:
    """The zone that a programme's people are led to, where it has one of its own."""
    return next(iter(zones_of([programme])), None)


def _editing_roles() -> list[str]:
    return [role for role, powers in Coordinator.POWERS.items() if "edit" in powers]


def zones_of(programmes: Iterable[Programme]) -> list[Zone]:
    """Those of their own that these programmes have. One question."""
    asked = list(programmes)
    if not asked:
        return []
    organisations = {one.organisation_id for one in asked if one.organisation_id}
    alone = {one.pk for one in asked if not one.organisation_id}
    return list(Zone.objects.filter(Q(organisation__in=organisations) | Q(programme__in=alone)))


def _is_of(zone: Zone, programme: Programme) -> bool:
    if zone.organisation_id:
        return zone.organisation_id == programme.organisation_id
    return zone.programme_id == programme.pk
