"""Reasons and rules in English. A translator works from the same codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pairwell._model import Reader, Reason

SENTENCES: dict[str, tuple[str, str]] = {
    "subject.same": (
        "You both know {subjects}.",
        "You both know {subjects}.",
    ),
    "subject.near": (
        "{mentor_subject} is close to your {mentee_subject}.",
        "{mentee_subject} is close to your {mentor_subject}.",
    ),
    "subject.none": ("Your subjects differ.", "Your subjects differ."),
    "topics.offered": (
        "You asked for help with {topics}; {partner} offers that.",
        "You offer help with {topics}; {partner} asked for that.",
    ),
    "topics.near": (
        "You asked for help with {topics}; {partner} offers something close.",
        "{partner} asked for help with {topics}; you offer something close.",
    ),
    "topics.none": (
        "{partner} offers none of the topics you asked for.",
        "{partner} asked for none of the topics you offer.",
    ),
    "text.shared": ("You both wrote about {themes}.", "You both wrote about {themes}."),
    "text.none": ("You wrote about different things.", "You wrote about different things."),
    "phase.same": ("You both know {phases}.", "You both know {phases}."),
    "phase.near": (
        "{mentor_phase} is close to your {mentee_phase}.",
        "{mentee_phase} is close to your {mentor_phase}.",
    ),
    "phase.none": ("Your phases differ.", "Your phases differ."),
    "stage.ahead": (
        "{partner} is {gap} further on in their career than you.",
        "You are {gap} further on in your career than {partner}.",
    ),
    "stage.same": (
        "You are both at the same career stage.",
        "You are both at the same career stage.",
    ),
    "stage.behind": (
        "{partner} is at an earlier career stage than you.",
        "{partner} is at a later career stage than you.",
    ),
    "distance.near": ("You are within {km} km of each other.",) * 2,
    "distance.region": ("You are both in {region}.",) * 2,
    "distance.near_region": ("Your regions are next to each other.",) * 2,
    "distance.none": ("You are far apart.",) * 2,
    "context.shared": (
        "{partner} knows your setting: {contexts}.",
        "You know {partner}'s setting: {contexts}.",
    ),
    "context.none": ("You work in different settings.",) * 2,
    "availability.shared": ("You are both free at {times}.",) * 2,
    "availability.none": ("You gave no time in common.",) * 2,
    "helps.offered": (
        "You hoped for {helps}; {partner} offers that.",
        "You offer {helps}; {partner} hoped for that.",
    ),
    "helps.none": ("The kinds of help differ.",) * 2,
    "wishes.both": ("You asked for each other.",) * 2,
    "wishes.mentee": ("You asked for {partner}.", "{partner} asked for you."),
    "wishes.mentor": ("{partner} asked for you.", "You asked for {partner}."),
    "traits.shared": ("You both answered {traits}.",) * 2,
    "traits.none": ("You answered the programme's own questions differently.",) * 2,
    "wishes.none": ("Neither asked for the other by name.",) * 2,
}
"""By code: the sentence for the mentee, then for the mentor."""


def say(reason: Reason, reader: Reader, words: Mapping[str, str], partner: str | None) -> str:
    """Put a reason into English for one of the two."""
    for_mentee = reader == "mentee"
    sentence = SENTENCES[reason.code][0 if for_mentee else 1]
    values = {name: in_words(value, words) for name, value in reason.params.items()}
    values["partner"] = partner or ("your mentor" if for_mentee else "your mentee")
    if "gap" in values:
        values["gap"] = counted(abs(reason.params["gap"]), "stage")
    if "times" in values:
        values["times"] = counted(reason.params["times"], "time") + " in the week"
    said = sentence.format(**values)
    return said[:1].upper() + said[1:]


def in_words(value: Any, words: Mapping[str, str]) -> str:
    """Turn an id, or a list of them, into words."""
    if isinstance(value, tuple):
        listed = [words.get(each, each) for each in value]
        return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
    return words.get(value, value) if isinstance(value, str) else str(value)


def counted(count: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


MUST_WORDS = {
    "self": "nobody can mentor themselves",
    "their_no": "one of the two has ruled it out",
    "own_school": "it goes against the rule about their own school",
    "own_trust": "they are in the same trust",
    "line_manager": "the mentor manages or assesses the mentee",
    "trained_only": "the mentor is not trained",
    "verified_only": "one of the two is not verified",
    "min_years": "the mentor is not known to have enough years of experience",
    "min_stage_gap": "the mentor is not far enough ahead in career stage",
    "same_phase": "they share no phase",
    "same_subject": "they share no subject",
    "same_traits": "they differ on a question that must be answered alike",
    "shared_availability": "they share no time in the week",
    "contact_mode": "no way of meeting suits both",
    "their_school": "one of the two does not want their own school",
    "their_trust": "one of the two does not want their own trust",
    "their_phase": "one of the two insists on a shared phase",
    "their_subject": "one of the two insists on a shared subject",
    "their_availability": "one of the two insists on a shared time",
}


def must_in_words(code: str) -> str:
    """Say in English why a must stops a pair, to follow "because" or "but"."""
    return MUST_WORDS[code]
