"""A warm word before a first talk, and what each of the two gains, from what both said.

Every sentence is ours, except a short phrase of the reader's own. Used are only topics that one
asked for and the other offered, what the reader themself wrote, ages taught, years and stage:
never an answer that is marked private, and no topic that is about how somebody is.
"""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from edumentoring.pairs.models import Pair
from edumentoring.pairs.openers import quotable
from edumentoring.pairs.portrait import ages, in_a_sentence, listed
from edumentoring.programmes.models import Participant
from edumentoring.programmes.vocabulary import IN_TRAINING, TOPICS, by_id

# Somebody may have asked for help with how they are; that is theirs to say aloud.
_THEIRS_TO_SAY = frozenset({"wellbeing", "resilience", "networks"})
_AS_SAID = {"career": later("next steps in a career")}
_TOPICS = {
    key: _AS_SAID.get(key, term.label)
    for key, term in by_id(TOPICS).items()
    if key not in _THEIRS_TO_SAY
}
_LIKES = re.compile(r"\b(?:love|loved|enjoy|enjoyed|proud|passionate|favourite)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|[\r\n]+")
_NEW_TO_TEACHING = (*IN_TRAINING, "ect1", "ect2")
LONG_IN_CLASSROOMS = 3


def affirmation(pair: Pair, reader: Participant) -> list[str]:
    """Two or three sentences for one of the two, the most particular first."""
    other = pair.other(reader)
    first = _to_mentor(pair) if pair.role_of(reader) == "mentor" else _to_mentee(pair)
    return [each for each in (first, _same_ages(reader, other), _what_they_like(reader)) if each]


def gains(pair: Pair) -> dict[str, str]:
    """What this pair can give to each: {"mentor": ..., "mentee": ...}."""
    return {"mentee": _mentee_gains(pair), "mentor": _mentor_gains(pair)}


def _to_mentee(pair: Pair) -> str:
    names = {"other": pair.mentor.user.first_name}
    wanted = _topics(pair.mentee, "topics_wanted")
    if shared := _shared_topics(pair):
        return _(
            "You asked for help with %(topic)s, and %(other)s offered just that. "
            "Asking is a strength."
        ) % {**names, "topic": shared[0]}
    if wanted:
        return (
            _("You know what you would like to work on: %s. That is a good part of the way.")
            % wanted[0]
        )
    if pair.mentee.answers.get("new_for_me"):
        return _("Something is new for you, and you asked for company early. You set the pace.")
    return _("Asking for company in your work is a strength. You set the pace.")


def _to_mentor(pair: Pair) -> str:
    if shared := _shared_topics(pair):
        return _(
            "You offered help with %(topic)s, and %(other)s hopes for it. "
            "What you learnt the hard way is worth most."
        ) % {"topic": shared[0], "other": pair.mentee.user.first_name}
    if (pair.mentor.years or 0) >= LONG_IN_CLASSROOMS:
        return (
            _(
                "You bring %d years in classrooms. "
                "What went wrong in them helps as much as what went well."
            )
            % pair.mentor.years
        )
    return _("You have been where they are. That is enough to begin.")


def _same_ages(reader: Participant, other: Participant) -> str:
    theirs = _several(other, "phases")
    same = ages([each for each in _several(reader, "phases") if each in theirs])
    return _("You both teach %s, so much needs no explaining.") % same if same else ""


def _what_they_like(reader: Participant) -> str:
    """The reader's own words about what they like, given back to them."""
    for sentence in _SENTENCE_END.split(str(reader.answers.get("about_me") or "")):
        if _LIKES.search(sentence) and (words := quotable(sentence, known=[reader.user.name])):
            return _("You wrote: “%s” Bring that with you.") % words
    return ""


def _mentee_gains(pair: Pair) -> str:
    if shared := _shared_topics(pair):
        return _(
            "Time with somebody who offers help with %s, listens, and is nobody’s boss here."
        ) % listed(shared[:2])
    return _("Time with somebody who listens, is nobody’s boss here, and has room for questions.")


def _mentor_gains(pair: Pair) -> str:
    own = _several(pair.mentor, "phases")
    elsewhere = ages([each for each in _several(pair.mentee, "phases") if each not in own])
    if pair.mentee.stage in _NEW_TO_TEACHING:
        return _(
            "News of how teachers are trained now, a fresh look at familiar work, "
            "and practice in listening."
        )
    if elsewhere:
        return _("A look at teaching %s, and practice in asking and listening.") % elsewhere
    return _("A fresh look at familiar work, practice in listening, and news of other schools.")


def _shared_topics(pair: Pair) -> list[str]:
    """What one asked for and the other offered, in the mentee's order."""
    offered = _several(pair.mentor, "topics_offered")
    wanted = [each for each in _several(pair.mentee, "topics_wanted") if each in offered]
    return [in_a_sentence(str(_TOPICS[each])) for each in wanted if each in _TOPICS]


def _topics(person: Participant, key: str) -> list[str]:
    chosen = [each for each in _several(person, key) if each in _TOPICS]
    return [in_a_sentence(str(_TOPICS[each])) for each in chosen]


def _several(person: Participant, key: str) -> list[str]:
    value: Any = person.answers.get(key) or []
    return [str(each) for each in value] if isinstance(value, list) else []
