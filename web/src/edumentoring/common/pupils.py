"""A soft look for pupils' names: patterns, not lists of names, so it is sometimes wrong.

It says what it saw and why, and stops nobody: "Year 9 Chemistry" is a lesson, and a person can
tell in a second. Every pattern is bounded, so that no text makes it slow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_LOOK = 20_000
MOST = 5

_NAME = r"(?P<name>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]{1,20}(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20})?)"
_CLASS = (
    r"(?:[Yy]ear\s{1,2}(?:1[0-3]|[1-9])|Y(?:1[0-3]|[1-9])|(?:1[0-3]|[1-9])[A-Z]{1,2}\d?|Reception)"
)
_PUPIL = r"(?:pupil|student|child|boy|girl|learner|tutee)"
_KIN = r"(?:mum|mam|dad|mother|father|parents?|carers?|nan|gran|brother|sister|EHCP|IEP|SENCO)"

NAME_AND_CLASS = _("a name beside a year or a class")
NAME_OF_PUPIL = _("a name beside a word for a pupil")
NAME_AND_HOME = _("a name beside a word for family or support")
BORN = _("what looks like a date of birth")
UPN = _("what looks like a pupil number (UPN)")

_PATTERNS: tuple[tuple[re.Pattern[str], str | Promise], ...] = (
    (re.compile(rf"\b{_CLASS}\s{{1,2}}{_NAME}\b"), NAME_AND_CLASS),
    (re.compile(rf"\b{_NAME},?\s{{1,2}}(?:(?:in|from|of)\s{{1,2}})?\(?{_CLASS}\b"), NAME_AND_CLASS),
    (
        re.compile(rf"\b{_PUPIL},?\s{{1,2}}(?:(?:called|named)\s{{1,2}})?{_NAME}\b"),
        NAME_OF_PUPIL,
    ),
    (re.compile(rf"\b{_NAME}['’]s\s{{1,2}}{_KIN}\b"), NAME_AND_HOME),
    (
        re.compile(
            r"\b(?i:d\.?o\.?b\.?|date of birth|born(?: on)?)[ :]{0,3}"
            r"\d{1,2}[/.\- ](?:\d{1,2}|[A-Za-z]{3,9})[/.\- ]\d{2,4}\b"
        ),
        BORN,
    ),
    (re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b"), UPN),
)

# With a capital in school, and nobody's name.
_WORDS = frozenset(
    "the a an and but in on at is was are has had i it he she they we you my our his her their "  # noqa: SIM905
    "this that these those there then when what why how who if so not no yes for from with to of "
    "english maths mathematics science biology chemistry physics history geography french german "
    "spanish latin music art drama computing computer pe re rs pshe dt design technology food "
    "textiles business economics sociology psychology philosophy politics law media religious "
    "citizenship phonics reading writing spelling literacy numeracy grammar handwriting welsh "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december spring summer autumn winter christmas "
    "easter gcse sats btec a-level sen send eal year form tutor class group set period lesson "
    "unit week term assembly parents teacher head macbeth shakespeare romans vikings egyptians "
    "victorians britain england wales scotland ireland london europe pupils students assessment "
    "mock exam exams paper test tests homework teach taught teaching after before during".split()
)


@dataclass(frozen=True)
class Finding:
    """The words that looked like a pupil, and what made them look so."""

    words: str
    why: str | Promise


def findings(text: str) -> list[Finding]:
    """The first few places that may name a pupil; an empty list is no promise.

    >>> [found.words for found in findings("Year 8 Jamie would not settle.")]
    ['Year 8 Jamie']
    >>> findings("Year 8 Chemistry went well.")
    []
    """
    seen: dict[str, Finding] = {}
    for finding in _all(text[:LONGEST_LOOK]):
        seen.setdefault(finding.words, finding)
        if len(seen) == MOST:
            break
    return list(seen.values())


def _all(text: str) -> Iterator[Finding]:
    for pattern, why in _PATTERNS:
        for found in pattern.finditer(text):
            name = found.groupdict().get("name")
            if name is None or name.split("'")[0].split("’")[0].casefold() not in _WORDS:
                yield Finding(" ".join(found[0].split()), why)


def warn_of_pupils(request: HttpRequest, *texts: str) -> None:
    """Once the words are saved: say on the next page what in them may be a pupil's name.

    It stops nobody, for it only looks for patterns.
    """
    found = findings("\n".join(texts))
    if found:
        seen = ", ".join(f"“{each.words}”" for each in found)
        words = _(
            "Saved. This may name a pupil: %s. If it does, change it to a letter: J, not Jamie. "
            "If it does not, leave it as it is."
        )
        messages.warning(request, words % seen)
