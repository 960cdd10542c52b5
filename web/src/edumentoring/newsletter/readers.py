"""Who reads: all subscribers, or those of a segment. Nobody is kept in a segment; it is asked."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from edumentoring.newsletter.models import Delivery, Newsletter, Segment, Subscription
from edumentoring.newsletter.models import SubscriptionQuerySet as Subscriptions
from edumentoring.programmes.models import Participant

# Those who want one a term get none while the last is younger than this.
A_TERM = timedelta(days=80)
HERE = (Participant.State.IN, Participant.State.PAUSED, Participant.State.QUEUED)


def readers_of(newsletter: Newsletter, segment: Segment | None) -> Subscriptions:
    """The subscriptions an issue would go to now."""
    reading = newsletter.subscriptions.reading()
    lately = Delivery.objects.filter(
        subscription=OuterRef("pk"),
        state=Delivery.State.SENT,
        sent_at__gt=timezone.now() - A_TERM,
    )
    had_one = Q(rhythm=Subscription.Rhythm.TERM) & Exists(lately)
    return _within(reading.exclude(had_one), newsletter, segment)


def _within(
    readers: Subscriptions, newsletter: Newsletter, segment: Segment | None
) -> Subscriptions:
    """Those who take part are known by what they signed up with, others by what they said."""
    if segment is None or not _narrows(segment):
        return readers
    people = newsletter.programme.participants.filter(state__in=HERE)
    part = people.filter(user=OuterRef("user"))
    said = Q()
    if segment.roles:
        people = people.filter(_in_role(segment.roles))
        said &= Q(role__in=segment.roles)
    if segment.regions:
        people = people.filter(region__in=segment.regions)
        said &= Q(region__in=segment.regions)
    if segment.stages:
        people = people.filter(stage__in=segment.stages)
    if segment.organisation_id:
        hub = segment.organisation_id
        people = people.filter(
            Q(school=hub) | Q(school__parent=hub) | Q(school__parent__parent=hub)
        )
    among = Q(user__in=people.values("user"))
    if segment.stages or segment.organisation_id:
        return readers.filter(among)  # a reader from outside never told us either
    return readers.filter(among | (said & ~Exists(part)))


def _narrows(segment: Segment) -> bool:
    return bool(segment.roles or segment.regions or segment.stages or segment.organisation_id)


def _in_role(roles: list[str]) -> Q:
    wanted = Q(pk__in=[])
    if Subscription.Role.MENTOR in roles:
        wanted |= Q(is_mentor=True)
    if Subscription.Role.MENTEE in roles:
        wanted |= Q(is_mentee=True)
    return wanted
