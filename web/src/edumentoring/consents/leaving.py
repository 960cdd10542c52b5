"""Leaving takes back what taking part needs. The other consents stay, and count for nothing
while somebody is away (`operations.agreed`)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched

from django.utils import timezone

from edumentoring.consents.models import REQUIRED, Consent, Purpose
from edumentoring.people.models import User
from edumentoring.programmes.leaving import Follower, People
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations.locking import record_people

AT_ONCE = 1000


def foretell(_participant: Participant) -> Iterable[str]:
    return ()


def take_back(people: People, by: User | None, _until: datetime) -> None:
    """Note that what taking part needs ended with it. The caller has locked the people."""
    for some in batched(people, AT_ONCE):
        standing = Consent.objects.standing().filter(participant__in=some, purpose__in=REQUIRED)
        ended = list(standing)
        for own in (True, False):
            whose = _whose(some, by, own=own)
            _end([one for one in ended if one.participant_id in whose], by=by, own=own)
        _tell("withdraw_consent", "ended, on leaving,", some, ended, by=by)


def _end(consents: list[Consent], *, by: User | None, own: bool) -> None:
    now = timezone.now()
    for at in {max(now, each.given_at) for each in consents}:
        keys = [each.pk for each in consents if max(now, each.given_at) == at]
        Consent.objects.standing().filter(pk__in=keys).update(
            withdrawn_at=at,
            withdrawn_by=by,
            withdrawn_way=_way(own=own),
            ended_as=Consent.End.LEFT,
        )


def give_again(people: People, by: User | None, since: datetime) -> None:
    """They stay after all: what they had agreed to holds again, in the same words."""
    for some in batched(people, AT_ONCE):
        left = Consent.objects.filter(participant__in=some, ended_as=Consent.End.LEFT)
        newest = {
            (each.participant_id, each.purpose): each
            for each in left.filter(withdrawn_at__gte=since).order_by("withdrawn_at", "pk")
        }
        standing = Consent.objects.standing().filter(participant__in=some)
        held = set(standing.values_list("participant", "purpose"))
        own = _whose(some, by, own=True)
        again = [
            Consent(
                participant_id=pk,
                wording_id=ended.wording_id,
                purpose=purpose,
                way=_way(own=pk in own),
                given_by=by,
            )
            for (pk, purpose), ended in newest.items()
            if (pk, purpose) not in held
        ]
        Consent.objects.bulk_create(again)
        _tell("give_consent", "agreed to", some, again, by=by)


def _whose(people: Iterable[Participant], by: User | None, *, own: bool) -> set[int]:
    """Those who do it themselves, or those for whom somebody else does it."""
    return {each.pk for each in people if (by is not None and each.user_id == by.pk) == own}


def _way(*, own: bool) -> str:
    return Consent.Way.PLACE if own else Consent.Way.DESK


def _tell(
    action: str, verb: str, people: Iterable[Participant], what: list[Consent], *, by: User | None
) -> None:
    """One line of history for each person of whom something began or ended."""
    named: dict[int, list[str]] = {}
    for each in what:
        named.setdefault(each.participant_id, []).append(Purpose(each.purpose).name.lower())
    lines = (
        (each, f"{each} {verb} {', '.join(named[each.pk])}") for each in people if each.pk in named
    )
    record_people(action, lines, by=by)


follower = Follower(foretell=foretell, leave=take_back, stay=give_again)
