"""Fetch a pair, a letter or an introduction and check the right to it in one step."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from edumentoring.common.models import Letter
from edumentoring.common.prepared import Prepared
from edumentoring.pairs import board, doors
from edumentoring.pairs.keys import read_key
from edumentoring.pairs.models import CheckIn, Introduction, Pair, PairQuerySet
from edumentoring.pairs.own_page import with_waiting
from edumentoring.pairs.reply import code_in
from edumentoring.pairs.sides import Side, side_of
from edumentoring.programmes.models import Coordinator, Participant

LEFT = Participant.State.LEFT
MOST_AT_ONCE = 200
_CODE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def pair_for(seat: Coordinator, code: UUID) -> Pair:
    """A pair of the programme at this desk; one that was taken back is gone."""
    try:
        pairs = Pair.objects.with_people().exclude(state=Pair.State.WITHDRAWN)
        return pairs.get(programme=seat.programme, code=code)
    except Pair.DoesNotExist:
        raise Http404 from None


def chosen_pairs(seat: Coordinator, codes: Iterable[str]) -> list[Pair]:
    """Those of these pairs that are of the programme at this desk; anything else is passed over."""
    wanted = {code for code in list(codes)[:MOST_AT_ONCE] if _CODE.fullmatch(code)}
    pairs = Pair.objects.with_people().exclude(state=Pair.State.WITHDRAWN)
    return list(pairs.filter(programme=seat.programme, code__in=wanted).order_by("pk"))


def pairs_in_view(seat: Coordinator, group: str, words: str) -> tuple[list[Pair], int]:
    """All pairs of one heap of the board that have these words, as far as they can be changed in
    one go; and how many more there are."""
    pairs = board.find(board.pairs_of(seat.programme), words).with_people()
    if group:
        pairs = board.in_heap(pairs, group)
    found = list(pairs.order_by("opened_at", "pk")[:MOST_AT_ONCE])
    return found, max(pairs.count() - MOST_AT_ONCE, 0)


def round_for(seat: Coordinator, number: int) -> int:
    """The number of a round that was published here, taken back or not."""
    if not Pair.objects.filter(programme=seat.programme, round_number=number).exists():
        raise Http404
    return number


def letter_for(seat: Coordinator, code: UUID) -> Letter:
    """A letter of the programme at this desk."""
    try:
        return Letter.objects.get(programme_id=seat.programme_id, code=code)
    except Letter.DoesNotExist:
        raise Http404 from None


def introduction_in(token: str) -> Introduction | None:
    """The introduction a letter's link names: whoever has the link may answer. None if expired."""
    code = code_in(token)
    return Introduction.objects.with_people().filter(code=code).first() if code else None


def introduction_of(request: HttpRequest, code: UUID) -> Introduction:
    """An introduction of the person signed in."""
    try:
        mine = Introduction.objects.with_people()
        return mine.get(code=code, participant__user=request.user.pk)
    except Introduction.DoesNotExist:
        raise Http404 from None


# Pages of a pair open when both have said yes, and can be read after it has ended.
OPEN = (*Pair.TOGETHER, Pair.State.FINISHED, Pair.State.ENDED)


def own_side(request: HttpRequest, code: UUID) -> Side:
    """The signed-in person's side of a pair of theirs. Anybody else meets a 404, and so do the
    two before both have said yes, or once they have left the programme."""
    if not (found := _own_pair(request.user.pk, code)):
        raise Http404
    return side_of(found[0], _mine_of(found[0], request.user.pk))


def writing_side(request: HttpRequest, code: UUID) -> Side:
    """The same where the pair goes on; after its end nothing is written any more (404)."""
    side = own_side(request, code)
    if not side.may_write:
        raise Http404
    return side


def own_sides(user: Any) -> list[Side]:
    """All pairs of this person that go on, the oldest first."""
    sides = _own_opened(user.pk)
    return [side for side in sides if side.pair.is_together]


