"""What the desk shows of sign-ups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme
from edumentoring.signup.models import Draft

LATELY = 200  # sign-ups
ONE_GO = 60 * 60  # seconds


@dataclass(frozen=True)
class Row:
    """Somebody who has not confirmed, and when we last wrote."""

    participant: Participant
    written_at: datetime | None
    was_reminded: bool


def unconfirmed(programme: Programme) -> ParticipantQuerySet:
    """Signed up, and the e-mail not proved; the longest waiting first."""
    people = Participant.objects.filter(programme=programme, state=Participant.State.SIGNED_UP)
    return people.with_person().order_by("signed_up_at", "pk")


def with_letters(people: Iterable[Participant]) -> list[Row]:
    """Each with the day of the last letter, in one more query."""
    here = list(people)
    drafts = Draft.objects.filter(participant__in=here).order_by("sent_at")
    latest = {draft.participant_id: draft for draft in drafts}
    return [_row(each, latest.get(each.pk)) for each in here]


def _row(participant: Participant, draft: Draft | None) -> Row:
    if draft is None:
        return Row(participant, None, False)
    return Row(participant, draft.reminded_at or draft.taken_in_at, draft.reminded_at is not None)


def counts(programme: Programme) -> dict[str, int]:
    """How many wait for a letter, write still, saved it for later, or could not be taken in."""
    counted: dict[str, int] = programme.drafts.aggregate(
        unfinished=Count("pk", filter=Q(sent_at=None)),
        saved=Count("pk", filter=Q(sent_at=None) & ~Q(later_to="")),
        troubled=Count("pk", filter=Q(taken_in_at=None) & ~Q(trouble="")),
    )
    return {**counted, "unconfirmed": unconfirmed(programme).count()}


def unfinished_by_code(programme: Programme) -> dict[str, int]:
    """Sign-ups that no participant came of yet, by the code of the link they came by."""
    begun = programme.drafts.filter(taken_in_at=None).order_by()
    return dict(begun.values_list("via").annotate(Count("pk")))


def seconds_lately(programme: Programme) -> list[float]:
    """How long the latest sign-ups took from the first page to the last, where it was done in
    one go. All on one page is not among them: when it was opened is not kept."""
    sent = Draft.objects.filter(programme=programme, sent_at__isnull=False).order_by("-sent_at")
    times = sent.values_list("started_at", "sent_at")[:LATELY]
    taken = [(done - begun).total_seconds() for begun, done in times if done]
    return [seconds for seconds in taken if 0 < seconds <= ONE_GO]
