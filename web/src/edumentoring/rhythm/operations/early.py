"""The two short questions, after the first meeting and at six weeks."""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant
from edumentoring.rhythm.models import EarlyAnswer
from edumentoring.rhythm.nudging import questions_key


@transaction.atomic
def answer_questions(
    pair: Pair, participant: Participant, moment: str, *, worth: int, heard: int
) -> EarlyAnswer:
    """Keep both answers. Given again, the newer ones count. Refused once the pair has ended."""
    if not pair.is_together:
        raise Refused(_("This pair has come to an end, so these questions are closed."))
    answer, _new = EarlyAnswer.objects.update_or_create(
        pair=pair,
        participant=participant,
        moment=moment,
        defaults={"worth": worth, "heard": heard},
    )
    nudges.take_back(questions_key(pair, moment, participant))
    return answer
