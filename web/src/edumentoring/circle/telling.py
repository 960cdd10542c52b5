"""Telling people around a pair what waits for them, in the week's one letter.

Whoever takes part in a programme reads it as a line of their gentle letter. A tutor who takes
part in none gets a letter of their own, within the same rule: one reminder a week, and none for
whoever wants none.
"""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from edumentoring.circle import letters
from edumentoring.circle.models import Member, Observation, Record, TeamPart, TeamReview
from edumentoring.circle.teams import seats_of, unsigned
from edumentoring.common.mail import withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.people.operations import is_suppressed
from edumentoring.programmes.models import Participant

# --- Reviews --------------------------------------------------------------------------------------


def review_begun(review: TeamReview, by: User) -> None:
    """To everybody of the team but the one who began it."""
    line = _("%s began a review with the team. You are asked for a few lines.") % by.first_name
    for seat in seats_of(review.pair):
        if seat.user != by:
            _tell(
                seat.user,
                review.pair,
                key=_key(review, seat.user),
                line=line,
                url=review.get_absolute_url(),
            )


def signatures_lapsed(review: TeamReview, by: User) -> None:
    """To whoever had signed before somebody changed their lines: once for each signature."""
    line = _("%s changed their lines in a review you signed. Read it, and sign again.")
    lapsed = review.parts.exclude(signed_version=None).exclude(user=by)
    for part in lapsed.select_related("user"):
        key = _lapsed_key(review, part)
        _tell(
            part.user,
            review.pair,
            key=key,
            line=line % by.first_name,
            url=review.get_absolute_url(),
        )


def last_to_sign(review: TeamReview) -> None:
    """To the one person whose signature is still missing."""
    waiting = unsigned(review)
    if len(waiting) != 1:
        return
    user = waiting[0].user
    line = _("All others of the team have signed a review. It waits for you.")
    key = f"{_key(review, user)}:last:{review.version}"
    _tell_of_review(review, user, key=key, line=line)


def has_signed(review: TeamReview, part: TeamPart) -> None:
    """Nothing about this review is asked of them any more. `part` as it was before."""
    mine = _key(review, part.user)
    nudges.take_back_all([mine, f"{mine}:last:{review.version}", _lapsed_key(review, part)])
    _settle(part.user, review.pair)


def _tell_of_review(review: TeamReview, user: User, *, key: str, line: str) -> None:
    _tell(user, review.pair, key=key, line=line, url=review.get_absolute_url())


def _key(review: TeamReview, user: User) -> str:
    return f"review:{review.pk}:{user.pk}"


def _lapsed_key(review: TeamReview, part: TeamPart) -> str:
    return f"{_key(review, part.user)}:lapsed:{part.signed_version}"


# --- Observations ---------------------------------------------------------------------------------


def may_they_watch(observation: Observation, by: User) -> None:
    """To the teacher whose lesson it is, who has not said yes."""
    if observation.observed is None:
        return
    line = _("%s asks whether two people may watch a lesson of yours.") % by.first_name
    user, key = observation.observed.user, agree_key(observation)
    _tell(user, observation.pair, key=key, line=line, url=observation.get_absolute_url())


def agree_key(observation: Observation) -> str:
    """What the question to the teacher is filed under."""
    return f"observation:{observation.pk}:agree"


def called_off(observation: Observation) -> None:
    """Nobody writes, and nobody is asked."""
    keys = [
        _write_key(observation, each.user) for each in observation.records.select_related("user")
    ]
    nudges.take_back_all([agree_key(observation), *keys])


def to_write(observation: Observation) -> None:
    """To the two who write, in the week of the day. Who has begun already knows."""
    for record in observation.records.filter(finished_at=None).select_related("user"):
        if record.user_id != observation.begun_by_id:
            _tell(
                record.user,
                observation.pair,
                key=_write_key(observation, record.user),
                line=_("Two of you look at the same thing. Each writes alone what they saw."),
                url=observation.get_absolute_url(),
                due_at=_day_of(observation),
            )


def has_written(record: Record) -> None:
    """They have finished: nothing is asked of them."""
    observation = record.observation
    nudges.take_back(_write_key(observation, record.user))
    _settle(record.user, observation.pair)


def both_finished(observation: Observation, by: User) -> None:
    """To the other who wrote; to the teacher where they were promised all of it."""
    line = _("Both of you have finished writing. You can read both, and compare.")
    for record in observation.records.exclude(user=by).select_related("user"):
        _tell_about(observation, record.user, "both", line)
    if observation.promise == Observation.Promise.ALL:
        _tell_teacher(observation)


def compared(observation: Observation) -> None:
    """To the teacher who was promised what the two agree on."""
    if observation.promise == Observation.Promise.COMPARED:
        _tell_teacher(observation)


def _tell_teacher(observation: Observation) -> None:
    if observation.observed is not None:
        line = _("Two people have written about your lesson. You can read it now.")
        _tell_about(observation, observation.observed.user, "teacher", line)


def _tell_about(observation: Observation, user: User, what: str, line: str) -> None:
    key = f"observation:{observation.pk}:{user.pk}:{what}"
    _tell(user, observation.pair, key=key, line=line, url=observation.get_absolute_url())


def _write_key(observation: Observation, user: User) -> str:
    return f"observation:{observation.pk}:{user.pk}:write"


def _day_of(observation: Observation) -> datetime:
    zone = ZoneInfo(observation.pair.programme.time_zone)
    return datetime.combine(observation.on, time.min, tzinfo=zone)


# --- One person -----------------------------------------------------------------------------------


def _tell(
    user: User, pair: Pair, *, key: str, line: str, url: str, due_at: datetime | None = None
) -> None:
    part = _part_anywhere(user, pair)
    if part is None:
        _write_within_the_week(user, pair, line=line, url=url, due_at=due_at)
    else:
        nudges.offer(part, kind="circle", key=key, line=line, url=url, due_at=due_at, pair=pair)


def _part_anywhere(user: User, pair: Pair) -> Participant | None:
    """Where their gentle letter comes from: this programme first."""
    mine = Participant.objects.filter(user=user, programme__archived_at=None)
    here = list(mine.exclude(state=Participant.State.LEFT).order_by("pk"))
    return next((one for one in here if one.programme_id == pair.programme_id), None) or (
        here[0] if here else None
    )


def _write_within_the_week(
    user: User, pair: Pair, *, line: str, url: str, due_at: datetime | None
) -> None:
    """One that waits already leads to all there is; a second would only add to it."""
    free_from = nudges.free_from(user)
    member = Member.objects.open().filter(pair=pair, user=user).first()
    if free_from is None or member is None or is_suppressed(user.email, pair.programme_id):
        return
    if pair.state == Pair.State.PAUSED or _waiting_for(user).exists():
        return
    at = max(free_from, due_at) if due_at else free_from
    letters.something_waits(member, user, line=line, url=url, not_before=at)
    nudges.note_reminded(user, at=at)


def _settle(user: User, pair: Pair) -> None:
    member = Member.objects.filter(pair=pair, user=user).first()
    if member is not None and _waiting_for(user).exists():
        withdraw_letters(member.subject_key)


def _waiting_for(user: User) -> QuerySet[Letter]:
    letters_of = Letter.objects.filter(kind=letters.WAITS, person_code=user.code)
    return letters_of.filter(state=Letter.State.WAITING)
