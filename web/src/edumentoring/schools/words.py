"""How search reads a name: one spelling for the many ways people write a school.

Both sides go through `words()`: names when they are kept and text when it is asked for.
"""

import re
import unicodedata
from collections.abc import Iterable

# Written in full in one place and short in another; longest first.
PHRASES = (
    ("church of england", "cofe"),
    ("church in wales", "ciw"),
    ("c in w", "ciw"),
    ("c of e", "cofe"),
    ("roman catholic", "catholic"),
    ("st and", "st"),
)

# One word for several spellings; several words where one short form stands for them.
SHORT: dict[str, tuple[str, ...]] = {
    "saint": ("st",),
    "ss": ("st",),
    "ce": ("cofe",),
    "coe": ("cofe",),
    "cofe": ("cofe",),
    "cinw": ("ciw",),
    "rc": ("catholic",),
    "cath": ("catholic",),
    "sch": ("school",),
    "schl": ("school",),
    "scool": ("school",),
    "shcool": ("school",),
    "prim": ("primary",),
    "pri": ("primary",),
    "sec": ("secondary",),
    "jun": ("junior",),
    "jnr": ("junior",),
    "jr": ("junior",),
    "inf": ("infant",),
    "nurs": ("nursery",),
    "nsy": ("nursery",),
    "acad": ("academy",),
    "acd": ("academy",),
    "coll": ("college",),
    "gram": ("grammar",),
    "prep": ("preparatory",),
    "comp": ("comprehensive",),
    "comm": ("community",),
    "cty": ("community",),
    "com": ("community",),
    "mt": ("mount",),
    "uni": ("university",),
    "univ": ("university",),
    "6th": ("sixth",),
    "ctr": ("centre",),
    "center": ("centre",),
    "vol": ("voluntary",),
    "tech": ("technology",),
    "cp": ("community", "primary"),
    "va": ("voluntary", "aided"),
    "vc": ("voluntary", "controlled"),
    "hs": ("high", "school"),
    "gs": ("grammar", "school"),
    "ps": ("primary", "school"),
    "pru": ("pupil", "referral", "unit"),
    "rce": ("catholic",),
}

DROPPED = frozenset({"the", "of", "and", "at", "in", "for", "a", "an", "on", "with", "by"})

# Words so common in names that sharing them says little.
COMMON = frozenset(
    (
        *("school", "primary", "academy", "cofe", "catholic", "infant", "junior", "nursery"),
        *("community", "college", "high", "secondary", "voluntary", "aided", "controlled"),
        *("grammar", "preparatory", "first", "middle", "foundation", "comprehensive", "trust"),
        *("special", "independent", "centre", "free", "st", "ysgol", "church", "education"),
    )
)

APOSTROPHES = re.compile(r"[’'‘`´ʼ]")
INITIALS = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?")
NOT_WORDS = re.compile(r"[\W_]+")
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)


def words(text: str) -> list[str]:
    """The words of a name or a question, in order, each in its one spelling.

    >>> words("St. Mary’s C of E Sec Sch")
    ['st', 'mary', 'cofe', 'secondary', 'school']
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = APOSTROPHES.sub("", plain).replace("&", " and ")
    plain = INITIALS.sub(lambda found: found.group().replace(".", ""), plain)
    plain = f" {NOT_WORDS.sub(' ', plain).strip()} "
    for phrase, word in PHRASES:
        plain = plain.replace(f" {phrase} ", f" {word} ")
    kept = [word for word in plain.split() if word not in DROPPED]
    return [word for joined in _initials_joined(kept) for word in _one_spelling(joined)]


def _initials_joined(kept: Iterable[str]) -> list[str]:
    """Makes "c p" into "cp", and gives the lone s of "mary s" back to its word."""
    joined: list[str] = []
    initials = False
    for word in kept:
        lone = len(word) == 1 and word.isalpha()
        if lone and joined and (initials or word == "s"):
            joined[-1] += word
        else:
            joined.append(word)
            initials = lone
    return joined


def _one_spelling(word: str) -> tuple[str, ...]:
    word = word[:60]
    if word in SHORT:
        return SHORT[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return SHORT.get(word, (word,))


def postcode_words(text: str) -> list[str]:
    """Both halves of every postcode in the text: "ls98la" and "ls9"."""
    found = []
    for outward, inward in POSTCODE.findall(text):
        found += [f"{outward}{inward}".lower(), outward.lower()]
    return found


def place_words(*places: str) -> list[str]:
    """The words of towns, authorities and postcodes, each once."""
    found: dict[str, None] = {}
    for place in places:
        codes = postcode_words(place)
        for word in codes or words(place):
            found[word] = None
    return list(found)


def asked_words(text: str) -> list[str]:
    """The words of what somebody typed, postcodes whole, each once."""
    found: dict[str, None] = {}
    for outward, inward in POSTCODE.findall(text):
        found[f"{outward}{inward}".lower()] = None
    for word in words(POSTCODE.sub(" ", text)):
        found[word] = None
    return list(found)
