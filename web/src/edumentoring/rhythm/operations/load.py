"""Things are a lot just now: reminders rest, and the other is told only if that is wished."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.rhythm import letters
from edumentoring.rhythm.models import Load

# Longer than a term is a pause, which frees the other as well.
LONGEST = timedelta(days=100)


@transaction.atomic
def note_load(
    user: User, sides: Sequence[Side], *, until: date, today: date, told: bool, word: str = ""
) -> Load:
    """Keep it, let reminders rest until the day is over, and tell the others if they may know.

    Said again with the same day it writes nobody a second letter.
    """
    if not today <= until <= today + LONGEST:
        raise Refused(_("Choose a day from today up to three months from now."))
    User.objects.select_for_update().get(pk=user.pk)
    before = Load.objects.filter(user=user).first()
    known = before is not None and before.told and before.until == until
    load, _new = Load.objects.update_or_create(
        user=user,
        defaults={
            "until": until,
            "told": told,
            "word": word.strip()[:300] if told else "",
            "since": timezone.now(),
        },
    )
    nudges.rest(user, until=until)
    record("note_load", user, by=user, summary="Let reminders rest for a while")
    if told and not known:
        for side in sides:
            _tell(side, until)
    return load


@transaction.atomic
def end_load(user: User) -> None:
    """Things are easier again. Nobody is written to: the pair's page just no longer says it."""
    load = Load.objects.filter(user=user).first()
    if load is None:
        return
    theirs = Pair.objects.filter(Q(mentor__user=user) | Q(mentee__user=user))
    nudges.take_back_all([_key(pair, load.until) for pair in theirs])
    load.delete()
    nudges.rest(user, until=None)
    record("end_load", user, by=user, summary="Let reminders come again")


def _tell(side: Side, until: date) -> None:
    if nudges.wants(side.other, urgent=False):
        letters.has_a_lot_on(side, until)
        return
    nudges.offer(
        side.other,
        kind="load",
        key=_key(side.pair, until),
        line=_("%s has a lot on just now. There is no hurry between you.")
        % side.me.user.first_name,
        url=reverse("pairs:own_pair", args=[side.pair.code]),
    )


def _key(pair: Pair, until: date) -> str:
    return f"load:{pair.pk}:{until:%Y%m%d}"
