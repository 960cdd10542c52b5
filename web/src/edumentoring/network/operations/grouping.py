"""Suggesting, joining and leaving a group, and closing one."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.network.models import Group, Membership
from edumentoring.pairs import nudges
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme

MOST_A_DAY = 3
A_DAY = timedelta(days=1)


@transaction.atomic
def suggest_group(by: Participant, *, name: str, about: str = "") -> Group:
    """Begin a group and join it. A group of that name that is open is the same group."""
    Programme.objects.select_for_update().get(pk=by.programme_id)
    name, about = " ".join(name.split())[:60], " ".join(about.split())[:300]
    open_ones = Group.objects.open().filter(programme=by.programme)
    group = open_ones.filter(name__iexact=name).first()
    if group is None:
        lately = by.suggested_groups.filter(made_at__gt=timezone.now() - A_DAY)
        if lately.count() >= MOST_A_DAY:
            raise Refused(
                _("You suggested %d groups today. Please come back tomorrow.") % MOST_A_DAY
            )
        group = Group.objects.create(
            programme=by.programme, name=name, about=about, suggested_by=by
        )
        _record("suggest_group", group, by.user, "Suggested a group: %s")
    join(group, by)
    return group


@transaction.atomic
def join(group: Group, participant: Participant) -> None:
    """Become one of the group. Joining twice is joining once."""
    if Group.objects.select_for_update().get(pk=group.pk).closed_at:
        raise Refused(_("This group is closed. Choose another one, or suggest a new one."))
    Membership.objects.get_or_create(group=group, participant=participant)


def leave(group: Group, participant: Participant) -> None:
    """Be one of the group no more. What they wrote stays; nobody is told."""
    Membership.objects.filter(group=group, participant=participant).delete()


@transaction.atomic
def set_meeting(group: Group, *, by: Participant, at: datetime | None, where: str = "") -> Group:
    """Say when the group meets next, or that no day is set. Anybody in it may; everybody in it has
    one line about it in their weekly letter, and whoever changes it changes that line."""
    found = Group.objects.select_for_update().select_related("programme").get(pk=group.pk)
    if not found.memberships.filter(participant=by).exists():
        raise Refused(_("Join the group first. Then you can set a day."))
    if at is not None and at <= timezone.now():
        raise Refused(_("This time has gone by. Choose one that comes."))
    found.meets_at, found.meets_where = at, " ".join(where.split())[:300] if at else ""
    found.save(update_fields=["meets_at", "meets_where"])
    nudges.take_back_under(f"network:meets:{found.pk}:")
    if at is not None:
        here = Participant.objects.taking_part().filter(group_memberships__group=found)
        nudges.offer_to_all(
            here.exclude(pk=by.pk),
            kind="network",
            key=f"network:meets:{found.pk}:{int(at.timestamp())}",
            line=_("A day is set for your group %s") % found.name,
            url=reverse("network:group", args=[found.programme.slug, found.code]),
            due_at=at,
        )
    return found


@transaction.atomic
def close_group(group: Group, *, by: User) -> None:
    """Nobody finds the group or reads in it until it is opened again. Nothing is lost."""
    if Group.objects.filter(pk=group.pk, closed_at=None).update(closed_at=timezone.now()):
        _record("close_group", group, by, "Closed the group %s")


@transaction.atomic
def open_group(group: Group, *, by: User) -> None:
    """Open a closed group again, with everybody who was in it."""
    Programme.objects.select_for_update().get(pk=group.programme_id)
    others = Group.objects.open().filter(programme=group.programme_id, name__iexact=group.name)
    if others.exclude(pk=group.pk).exists():
        raise Refused(_("There is an open group of this name now. Close that one first."))
    if Group.objects.filter(pk=group.pk, closed_at__isnull=False).update(closed_at=None):
        _record("open_group", group, by, "Opened the group %s again")


def _record(action: str, group: Group, by: User, summary: str) -> None:
    record(action, group, by=by, programme_id=group.programme_id, summary=summary % group.name)
