"""A gentle letter from the desk to chosen pairs: who gets it, and who is left out and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import Rendered, from_line, new_letter
from edumentoring.common.models import Letter
from edumentoring.pairs import letters, nudges
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

KIND = "gentle_word"
OPEN = (Pair.State.AGREED, Pair.State.MEETING)


@dataclass(frozen=True)
class Reader:
    """One person who gets the letter, and the pair it is about."""

    pair: Pair
    participant: Participant


@dataclass(frozen=True)
class LeftOut:
    """One person who gets none, and why."""

    participant: Participant
    why: str | Promise


@dataclass(frozen=True)
class Plan:
    """Who gets a letter and who does not."""

    readers: list[Reader] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def plan_letters(pairs: Sequence[Pair], *, now: datetime | None = None) -> Plan:
    """Both of each pair, but those who rest, want no reminders, or had a letter this week."""
    now = now or timezone.now()
    plan, seen = Plan(), set[int]()
    users = {each.user_id for pair in pairs for each in (pair.mentor, pair.mentee)}
    free = set(nudges.may_be_reminded(now).filter(pk__in=users).values_list("pk", flat=True))
    for pair in pairs:
        for participant in (pair.mentee, pair.mentor):
            why = _why_not(pair, participant, free, seen)
            if why:
                plan.left_out.append(LeftOut(participant, why))
            else:
                plan.readers.append(Reader(pair, participant))
                seen.add(participant.user_id)
    return plan


def _why_not(pair: Pair, participant: Participant, free: set[int], seen: set[int]) -> str | Promise:
    """The first reason there is, in words for the desk; nothing where they get it."""
    user = participant.user
    reasons: tuple[tuple[bool, str | Promise], ...] = (
        (pair.state == Pair.State.PAUSED, _("Their pair rests.")),
        (pair.state not in OPEN, _("They have not both said yes, or the pair has ended.")),
        (participant.state != Participant.State.IN, _("They do not take part just now.")),
        (user.pk in seen, _("They get this letter once, though they are in two of these pairs.")),
        (user.letters == User.Letters.OFF, _("They chose to get no reminders.")),
        (user.pk not in free, _("They had a letter this week, or asked for a rest from them.")),
    )
    return next((why for holds, why in reasons if holds), "")


def compose(reader: Reader, words: Mapping[str, str], *, key: str = "") -> Rendered:
    """The letter as this one person reads it. `key` is their own link to stop letters: a preview
    has none, and leads to the page behind signing in."""
    return letters.compose(
        KIND, reader.participant, pair=reader.pair, words=words, letters_link=key
    )


def letter(reader: Reader, words: Mapping[str, str], *, key: str, not_before: datetime) -> Letter:
    """The same, ready to be kept."""
    own = nudges.letters_link(reader.participant)
    written, programme = compose(reader, words, key=own), reader.pair.programme
    return new_letter(
        KIND,
        to=reader.participant.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(letters.sender_of(programme)),
        reply_to=programme.reply_to,
        not_before=not_before,
        subject_key=key,
        person_code=reader.participant.user.code,
        programme_id=programme.pk,
        headers=nudges.stop_headers(reader.participant),
    )


def key_of(batch: UUID) -> str:
    """What letters of one press are filed under, so that they can be taken back together."""
    return f"gentle-word:{batch.hex}"
