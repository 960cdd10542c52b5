"""What somebody keeps for themselves: a pulse, how a meeting felt, a look back at a year."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.autosave import is_stale, tab_in
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.rhythm.models import Feeling, LookBack, Pulse

LONGEST = 10_000


def keep_pulse(user: User, on: date, scores: Mapping[str, int | None]) -> Pulse:
    """Today's three items, as many as were answered. Once more the same day, the newer count."""
    if all(score is None for score in scores.values()):
        raise Refused(_("Answer one of the three, or leave this page. Nothing was saved."))
    pulse, _new = Pulse.objects.update_or_create(user=user, on=on, defaults=dict(scores))
    return pulse


def drop_pulse(user: User, on: date) -> None:
    """Take one day out again."""
    Pulse.objects.filter(user=user, on=on).delete()


def keep_feeling(side: Side, on: date, scores: Mapping[str, int | None]) -> Feeling:
    """How it was before a meeting, or after, or both. What was not moved stays as it was."""
    moved = {scale: score for scale, score in scores.items() if score is not None}
    if not moved:
        raise Refused(_("Move one of the sliders, or leave this page. Nothing was saved."))
    feeling, _new = Feeling.objects.update_or_create(
        pair=side.pair, participant=side.me, on=on, defaults=moved
    )
    return feeling


def drop_feeling(side: Side, on: date) -> None:
    """Take one day out again."""
    Feeling.objects.filter(pair=side.pair, participant=side.me, on=on).delete()


@transaction.atomic
def keep_look_back(
    user: User, year: int, words: Mapping[str, str], *, sent: Mapping[str, object]
) -> LookBack:
    """Save what somebody writes about one year. Stale when another tab saved since."""
    LookBack.objects.get_or_create(user=user, year=year)
    kept = LookBack.objects.select_for_update().get(user=user, year=year)
    if is_stale(sent, version=kept.version, tab=kept.tab):
        raise Stale(_("You saved this in another window since. Your words are kept below."))
    kept.words = {prompt: text[:LONGEST] for prompt, text in words.items() if text}
    kept.version += 1
    kept.tab, kept.saved_at = tab_in(sent), timezone.now()
    kept.save()
    return kept
