"""Which mentors would help most: sentences worked out from who waits and who has room.

1. People are put in cells of subject, age taught and region, and of subject and age alone.
2. A cell is short of as many places as wait in it beyond the places free in it.
3. The cell that is shortest is said first, the narrower one of two alike; those it would help
   are taken out, and the next is looked for among the others.
4. A topic is named where most in the cell ask for it and nobody with room there offers it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import ceil

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from edumentoring.programmes.kinds import HOURS
from edumentoring.programmes.questions import OTHER
from edumentoring.programmes.vocabulary import Term
from edumentoring.reach.coverage import LABELS, Coverage, Somebody

MOST_SENTENCES = 5
FEWEST_TOLD = 5
ANYWHERE = ""

SUBJECT_WORDS: dict[str, Promise] = {
    "Primary": gettext_lazy("primary"),
    "English": gettext_lazy("English"),
    "Mathematics": gettext_lazy("maths"),
    "Science": gettext_lazy("science"),
    "Computing": gettext_lazy("computing"),
    "Humanities": gettext_lazy("humanities"),
    "Languages": gettext_lazy("languages"),
    "Creative arts": gettext_lazy("creative arts"),
    "Technology": gettext_lazy("technology"),
    "PE and health": gettext_lazy("PE and health"),
    "Social sciences": gettext_lazy("social sciences"),
    "Vocational": gettext_lazy("vocational"),
    "Whole-school": gettext_lazy("SEND"),
}
AGE_WORDS: dict[str, Promise] = {
    "primary": gettext_lazy("primary"),
    "secondary": gettext_lazy("secondary"),
    "post16": gettext_lazy("post-16"),
    "special": gettext_lazy("special school"),
}
# Regions that are said with "the" or otherwise than as they stand in a list.
PLACE_WORDS: dict[str, Promise] = {
    "north_east": pgettext_lazy("in which region", "in the North East"),
    "north_west": pgettext_lazy("in which region", "in the North West"),
    "yorkshire": pgettext_lazy("in which region", "in Yorkshire and the Humber"),
    "east_midlands": pgettext_lazy("in which region", "in the East Midlands"),
    "west_midlands": pgettext_lazy("in which region", "in the West Midlands"),
    "east": pgettext_lazy("in which region", "in the East of England"),
    "london": pgettext_lazy("in which region", "in London"),
    "south_east": pgettext_lazy("in which region", "in the South East"),
    "south_west": pgettext_lazy("in which region", "in the South West"),
    "wales": pgettext_lazy("in which region", "in Wales"),
    "scotland": pgettext_lazy("in which region", "in Scotland"),
    "northern_ireland": pgettext_lazy("in which region", "in Northern Ireland"),
    "islands": pgettext_lazy("in which region", "in the Channel Islands or the Isle of Man"),
    "overseas": pgettext_lazy("in which region", "overseas"),
}

Cell = tuple[str, str, str]  # subject's group, age's group, region or ANYWHERE
Placed = tuple[Somebody, set[Cell]]


@dataclass(frozen=True)
class Missing:
    """So many more mentors of one kind, and how many of those who wait they would help."""

    cell: Cell
    mentors: int
    people: int
    topic: str = ""

    def __str__(self) -> str:
        """Two more secondary science mentors in the North East would help five people."""
        return capfirst(
            _("%(who)s would help %(whom)s.") % {"who": self.who, "whom": _people(self.people)}
        )

    @property
    def who(self) -> str:
        """Two more secondary science mentors in the North East"""
        mentors = ngettext(
            "%(number)s more %(kind)s mentor", "%(number)s more %(kind)s mentors", self.mentors
        ) % {"number": apnumber(self.mentors), "kind": self.kind}
        return " ".join(part for part in (mentors, self.where, self.able) if part)

    @property
    def plea(self) -> str:
        """Secondary science mentors in the North East: for a public call, without a count.

        Where few wait, the region and the topic might tell who they are, so they are left out.
        """
        told = self.people >= FEWEST_TOLD
        words = [_("%s mentors") % self.kind, *((self.where, self.able) if told else ())]
        return capfirst(" ".join(word for word in words if word))

    @property
    def kind(self) -> str:
        """Secondary science; primary alone where subject and age say the same."""
        subject, age, _region = self.cell
        words = [str(AGE_WORDS.get(age, age)), str(SUBJECT_WORDS.get(subject, subject))]
        return " ".join(dict.fromkeys(word for word in words if word))

    @property
    def where(self) -> str:
        """In the North East; nothing where the region makes no difference."""
        return str(PLACE_WORDS.get(self.cell[2], ""))

    @property
    def able(self) -> str:
        """Who can help with managing workload; nothing where no topic stands out."""
        if not self.topic:
            return ""
        term = LABELS["topic"].get(self.topic)
        words = str(term.label) if term else self.topic.removeprefix(OTHER)
        return _("who can help with %s") % (words[:1].lower() + words[1:])


def _people(number: int) -> str:
    words = ngettext("%s person", "%s people", number)
    return words % apnumber(number)


def missing_from(coverage: Coverage) -> list[Missing]:
    """At most five kinds of mentor, the one that would help most first."""
    waiting = [(one, _cells(one)) for one in coverage.waiting]
    with_room = [(one, _cells(one)) for one in coverage.with_room]
    lacking = _lacking(waiting, with_room)
    said: list[Missing] = []
    while len(said) < MOST_SENTENCES and (cell := _shortest(lacking)):
        inside = [one for one, cells in waiting if cell in cells]
        helped = {id(one) for one in inside[: lacking[cell]]}
        said.append(
            Missing(
                cell=cell,
                mentors=ceil(len(helped) / coverage.usual_places),
                people=len(helped),
                topic=_topic(inside, [one for one, cells in with_room if cell in cells]),
            )
        )
        for one, cells in waiting:
            if id(one) in helped:
                lacking.subtract(cells)
        waiting = [(one, cells) for one, cells in waiting if id(one) not in helped]
    return said


def _lacking(waiting: Iterable[Placed], with_room: Iterable[Placed]) -> Counter[Cell]:
    """How many wait in each cell beyond the places free in it."""
    lacking = Counter(cell for _one, cells in waiting for cell in cells)
    for one, cells in with_room:
        for cell in cells & lacking.keys():
            lacking[cell] -= one.places
    return lacking


def _shortest(lacking: Counter[Cell]) -> Cell | None:
    """The cell that lacks most, the narrower one of two alike; None where nothing is short."""
    best = max(lacking, key=lambda cell: (lacking[cell], cell[2] != ANYWHERE, cell), default=None)
    return best if best and lacking[best] > 0 else None


def _cells(one: Somebody) -> set[Cell]:
    return set(_cells_of(one))


def _cells_of(one: Somebody) -> Iterator[Cell]:
    subjects = _groups(one, "subject") or ("",)
    ages = _groups(one, "phase") or ("",)
    for subject, age in product(subjects, ages):
        if subject or age:
            for region in {ANYWHERE, *one.under["region"]}:
                yield subject, age, region


def _groups(one: Somebody, side: str) -> tuple[str, ...]:
    """The groups of somebody's subjects or ages: biology is asked for as science."""
    terms: dict[str, Term] = LABELS[side]
    groups = (
        terms[value].group if value in terms else value.removeprefix(OTHER)
        for value in one.under[side]
    )
    return tuple(dict.fromkeys(group for group in groups if group))


