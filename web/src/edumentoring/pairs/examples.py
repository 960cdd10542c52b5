"""Letters that a coordinator can look at and not change, each shown with made-up people.

Rooms write many letters beside those in `wording`. Each hands in examples of its own:

    examples.add(Example(key="meeting_suggested", name=_("..."), when=_("..."), write=suggested))

where `write(two)` gives the letter as somebody would get it. Nothing in it is kept: `two` has
two people and a pair that were never saved, and its links name nobody there is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import Rendered
from edumentoring.pairs import gentle
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme

# No row has such a key, so whatever is asked of the database about these people finds nothing.
MENTOR, MENTEE, PAIR = -1, -2, -3


@dataclass(frozen=True)
class Two:
    """Two made-up people of a programme, and the pair they could be."""

    pair: Pair

    @property
    def programme(self) -> Programme:
        return self.pair.programme

    @property
    def mentor(self) -> Participant:
        return self.pair.mentor

    @property
    def mentee(self) -> Participant:
        return self.pair.mentee


@dataclass(frozen=True, kw_only=True)
class Example:
    """One letter: when it goes out, and how it reads."""

    key: str
    name: str | Promise
    when: str | Promise
    write: Callable[[Two], Rendered]


_examples: dict[str, Example] = {}


def add(example: Example) -> Example:
    """Hand in a letter to look at."""
    _examples[example.key] = example
    return example


def all_of_them() -> list[Example]:
    """Every such letter, as the rooms handed them in."""
    return list(_examples.values())


def example_with(key: str) -> Example | None:
    """The one of this key."""
    return _examples.get(key)


def two_of(programme: Programme) -> Two:
    """Bethan and Imran, in this programme."""
    mentor = _person(programme, MENTOR, "Imran Sadiq", is_mentor=True)
    mentee = _person(programme, MENTEE, "Bethan Cole", is_mentee=True)
    now = timezone.now()
    pair = Pair(
        pk=PAIR,
        programme=programme,
        mentor=mentor,
        mentee=mentee,
        state=Pair.State.MEETING,
        agreed_at=now,
        started_at=now,
    )
    return Two(pair)


def _person(programme: Programme, key: int, name: str, **roles: bool) -> Participant:
    email = f"{name.split(maxsplit=1)[0].lower()}@school.example"
    user = User(pk=key, name=name, email=email)
    return Participant(pk=key, programme=programme, user=user, **roles)


# --- This room's own ------------------------------------------------------------------------------


def _gentle(two: Two) -> Rendered:
    place = "/place/"
    lines = (
        ("meeting", _("You meet Imran on Thursday 26 November, 4.00 to 4.45 pm.")),
        ("action", _("You said you would greet each pupil at the door.")),
        ("note", _("Imran shared a note with you.")),
    )
    nudges = [
        Nudge(participant=two.mentee, kind=kind, line=str(line), url=place) for kind, line in lines
    ]
    return gentle.compose(two.mentee, nudges)


add(
    Example(
        key="gentle",
        name=_("The gentle letter"),
        when=_("Once a week at most, late in an afternoon, to whoever something waits for"),
        write=_gentle,
    )
)
