"""What one cell came to: its meaning, and the doubt about it if there is one."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from edumentoring.programmes.filing import fold

# Zero-width and direction marks, soft hyphens: nobody sees them, nobody typed them on purpose.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
NO_ANSWER = frozenset({"", "-", "--", "n/a", "na", "none", "nil", "n.a.", "tbc", "?", "x", "."})


@dataclass(frozen=True)
class Doubt:
    """Something a person should look at: what was found and what would mend it.

    `blocks`: the row waits until it is mended; otherwise the person comes in without this
    answer, whose words are kept. `kind` names the question, so that one decision can stand
    for all rows that hold the same words.
    """

    what: str
    fix: str
    suggestion: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    blocks: bool = False


@dataclass(frozen=True)
class Reading:
    """A value as it would be saved, words that stay as a note, and a doubt."""

    value: Any = None
    doubt: Doubt | None = None
    note: str = ""
    doubts: tuple[tuple[str, Doubt], ...] = ()


Reader = Callable[[str], Reading]


def clean(words: str) -> str:
    """One line, without what cannot be seen, with single spaces.

    >>> clean(" Jo\\u200b  Barker\\r\\n")
    'Jo Barker'
    """
    if not words.isascii():
        words = UNSEEN.sub("", unicodedata.normalize("NFC", words))
    return " ".join(_CONTROLS.sub(" ", words).split())


def clean_lines(words: str) -> str:
    """Several lines kept as lines."""
    lines = [clean(line) for line in UNSEEN.sub("", words).replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_no_answer(words: str) -> bool:
    return fold(words) in NO_ANSWER


_NOT_WORD = re.compile(r"[^\w+&@']+")


@lru_cache(maxsize=20_000)
def key_of(words: str) -> str:
    """Words for comparing: folded, without punctuation.

    >>> key_of("Design & Technology (D&T)")
    'design & technology d&t'
    """
    return " ".join(_NOT_WORD.sub(" ", fold(clean(words))).replace("’", "'").split())
