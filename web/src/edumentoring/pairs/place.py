"""What a person sees of their introductions: gathered here, shown by the templates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from edumentoring.pairs.affirming import affirmation
from edumentoring.pairs.course_forms import may_become_mentor
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.portrait import own_words, portrait
from edumentoring.pairs.sides import Side
from edumentoring.pairs.times import Suggestion, next_times
from edumentoring.programmes.models import Participant
from edumentoring.programmes.opening import paused_words


@dataclass(frozen=True)
class Card:
    """One introduction, as the person it is for sees it. It holds no way to reach the other."""

    introduction: Introduction
    state: str
    other: str
    other_name: str
    other_role: str
    portrait: list[str]
    own_words: str
    reasons: list[str]
    openers: list[str]
    times: list[Suggestion]
    affirmation: list[str]


@dataclass(frozen=True)
class Place:
    """One programme's part of a person's page."""

    participant: Participant
    asked: list[Card] = field(default_factory=list)
    answered: list[Card] = field(default_factory=list)
    pairs: list[tuple[Card, str]] = field(default_factory=list)
    last: Side | None = None

    @property
    def waits(self) -> bool:
        """Whether there is nobody yet."""
        return not (self.asked or self.answered or self.pairs)

    @property
    def wants_nobody(self) -> bool:
        """Whether they said, after a pair, that they want nobody new for now.

        By what they wish for, not by what is still open: a pair whose letters wait takes up a
        place, and nobody is to see that before the letters go.
        """
        participant = self.participant
        offers = participant.capacity if participant.is_mentor else 0
        asks = participant.demand if participant.is_mentee else 0
        return self.waits and offers < 1 and asks < 1

    @property
    def may_become_mentor(self) -> bool:
        """Whether they have been a mentee here, and are no mentor yet."""
        return self.last is not None and self.last.is_mentee and may_become_mentor(self.participant)

    @property
    def next_round_on(self) -> date | None:
        """The day of the next pairs, where it is set and has not gone by."""
        programme = self.participant.programme
        day = programme.next_round_on
        return day if day and day >= programme.today() else None

    @property
    def rests(self) -> str:
        """That the whole programme is paused, and until when; "" while it runs."""
        programme = self.participant.programme
        return paused_words(programme) if programme.paused_at else ""

    @property
    def wants_more(self) -> bool:
        """Whether a place is still open while others are filled."""
        participant = self.participant
        return not self.waits and (participant.free_places > 0 or participant.open_requests > 0)


def introduction_card(introduction: Introduction) -> Card:
    """How the introduction stands for its reader: ask, wait, agreed, closed or early."""
    pair, reader = introduction.pair, introduction.participant
    other, role = pair.other(reader), pair.role_of(reader)
    return Card(
        introduction=introduction,
        state=_state(introduction),
        other=other.user.first_name,
        other_name=other.name,
        other_role="mentee" if role == "mentor" else "mentor",
        portrait=portrait(other),
        own_words=own_words(other),
        reasons=pair.reasons.get(role) or [],
        openers=pair.openers.get(role) or [],
        times=next_times(
            pair.times,
            zone=ZoneInfo(pair.programme.time_zone),
            after=timezone.now(),
        ),
        affirmation=affirmation(pair, reader),
    )


def _state(introduction: Introduction) -> str:
    pair = introduction.pair
    held = pair.state == Pair.State.HELD and pair.held_until > timezone.now()
    if held or pair.state == Pair.State.WITHDRAWN:
        return "early"
    if pair.is_together:
        return "agreed"
    if pair.state in Pair.PARTED:
        return "closed"
    return "wait" if introduction.reply == Introduction.Reply.YES else "ask"


def places_for(participants: Sequence[Participant], past: Sequence[Side] = ()) -> list[Place]:
    """Everything a person's page shows, one programme after the other: one question to the
    database for all of them. `past` are their pairs that are over, the latest first."""
    places = {one.pk: Place(one, last=_last_of(one, past)) for one in participants}
    mine = Introduction.objects.with_people().filter(
        participant__in=places, pair__state__in=Pair.LIVE
    )
    for introduction in mine.order_by("-pair__opened_at"):
        _put(introduction, places[introduction.participant_id])
    return list(places.values())


def _last_of(participant: Participant, past: Sequence[Side]) -> Side | None:
    return next((side for side in past if side.me.pk == participant.pk), None)


def _put(introduction: Introduction, place: Place) -> None:
    card = introduction_card(introduction)
    if card.state == "ask":
        place.asked.append(card)
    elif card.state == "wait":
        place.answered.append(card)
    elif card.state == "agreed":
        place.pairs.append((card, introduction.other.user.email))
