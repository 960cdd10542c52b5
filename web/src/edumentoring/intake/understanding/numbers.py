"""Numbers as people write them: "a couple", "2-3", "since 2014"."""

import re
from datetime import date

from django.utils.translation import gettext as _

from edumentoring.intake.understanding.reading import Doubt, Reading, clean, is_no_answer
from edumentoring.programmes.filing import fold

_WORDS = {
    **dict(
        zip(
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
            range(11),
            strict=True,
        )
    ),
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "once": 1,
    "single": 1,
    "pair": 2,
}
_LOOSE = {
    "a couple": 2,
    "couple": 2,
    "a few": 3,
    "few": 3,
    "several": 3,
    "some": 2,
    "half a dozen": 6,
    "any": 1,
    "as many as you like": 3,
    "many": 3,
    "lots": 3,
}
_NUMBER = re.compile(r"(?<![\d.])(\d{1,4})(?:[.,](\d+))?(?![\d])")
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|—|to|or|/|and)\s*(\d{1,3})")
_SINCE = re.compile(r"\b(?:since|from|started(?: in)?|qualified(?: in)?)\s+(19[5-9]\d|20\d\d)\b")
_FEWER = re.compile(r"\b(?:less than|under|<)\s*(?:1|one|a)\b|\bfirst year\b|\bnot yet\b|\bnew\b")


def read_number(words: str, *, least: int = 0, most: int = 60, years: bool = False) -> Reading:
    """A whole number; `years` also takes "since 2014" and the lower end of "6-10".

    >>> read_number("3 people").value, read_number("two").value
    (3, 2)
    """
    said = fold(clean(words))
    if is_no_answer(said):
        return Reading()
    number, sure = _number(said, years=years)
    if number is None:
        return Reading(doubt=_no_number(clean(words), least, most), note=clean(words))
    if not least <= number <= most:
        return Reading(doubt=_no_number(clean(words), least, most), note=clean(words))
    if sure:
        return Reading(number)
    return Reading(doubt=_loosely(clean(words), number, said), note=clean(words))


def _number(said: str, *, years: bool) -> tuple[int | None, bool]:
    said = said.replace("½", ".5")
    if years and (since := _SINCE.search(said)):
        return date.today().year - int(since[1]), False  # noqa: DTZ011
    if years and _FEWER.search(said):
        return 0, True
    if found := _RANGE.search(said):
        return min(int(found[1]), int(found[2])), years
    digits = _NUMBER.findall(said)
    if len(digits) == 1:
        return int(digits[0][0]), not re.search(
            r"\+|plus|\bat least\b|\bmax|\babout\b|~|\?", said
        ) or years
    return (int(digits[0][0]), False) if digits else _number_in_words(said)


def _number_in_words(said: str) -> tuple[int | None, bool]:
    for phrase in sorted(_LOOSE, key=len, reverse=True):
        if re.search(rf"\b{phrase}\b", said):
            return _LOOSE[phrase], False
    named = [_WORDS[word] for word in re.findall(r"[a-z]+", said) if word in _WORDS]
    return (named[0], len(named) == 1) if named else (None, False)


def _loosely(words: str, number: int, said: str) -> Doubt:
    upper = [int(one) for one in re.findall(r"\d+", said) if 0 < int(one) < 60]
    choices = sorted({number, *upper})
    return Doubt(
        what=_("“%s” is not one number") % words,
        fix=_("Choose a number, or write another."),
        suggestion=str(number),
        choices=tuple((str(one), str(one)) for one in choices) if len(choices) > 1 else (),
    )


def _no_number(words: str, least: int, most: int) -> Doubt:
    return Doubt(
        what=_("“%s” is not a number we can use") % words[:80],
        fix=_("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most},
    )


_YES = frozenset(
    [
        "y",
        "yes",
        "yep",
        "yeah",
        "true",
        "t",
        "1",
        "x",
        "✓",
        "✔",
        "☑",
        "ok",
        "okay",
        "agree",
        "agreed",
        "checked",
        "ticked",
        "on",
        "accept",
        "accepted",
        "confirm",
        "confirmed",
        "consent",
        "happy",
        "selected",
    ]
)
_NO = frozenset(
    [
        "n",
        "no",
        "nope",
        "false",
        "f",
        "0",
        "not",
        "disagree",
        "unchecked",
        "off",
        "decline",
        "declined",
        "never",
    ]
)


def read_yes_no(words: str) -> bool | None:
    """Whether an answer means yes; None where it says neither.

    >>> read_yes_no("Yes, that's fine"), read_yes_no("I do not agree"), read_yes_no("perhaps")
    (True, False, None)
    """
    said = re.findall(r"[\w✓✔☑]+", fold(clean(words)))
    if not said:
        return None
    if said[0] in _NO or ("not" in said and {"agree", "consent", "wish", "want"} & set(said)):
        return False
    if any(word in {"dont", "don"} for word in said):
        return False
    if said[0] in _YES or {"agree", "consent", "yes", "accept", "confirm", "understand"} & set(
        said
    ):
        return True
    return None
