"""Ids of the vocabulary as words people read, and lists of them as a phrase."""

from collections.abc import Iterable
from functools import cache

from django.utils.translation import gettext as _

from edumentoring.programmes import vocabulary
from edumentoring.programmes.vocabulary import Term, by_id

TERMS: dict[str, dict[str, Term]] = {
    "subjects": by_id(vocabulary.SUBJECTS),
    "phases": by_id(vocabulary.PHASES),
    "topics": by_id(vocabulary.TOPICS),
    "themes": by_id(vocabulary.TOPICS),
    "contexts": by_id(vocabulary.CONTEXTS),
    "helps": by_id(vocabulary.HELPS),
    "region": by_id(vocabulary.REGIONS),
    "stage": by_id(vocabulary.STAGES),
    "contact": by_id(vocabulary.CONTACTS),
    "wishes": by_id(vocabulary.WISHES),
    "new_for_me": by_id(vocabulary.NEW_FOR_ME),
}
DAYS, PARTS = by_id(vocabulary.DAYS), by_id(vocabulary.PARTS_OF_DAY)

# Acronyms and names keep their capitals inside a sentence.
NAMES = frozenset(
    {"english", "eal", "french", "german", "spanish", "italian", "mandarin", "welsh", "latin"}
    | {"pshe", "send", "adaptive_send"}
)


@cache
def label(kind: str, key: str) -> str:
    """The words for one id, or the id itself where it is somebody's own."""
    term = TERMS[kind].get(key)
    return str(term.label) if term else key.removeprefix("other:").replace("_", " ")


def inside(kind: str, key: str) -> str:
    """The words as they stand inside a sentence, without what is in brackets."""
    words = label(kind, key).split(" (")[0]
    if key in NAMES or words[:2].isupper() or kind == "region":
        return words
    return words[:1].lower() + words[1:]


def slot(key: str) -> str:
    """ "thu-after" as "Thursday after school"."""
    day, _dash, part = key.partition("-")
    if day not in DAYS or part not in PARTS:
        return key
    when = str(PARTS[part].label).split(",")[0].lower()
    return f"{DAYS[day].label} {when}"


def listed(words: Iterable[str], *, most: int = 0) -> str:
    """ "a, b and c"; with `most`, the first ones and how many more."""
    all_words = list(words)
    if most and len(all_words) > most:
        rest = len(all_words) - most
        shown = ", ".join(all_words[:most])
        return _("%(shown)s and %(rest)d more") % {"shown": shown, "rest": rest}
    if len(all_words) < 2:
        return "".join(all_words)
    return _("%(first)s and %(last)s") % {
        "first": ", ".join(all_words[:-1]),
        "last": all_words[-1],
    }
