"""Guessing what each column is, by its heading and by what stands in it, with reasons."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from edumentoring.intake.understanding.known import options_of
from edumentoring.intake.understanding.numbers import read_yes_no
from edumentoring.intake.understanding.reading import clean
from edumentoring.intake.understanding.roles import read_role
from edumentoring.intake.understanding.targets import BY_ID, TARGETS, patterns_of
from edumentoring.intake.understanding.times import is_time
from edumentoring.programmes.filing import fold

SURE, LIKELY = 0.8, 0.5
SAMPLE = 100
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_DATE = re.compile(r"^\s*(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d{2}-\d{2})")
_POSTCODE = re.compile(r"^[A-Za-z]{1,2}\d[A-Za-z\d]?(?:\s*\d[A-Za-z]{2})?$")
_NUMBERISH = re.compile(r"\D{0,12}\d{1,2}\D{0,15}$|^[a-z ]{3,9}$", re.IGNORECASE)
_GRID = re.compile(r"^(.+?)\s*\[(.+)\]\s*$")
_SEVERAL = re.compile(r"[,;|\n]")


@dataclass
class Column:
    """One column of the chosen sheets, with its answers in row order ("" for none)."""

    key: str
    heading: str
    values: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)

    @property
    def grid(self) -> tuple[str, str] | None:
        """The question and the row, where a grid made one column of each of its rows."""
        found = _GRID.match(self.heading)
        return (found[1].strip(), found[2].strip()) if found else None

    @property
    def filled(self) -> list[str]:
        return [value for value in self.values if value]

    def first_answers(self, most: int = 2) -> list[str]:
        """The first different answers, shortened to be shown."""
        shown = dict.fromkeys(" ".join(value.split())[:60] for value in self.filled[:50])
        return list(shown)[:most]


@dataclass(frozen=True)
class Guess:
    """What a column probably is, how sure we are (0 to 1), and why."""

    target: str
    confidence: float
    why: str = ""

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE


def guess_columns(columns: Sequence[Column]) -> dict[str, Guess]:
    """A guess for each column under its key; what only one column may fill, only one does."""
    ranked = [
        (guess.confidence, -at, column.key, guess)
        for at, column in enumerate(columns)
        for guess in _guesses(column)
    ]
    chosen: dict[str, Guess] = {}
    taken: set[str] = set()
    for _confidence, _at, key, guess in sorted(ranked, key=lambda one: one[:2], reverse=True):
        if key in chosen or (guess.target in taken and not BY_ID[guess.target].several):
            continue
        chosen[key] = guess
        taken.add(guess.target)
    for column in columns:
        chosen.setdefault(column.key, _leftover(column))
    return _settle(columns, chosen)


def _guesses(column: Column) -> list[Guess]:
    heading = heading_key(column.grid[0] if column.grid else column.heading)
    sample = column.filled[:SAMPLE]
    if not sample:
        return [Guess("ignore", 0.95, _("No row has an answer."))]
    by_content = _by_content(column, sample, heading)
    guesses = []
    for target in TARGETS:
        if column.grid and not target.several:
            continue
        named = _heading_fit(target.id, heading)
        content = by_content.get(target.id)
        if not named and content is None:
            continue
        confidence = _together(named, content)
        if confidence >= LIKELY:
            guesses.append(Guess(target.id, confidence, _why(named, content, target.id)))
    return guesses


def heading_key(heading: str) -> str:
    """A heading for comparing: folded, without hints in brackets and punctuation.

    >>> heading_key("What would you like help with? (tick any)")
    'what would you like help with'
    """
    said = re.sub(r"\([^)]*\)", " ", fold(clean(heading)).replace("’", "'").replace("_", " "))
    return " ".join(re.sub(r"[^\w'# -]+", " ", said).split())


@lru_cache(maxsize=4_000)
def _heading_fit(target_id: str, heading: str) -> float:
    for place, pattern in enumerate(patterns_of(target_id)):
        if pattern.search(heading):
            whole = pattern.fullmatch(heading) is not None
            if len(heading) > 90 and not whole:
                return 0.55  # a long question names many things in passing
            return (
                0.95 if place == 0 and whole else 0.9 if whole else max(0.62, 0.84 - 0.06 * place)
            )
    return 0.0


def _together(named: float, content: float | None) -> float:
    """Heading and content count together; content that speaks against it weighs more."""
    if content is None:
        return named
    if not named:
        return content * 0.75
    if content < 0.2:
        return named * 0.5
    return min(0.99, max(named, 0.6 * named + 0.5 * content))


def _why(named: float, content: float | None, target_id: str) -> str:
    label = BY_ID[target_id].label
    if content is not None and content >= 0.2:
        return _("%(percent)s%% of the answers fit “%(label)s”.") % {
            "percent": round(content * 100),
            "label": label,
        }
    return _("By its heading.") if named else ""


Fit = Callable[[Column, Sequence[str]], float]


def _each(fits: Callable[[str], bool]) -> Fit:
    """The share of the answers that fit."""
    return lambda _column, sample: _share(sample, fits)


def _times_fit(column: Column, sample: Sequence[str]) -> float:
    named = 0.9 if column.grid and is_time(column.grid[1]) else 0.0
    return max(_share(sample, is_time), named)


def _options_fit(target: str) -> Fit:
    return lambda _column, sample: options_of(target).share_of(sample)


_YES_NO = _each(lambda value: len(value) < 40 and read_yes_no(value) is not None)
_NUMBER = _each(lambda value: bool(_NUMBERISH.match(value.strip())))
FITS: dict[str, Fit] = {
    "email": _each(lambda value: bool(_EMAIL.search(value))),
    "signed_up_at": _each(lambda value: bool(_DATE.match(value))),
    "postcode": _each(lambda value: bool(_POSTCODE.match(value.strip()))),
    "role": _each(lambda value: len(value) < 60 and bool(read_role(value))),
    **dict.fromkeys(("is_mentor", "is_mentee", "is_both", "is_trained", "identity_wish"), _YES_NO),
    **dict.fromkeys(("years", "course_year", "capacity", "demand"), _NUMBER),
    "availability": _times_fit,
    **{
        target.id: _options_fit(target.id)
        for target in TARGETS
        if target.options and not target.id.startswith("identity")
    },
}
# Some say nothing for themselves: any number could be years, any yes could be anything.
TOLD_ALONE = frozenset(
    {"email", "signed_up_at", "postcode", "role", "availability"}
    | {"stage", "phases", "subjects", "region"}
)
PROSE = 90  # characters on average


def _by_content(column: Column, sample: Sequence[str], heading: str) -> dict[str, float]:
    """How well the answers fit each target that can be told from answers; only those told."""
    long = sum(map(len, sample)) / len(sample) > PROSE
    told: dict[str, float] = {}
    for key, fit in FITS.items():
        named = _heading_fit(key, heading)
        if not named and key not in TOLD_ALONE:
            continue
        share = fit(column, sample)
        if long and share < SURE and key in _LISTS:
            # Prose, unless nearly all of it is options: whoever offers help ticks many.
            share = min(share, 0.1)
        if named or share >= 0.6:
            told[key] = share
    for key in ("region", "email"):
        # Towns speak for a region, and only the register knows all of them. A column called
        # e-mail is one even where every address in it is wrong: that is for the rows to say.
        if told.get(key, 1.0) < 0.2:
            del told[key]
    if long or told.get("email", 0.0) > 0.5:
        for key in ("name", "first_name", "last_name", *(["school"] if long else [])):
            if _heading_fit(key, heading):
                told[key] = 0.05
    return told


_LISTS = frozenset({"topics_wanted", "topics_offered", "topics", "availability"})


def _share(sample: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(1 for value in sample if fits(value)) / len(sample)


def _leftover(column: Column) -> Guess:
    if not column.filled:
        return Guess("ignore", 0.95, _("No row has an answer."))
    return Guess("extra", 0.6, _("We did not know the heading."))


def _settle(columns: Sequence[Column], chosen: dict[str, Guess]) -> dict[str, Guess]:
    """Mend what only shows when all guesses stand beside each other."""
    targets = {guess.target: key for key, guess in chosen.items()}
    if "first_name" in targets and "last_name" not in targets and "name" in targets:
        chosen[targets["name"]] = Guess("last_name", 0.55, _("Beside a first name."))
    if {"first_name", "last_name"} <= targets.keys() and "name" in targets:
        chosen[targets["name"]] = Guess("ignore", 0.7, _("First and last name are used."))
    if "first_name" in targets and "last_name" not in targets and "name" not in targets:
        chosen[targets["first_name"]] = Guess("name", 0.8, _("By its heading."))
    for column in columns:
        if _is_ticked_option(column) and chosen[column.key].target in {"extra", "ignore"}:
            chosen[column.key] = _option_column(column)
    return chosen


def _is_ticked_option(column: Column) -> bool:
    """Typeform gives every option a column of its own, which holds the option where ticked."""
    heading = fold(column.heading)
    return bool(column.filled) and all(fold(value) == heading for value in column.filled)


def _option_column(column: Column) -> Guess:
    for target in ("topics", "subjects", "phases", "helps_wanted", "contexts"):
        if options_of(target).whole(column.heading):
            return Guess(target, 0.7, _("A column for one choice."))
    return Guess("extra", 0.6, _("We did not know the heading."))


def program_of(columns: Sequence[Column]) -> str:
    """Which program's export this looks like, in words."""
    headings = {heading_key(column.heading) for column in columns}
    if {"start time", "completion time"} <= headings:
        return _("Microsoft Forms")
    if "network id" in headings or "submit date" in headings or "submit date utc" in headings:
        return _("Typeform")
    if "timestamp" in headings:
        return _("Google Forms")
    return _("a sheet made by hand")
