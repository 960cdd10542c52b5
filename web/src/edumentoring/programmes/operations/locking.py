"""Small things every change of a participant needs: the lock, the history line, known keys."""

from collections.abc import Iterable

from edumentoring.people import operations as people
from edumentoring.people.models import User
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


def refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"Nothing is kept under {', '.join(unknown)}. Known: {sorted(known)}")
