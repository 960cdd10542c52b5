"""How easily English reads: the Flesch-Kincaid grade (Kincaid and others, 1975)."""

import re

_SENTENCE = re.compile(r"[.!?:]+(?:\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """The school year (American) at which `text` is understood; addresses are left out."""
    plain = re.sub(r"\S+://\S+|\S+@\S+", "", text)
    sentences = [part for part in _SENTENCE.split(plain) if _WORD.search(part)]
    words = _WORD.findall(plain)
    syllables = sum(map(syllables_in, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def syllables_in(word: str) -> int:
    """Groups of vowels, less a silent final e."""
    lower = re.sub(r"[^a-z]", "", word.lower())
    groups = len(_VOWELS.findall(lower))
    silent = lower.endswith("e") and not lower.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)
