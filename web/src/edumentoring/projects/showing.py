"""What the pages of a joint project show, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from edumentoring.projects.access import Opened
from edumentoring.projects.models import Piece, Shown


@dataclass(frozen=True)
class PieceLine:
    """One piece of the work, as its reader meets it."""

    piece: Piece
    who: str

    @property
    def is_done(self) -> bool:
        return self.piece.done_at is not None


def pieces_for(opened: Opened) -> list[PieceLine]:
    """What is to be done, what is done last."""
    side = opened.side
    names = {
        Piece.Who.BOTH.value: _("Both of us"),
        side.role: side.me.user.first_name,
        side.pair.role_of(side.other): side.other_name,
    }
    pieces = sorted(opened.project.pieces.all(), key=lambda piece: piece.done_at is not None)
    return [PieceLine(piece, names[piece.who]) for piece in pieces]


@dataclass(frozen=True)
class Shows:
    """Where each of the two would let it be shown, and what holds."""

    mine: str | Promise
    theirs: str | Promise
    both: str | Promise

    @property
    def is_agreed(self) -> bool:
        return str(self.mine) == str(self.theirs)


def shows_of(opened: Opened) -> Shows:
    project, side = opened.project, opened.side
    other = side.pair.role_of(side.other)
    return Shows(
        mine=Shown(getattr(project, f"{side.role}_shows")).label,
        theirs=Shown(getattr(project, f"{other}_shows")).label,
        both=project.shown_words,
    )


def as_text(opened: Opened) -> str:
    """All of it as lines of plain text."""
    return "\n".join(_lines(opened)) + "\n"


def _lines(opened: Opened) -> Iterator[str]:
    project, side = opened.project, opened.side
    yield project.heading
    yield f"{side.me.user.name}, {side.other.user.name}"
    yield from ("", _("What we make together"), project.what or "-")
    yield from ("", _("Who does what"))
    for line in pieces_for(opened):
        mark = "x" if line.is_done else " "
        day = f", {date_format(line.piece.due_on, 'j F Y')}" if line.piece.due_on else ""
        yield f"[{mark}] {line.piece.words} ({line.who}{day})"
    yield from ("", _("Links"))
    for link in project.links.all():
        yield f"{link.title}: {link.url}" if link.title else link.url
    yield from ("", _("Where it may be shown"), str(project.shown_words))
    if project.shown_where:
        yield project.shown_where