def _topic(inside: list[Somebody], with_room: list[Somebody]) -> str:
    """What most of them ask for and nobody with room there offers."""
    asked = Counter(topic for one in inside for topic in one.under["topic"])
    offered = {topic for one in with_room for topic in one.under["topic"]}
    for topic, number in asked.most_common():
        if number < 2 or number * 2 <= len(inside):
            break
        if topic not in offered:
            return topic
    return ""


def draft_call(
    name: str,
    address: str,
    missing: Iterable[Missing],
    *,
    an_hour: str | Promise = HOURS["fortnightly"],
) -> str:
    """A call for mentors that a coordinator may change: plain words, one address.

    `an_hour` is the time it takes, as `kinds.hour_of` says it.
    """
    lines = dict.fromkeys(f"- {one.plea}" for one in missing)
    asked = "\n".join(lines) or _("- Mentors of every subject and age")
    return _(
        "Could you mentor a teacher?\n\n"
        "%(name)s brings teachers together to talk. It takes about %(an_hour)s. "
        "You choose how many people you have room for, and you can pause at any time.\n\n"
        "This is who we are looking for now:\n"
        "%(asked)s\n\n"
        "Not you? Please pass this on to somebody who might like it.\n"
        "Read more and sign up: %(address)s"
    ) % {"name": name, "an_hour": an_hour, "asked": asked, "address": address}
