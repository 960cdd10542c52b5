# A pattern in one piece reads better than one cut in two.
# ruff: noqa: E501
"""Times that suit, in free words or in a grid, as slots of a week."""

import re
from collections.abc import Iterable

from edumentoring.intake.understanding.reading import clean, is_no_answer
from edumentoring.programmes.filing import fold
from edumentoring.programmes.vocabulary import DAYS, PARTS_OF_DAY, SLOTS

_WEEK = [day.id for day in DAYS]
_PARTS = [part.id for part in PARTS_OF_DAY]
_DAY = {
    "mon": r"mon(?:day)?s?",
    "tue": r"tue(?:s|sday)?s?",
    "wed": r"wed(?:s|nesday|nesdays)?|wensday|wednsday",
    "thu": r"thu(?:r|rs|rsday|rsdays)?",
    "fri": r"fri(?:day)?s?",
    "sat": r"sat(?:urday)?s?",
    "sun": r"sun(?:day)?s?",
}
_ANY_DAY = "|".join(f"(?:{pattern})" for pattern in _DAY.values())
_SPAN = re.compile(rf"\b({_ANY_DAY})\s*(?:-|–|to|through)\s*({_ANY_DAY})\b")
_PART = {
    "morning": r"before school|early mornings?|mornings?|\bam\b|breakfast",
    "day": r"day ?times?|during the (?:school )?day|\bppa\b|lunch ?times?|lunch|frees?\b|free periods?|school hours|break",
    "after": r"after[- ]?school|after ?noons?|late afternoon|straight after|twilight|end of (?:the )?(?:school )?day",
    "evening": r"evenings?|\beves?\b|nights?|after tea|after dinner",
}
_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)?\s*(?:\d{1,2}(?:[:.]\d{2})?)?\s*(am|pm|ish|o'?clock)?"
)
_NOT = re.compile(
    rf"\b(?:not|no|except|never|can'?t(?: do)?|cannot(?: do)?|but not|apart from|excluding)\s+(?:on\s+)?((?:(?:{_ANY_DAY}|weekends?)[\s,/&]*(?:or|and)?\s*)+)"
)
_FILLER = re.compile(
    r"\b(?:and|or|on|at|in|the|to|from|after|before|until|till|pm|am|ish|any|all|every|most|some|usually|best|are|is|for|me|my|free|available|good|between|around|about|times?|day|days|school|week|works?|ok|fine|please|i|am|after|online|only)\b"
)


def read_times(words: str) -> tuple[list[str], str]:
    """Slots, and the words that were not understood ("" where all were).

    >>> read_times("Thurs after 4")
    (['thu-after'], '')
    >>> read_times("weekday evenings")[0][0], len(read_times("weekday evenings")[0])
    ('mon-evening', 5)
    """
    said = fold(clean(words)).replace("’", "'")
    if is_no_answer(said):
        return [], ""
    slots: set[str] = set()
    rest = ""
    if said in SLOTS:
        return [said], ""
    said = re.sub(r",(?=\s*\d{1,2}(?:[.:]\d\d)?\s*to\s*\d)", " ", said)  # "Evening, 6 to 9"
    refused, said = _refused(said)
    for phrase in re.split(
        r"[;,\n.]|\bor\b|\band\b(?=\s+(?:" + _ANY_DAY + r"|weekend|weekday|any|every))",
        _join_days(said),
    ):
        found, left = _read_phrase(phrase)
        slots |= found
        rest += " " + left
    if refused and not slots:
        slots = {
            slot for slot in SLOTS if slot[:3] in _WEEK[:5] and slot.endswith(("after", "evening"))
        }
    slots = {slot for slot in slots if slot[:3] not in refused}
    unread = bool(re.search(r"[a-z]{3,}|\d", _FILLER.sub(" ", rest)))
    return [slot for slot in SLOTS if slot in slots], clean(words) if unread or not slots else ""


def read_grid(row: str, cell: str) -> list[str]:
    """One cell of a grid whose row is a day, a part of the day or both."""
    said = fold(clean(cell))
    if is_no_answer(said) or re.match(r"(?:no|not|never|unavailable|busy|false|0)\b", said):
        return []
    if re.fullmatch(r"(?:yes|y|true|available|free|1|x|✓|✔|ok|often|usually)\W*", said):
        return read_times(row)[0]
    return _cross(f"{row} {cell}")


