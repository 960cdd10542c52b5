"""What a person's first page and the page of a pair say about how a pair stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.models import Agreement, Brought, CheckIn, Pair
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
    """What waits for an answer of mine between the two of us. Three questions, however many."""
    if not sides:
        return
    of_pair = {side.pair.pk: side for side in sides}
    yield from _spoken(of_pair)
    yield from _agreements(of_pair)
    yield from _to_bring(of_pair)


def _spoken(of_pair: dict[int, Side]) -> Iterator[Line]:
    """The newest unanswered question of each pair, as long as nothing has happened since."""
    mine = [side.me.pk for side in of_pair.values()]
    waiting = CheckIn.objects.unanswered().filter(
        pair__in=of_pair, participant__in=mine, asked_at__gt=F("pair__agreed_at")
    )
    for each in waiting:
        side = of_pair[each.pair_id]
        alive = side.pair.last_sign_at or side.pair.started_at
        if side.pair.state == State.PAUSED or (alive and alive >= each.asked_at):
            continue
        yield Line(
            kind=Kind.ASKED,
            text=_("Have you and %s spoken?") % side.other_name,
            detail=_("They do not see what you answer."),
            url=reverse("pairs:have_spoken", args=[side.pair.code]),
            side=side,
            button=_("Answer"),
        )


def _agreements(of_pair: dict[int, Side]) -> Iterator[Line]:
    newest: dict[int, Agreement] = {}
    for one in Agreement.objects.filter(pair__in=of_pair).order_by("version"):
        newest[one.pair_id] = one
    for key, one in newest.items():
        side = of_pair[key]
        if one.fine_at is None and one.by_id != side.me.pk:
            yield Line(
                kind=Kind.ASKED,
                text=_("%s wrote down how you two could work.") % side.other_name,
                url=reverse("pairs:agreement", args=[side.pair.code]),
                side=side,
                button=_("Read it"),
            )


def _to_bring(of_pair: dict[int, Side]) -> Iterator[Line]:
    new = {key: side for key, side in of_pair.items() if side.is_mentee and side.pair.came_from_id}
    if not new:
        return
    done = set(Brought.objects.filter(pair__in=new).values_list("pair_id", flat=True))
    for key, side in new.items():
        if key not in done:
            yield Line(
                kind=Kind.ASKED,
                text=_("Choose what goes along to %s.") % side.other_name,
                detail=_("Your goals and notes from before. Nothing goes without you."),
                url=reverse("pairs:bring", args=[side.pair.code]),
                side=side,
                button=_("Choose"),
            )
