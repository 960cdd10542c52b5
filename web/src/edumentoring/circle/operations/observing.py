"""Two people watch or judge the same, each on their own; then they compare."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.circle import telling
from edumentoring.circle.models import Member, Observation, Record
from edumentoring.circle.operations.asking import locked, note
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import nudges
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User


@transaction.atomic
def begin_observation(
    side: Side,
    *,
    kind: str,
    title: str,
    focus: str,
    on: date,
    of_mentee: bool,
    second: Member | None = None,
    promise: str = Observation.Promise.ALL,
) -> Observation:
    """Open it for two people. Where it is the mentee's lesson, they say yes first, knowing what
    they will see of it; the two who watch are then the mentor and `second`.

    Otherwise the two are whoever begins and `second`, or the other of the pair.
    """
    pair = locked(side.pair)
    users = _two_of(side, of_mentee, second)
    same = pair.observations.filter(title=title, on=on, called_off_at=None).first()
    if same and {each.user_id for each in same.records.all()} == {user.pk for user in users}:
        return same
    observation = Observation.objects.create(
        pair=pair,
        kind=Observation.Kind(kind),
        title=" ".join(title.split())[:120],
        focus=" ".join(focus.split())[:200],
        on=on,
        observed=pair.mentee if of_mentee else None,
        promise=Observation.Promise(promise),
        begun_by=side.me.user,
        agreed_at=timezone.now() if of_mentee and side.is_mentee else None,
    )
    Record.objects.bulk_create(Record(observation=observation, user=user) for user in users)
    note_sign(pair)
    note(pair, "begin_observation", side.me.user, "Began an observation by two people")
    if observation.may_record:
        telling.to_write(observation)
    else:
        telling.may_they_watch(observation, side.me.user)
    return observation


def _two_of(side: Side, of_mentee: bool, second: Member | None) -> list[User]:
    pair = side.pair
    if second is not None and (second.pair_id != pair.pk or second.state != Member.State.YES):
        raise Refused(_("Choose somebody who has said yes to helping you."))
    if of_mentee and (second is None or second.user is None):
        raise Refused(
            _("Two people watch the lesson, so a second one is needed. Bring in a colleague first.")
        )
    first = pair.mentor.user if of_mentee else side.me.user
    other = second.user if second and second.user else side.other.user
    return [first, other]


@transaction.atomic
def agree_to_be_observed(side: Side, observation: Observation, *, yes: bool) -> None:
    """The mentee's own word about their own lesson. A no calls it off."""
    found = _locked(observation)
    if found.observed_id != side.me.pk:
        raise Refused(_("Only the teacher of the lesson can say that."))
    if found.called_off_at or found.agreed_at:
        return
    now = timezone.now()
    change = {"agreed_at": now} if yes else {"called_off_at": now}
    Observation.objects.filter(pk=found.pk).update(**change)
    nudges.take_back(telling.agree_key(found))
    if yes:
        telling.to_write(found)
    note(found.pair, "agree_to_observation", side.me.user, "Answered about being observed")


@transaction.atomic
def call_off(observation: Observation, *, by: User) -> None:
    """The teacher or one of the two stops it, before both have finished. Nothing is shown."""
    found = _locked(observation)
    if found.both_finished_at:
        raise Refused(_("Both of you have finished, so it cannot be called off any more."))
    if found.called_off_at is None:
        Observation.objects.filter(pk=found.pk).update(called_off_at=timezone.now())
        telling.called_off(found)
        note(found.pair, "call_off_observation", by, "Called an observation off")


@transaction.atomic
def keep_record(
    observation: Observation, *, by: User, saw: str, thought: str, wondered: str, finish: bool
) -> Record:
    """Keep what one of the two wrote; `finish` closes it, so that neither writes after reading.

    Raises Refused for what was finished before, or is not to be written yet.
    """
    found = _locked(observation)
    record = found.records.select_for_update().get(user=by)
    words = {"saw": saw.strip(), "thought": thought.strip(), "wondered": wondered.strip()}
    if record.finished_at:
        if all(getattr(record, name) == said for name, said in words.items()):
            return record
        raise Refused(_("You have finished this. What you think now can go in the comparison."))
    if not found.may_record:
        raise Refused(_("The teacher has not said yes yet. Nothing can be written before."))
    if finish and not any(words.values()):
        raise Refused(_("Write a line first. Then finish."))
    now = timezone.now()
    Record.objects.filter(pk=record.pk).update(
        saved_at=now, finished_at=now if finish else None, **words
    )
    if finish:
        telling.has_written(record)
    if not found.records.filter(finished_at=None).exists():
        Observation.objects.filter(pk=found.pk).update(both_finished_at=now)
        telling.both_finished(found, by)
    record.refresh_from_db()
    return record


@transaction.atomic
def compare(
    observation: Observation,
    *,
    by: User,
    agree_on: str,
    differ_on: str,
    take_away: str,
    version: int,
) -> None:
    """Keep what the two say together. Raises Stale where the other saved since `version`."""
    found = _locked(observation)
    if not found.both_finished_at:
        raise Refused(_("You can compare when both of you have finished."))
    words = {
        "agree_on": agree_on.strip(),
        "differ_on": differ_on.strip(),
        "take_away": take_away.strip(),
    }
    if all(getattr(found, name) == said for name, said in words.items()):
        return
    if version != found.version:
        raise Stale(_("The other one saved while you were writing. Your words are kept below."))
    Observation.objects.filter(pk=found.pk).update(version=F("version") + 1, **words)
    telling.compared(found)
    note(found.pair, "compare_observation", by, "Compared an observation")


def _locked(observation: Observation) -> Observation:
    pair = locked(observation.pair)
    found = Observation.objects.select_for_update(of=("self",)).get(pk=observation.pk)
    found.pair = pair
    return found
