"""What happens here when a pair begins, rests or ends."""

from django.utils import timezone

from edumentoring.circle.models import Asked, Member, Observation
from edumentoring.circle.operations.asking import settle
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
        member.open_goals.all().delete()
        settle(member)
    waiting = Observation.objects.filter(pair=pair, both_finished_at=None, called_off_at=None)
    waiting.update(called_off_at=now)
