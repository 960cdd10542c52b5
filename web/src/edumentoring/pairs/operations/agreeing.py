"""How two people want to work: written by either, fine by the other in one tap."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Agreement
from edumentoring.pairs.operations.moving import locked
from edumentoring.pairs.operations.signs import note_sign
from edumentoring.pairs.sides import Side
from edumentoring.people.operations import record

PIECES = ("purpose", "how_often", "channel", "between_us", "how_we_end")


@transaction.atomic
def suggest_agreement(side: Side, *, words: Mapping[str, Any], version: int) -> Agreement:
    """Keep what one of them wrote as a new version; the other is asked whether it is fine.

    `version` is the one they saw, 0 for none. Stale where the other wrote one since. The same
    words again make no new version.
    """
    pair = locked(side.pair)
    if not pair.is_together:
        raise Refused(_("This pair has ended. You can still read what you agreed."))
    current = pair.agreements.first()
    if current is not None and all(getattr(current, piece) == words[piece] for piece in PIECES):
        return current
    if (current.version if current else 0) != version:
        raise Stale(_("%s changed this a moment ago. Your words are kept below.") % side.other_name)
    agreement = Agreement.objects.create(
        pair=pair, by=side.me, version=version + 1, **{piece: words[piece] for piece in PIECES}
    )
    _after(side, "suggest_agreement", f"Wrote down how {pair} work together")
    nudges.take_back(_key(side, version))
    nudges.offer(
        side.other,
        kind="agreement",
        key=_key(side, agreement.version),
        line=_("%s wrote down how you two could work. Is it fine by you?")
        % side.me.user.first_name,
        url=reverse("pairs:agreement", args=[pair.code]),
        pair=pair,
    )
    return agreement


@transaction.atomic
def call_it_fine(side: Side, *, version: int) -> Agreement:
    """The other says it is fine by them. Stale where it was changed since they read it."""
    pair = locked(side.pair)
    current = pair.agreements.first()
    if current is None or not pair.is_together:
        raise Refused(_("There is nothing to agree to now."))
    if current.version != version:
        raise Stale(_("%s changed this a moment ago. Please read it again.") % side.other_name)
    if current.by_id == side.me.pk:
        raise Refused(_("You wrote this one. It is for %s to say.") % side.other_name)
    if current.fine_at is None:
        current.fine_at = timezone.now()
        current.save(update_fields=["fine_at"])
        _after(side, "agree", f"{pair} agreed how they work together")
        nudges.take_back(_key(side, version))
    return current


def _key(side: Side, version: int) -> str:
    return f"agreement:{side.pair.pk}:{version}"


def _after(side: Side, action: str, summary: str) -> None:
    note_sign(side.pair)
    record(action, side.pair, by=side.me.user, programme_id=side.pair.programme_id, summary=summary)