def finishing_side(request: HttpRequest, code: UUID) -> Side:
    """A pair that goes on, or is over: thanks may be said after the end as well, however it was.
    Two who were separated find no page any more, here as anywhere."""
    return own_side(request, code)


def parted_side(request: HttpRequest, code: UUID) -> Side:
    """A pair that is over."""
    side = own_side(request, code)
    if side.may_write:
        raise Http404
    return side


def bringing_side(request: HttpRequest, code: UUID) -> tuple[Side, Pair]:
    """A mentee's side of a pair that was handed over to them, and the pair before."""
    side = writing_side(request, code)
    before = side.pair.came_from
    if before is None or not side.is_mentee:
        raise Http404
    return side, Pair.objects.with_people().get(pk=before.pk)


def all_sides(user: Any) -> tuple[list[Side], list[Side]]:
    """Pairs of this person that go on, the oldest first, and those of before, the latest first."""
    sides = [side for side in _own_opened(user.pk) if side.pair.agreed_at is not None]
    now = [side for side in sides if side.pair.is_together]
    return now, [side for side in reversed(sides) if not side.pair.is_together]


def check_in_by_key(token: str) -> CheckIn | None:
    """The question a letter's link is about: whoever has the link may answer. None if expired."""
    found = read_key("check_in", token)
    if found is None:
        return None
    code, key = found
    asked = _check_ins().filter(code=code, participant=key)
    return asked.exclude(participant__state=LEFT).first()


def check_in_of(side: Side) -> CheckIn:
    """The newest such question to this person about this pair."""
    found = _check_ins().filter(pair=side.pair, participant=side.me).first()
    if found is None:
        raise Http404
    return found


def _check_ins() -> QuerySet[CheckIn]:
    asked = CheckIn.objects.filter(pair__programme__archived_at=None)
    return asked.select_related(
        "participant__user", "pair__programme", "pair__mentor__user", "pair__mentee__user"
    )


def _own_opened(user_key: int) -> list[Side]:
    """The person's sides of all pairs that both have said yes to, the oldest first.

    Found first and then read: in one question, PostgreSQL reads every pair there is with its
    people, since beyond eight tables it joins them in the order in which they are written.
    """
    keys = [key for (key,) in _own_keys(user_key)]
    if not keys:
        return []
    size = 1 << (len(keys) - 1).bit_length()  # so that few different questions are kept
    keys += [0] * (size - len(keys))
    pairs = sorted(_own_pairs(size)(user_key, *keys), key=lambda pair: (pair.opened_at, pair.pk))
    return [side_of(pair, _mine_of(pair, user_key)) for pair in pairs]


def _as_shown(pairs: PairQuerySet, user_key: int) -> PairQuerySet:
    """Those whose pages may be opened, with all that a `Side` needs."""
    here = pairs.with_people().filter(programme__archived_at=None, state__in=OPEN)
    return with_waiting(doors.open_ones(here), [user_key]).order_by()


_own_pair = Prepared(
    lambda user_key, code: _as_shown(
        Pair.objects.of_account(user_key).filter(code=code, agreed_at__isnull=False), user_key
    ),
    -1,
    UUID(int=0),
)
_own_keys = Prepared(
    lambda user_key: Pair.objects.of_account(user_key).order_by().values_list("pk"), -1
)


@cache
def _own_pairs(size: int) -> Prepared[Pair, Pair]:
    """The question for so many pairs of one person."""
    return Prepared(
        lambda user_key, *keys: _as_shown(Pair.objects.filter(pk__in=keys), user_key),
        -1,
        *range(-2, -2 - size, -1),
    )


def _mine_of(pair: Pair, user_key: int | None) -> Participant:
    return pair.mentor if pair.mentor.user_id == user_key else pair.mentee


def places_of(user: Any) -> list[Participant]:
    """Where this person takes part, oldest first; what they have left comes last."""
    mine = Participant.objects.with_person().filter(user=user, programme__archived_at=None)
    return sorted(
        mine.order_by("signed_up_at"), key=lambda one: one.state == Participant.State.LEFT
    )
