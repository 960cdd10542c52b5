"""Small things every change of a participant needs: the lock, the history line, known keys."""

from collections.abc import Iterable

from edumentoring.people import operations as people
from edumentoring.people.models import Event, User
from edumentoring.programmes.models import Participant


def locked(keys: Iterable[int]) -> list[Participant]:
    """These participants, locked in order of their keys so that two callers cannot deadlock."""
    return list(
        Participant.objects.select_for_update(of=("self",))
        .with_person()
        .filter(pk__in=list(keys))
        .order_by("pk")
    )


def record_person(action: str, participant: Participant, by: User | None, summary: str) -> None:
    people.record(
        action, participant, by=by, summary=summary, programme_id=participant.programme_id
    )


def record_people(
    action: str, lines: Iterable[tuple[Participant, str]], *, by: User | None
) -> None:
    """One line of history for each of many people, in one statement."""
    Event.objects.bulk_create(
        (
            Event(
                action=action,
                subject_type=participant._meta.label_lower,  # noqa: SLF001
                subject_id=str(participant.pk),
                by=by,
                summary=summary[:300],
                programme_id=participant.programme_id,
            )
            for participant, summary in lines
        ),
        batch_size=500,
    )


def refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"Nothing is kept under {', '.join(unknown)}. Known: {sorted(known)}")
