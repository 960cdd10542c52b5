"""The task list of setting a programme up, gathered from every room.

Each step has a default that works, so a programme can be published after the first. Rooms
above hand their steps in, as they do with `tonight`:

    set_up.add(lambda seat: Step(key="questions", ...))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.opening import long_date


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what it is, where it is done, and how it stands in a few words.

    `place` orders the list: 10 name and kind, 20 who it is for, 30 questions, 40 consent and
    privacy, 45 letters, 50 look, 60 share. `seen` says somebody has looked at it; until then its
    default stands, and `standing` says which.
    """

    key: str
    place: int
    words: str | Promise
    standing: str | Promise
    url: str
    seen: bool
    power: str = "own"


Source = Callable[[Coordinator], Step | None]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's step. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def steps_for(seat: Coordinator) -> list[Step]:
    """The whole task list, in its order."""
    steps = (source(seat) for source in _sources)
    return sorted((step for step in steps if step), key=lambda step: step.place)


# --- This room's own ----------------------------------------------------------------------------


@add
def name_step(seat: Coordinator) -> Step:
    programme = seat.programme
    return Step(
        key="name",
        place=10,
        words=_("Name and kind"),
        standing=format_lazy("{}. {}.", programme.name, programme.get_kind_display()),
        url=reverse("programmes:name", args=[programme.slug]),
        seen=True,  # a programme begins with it
    )


@add
def who_step(seat: Coordinator) -> Step:
    programme = seat.programme
    return Step(
        key="who",
        place=20,
        words=_("Who it is for, and when"),
        standing=" ".join([_ways(programme), _limits(programme), *_dates(programme)]),
        url=reverse("programmes:who", args=[programme.slug]),
        seen="who" in programme.set_up,
    )


def _ways(programme: Programme) -> str:
    if programme.takes_mentees and programme.takes_mentors:
        return now("Mentees and mentors.")
    return now("Mentees only.") if programme.takes_mentees else now("Mentors only.")


def _limits(programme: Programme) -> str:
    said = []
    if programme.takes_mentees and programme.limit_mentees:
        most = programme.limit_mentees
        said.append(ngettext("At most %d mentee.", "At most %d mentees.", most) % most)
    if programme.takes_mentors and programme.limit_mentors:
        most = programme.limit_mentors
        said.append(ngettext("At most %d mentor.", "At most %d mentors.", most) % most)
    return " ".join(said) or now("No limit.")


def _dates(programme: Programme) -> list[str]:
    said = []
    if programme.opens_on:
        said.append(now("Opens on %s.") % long_date(programme.opens_on))
    if programme.closes_on:
        said.append(now("Closes on %s.") % long_date(programme.closes_on))
    if not said:
        said.append(now("Open from the day you publish."))
    if programme.next_round_on:
        said.append(now("Next round on %s.") % long_date(programme.next_round_on))
    return said


@add
def letters_step(seat: Coordinator) -> Step:
    """Who letters come from, and whom a reply reaches: letters ask for one only where it does."""
    programme = seat.programme
    if programme.reply_to:
        answers = now("Answers go to %s.") % programme.reply_to
    else:
        answers = now("Answers reach nobody yet, so no letter asks for one.")
    sender = now("From %s.") % (programme.sender_name or programme.name)
    return Step(
        key="letters",
        place=45,
        words=_("Letters, and where answers go"),
        standing=f"{sender} {answers}",
        url=reverse("programmes:settings", args=[programme.slug]),
        seen="letters" in programme.set_up,
    )


@add
def look_step(seat: Coordinator) -> Step:
    programme = seat.programme
    worded = programme.summary or [key for key in programme.words if key != "embed_sites"]
    words = now("your own words") if worded else now("our usual words")
    return Step(
        key="look",
        place=50,
        words=_("Look and words of the public page"),
        standing=now("%(colour)s, with %(words)s.")
        % {"colour": programme.get_look_display(), "words": words},
        url=reverse("programmes:look", args=[programme.slug]),
        seen="look" in programme.set_up,
    )