def is_time(words: str) -> bool:
    """Whether the words name a day or a part of one."""
    said = fold(words)
    return bool(re.search(rf"\b(?:{_ANY_DAY})\b", said)) or any(
        re.search(pattern, said) for pattern in _PART.values()
    )


def _refused(said: str) -> tuple[set[str], str]:
    refused: set[str] = set()
    for found in _NOT.finditer(said):
        refused |= set(_days_in(found[1]))
    return refused, _NOT.sub(" ", said)


def _join_days(said: str) -> str:
    """ "Mon, Tue and Thu evenings" is one phrase: days in a row belong together."""
    day = rf"\b(?:{_ANY_DAY})\b"
    joined = re.sub(rf"({day})\s*(?:,|&|/|\+|\band\b|\bor\b|\s)\s*(?={day})", r"\1 ", said)
    while joined != said:
        said = joined
        joined = re.sub(rf"({day})\s*(?:,|&|/|\+|\band\b|\bor\b)\s*(?={day})", r"\1 ", said)
    return joined


def _cross(words: str) -> list[str]:
    found, _rest = _read_phrase(fold(clean(words)))
    return [slot for slot in SLOTS if slot in found]


def _read_phrase(phrase: str) -> tuple[set[str], str]:
    days, parts = _days_in(phrase), _parts_in(phrase)
    rest = phrase
    for pattern in (*_DAY.values(), *_PART.values(), "week ?days?", "week ?ends?"):
        rest = re.sub(rf"\b(?:{pattern})\b", " ", rest)
    rest = _CLOCK.sub(" ", rest) if parts else rest
    if not days and not parts:
        if re.search(r"\b(?:any ?time|flexible|anytime|whenever|always)\b", phrase):
            return {f"{day}-{part}" for day in _WEEK[:5] for part in ("after", "evening")}, ""
        return set(), rest
    if not days:
        days = _WEEK if re.search(r"\b(?:any|every|all|daily)\b", phrase) else _WEEK[:5]
    if not parts:
        parts = _PARTS if {"sat", "sun"} >= set(days) else ["after", "evening"]
    return {f"{day}-{part}" for day in days for part in parts}, rest


def _days_in(phrase: str) -> list[str]:
    days: set[str] = set()
    for found in _SPAN.finditer(phrase):
        first, last = _day_of(found[1]), _day_of(found[2])
        if first <= last:
            days |= set(_WEEK[first : last + 1])
    days |= {day for day, pattern in _DAY.items() if re.search(rf"\b(?:{pattern})\b", phrase)}
    if re.search(r"\bweek ?days?\b|\bterm ?time\b|\bschool days?\b", phrase):
        days |= set(_WEEK[:5])
    if re.search(r"\bweek ?ends?\b", phrase):
        days |= {"sat", "sun"}
    return [day for day in _WEEK if day in days]


def _day_of(word: str) -> int:
    return next(at for at, day in enumerate(_WEEK) if re.fullmatch(_DAY[day], word))


def _parts_in(phrase: str) -> list[str]:
    parts = {part for part, pattern in _PART.items() if re.search(pattern, phrase)}
    if "after" in parts and re.search(r"\bmorning", phrase) and "afternoon" not in phrase:
        parts |= {"morning"}
    if not parts:
        parts = set(_hours_in(phrase))
    return [part for part in _PARTS if part in parts]


def _hours_in(phrase: str) -> Iterable[str]:
    for hour_said, _minutes, half in _CLOCK.findall(phrase):
        hour = int(hour_said)
        if half == "pm" and hour < 12:
            hour += 12
        elif half != "am" and hour < 7:
            hour += 12  # nobody talks at four in the morning
        elif half != "am" and hour in {7, 8, 9} and re.search(r"\bafter\b|\bpm\b", phrase):
            hour += 12
        if 5 <= hour < 24:
            yield (
                "morning"
                if hour < 9
                else "day"
                if hour < 15
                else "after"
                if hour < 18
                else "evening"
            )
