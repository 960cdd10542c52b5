"""A programme's privacy notice: our words about this programme, or its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.programmes.models import Programme

LONGEST = 3000
BULLET = "- "


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list where there are `points`."""

    words: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """One part of the notice under its heading."""

    key: str
    heading: str | Promise
    text: str

    @property
    def blocks(self) -> list[Block]:
        return blocks(self.text)


def blocks(text: str) -> list[Block]:
    """Plain text as paragraphs and lists: a line that begins with "- " is a point of one.

    >>> blocks("We keep:\\n- your name")
    [Block(words='We keep:', points=()), Block(words='', points=('your name',))]
    """
    found: list[Block] = []
    for line in (" ".join(each.split()) for each in text.splitlines()):
        if line.startswith(BULLET):
            points = found.pop().points if found and found[-1].points else ()
            found.append(Block(points=(*points, line.removeprefix(BULLET))))
        elif line:
            found.append(Block(line))
    return found


def run_by(programme: Programme) -> str:
    """Whom the notice names as answerable."""
    return str(programme.organisation or programme.sender_name or programme.name)


def _who(programme: Programme) -> str:
    words = _("%(who)s runs %(programme)s and is responsible for what is kept about you.") % {
        "who": run_by(programme),
        "programme": programme.name,
    }
    if run_by(programme) == programme.name:
        words = (
            _("The coordinators of %s are responsible for what is kept about you.") % programme.name
        )
    if programme.reply_to:
        words += "\n" + _("Write to %s with any question about it.") % programme.reply_to
    return words


def _kept(_programme: Programme) -> str:
    points = (
        _("Your name, your e-mail and the answers you gave when you signed up."),
        _("Later changes of your answers, and who made them."),
        _("What you agreed to, in which words, and when."),
        _("Whom you were introduced to, and whether you said yes."),
        _("The letters we wrote to you, and what you asked us."),
    )
    return "\n".join(BULLET + point for point in points)


def _sees(_programme: Programme) -> str:
    points = (
        _("Coordinators of the programme see your answers. They sign in with a second lock."),
        _("The person you are introduced to sees your name, your school and what you wrote."),
        _("They get your e-mail only when both of you have said yes."),
        _("Whoever looks after the computer this runs on can reach what is kept."),
    )
    return "\n".join(BULLET + point for point in points)


def _how_long(_programme: Programme) -> str:
    return _(
        "As long as you take part, and until you ask us to forget you. "
        "You can do that yourself, at any time, at My place."
    )


def _rights(_programme: Programme) -> str:
    points = (
        _("See what is kept, and get it as a file."),
        _("Correct it."),
        _("Take back what you agreed to."),
        _("Leave, and be forgotten."),
        _("Complain to the data protection authority. In the UK that is ico.org.uk."),
    )
    said = _("You can do most of this yourself, at My place. You have the right to:")
    return "\n".join([said, *(BULLET + point for point in points)])


# Key, heading and our own words. Why things are kept stands between them, from the purposes
# that people are asked about, so that the notice cannot say something else than the form.
PARTS: tuple[tuple[str, str | Promise, Callable[[Programme], str]], ...] = (
    ("who", gettext_lazy("Who is responsible"), _who),
    ("kept", gettext_lazy("What is kept"), _kept),
    ("sees", gettext_lazy("Who sees it"), _sees),
    ("how_long", gettext_lazy("How long it is kept"), _how_long),
    ("rights", gettext_lazy("Your rights"), _rights),
)
AFTER_KEPT = 2  # where "Why it is kept" stands among them


def version_now(programme: Programme) -> int:
    """The version people read; 0 while it is ours."""
    last = programme.notices.first()
    return last.version if last else 0


def own_words(programme: Programme) -> Mapping[str, str]:
    """The sections this programme put in words of its own."""
    last = programme.notices.first()
    return last.sections if last else {}


def sections_of(programme: Programme, given: Mapping[str, str] | None = None) -> list[Section]:
    """The notice as people read it now, or as `given` words would make it."""
    own = own_words(programme) if given is None else given
    return [
        Section(key, heading, own.get(key) or usual(programme)) for key, heading, usual in PARTS
    ]


def usual_words(programme: Programme) -> dict[str, str]:
    """Our words for every section."""
    return {key: usual(programme) for key, _heading, usual in PARTS}
