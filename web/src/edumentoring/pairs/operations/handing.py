"""A mentee goes on with another mentor: a coordinator chooses whom, the mentee what goes along."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs import fitting, handing_over, letters
from edumentoring.pairs.models import Brought, Farewell, Pair, Wish
from edumentoring.pairs.operations.drafting import NewPair
from edumentoring.pairs.operations.introducing import HOLD, introduce
from edumentoring.pairs.operations.moving import locked
from edumentoring.pairs.operations.next_steps import keep_next
from edumentoring.pairs.operations.parting import finish
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme


@transaction.atomic
def hand_over(
    pair: Pair,
    new_mentor: Participant,
    *,
    by: User | None,
    reason_given: str = "",
    hold: timedelta = HOLD,
) -> Pair:
    """Finish a pair and introduce its mentee to another mentor; gives the new pair.

    Both of them still say yes or not now, as in any introduction: nobody is assigned. Refused,
    with nothing saved, if the new mentor has no place left or has met this mentee before, or a
    rule stands between them and nobody said why it is set aside.
    """
    # The programme first: `introduce` locks in this order, and so nobody waits for each other.
    programme = Programme.objects.select_for_update().get(pk=pair.programme_id)
    pair = locked(pair)
    refuse_new_mentor(pair, new_mentor)
    new = _new_pair(pair, new_mentor, reason_given)
    finish(pair, by=by, action="hand_over", summary=f"{pair}: handed over to another mentor")
    keep_next(pair, pair.mentor, Farewell.Next.NOBODY, by=by)
    [after] = introduce(programme, [new], by=by, round_number=None, hold=hold)
    Pair.objects.filter(pk=after.pk).update(came_from=pair)
    after.came_from = pair
    Wish.objects.open().filter(pair=pair).update(settled_at=timezone.now(), settled_by=by)
    for participant in (pair.mentor, pair.mentee):
        if participant.state != Participant.State.LEFT:
            letters.handed_over(pair, participant)
    return after


def refuse_new_mentor(pair: Pair, new_mentor: Participant) -> None:
    """What needs no measure: it is another person, and a mentor."""
    if new_mentor.pk == pair.mentor_id:
        raise Refused(_("%s is their mentor now. Choose somebody else.") % new_mentor)
    if not new_mentor.is_mentor:
        raise Refused(_("%s is not a mentor. Choose one who is.") % new_mentor)


def _new_pair(pair: Pair, new_mentor: Participant, reason_given: str) -> NewPair:
    """The two with the reasons of the engine, as in a round."""
    found = fitting.fits(pair.mentee, [new_mentor]).get(new_mentor.pk, fitting.Fit(0))
    if found.rules and not reason_given:
        raise Refused(
            _("%(mentor)s and %(mentee)s: %(rule)s. Say why this rule is set aside.")
            % {"mentor": new_mentor, "mentee": pair.mentee, "rule": found.rules[0]}
        )
    first_name = pair.mentee.user.first_name
    for_mentee = _("Your mentor hands over. You go on, with somebody new beside you.")
    for_mentor = _("%s has had a mentor until now, and would go on with you.") % first_name
    return NewPair(
        mentor=new_mentor,
        mentee=pair.mentee,
        fit=found.fit or None,
        reasons={
            "mentee": [for_mentee, *found.reasons.get("mentee", [])],
            "mentor": [for_mentor, *found.reasons.get("mentor", [])],
        },
        times=found.times or _times(new_mentor, pair.mentee),
        by_hand=True,
        reason_given=reason_given,
    )


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
    allowed = {thing.key for thing in handing_over.things_from(pair.came_from, side.me)}
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
