"""Who is trained, by a day, and what stands on somebody's record.

A record counts in the programme that wrote it, in those of the same organisation, and in those
copied from it: a mentor is not asked to be trained again for the next cohort.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from edumentoring.people.models import User
from edumentoring.programmes import counted
from edumentoring.programmes.models import Participant, Programme
from edumentoring.training.models import Record
from edumentoring.training.models.records import TrainingRecordQuerySet
from edumentoring.training.proof import Proof, proof_of


def counting_in(programme: Programme) -> TrainingRecordQuerySet:
    """The records that count in this programme."""
    return Record.objects.standing().filter(programme__in=_family(programme))


def _family(programme: Programme) -> list[int]:
    """This programme, those it was copied from, and all of the same organisation."""
    found = [programme.pk]
    earlier = programme.copied_from_id
    while earlier and earlier not in found:
        found.append(earlier)
        earlier = Programme.objects.filter(pk=earlier).values_list("copied_from", flat=True).first()
    if programme.organisation_id:
        same = Programme.objects.filter(organisation=programme.organisation_id)
        found += same.values_list("pk", flat=True)
    return list(set(found))


def trained(
    programme: Programme, on: date | None = None, *, proof: Proof | None = None
) -> set[int]:
    """The participants who count as trained on a day: today, where none is given.

    By what the programme takes for proof, or would, were it to choose `proof`.
    """
    day = on or programme.today()
    said = programme.participants.filter(is_trained=True)
    by_word = set(said.exclude(trained_until__lt=day).values_list("pk", flat=True))
    recorded = _recorded(programme, day)
    return recorded if (proof or proof_of(programme)) == Proof.RECORD else by_word | recorded


TRAINED = counted.Part(key="trained", of="mentors", label=_("Trained"), find=trained)


def _recorded(programme: Programme, day: date) -> set[int]:
    """Those with a record that counts, also where it was written for a sign-up joined to theirs."""
    users = counting_in(programme).training().valid_on(day).values("user")
    rows = programme.participants.filter(user__in=users).values_list("pk", "joined_into")
    return {joined or key for key, joined in rows}


def is_trained(participant: Participant, on: date | None = None) -> bool:
    """Whether this one counts as trained on a day."""
    return participant.pk in trained(participant.programme, on)


def users_of(participant: Participant) -> list[int]:
    """The accounts of this person here: their own, and those of sign-ups joined to it."""
    return [participant.user_id, *participant.joined.values_list("user", flat=True)]


def records_of(participant: Participant) -> TrainingRecordQuerySet:
    """What stands on this person's record, as this programme's desk may read it."""
    found = counting_in(participant.programme).filter(user__in=users_of(participant))
    return found.select_related("programme", "by", "booking__event")


def hours_in(records: Collection[Record]) -> Decimal:
    return sum((one.hours for one in records), Decimal(0))


@dataclass(frozen=True)
class Standing:
    """One mentor's record in short."""

    participant: Participant
    is_trained: bool
    things: int
    hours: Decimal
    until: date | None

    @property
    def ends_soon(self) -> bool:
        """Whether it runs out within 60 days."""
        if self.until is None or not self.is_trained:
            return False
        return 0 <= (self.until - self.participant.programme.today()).days <= 60


def standings(programme: Programme) -> list[Standing]:
    """Every mentor who takes part, those who are not trained first. Six questions at most."""
    mentors = programme.participants.mentors().taking_part().with_person()
    by_user: dict[int, list[Record]] = {}
    for record in counting_in(programme).select_related("programme"):
        by_user.setdefault(record.user_id, []).append(record)
    joined = programme.participants.filter(joined_into__isnull=False)
    for other, kept in joined.values_list("user", "joined_into__user"):
        by_user.setdefault(kept, []).extend(by_user.get(other, ()))
    are = trained(programme)
    found = [_standing(one, one.pk in are, by_user.get(one.user_id, [])) for one in mentors]
    return sorted(found, key=lambda one: (one.is_trained, one.participant.filed_as))


def _standing(participant: Participant, is_in: bool, records: list[Record]) -> Standing:
    return Standing(
        participant, is_in, len(records), hours_in(records), _until(participant, is_in, records)
    )


def _until(participant: Participant, is_in: bool, records: list[Record]) -> date | None:
    """The last day by what counts now: the record, or their own word. For whoever is not trained,
    the day on which what they had ran out."""
    today = participant.programme.today()
    ends = [one.expires_on for one in records if one.counts_as_training and one.done_on <= today]
    still = [day for day in ends if day is None or day >= today]
    if still:
        return None if None in still else max(day for day in still if day)
    if is_in:
        return participant.trained_until
    return max((day for day in ends if day), default=None)


def hours_of(user: User) -> Decimal:
    """All the hours on a person's own record."""
    found = Record.objects.standing().filter(user=user).aggregate(hours=Sum("hours"))
    return found["hours"] or Decimal(0)
