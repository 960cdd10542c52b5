"""What in the libraries is closest to somebody: by what they and their pair said they want."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from edumentoring.pairs.course_models import Agreement
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Participant
from edumentoring.tools.bank import QUESTIONS, Question, Topic

CRITICAL_FRIEND = "critical_friend"
CHALLENGE = "push"


def closest(topics: Sequence[Topic], sides: Iterable[Side]) -> list[Topic]:
    """Those about what a pair was matched on, or what the reader asked for themselves.

    Nothing else that the other wrote is told by it.
    """
    wanted = {topic for side in sides for topic in _of(side)}
    return [topic for topic in topics if wanted & set(topic.topics)]


def _of(side: Side) -> set[str]:
    matched_on = _said(side.pair.mentee, "topics_wanted") & _said(
        side.pair.mentor, "topics_offered"
    )
    return matched_on | _said(side.me, "topics_wanted")


def with_a_critical_friend(sides: Sequence[Side]) -> list[Side]:
    """Those pairs that want kind, honest challenge: as the mentee said at sign-up, or as the two
    put it into their agreement. At most one question to the database."""
    asked = [side for side in sides if _asked_at_sign_up(side)]
    others = [side for side in sides if side not in asked]
    if not others:
        return asked
    says = Q(purpose__icontains="critical friend") | Q(between_us__icontains="critical friend")
    pairs = [side.pair.pk for side in others]
    agreed = set(Agreement.objects.filter(says, pair__in=pairs).values_list("pair_id", flat=True))
    return [side for side in sides if side in asked or side.pair.pk in agreed]


def _asked_at_sign_up(side: Side) -> bool:
    return CRITICAL_FRIEND in _said(side.pair.mentee, "helps_wanted")


def _said(participant: Participant, question: str) -> set[str]:
    return set(participant.answers.get(question) or ())


def challenges(most: int) -> list[Question]:
    """Questions that a critical friend asks."""
    return [each for each in QUESTIONS if each.area == CHALLENGE][:most]
