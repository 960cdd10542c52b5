"""What is offered by a line in the gentle letter: a look back half-way and at the end, and the
two short questions early on. Nobody has to do any of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs import keys, nudges
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.programmes.models import Participant, Programme
from edumentoring.rhythm.models import EarlyAnswer, Moment, Review, ReviewTimes, Stage
from edumentoring.rhythm.when import (
    MOMENT_OFFERED_FOR,
    is_offered,
    questions_due,
    review_due,
    times_of,
)

PURPOSE = "two-questions"
SOON = timedelta(days=7)

LINES: dict[str, str | Promise] = {
    Stage.MID: _("You and %s have had some months. Would you like to look back together?"),
    Stage.END: _("Your time with %s may be near its end. Would you like to look back?"),
    Moment.FIRST: _("You have met %s. Two short questions about it, if you like."),
    Moment.SIX_WEEKS: _("Six weeks with %s. The same two questions, if you like."),
}


@dataclass(frozen=True)
class Offer:
    """One thing to offer to one person."""

    participant: Participant
    other: Participant
    kind: str
    what: str
    key: str
    url: str
    day: date
    pair: Pair


def review_key(pair: Pair, stage: str, participant: Participant) -> str:
    """What the offer of a look back is filed under, for one of the two."""
    return f"review:{pair.pk}:{stage}:{participant.pk}"


def review_url(pair: Pair, stage: str) -> str:
    return reverse("rhythm:review", args=[pair.code, stage])


def questions_key(pair: Pair, moment: str, participant: Participant) -> str:
    """What the offer of the two questions is filed under, for one of the two."""
    return f"questions:{pair.pk}:{moment}:{participant.pk}"


def questions_link(pair: Pair, moment: str, participant: Participant) -> str:
    """The page that takes the answers without signing in; its key is the reader's alone."""
    token = keys.link_to(f"{PURPOSE}.{moment}", pair.code, participant)
    return reverse("rhythm:questions_by_key", args=[moment, token])


def offer_what_is_due(now: datetime | None = None) -> int:
    """Hand in a line for each look back and each pair of questions that falls in the next week.
    Run by the clock; says how many are new."""
    now = now or timezone.now()
    return sum(_offer_in(programme, now) for programme in Programme.objects.running())


def _offer_in(programme: Programme, now: datetime) -> int:
    times, today = times_of(programme), programme.today(now)
    pairs = Pair.objects.with_people().filter(
        programme=programme, state=Pair.State.MEETING, started_at__isnull=False
    )
    offers = [offer for pair in pairs for offer in _due(pair, times, today + SOON)]
    settled = _settled(programme)
    new = [offer for offer in offers if offer.key not in settled]
    for offer in new:
        nudges.offer(
            offer.participant,
            kind=offer.kind,
            key=offer.key,
            line=str(LINES[offer.what]) % offer.other.user.first_name,
            url=offer.url,
            pair=offer.pair,
            due_at=datetime.combine(offer.day, time(9), tzinfo=ZoneInfo(programme.time_zone)),
        )
    return len(new)


def _due(pair: Pair, times: ReviewTimes, by: date) -> Iterator[Offer]:
    both = [(pair.mentor, pair.mentee), (pair.mentee, pair.mentor)]
    for stage, (me, other) in product(Stage, both):
        day = review_due(pair, stage, times)
        if day and is_offered(day, by):
            key = review_key(pair, stage, me)
            yield Offer(me, other, "review", stage, key, review_url(pair, stage), day, pair)
    for moment, (me, other) in product(Moment, both):
        day = questions_due(pair, moment, times)
        if day and is_offered(day, by, for_long=MOMENT_OFFERED_FOR):
            key = questions_key(pair, moment, me)
            yield Offer(
                me, other, "pulse", moment, key, questions_link(pair, moment, me), day, pair
            )


def _settled(programme: Programme) -> set[str]:
    """Those that were offered before, and those that were done without being asked."""
    known = Nudge.objects.filter(participant__programme=programme, kind__in=("review", "pulse"))
    done = Review.objects.filter(pair__programme=programme).exclude(done_at=None)
    answered = EarlyAnswer.objects.filter(pair__programme=programme)
    return {
        *known.values_list("key", flat=True),
        *(f"review:{one.pair_id}:{one.stage}:{one.participant_id}" for one in done),
        *(f"questions:{one.pair_id}:{one.moment}:{one.participant_id}" for one in answered),
    }
