"""A private answer to "Is this working for you?"."""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs.models import Working
from edumentoring.pairs.sides import Side

LONGEST = 2000


@transaction.atomic
def keep_feeling(side: Side, *, answer: str, words: str = "") -> Working:
    """Keep it for its writer alone: no history, no letter, no sign of life comes of it."""
    if answer not in Working.Answer.values:
        raise Refused(_("Choose one of the answers."))
    if len(words) > LONGEST:
        raise Refused(_("Make it shorter: 2,000 letters at most."))
    last = Working.objects.visible_to(side.me).filter(pair=side.pair).first()
    if last and (last.answer, last.words) == (answer, words.strip()):
        return last  # pressed twice
    return Working.objects.create(
        pair=side.pair, participant=side.me, answer=answer, words=words.strip()
    )


@transaction.atomic
def forget_feeling(side: Side, key: int) -> None:
    """Remove one answer of one's own for good."""
    Working.objects.visible_to(side.me).filter(pair=side.pair, pk=key).delete()
