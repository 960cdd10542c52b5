# A pattern in one piece reads better than one cut in two.
# ruff: noqa: E501
"""Mentor, mentee or both, in people's own words."""

import re

from edumentoring.intake.understanding.reading import clean
from edumentoring.programmes.filing import fold

MENTOR, MENTEE, BOTH = "mentor", "mentee", "both"
_MENTEE = re.compile(
    r"\bmente+e?s?\b|\bmentored\b|\bmentee\b|\b(?:have|need|want|get|find|like|looking for|receive|seek\w*|request)\b"
    r"[^.;]{0,25}\b(?:a |an )?(?:mentor|mentoring|coach|support|help)\b(?! to)|\breceiv\w+|\bprotege\b|\bcoachee\b"
)
_MENTOR = re.compile(
    r"\bmentors?\b|\boffer(?:ing)?\b|\bvolunteer\w*\b|\bgiv(?:e|ing) (?:help|support|mentoring)\b|\bcoach\b"
)
_BE_A_MENTOR = re.compile(
    r"\b(?:be|being|become|becoming|as|act as|serve as|am|to be)\b[^.;]{0,12}\bmentors?\b"
)
_BOTH = re.compile(r"^\s*(?:both|mentor (?:and|&|\+|/) mentee|mentee (?:and|&|\+|/) mentor)\b")


def read_role(words: str) -> str:
    """ "mentor", "mentee", "both", or "" where it cannot be told.

    >>> read_role("I'd like to be a mentor"), read_role("Mentor, Mentee"), read_role("Either")
    ('mentor', 'both', '')
    """
    said = fold(clean(words))
    if not said:
        return ""
    if _BOTH.search(said) or re.search(r"\bboth\b", said):
        return BOTH
    as_mentee = bool(re.search(r"\bmente+e?s?\b|\bmentored\b", said))
    as_mentor = bool(_BE_A_MENTOR.search(said))
    without = _BE_A_MENTOR.sub(" ", said)
    wants = bool(_MENTEE.search(without))
    as_mentee = as_mentee or wants
    rest = re.sub(
        r"\bmente+e?s?\b|\bmentored\b", " ", _MENTEE.sub(" ", without) if wants else without
    )
    as_mentor = as_mentor or bool(_MENTOR.search(rest))
    if as_mentor and as_mentee:
        return BOTH
    return MENTOR if as_mentor else MENTEE if as_mentee else ""


def role_in_name(words: str) -> str:
    """The role that a file or a sheet is named for; "" where it names none or both.

    >>> role_in_name("02_csv_civil_service_mentors_small.csv")
    'mentor'
    """
    said = re.findall(r"[a-z]+", fold(words))
    mentor = any(word in {"mentor", "mentors"} for word in said)
    mentee = any(word in {"mentee", "mentees"} for word in said)
    return "" if mentor == mentee else MENTOR if mentor else MENTEE


def joined(one: str, other: str) -> str:
    """Two roles of one person."""
    return one if one == other or not other else other if not one else BOTH
