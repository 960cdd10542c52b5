"""Themes in people's own words: which topics a free text speaks of.

A plain search for the words people use for each topic. It knows no sensitive themes:
only the topics anybody could have ticked.
"""

import re
from functools import cache

from edumentoring.programmes.vocabulary import TOPICS

# Words that mean too many things in a sentence to count as a topic.
TOO_COMMON = frozenset({"friendship", "applications", "evidence", "arts", "pp", "tas", "memory"})


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each topic, one pattern of everything it is called."""
    found = []
    for topic in TOPICS:
        names = {alias.lower() for alias in topic.aliases if len(alias) > 2} - TOO_COMMON
        if names:
            joined = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
            found.append((topic.id, re.compile(rf"\b(?:{joined})\b")))
    return tuple(found)


def themes(*texts: str) -> list[str]:
    """The ids of the topics these texts name, in the vocabulary's order."""
    whole = " ".join(text for text in texts if text).lower()
    if not whole:
        return []
    return [topic for topic, pattern in patterns() if pattern.search(whole)]
