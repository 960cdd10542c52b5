"""Leaving takes back what taking part needs. The other consents stay, and count for nothing
while somebody is away (`operations.agreed`)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from edumentoring.consents.models import REQUIRED, Consent
from edumentoring.consents.operations import give, withdraw
from edumentoring.people.models import User
from edumentoring.programmes.leaving import GRACE, Follower
from edumentoring.programmes.models import Participant

WAYS = {True: Consent.Way.PLACE, False: Consent.Way.DESK}


def foretell(_participant: Participant) -> Iterable[str]:
    return ()


def take_back(participant: Participant, by: User | None, _until: datetime) -> None:
    """Note that what taking part needs ended with it."""
    for purpose in REQUIRED:
        way = WAYS[by == participant.user]
        withdraw(participant, purpose, way=way, by=by, ended_as=Consent.End.LEFT)


def give_again(participant: Participant, by: User | None) -> None:
    """They stay after all: what they had agreed to holds again, in the same words."""
    lately = timezone.now() - GRACE - GRACE
    ended = participant.consents.filter(ended_as=Consent.End.LEFT, withdrawn_at__gte=lately)
    versions = {each.purpose: each.wording.version for each in ended.select_related("wording")}
    if versions:
        give(participant, versions, way=WAYS[by == participant.user], by=by)


follower = Follower(foretell=foretell, leave=take_back, stay=give_again)
