"""Thanks at milestones: a term and a year after a mentor's first pair began.

Only mentors whose day was in the last fortnight are thanked: switching it on writes to nobody
about years ago. Nobody is thanked twice, and nobody who wants no reminders.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from edumentoring.newsletter import letters
from edumentoring.newsletter.models import Newsletter, Thanked
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme

AFTER = {Thanked.Milestone.TERM: timedelta(days=90), Thanked.Milestone.YEAR: timedelta(days=365)}
LATE = timedelta(days=14)


def thank_mentors(now: datetime | None = None) -> int:
    """Write to whoever has reached a milestone. Run by the clock; says how many."""
    now = now or timezone.now()
    running = Programme.objects.running()
    switched_on = Newsletter.objects.filter(thanks_on=True, programme__in=running)
    return sum(
        _thank(part, newsletter, milestone)
        for newsletter in switched_on.select_related("programme", "organisation")
        for milestone, after in AFTER.items()
        for part in _due(newsletter, milestone, now - after)
    )


def _due(newsletter: Newsletter, milestone: str, day: datetime) -> list[Participant]:
    """Mentors whose first pair began in the fortnight before `day`."""
    begun = Pair.objects.filter(programme=newsletter.programme).exclude(agreed_at=None)
    firsts = begun.order_by().values("mentor").annotate(first=Min("agreed_at"))
    mentors = firsts.filter(first__lte=day, first__gt=day - LATE).values_list("mentor", flat=True)
    people = newsletter.programme.participants.taking_part().filter(pk__in=list(mentors))
    people = people.exclude(thanks_for_time__milestone=milestone)
    return list(people.exclude(user__letters=User.Letters.OFF).with_person())


@transaction.atomic
def _thank(part: Participant, newsletter: Newsletter, milestone: str) -> int:
    """The mark and the letter, together; a second worker finds the mark."""
    _mark, is_new = Thanked.objects.get_or_create(participant=part, milestone=milestone)
    if is_new:
        letters.thanks(part, newsletter, milestone).save()
    return int(is_new)
