"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.matching import solving
from edumentoring.matching.for_engine import Person
from edumentoring.matching.models import BoardState, Round, Snapshot
from edumentoring.matching.snapshot import digest_of
from edumentoring.people.models import Event
from edumentoring.people.personal import Scope, declare
from edumentoring.programmes.models import Participant


def _keys(scope: Scope) -> set[int]:
    mine = scope.within(Participant.objects.filter(user=scope.user))
    return set(mine.values_list("pk", flat=True))


def _rounds(scope: Scope) -> QuerySet[Round]:
    """Every round of the programmes the person takes part in."""
    parts = scope.within(Participant.objects.filter(user=scope.user))
    return Round.objects.filter(programme__in=parts.values("programme"))


# --- Given back -----------------------------------------------------------------------------------


def _as_the_engine_saw_me(scope: Scope) -> Iterator[dict[str, Any]]:
    keys = _keys(scope)
    snapshots = Snapshot.objects.filter(round__programme__participants__in=keys)
    for one in snapshots.select_related("round__programme").order_by("taken_at").distinct():
        for person in one.people:
            if person["id"] in keys:
                yield {
                    "programme": one.round.programme.name,
                    "round": str(one.round),
                    "when": one.taken_at,
                    # Whom they shall not meet, or manage, are others' keys.
                    "what matching knew of me": {
                        key: value for key, value in person.items() if key not in ("id", "blocked")
                    },
                }


# --- Forgotten ------------------------------------------------------------------------------------


def _forget_snapshots(scope: Scope) -> None:
    """Their entry stays, empty: boards point at it, and a round's figures count it."""
    keys = _keys(scope)
    for one in Snapshot.objects.filter(round__in=_rounds(scope)).iterator(chunk_size=10):
        if not any(person["id"] in keys for person in one.people):
            continue
        people = [emptied(each) if each["id"] in keys else each for each in one.people]
        Snapshot.objects.filter(pk=one.pk).update(people=people, digest=digest_of(people))
    solving.forget()


def emptied(person: Person) -> Person:
    """A person of a snapshot without a single answer: the sides, and the places they had."""
    kept = {"mentor": "capacity", "mentee": "demand"}
    return {
        "id": person["id"],
        **{
            side: {name: person[side][name]}
            for side, name in kept.items()
            if side in person and name in person[side]
        },
    }


def _forget_states(scope: Scope) -> None:
    """What was done on a board names people by their first names; reasons and notes are words."""
    keys, states = _keys(scope), BoardState.objects.filter(round__in=_rounds(scope))
    for one in states.only("pk", "what", "given", "notes").iterator(chunk_size=50):
        kept = {
            "what": scope.clean(one.what, about_them=True),
            "given": _of_others(scope.clean(one.given), keys),
            "notes": _of_others(scope.clean(one.notes), keys),
        }
        if any(getattr(one, name) != value for name, value in kept.items()):
            BoardState.objects.filter(pk=one.pk).update(**kept)


def _of_others(words: dict[str, str], keys: set[int]) -> dict[str, str]:
    """Without what was written about a pair of theirs; a pair that broke a rule keeps that."""
    return {
        pair: "(no longer kept)" if keys & {int(key) for key in pair.split("-")} else text
        for pair, text in words.items()
    }


def _forget_rounds(scope: Scope) -> None:
    rounds = _rounds(scope)
    scope.redact(rounds, "name", "log", "trouble", about_them=True)
    labels = [str(key) for key in rounds.values_list("pk", flat=True)]
    lines = scope.within(Event.objects.filter(subject_type="matching.round"))
    for start in range(0, len(labels), 200):
        some = lines.filter(subject_id__in=labels[start : start + 200])
        scope.redact(some, "summary", "detail", about_them=True)


declare(
    BoardState,
    export=None,
    why="proposals that were not sent name other people; what came of one is among the pairs",
    erase=_forget_states,
)
declare(
    Snapshot,
    export=_as_the_engine_saw_me,
    erase=_forget_snapshots,
    title=_("What matching knew of me"),
)
declare(
    Round,
    export=None,
    why="a round's settings and what coordinators did; a person's own part is in what it knew",
    erase=_forget_rounds,
)
