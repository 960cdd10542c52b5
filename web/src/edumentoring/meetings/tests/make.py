"""Meetings with valid defaults."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.meetings import operations
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.operations import Details
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.programmes.models import Programme

LINK = "https://video.example/bethan-and-imran"


def pair(programme: Programme | None = None, **fields: Any) -> Pair:
    """Bethan, the mentee, and Imran, her mentor, who both said yes."""
    found = Pair.objects.with_people().get(pk=pairs.agreed(programme, **fields).pk)
    Letter.objects.all().delete()
    return found


def sides(pair_: Pair | None = None) -> tuple[Side, Side]:
    """Bethan's side and Imran's."""
    pair_ = pair_ or pair()
    return side_of(pair_, pair_.mentee), side_of(pair_, pair_.mentor)


def soon(days: float = 5, hour: int = 16) -> datetime:
    """A whole hour some days on."""
    at = timezone.now() + timedelta(days=days)
    return at.astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)


def details(**fields: Any) -> Details:
    return Details(**{"channel": "video", "where": LINK, **fields})


def suggested(side: Side, *starts: datetime, **fields: Any) -> Meeting:
    """What `side` suggested to the other."""
    return operations.propose(side, starts or [soon()], details(), **fields)


def agreed(pair_: Pair | None = None, at: datetime | None = None) -> Meeting:
    """A meeting both agreed on; its letters are gone."""
    mentee, _mentor = sides(pair_)
    meeting = operations.propose(mentee, [at or soon()], details(), already_agreed=True)
    Letter.objects.all().delete()
    return meeting


def gone_by(pair_: Pair | None = None, days: float = 1) -> Meeting:
    """A meeting whose time has come, of which nobody has told."""
    meeting = agreed(pair_, soon(100 + days))
    meeting.starts_at = soon(-days)
    meeting.save(update_fields=["starts_at"])
    return meeting


def letters(kind: str = "") -> list[Letter]:
    """The letters of this room, oldest first."""
    found = Letter.objects.filter(kind__startswith="meeting_").order_by("pk")
    return list(found.filter(kind=f"meeting_{kind}") if kind else found)


def link_in(letter: Letter) -> str:
    """The path of the page that the letter's key opens."""
    return next(
        "/meeting/" + line.split("/meeting/", 1)[1]
        for line in letter.text.splitlines()
        if "/meeting/" in line
    )
