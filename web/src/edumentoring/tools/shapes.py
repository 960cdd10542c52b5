"""What a tool is made of. A tool is data: its steps, their boxes, and where it comes from.

One model keeps what people write (`Sheet`), and one set of pages draws any tool from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise

Words = str | Promise

LOOK_AGAIN = "look_again_on"  # the one box that is a column of the sheet


class Shape(StrEnum):
    """How a box is drawn."""

    LONG = "long"
    LINE = "line"
    TICKS = "ticks"
    ONE = "one"
    DAY = "day"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A published work that a tool rests on. `url` only where it is free to read."""

    author: str
    year: int
    title: str
    more: Words = ""
    url: str = ""

    def __str__(self) -> str:
        more = f", {self.more}" if self.more else ""
        return f"{self.author} ({self.year}), {self.title}{more}"


@dataclass(frozen=True, kw_only=True)
class Box:
    """One thing to write or choose.

    `only_me`: nobody but its writer ever reads it, whatever becomes of the sheet. `action`: when
    the sheet is shared it becomes an action of the pair. `finds`: the library that helps to fill
    it: "steps", "questions" or "practice". `takes`: what else of the entry that was found goes into
    this box. `most`: how many letters it holds.
    """

    key: str
    label: Words
    hint: Words = ""
    shape: Shape = Shape.LONG
    rows: int = 3
    only_me: bool = False
    action: bool = False
    finds: str = ""
    takes: str = ""
    most: int = 6000
    options: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Example:
    """How a step can read in one phase: early years, primary, secondary or further education."""

    phase: Words
    words: Words


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a tool: a few boxes under one heading."""

    key: str
    title: Words
    hint: Words
    boxes: tuple[Box, ...]
    prompts: tuple[Words, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message that somebody can copy and make their own."""

    key: str
    title: Words
    when: Words
    words: Words


@dataclass(frozen=True, kw_only=True)
class HelpLine:
    """Somebody to talk to."""

    name: Words
    number: str
    words: Words
    url: str = ""

    @property
    def dialled(self) -> str:
        """The number as a telephone wants it."""
        return self.number.replace(" ", "")


@dataclass(frozen=True, kw_only=True)
class Resource:
    """Something of others that is free to use: whose it is, and what for."""

    name: str
    by: str
    words: Words
    url: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of what there is to read about a tool."""

    title: Words
    words: tuple[Words, ...] = ()
    points: tuple[Words, ...] = ()
    examples: tuple[Example, ...] = ()
    messages: tuple[Message, ...] = ()
    lines: tuple[HelpLine, ...] = ()
    resources: tuple[Resource, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One tool. Without steps it is something to read only.

    `about` asks for the sheet's title. `is_for_the_mentee`: its action is the mentee's to take up,
    whoever writes it; otherwise it is the writer's own. `finds_colleagues` leads to people who
    offered help.
    """

    key: str
    title: Words
    summary: Words
    group: Words
    minutes: int
    sources: tuple[Source, ...]
    words: tuple[Words, ...] = ()
    steps: tuple[Step, ...] = ()
    parts: tuple[Part, ...] = field(default_factory=tuple)
    about: Words = ""
    is_for_the_mentee: bool = False
    finds_colleagues: bool = False

    def __str__(self) -> str:
        return str(self.title)

    @property
    def boxes(self) -> Iterator[Box]:
        """Every box, in the order of the page."""
        return (box for step in self.steps for box in step.boxes)

    def box(self, key: str) -> Box | None:
        """The box of this key, if there is one."""
        return next((box for box in self.boxes if box.key == key), None)

    @property
    def only_mine(self) -> frozenset[str]:
        """Keys of the boxes that nobody but their writer ever reads."""
        return frozenset(box.key for box in self.boxes if box.only_me)

    @property
    def action_box(self) -> Box | None:
        """The box whose words become an action of the pair."""
        return next((box for box in self.boxes if box.action), None)

    def box_that_takes(self, what: str) -> Box | None:
        """The box that this part of a library's entry goes into, if there is one."""
        return next((box for box in self.boxes if box.takes == what), None)

    def box_that_finds(self, library: str) -> Box | None:
        """The box that is filled from this library."""
        return next((box for box in self.boxes if box.finds == library), None)
