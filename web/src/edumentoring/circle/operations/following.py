"""What happens here when a pair begins, rests or ends, and when two people are separated."""

from django.db.models import Q
from django.utils import timezone

from edumentoring.circle.models import Asked, DropIn, Member, Observation, Supervision
from edumentoring.circle.operations.asking import end, settle
from edumentoring.circle.operations.knocking import take_back_knock
from edumentoring.circle.operations.supervising import end_supervision
from edumentoring.pairs.models import Pair


def follow_pair(pair: Pair, _before: str, after: str) -> None:
    """A pair that ended has nobody around it: they read nothing more, and no question waits."""
    if after in Pair.TOGETHER:
        return
    now = timezone.now()
    for member in Member.objects.open().filter(pair=pair):
        came = member.state == Asked.State.YES
        member.state = Asked.State.ENDED if came else Asked.State.TAKEN_BACK
        member.ended_at, member.email = now, ""
        member.save(update_fields=["state", "ended_at", "email"])
        member.opened.all().delete()
        settle(member)
    waiting = Observation.objects.filter(pair=pair, both_finished_at=None, called_off_at=None)
    waiting.update(called_off_at=now)


def keep_apart(pair: Pair) -> None:
    """Two people were separated: nothing they share here goes on. Both were told by letter, so
    nobody hears of each of these alone."""
    one, other = pair.mentor.user, pair.mentee.user
    for helper, helped in ((one, other), (other, one)):
        around = Q(pair__mentor__user=helped) | Q(pair__mentee__user=helped)
        for member in Member.objects.open().filter(around, user=helper):
            end(member)
        visits = DropIn.objects.coming().filter(visitor=helper, door__teacher__user=helped)
        for visit in visits:
            take_back_knock(visit)
        talks = Supervision.objects.filter(asked_by=helper, user=helped)
        for supervision in talks.filter(state__in=Asked.OPEN):
            end_supervision(supervision, by=None)
