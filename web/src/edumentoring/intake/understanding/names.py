"""Names: any person's name is right; only what cannot be part of one is taken away."""

import re

from edumentoring.intake.understanding.reading import clean

LONGEST = 150
_HEADER = re.compile(r"^\s*(?:bcc|cc|to|from|subject|reply-to|content-type)\s*:", re.IGNORECASE)
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof)\.?\s+(?=\S)", re.IGNORECASE)


def read_name(words: str) -> str:
    """The name on one line, "Family, Given" turned round.

    Lines that begin like an e-mail's heading were put there to be sent as one: they go.

    >>> read_name("PUGH, Gareth"), read_name("李"), read_name("O'Brien")
    ('Gareth Pugh', '李', "O'Brien")
    """
    lines = [line for line in re.split(r"[\r\n]+", words) if not _HEADER.match(line)]
    name = clean(" ".join(lines))
    family, comma, given = name.partition(",")
    if comma and given.strip() and "," not in given and len(given.split()) <= 3:
        family = family.title() if family.isupper() and len(family) > 2 else family
        name = clean(f"{given} {family}")
    name = _TITLE.sub("", name) if len(name.split()) > 2 else name
    return name[:LONGEST].strip()


def join_names(first: str, last: str) -> str:
    """First and last name as one, without saying the same twice."""
    first, last = read_name(first), read_name(last)
    if last and first.casefold().endswith(" " + last.casefold()):
        return first
    return f"{first} {last}".strip()[:LONGEST]


def are_like(one: str, other: str) -> bool:
    """Whether two folded names may be one person: Sam and Samuel, J and Jo, a slip of one letter.

    >>> are_like("sam ridley", "samuel ridley"), are_like("mentee 01", "mentee 02")
    (True, False)
    """
    mine, theirs = one.split(), other.split()
    if not mine or not theirs:
        return False
    if one == other:
        return True
    if len(mine) < 2 or len(theirs) < 2:
        return False
    return _like_word(mine[-1], theirs[-1]) and (
        mine[0].startswith(theirs[0])
        or theirs[0].startswith(mine[0])
        or (mine[-1] == theirs[-1] and _like_word(mine[0], theirs[0]))
    )


def _like_word(one: str, other: str) -> bool:
    if one == other:
        return True
    from rapidfuzz.distance import OSA

    if min(len(one), len(other)) < 5 or not (one.isalpha() and other.isalpha()):
        return False
    return bool(OSA.distance(one, other, score_cutoff=1) <= 1)
