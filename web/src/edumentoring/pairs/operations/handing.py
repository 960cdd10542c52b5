"""A mentee goes on with another mentor: a coordinator chooses whom, the mentee what goes along."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs import handing_over, letters
from edumentoring.pairs.models import Brought, Pair, Wish
from edumentoring.pairs.operations.drafting import NewPair
from edumentoring.pairs.operations.introducing import introduce
from edumentoring.pairs.operations.moving import locked
from edumentoring.pairs.operations.parting import finish
from edumentoring.pairs.sides import Side, side_of
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme


@transaction.atomic
def hand_over(pair: Pair, new_mentor: Participant, *, by: User) -> Pair:
    """Finish a pair and introduce its mentee to another mentor; gives the new pair.

    Both of them still say yes or not now, as in any introduction: nobody is assigned. Refused,
    with nothing saved, if the new mentor has no place left or has met this mentee before.
    """
    # The programme first: `introduce` locks in this order, and so nobody waits for each other.
    programme = Programme.objects.select_for_update().get(pk=pair.programme_id)
    pair = locked(pair)
    if new_mentor.pk == pair.mentor_id:
        raise Refused(_("%s is their mentor now. Choose somebody else.") % new_mentor)
    if not new_mentor.is_mentor:
        raise Refused(_("%s is not a mentor. Choose one who is.") % new_mentor)
    finish(pair, by=by, action="hand_over", summary=f"{pair}: handed over to another mentor")
    new = NewPair(
        mentor=new_mentor,
        mentee=pair.mentee,
        reasons={
            "mentee": [_("Your mentor hands over. You go on, with somebody new beside you.")],
            "mentor": [
                _("%s has had a mentor until now, and would go on with you.")
                % pair.mentee.user.first_name
            ],
        },
        times=_times(new_mentor, pair.mentee),
        by_hand=True,
    )
    [after] = introduce(programme, [new], by=by, round_number=None)
    Pair.objects.filter(pk=after.pk).update(came_from=pair)
    after.came_from = pair
    Wish.objects.open().filter(pair=pair).update(settled_at=timezone.now(), settled_by=by)
    for participant in (pair.mentor, pair.mentee):
        if participant.state != Participant.State.LEFT:
            letters.handed_over(pair, participant)
    return after


def _times(mentor: Participant, mentee: Participant) -> list[str]:
    free = set(mentor.answers.get("availability") or [])
    return [slot for slot in mentee.answers.get("availability") or [] if slot in free]


@transaction.atomic
def bring_along(side: Side, chosen: Collection[str]) -> int:
    """The mentee has chosen what goes along to the new mentor, or that nothing does. Asked once."""
    pair = locked(side.pair)
    if not side.is_mentee or pair.came_from is None or not pair.is_together:
        raise Refused(_("There is nothing to take along here."))
    if Brought.objects.filter(pair=pair).exists():
        return 0  # pressed twice
    allowed = {thing.key for thing in handing_over.things_of(side_of(pair.came_from, side.me))}
    things = handing_over.bring(pair.came_from, pair, allowed.intersection(chosen))
    Brought.objects.create(pair=pair, things=things)
    record(
        "bring_along",
        pair,
        by=side.me.user,
        programme_id=pair.programme_id,
        summary=f"Chose what goes along to a new mentor: {things}",
    )
    return things
