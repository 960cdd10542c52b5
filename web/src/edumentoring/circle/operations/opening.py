"""Which things each person around the pair may read: each thing's owner says, and nobody else."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.circle.models import Member, Opened
from edumentoring.circle.operations.asking import locked, note
from edumentoring.common.refused import Refused
from edumentoring.pairs import openable
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User


@transaction.atomic
def open_things(
    side: Side,
    member: Member,
    chosen: Collection[tuple[str, str]],
    *,
    until: date | None = None,
) -> int:
    """Let a member read these things, (kind, key), up to and including a day; says how many.

    What is not this person's to give is passed over. Opening a thing again sets the new day.
    """
    pair = locked(side.pair)
    member = pair.circle.select_for_update().get(pk=member.pk)
    if member.state != Member.State.YES:
        raise Refused(_("They have not said yes to helping, or have stopped. Nothing was opened."))
    _refuse_day(until, member, pair.programme.today())
    mine = [each for each in chosen if _is_mine(side, *each)]
    for kind, key in mine:
        Opened.objects.update_or_create(
            member=member, kind=kind, key=key, defaults={"by": side.me.user, "until": until}
        )
    if mine:
        note(pair, "open_things", side.me.user, "Opened something to somebody around a pair")
    return len(mine)


def _refuse_day(until: date | None, member: Member, today: date) -> None:
    if until is None:
        return
    if until < today:
        raise Refused(_("That day is gone. Choose a day from today on."))
    if member.until and until > member.until:
        raise Refused(_("They help you for a shorter time. Choose an earlier day, or no day."))


def _is_mine(side: Side, kind: str, key: str) -> bool:
    found = next((each for each in openable.kinds() if each.kind == kind), None)
    return found is not None and any(thing.key == key for thing in found.things(side, [key]))


@transaction.atomic
def take_back_opened(opened: Opened, *, by: User) -> None:
    """They can read it no more, from now. Taking it back twice changes nothing."""
    if Opened.objects.filter(pk=opened.pk).delete()[0]:
        note(opened.member.pair, "take_back_opened", by, "Took back what was open to somebody")
