"""What each answer of a column means, by what the column goes into."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from edumentoring.intake.understanding.addresses import _ADDRESS, is_address, read_email, read_phone
from edumentoring.intake.understanding.dates import DAY_FIRST, read_moment
from edumentoring.intake.understanding.guessing import Column
from edumentoring.intake.understanding.known import options_of
from edumentoring.intake.understanding.names import read_name
from edumentoring.intake.understanding.numbers import read_number, read_yes_no
from edumentoring.intake.understanding.options import Found, Splitter, strip_other
from edumentoring.intake.understanding.reading import (
    Doubt,
    Reading,
    clean,
    clean_lines,
    is_no_answer,
    key_of,
)
from edumentoring.intake.understanding.targets import BY_ID
from edumentoring.intake.understanding.times import is_time, read_grid, read_times
from edumentoring.programmes import vocabulary as words
from edumentoring.programmes.filing import fold
from edumentoring.programmes.questions import OTHER

# A person's decision about some words, where it is not simply other words.
KEEP, BLANK, SCHOOL = "=keep", "=blank", "=school:"

Decisions = Mapping[str, str]


@dataclass
class Places:
    """Towns and postcode areas, each with its region; filled from the school register."""

    regions: dict[str, str] = field(default_factory=dict)

    def region_of(self, said: str) -> str:
        key = key_of(said)
        return self.regions.get(key) or self.regions.get(
            key.split(" ")[0] if _is_outcode(key) else "", ""
        )


def _is_outcode(key: str) -> bool:
    first = key.split(" ", maxsplit=1)[0] if key else ""
    return 2 <= len(first) <= 4 and first[:1].isalpha() and any(one.isdigit() for one in first)


class ColumnReader:
    """Reads one column: `read` gives each answer's meaning, the same words the same one.

    `decisions` are a person's: what stands for some words of this target, by `word_key`.
    """

    def __init__(
        self,
        column: Column,
        target: str,
        *,
        zone: ZoneInfo,
        order: str = DAY_FIRST,
        decisions: Decisions | None = None,
        places: Places | None = None,
    ) -> None:
        self.column, self.target = column, target
        self.decisions = decisions or {}
        self.places = places or Places()
        self._zone, self._order = zone, order
        kind = BY_ID[target].kind
        self.options = options_of(target)
        self._is_several = kind == "several"
        self.splitter = Splitter(self.options, column.values if self._is_several else ())
        self._read_kind: Callable[[str], Reading] = getattr(self, f"_{kind}")
        self._memory: dict[str, Reading] = {}
        self.respelt: dict[str, str] = {}
        self.in_own_words: dict[str, int] = {}

    def read(self, said: str) -> Reading:
        """The meaning of one cell."""
        if said not in self._memory:
            self._memory[said] = self._read(said)
        return self._memory[said]

    def _read(self, said: str) -> Reading:
        decided = self.decisions.get(word_key(self.target, said)) if self.decisions else None
        if decided == BLANK:
            return Reading()
        if decided is not None and decided != KEEP and not self._is_several:
            again = self._read_kind(decided)
            return Reading(again.value, note=again.note) if again.value is not None else again
        reading = self._read_kind(said)
        return Reading(reading.value, note=reading.note) if decided == KEEP else reading

    # --- One method for each kind of target -----------------------------------------------------

    def _email(self, said: str) -> Reading:
        return read_email(said)

    def _name(self, said: str) -> Reading:
        return Reading(read_name(said) or None)

    def _phone(self, said: str) -> Reading:
        return read_phone(said)

    def _moment(self, said: str) -> Reading:
        return read_moment(said, self._order, self._zone)

    def _text(self, said: str) -> Reading:
        return Reading(clean(said)[:150] or None)

    def _town(self, said: str) -> Reading:
        return Reading(clean(said)[:80] or None)

    def _school(self, said: str) -> Reading:
        return Reading(None if is_no_answer(said) else clean(said)[:200])

    def _long_text(self, said: str) -> Reading:
        return Reading(clean_lines(said)[:5000] or None)

    def _extra(self, said: str) -> Reading:
        return Reading(clean_lines(said)[:5000] or None)

    def _ignore(self, _said: str) -> Reading:
        return Reading()

    def _role(self, said: str) -> Reading:
        from edumentoring.intake.understanding.roles import read_role

        if not clean(said):
            return Reading()
        role = read_role(said)
        return Reading(role) if role else Reading(doubt=unclear_role(clean(said)))

    def _yes_no(self, said: str) -> Reading:
        if is_no_answer(said) and fold(said) != "x":
            return Reading()
        answer = read_yes_no(said)
        if answer is None and self.target in {"is_mentor", "is_mentee", "is_both"}:
            answer = fold(said) not in {"maybe", "perhaps", "unsure"}
        return Reading(answer)

    def _consent(self, said: str) -> Reading:
        """A box that was ticked holds its own words, so any words but a no are a yes."""
        if not clean(said):
            return Reading(value="blank")
        return Reading("no" if read_yes_no(said) is False else "yes")

    def _years(self, said: str) -> Reading:
        return read_number(said, most=60, years=True)

    def _course_year(self, said: str) -> Reading:
        return read_number(said, least=1, most=6)

    def _capacity(self, said: str) -> Reading:
        return read_number(said, most=50)

    def _demand(self, said: str) -> Reading:
        return read_number(said, most=5)

    def _distance(self, said: str) -> Reading:
        reading = read_number(said, most=500, years=True)
        miles = "mile" in fold(said) or (
            "mile" in fold(self.column.heading) and "k" not in fold(said)
        )
        if miles and reading.value is not None:
            return Reading(round(reading.value * 1.609), doubt=reading.doubt)
        return reading

    def _emails(self, said: str) -> Reading:
        found = [one.lower().strip(".") for one in _ADDRESS.findall(said)]
        kept = [one for one in dict.fromkeys(found) if is_address(one)]
        return Reading(kept or None, note="" if kept or is_no_answer(said) else clean(said))

    def _times(self, said: str) -> Reading:
        grid = self.column.grid
        if grid and is_time(grid[1]):
            return Reading(read_grid(grid[1], said) or None)
        slots, left = read_times(said)
        return Reading(slots or None, note=left)

    def _one(self, said: str) -> Reading:
        if is_no_answer(said):
            return Reading()
        found = self.options.find(said)
        if not found.sure or len(found.ids) != 1:
            return Reading(doubt=self._unknown(clean(said), found), note=clean(said))
        if not found.exact:
            self.respelt[clean(said)] = self.options.labels[found.ids[0]]
        if self.target == "stage" and found.ids[0] == "rqt" and "3" not in said:
            return Reading("rqt", doubt=_which_rqt(clean(said)))
        return Reading(found.ids[0])

    def _region(self, said: str) -> Reading:
        if is_no_answer(said):
            return Reading()
        exact = self.options.whole(said)
        place = exact[0] if exact else self.places.region_of(said) or self._place_in(said)
        return Reading(place) if place else self._one(said)

    def _place_in(self, said: str) -> str:
        """A town among other words: "Leeds, West Yorkshire"."""
        for part in said.replace("/", ",").split(","):
            known = self.options.whole(part)
            region = known[0] if known else self.places.region_of(part)
            if region:
                return region
        return ""

    def _several(self, said: str) -> Reading:
        if is_no_answer(said):
            return Reading()
        if self.column.heading and fold(said) in {"yes", "true", "1", "x", "✓"}:
            ticked = self.options.whole((self.column.grid or ("", self.column.heading))[1])
            return Reading(list(ticked) or None)
        ids: dict[str, None] = {}
        doubts: list[tuple[str, Doubt]] = []
        for piece in self.splitter.split(said):
            meaning, doubt = self._piece(piece)
            ids |= dict.fromkeys(meaning)
            if doubt:
                doubts.append((piece, doubt))
        return Reading(list(ids) or None, doubts=tuple(doubts))

    def _piece(self, piece: str) -> tuple[Sequence[str], Doubt | None]:
        """One ticked option, or words of their own, which are kept."""
        said = clean(strip_other(piece))
        if not said or is_no_answer(said):
            return (), None
        decided = self.decisions.get(word_key(self.target, said)) if self.decisions else None
        if decided == BLANK:
            return (), None
        found = self.options.find(decided if decided and decided != KEEP else said)
        if found.sure and decided != KEEP:
            if not found.exact and decided is None:
                self.respelt[said] = ", ".join(self.options.labels[one] for one in found.ids)
            return found.ids, None
        if found.named and len(said) < 60 and decided != KEEP:
            self.respelt[said] = ", ".join(self.options.labels[one] for one in found.named)
            return found.named, None
        self.in_own_words[said] = self.in_own_words.get(said, 0) + 1
        kept = (OTHER + said[:300],)
        if decided is not None or not found.near:
            return kept, None
        return kept, self._unknown(said, found, keep=True)

    def _unknown(self, said: str, found: Found, *, keep: bool = False) -> Doubt:
        near = [one for one, _score in found.near]
        rest = [] if keep else [one for one in self.options.labels if one not in near]
        choices = [(one, self.options.labels[one]) for one in [*near, *rest]]
        if keep:
            choices.append((KEEP, _("Keep “%s” in their own words") % said[:40]))
        return Doubt(
            what=_("“%(words)s” is not a %(label)s we know")
            % {"words": said[:80], "label": str(BY_ID[self.target].label).lower()},
            fix=_("Choose what it means, or leave it blank."),
            suggestion=near[0] if near else "",
            choices=tuple(choices),
        )


def word_key(target: str, said: str) -> str:
    """Under which a decision about some words of one target is kept."""
    return f"{target}|{key_of(said)[:200]}"


def unclear_role(said: str) -> Doubt:
    """Mentor, mentee or both could not be told."""
    return Doubt(
        what=_("“%s” could be more than one thing") % said[:60]
        if said
        else _("It does not say mentor or mentee"),
        fix=_("Choose how they take part."),
        choices=(("mentor", _("Mentor")), ("mentee", _("Mentee")), ("both", _("Both"))),
        blocks=True,
    )


def _which_rqt(said: str) -> Doubt:
    return Doubt(
        what=_("“%s” is used for year 2 and for years 3 to 5") % said[:60],
        fix=_("Choose which it is, or leave it."),
        suggestion="rqt",
        choices=(
            ("rqt", str(words.by_id(words.STAGES)["rqt"].label)),
            ("ect2", str(words.by_id(words.STAGES)["ect2"].label)),
        ),
    )
