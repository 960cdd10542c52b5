"""A person's own pages: what they write, plan and keep for themselves, pair or no pair.

My place lists them for everybody, also for somebody who waits for a first pair or whose pair has
ended. Rooms above hand in theirs, as with `sections` and `home`:

    for_you.add(pages)

where `pages(reader)` gives a `Page` for each. All that the reader's place knows already stands
in `reader`, so that a room asks the database nothing more; one question where it must.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.sides import Side
from edumentoring.people.access import is_staff
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant


class Group(IntEnum):
    """A few headings, in the order of the page."""

    HELPING = 10  # people outside my pairs whom I help; it stands open, above the rest
    WRITING = 30
    GROWING = 40
    DAYS = 50
    OTHERS = 60
    PART = 20  # stands open too: whoever waits needs it first


TITLES: dict[Group, str | Promise] = {
    Group.HELPING: _("People I help"),
    Group.WRITING: _("To write and think"),
    Group.GROWING: _("Where I am going"),
    Group.DAYS: _("My time"),
    Group.OTHERS: _("With other teachers"),
    Group.PART: _("My part"),
}


@dataclass(frozen=True)
class Reader:
    """Whose page it is: where they take part, and their pairs of now and before."""

    user: User
    parts: Sequence[Participant] = ()
    sides: Sequence[Side] = ()
    past: Sequence[Side] = ()

    @property
    def takes_part(self) -> bool:
        """Whether there is a programme they are in and have not left."""
        return bool(self.parts)

    @property
    def is_mentor(self) -> bool:
        """By their role in a programme: also before the first mentee and after the last."""
        return any(part.is_mentor for part in self.parts)

    @property
    def runs_programmes(self) -> bool:
        """Whether they have a desk too."""
        return is_staff(self.user)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of one's own: its name, one short line, and where it stands in its group."""

    group: Group
    title: str | Promise
    url: str
    words: str | Promise = ""
    place: int = 50


@dataclass(frozen=True)
class Heading:
    """A group as the page shows it."""

    group: Group
    pages: list[Page]

    @property
    def title(self) -> str | Promise:
        return TITLES[self.group]

    @property
    def is_above(self) -> bool:
        """Whether it stands before all that is for oneself."""
        return self.group == Group.HELPING

    @property
    def is_open(self) -> bool:
        return self.group == Group.PART

    @property
    def is_folded(self) -> bool:
        """Whether its pages wait behind the heading, so that the page stays short on a phone."""
        return not (self.is_above or self.is_open)

    @property
    def names(self) -> str:
        """What is behind the heading."""
        return " · ".join(str(page.title) for page in self.pages)


Source = Callable[[Reader], Iterable[Page]]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's pages. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def headings_for(reader: Reader) -> list[Heading]:
    """Every page of one's own, in groups; a group without a page is left out."""
    pages = chain.from_iterable(source(reader) for source in _sources)
    ordered = sorted(pages, key=lambda page: (page.group, page.place))
    return [
        Heading(group, list(found)) for group, found in groupby(ordered, lambda page: page.group)
    ]
