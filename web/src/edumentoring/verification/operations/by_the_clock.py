"""What follows when somebody names another school, or another address, after being verified."""

from django.db import transaction

from edumentoring.verification.models import Verification
from edumentoring.verification.operations.domain import verify_by_domain
from edumentoring.verification.operations.standing import end, locked


def settle_outdated() -> int:
    """End what no longer fits; gives how many it ended.

    A work e-mail and a colleague's word are about one school, so they end with it. Whoever
    has a proved address at the new school is verified again at once. What a coordinator
    noted by hand stands and is shown to them, because they may know the new school too.
    """
    outdated = Verification.objects.outdated().exclude(way=Verification.Way.HAND)
    return sum(_settle(verification) for verification in outdated.with_people()[:200])


@transaction.atomic
def _settle(verification: Verification) -> bool:
    participant = locked(verification.participant)
    still = Verification.objects.outdated().filter(pk=verification.pk).first()
    if still is None:
        return False
    end(
        participant,
        still,
        by=None,
        words=f"{participant} is not verified any more: school or e-mail changed",
        note="",
    )
    verify_by_domain(participant)
    return True
