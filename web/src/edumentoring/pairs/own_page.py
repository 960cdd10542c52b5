"""What a person's first page and the page of a pair say about how a pair stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, Expression, OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.models import Agreement, Brought, CheckIn, Pair, PairQuerySet
from edumentoring.pairs.portrait import listed, role_and_school
from edumentoring.pairs.sides import Side
from edumentoring.programmes.vocabulary import CONTACTS, by_id

State = Pair.State


@dataclass(frozen=True)
class Person:
    """The other one of a pair, as a line of a list."""

    side: Side
    about: str
    shape: str
    word: str

    @property
    def rests(self) -> bool:
        return self.side.pair.state == State.PAUSED


def person_of(side: Side) -> Person:
    """The other, who they are, and how the pair stands."""
    shape, word = standing(side)
    return Person(side, role_and_school(side.other), shape, word)


def standing(side: Side) -> tuple[str, str]:
    """An icon and a sentence: how the pair stands now."""
    pair = side.pair
    if pair.state == State.PAUSED:
        if pair.back_on is None:
            return "pause", _("Taking a break. You need do nothing.")
        day = date_format(pair.back_on, "j F")
        return "pause", _("Taking a break until %s. You need do nothing.") % day
    if pair.state == State.AGREED:
        return "waiting", _("You have not met yet.")
    if pair.state == State.MEETING:
        day = _day(pair, "started_at")
        return "matched", _("Meeting since %s.") % day if day else _("Meeting.")
    day = _day(pair, "ended_at")
    if pair.state == State.FINISHED:
        return "check", _("Finished on %s.") % day if day else _("Finished.")
    return "minus", _("Ended on %s.") % day if day else _("Ended.")


def _day(pair: Pair, field: str) -> str:
    moment = getattr(pair, field)
    zone = ZoneInfo(pair.programme.time_zone)
    return date_format(moment.astimezone(zone), "j F Y") if moment else ""


def ways_to_talk(side: Side) -> str:
    """How the other would rather talk, as they said when they signed up."""
    known = by_id(CONTACTS)
    chosen = [str(known[one].label) for one in _several(side.other, "contact") if one in known]
    return listed(chosen)


def _several(participant: object, key: str) -> list[str]:
    value = getattr(participant, "answers", {}).get(key) or []
    return [value] if isinstance(value, str) else [str(each) for each in value]


# --- What waits for me ----------------------------------------------------------------------------


def lines(sides: Sequence[Side]) -> Iterable[Line]:
    """What waits for an answer of mine between the two of us. One question, however many pairs."""
    waiting = _waiting(sides) if sides else {}
    for side in sides:
        found = waiting[side.pair.pk]
        if found["asked_at"] and side.pair.state != State.PAUSED and not _alive_since(side, found):
            yield _line(
                side,
                _("Have you and %s spoken?"),
                "have_spoken",
                _("Answer"),
                _("They do not see what you answer."),
            )
        if found["written_by"] not in (None, side.me.pk) and found["fine_at"] is None:
            yield _line(side, _("%s wrote down how you two could work."), "agreement", _("Read it"))
        if side.is_mentee and side.pair.came_from_id and not found["chosen"]:
            yield _line(
                side,
                _("Choose what goes along to %s."),
                "bring",
                _("Choose"),
                _("Your goals and notes from before. Nothing goes without you."),
            )


def _waiting(sides: Sequence[Side]) -> dict[int, dict[str, Any]]:
    """By the pair's key. Pairs that `access` fetched know it already, and ask nothing more."""
    if all("written_by" in vars(side.pair) for side in sides):
        return {side.pair.pk: vars(side.pair) for side in sides}
    keys = [side.pair.pk for side in sides]
    users = [side.me.user_id for side in sides]
    rows = with_waiting(Pair.objects.filter(pk__in=keys), users)
    return {pair.pk: vars(pair) for pair in rows}


# What rooms above have asked to know of each pair, with the question that finds it.
_also: dict[str, Callable[[], Expression | Subquery]] = {}


def know_also(name: str, made: Callable[[], Expression | Subquery]) -> None:
    """Let the question that finds a person's pairs find this too, so that a room's section about
    a pair asks nothing more: it stands on the pair under `name`."""
    _also[name] = made


def with_waiting(pairs: PairQuerySet, users: Sequence[int | None]) -> PairQuerySet:
    """When I was asked, who wrote the newest agreement, whether I chose what goes along."""
    mine = CheckIn.objects.unanswered().filter(pair=OuterRef("pk"), participant__user__in=users)
    newest = Agreement.objects.filter(pair=OuterRef("pk")).order_by("-version")
    return pairs.annotate(
        asked_at=Subquery(mine.order_by("-asked_at").values("asked_at")[:1]),
        written_by=Subquery(newest.values("by")[:1]),
        fine_at=Subquery(newest.values("fine_at")[:1]),
        chosen=Exists(Brought.objects.filter(pair=OuterRef("pk"))),
        **{name: made() for name, made in _also.items()},
    )


def _alive_since(side: Side, found: dict[str, Any]) -> bool:
    """Something has happened since I was asked: the question has answered itself."""
    alive = side.pair.last_sign_at or side.pair.started_at
    return alive is not None and alive >= found["asked_at"]


def _line(side: Side, words: str, page: str, button: str, detail: str = "") -> Line:
    return Line(
        kind=Kind.ASKED,
        text=words % side.other_name,
        detail=detail,
        url=reverse(f"pairs:{page}", args=[side.pair.code]),
        side=side,
        button=button,
    )
