"""How people are put in order and found: plain copies of words, made the same on every database.

SQLite folds only the letters A to Z, so names are folded here, once, when they are saved.
"""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edumentoring.programmes.models import Participant

# Words that belong to the family name that follows them.
PARTICLES = frozenset(
    {"al", "ap", "ben", "bin", "da", "dal", "de", "del", "della", "den", "der", "di", "dos"}
    | {"du", "el", "ibn", "la", "le", "mac", "mc", "st", "ten", "ter", "van", "von"}
)

# What a match leans on most; without it a person can be placed, but not well.
NEEDED_OF_ALL = ("stage", "phases")


def fold(words: str) -> str:
    """Lower case, without accents, with single spaces.

    >>> fold("  Zoë  Ó Briain ")
    'zoe o briain'
    """
    if words.isascii():
        return " ".join(words.replace("\0", "").lower().split())
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", words)
        if letter != "\0" and not unicodedata.combining(letter)  # PostgreSQL refuses NUL
    )
    return " ".join(bare.casefold().split())


def split_name(name: str) -> tuple[str, str]:
    """The words a list is ordered by, and the words that follow.

    A guess for reading down a list, never shown to the person: the last word and the
    particles before it. Names of one word, and names in scripts that put the family
    first, stay as they are.

    >>> split_name("Anke van der Berg")
    ('van der Berg', 'Anke')
    """
    words = name.split()
    if len(words) < 2 or any(ord(letter) > 0x2E80 for letter in name):
        return name, ""
    at = len(words) - 1
    while at > 1 and words[at - 1].lower().strip(".'’") in PARTICLES:
        at -= 1
    return " ".join(words[at:]), " ".join(words[:at])


def filed_as(name: str) -> str:
    """The key a name is sorted by."""
    family, given = split_name(name)
    return fold(f"{family} {given}")[:160]


def found_by(*words: str) -> str:
    """Everything a search looks through."""
    return fold(" ".join(word for word in words if word))


def facet(name: str, value: str) -> str:
    """One entry of `facets`, as it is kept and as it is looked for."""
    return f"|{name}={value}|"


def facets(participant: "Participant") -> str:
    """The answers a list is filtered by, one entry each."""
    entries = [
        facet(name, str(value))
        for name in ("phases", "subjects", "topics_wanted", "topics_offered", "contexts")
        for value in participant.answers.get(name) or ()
    ]
    entries += [facet("tag", tag) for tag in participant.tags]
    gaps = missing(participant)
    if gaps:
        entries.append(facet("missing", ""))
        entries += [facet("missing", gap) for gap in gaps]
    return "".join(entries)


def missing(participant: "Participant") -> list[str]:
    """Keys of the answers that matching needs most and that are not there."""
    answers = participant.answers
    gaps = [
        key
        for key in NEEDED_OF_ALL
        if not (participant.stage if key == "stage" else answers.get(key))
    ]
    if not (participant.region or participant.school_id):
        gaps.append("region")
    if participant.is_mentee and not (answers.get("topics_wanted") or answers.get("wanted_text")):
        gaps.append("topics_wanted")
    if participant.is_mentor and not (answers.get("topics_offered") or answers.get("offered_text")):
        gaps.append("topics_offered")
    return gaps
