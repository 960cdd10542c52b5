"""The words of a round, written before anything is locked.

Seven hundred letters take some seconds. While they are written nobody need wait to
save; under the lock each draft is used only if what it was written from still stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from edumentoring.common.models import Letter
from edumentoring.pairs import letters
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.openers import choose_openers
from edumentoring.programmes.models import Participant, Programme


@dataclass(frozen=True, kw_only=True)
class NewPair:
    """Two people a round brings together, and why.

    `reasons` are sentences for each reader: {"mentor": [...], "mentee": [...]}.
    `times` are slots both are free ("thu-after"). `reason_given` is what a coordinator
    wrote where a rule was set aside.
    """

    mentor: Participant
    mentee: Participant
    fit: int | None = None
    reasons: dict[str, list[str]] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    by_hand: bool = False
    reason_given: str = ""


@dataclass(frozen=True)
class Draft:
    """A pair, both introductions and both letters, none of them saved."""

    written_from: tuple[Any, ...]
    pair: Pair
    introductions: list[Introduction]
    letters: list[Letter]


Drafts = dict[tuple[int, int], Draft]


def write_introductions(programme: Programme, new_pairs: Sequence[NewPair]) -> Drafts:
    """Drafts of these pairs for `introduce`, by (mentor's key, mentee's key). Saves nothing."""
    return {
        (new.mentor.pk, new.mentee.pk): write_draft(programme, new, new.mentor, new.mentee)
        for new in new_pairs
    }


def write_draft(
    programme: Programme, new: NewPair, mentor: Participant, mentee: Participant
) -> Draft:
    """One pair in words, about the two people as they are given."""
    pair = Pair(
        programme=programme,
        mentor=mentor,
        mentee=mentee,
        fit=new.fit,
        reasons=new.reasons,
        openers=choose_openers(mentor, mentee),
        times=new.times,
        by_hand=new.by_hand,
        reason_given=new.reason_given,
    )
    introductions = [Introduction(pair=pair, participant=each) for each in (mentor, mentee)]
    return Draft(
        written_from=_source(programme, new, mentor, mentee),
        pair=pair,
        introductions=introductions,
        letters=[letters.introduction(each) for each in introductions],
    )


def still_stands(
    draft: Draft, programme: Programme, new: NewPair, people: dict[int, Participant]
) -> bool:
    """Whether nothing that the draft says has changed since it was written."""
    mentor, mentee = people[new.mentor.pk], people[new.mentee.pk]
    return draft.written_from == _source(programme, new, mentor, mentee)


def _source(
    programme: Programme, new: NewPair, mentor: Participant, mentee: Participant
) -> tuple[Any, ...]:
    words = (programme.name, programme.letters, programme.sender_name, programme.reply_to)
    people = tuple(
        (each.version, each.user.email, each.user.name, each.user.known_as, each.told_source_at)
        for each in (mentor, mentee)
    )
    return (words, people, new.reasons, new.times, new.fit, new.by_hand, new.reason_given)
