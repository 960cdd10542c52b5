"""Pairs and introductions with valid defaults."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.pairs import operations
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.operations import NewPair
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make as programmes

WANTS = {"topics_wanted": ["behaviour", "workload"], "availability": ["thu-after"]}
OFFERS = {"topics_offered": ["behaviour", "workload"], "availability": ["thu-after", "mon-evening"]}

programme = programmes.programme
coordinator = programmes.coordinator
seat = programmes.seat


def mentor(programme_: Programme | None = None, **fields: Any) -> Participant:
    answers = OFFERS | fields.pop("answers", {})
    return programmes.mentor(
        programme_,
        **{"name": "Imran Sadiq", "role_title": "Head of science", "answers": answers, **fields},
    )


def mentee(programme_: Programme | None = None, **fields: Any) -> Participant:
    answers = WANTS | fields.pop("answers", {})
    return programmes.mentee(
        programme_, **{"name": "Bethan Cole", "demand": 1, "answers": answers, **fields}
    )


def new_pair(programme_: Programme | None = None, **fields: Any) -> NewPair:
    """Two people who have not been introduced; nothing of the pair is saved."""
    programme_ = programme_ or programme()
    return NewPair(
        **{
            "mentor": fields.pop("mentor", None) or mentor(programme_),
            "mentee": fields.pop("mentee", None) or mentee(programme_),
            "fit": 78,
            "reasons": {
                "mentor": ["Bethan asked for help with behaviour. You offered it."],
                "mentee": ["You asked for help with behaviour. Imran offered it."],
            },
            "times": ["thu-after"],
            **fields,
        }
    )


def held(programme_: Programme | None = None, *, round_number: int = 1, **fields: Any) -> Pair:
    """A pair whose letters wait."""
    new = new_pair(programme_, **fields)
    [pair] = operations.introduce(
        new.mentor.programme, [new], by=programmes.user(), round_number=round_number
    )
    return pair


def introduced(programme_: Programme | None = None, *, days: int = 0, **fields: Any) -> Pair:
    """A pair whose letters have gone, `days` ago."""
    pair = held(programme_, **fields)
    at = timezone.now() - timedelta(days=days)
    Pair.objects.filter(pk=pair.pk).update(held_until=at)
    letters = Letter.objects.filter(subject_key=pair.subject_key)
    letters.update(state=Letter.State.SENT, sent_at=at, not_before=at)
    operations.send_off_held()
    pair.refresh_from_db()
    return pair


def agreed(programme_: Programme | None = None, **fields: Any) -> Pair:
    """A pair in which both said yes."""
    pair = introduced(programme_, **fields)
    for introduction in pair.introductions.all():
        operations.answer(introduction, operations.YES)
    pair.refresh_from_db()
    return pair


def answered(programme_: Programme, new: NewPair, *, by: User) -> Pair:
    """A given pair in which both said yes, with its people."""
    [pair] = operations.introduce(programme_, [new], by=by, round_number=None)
    Pair.objects.filter(pk=pair.pk).update(held_until=timezone.now())
    for one in pair.introductions.all():
        operations.answer(one, operations.YES)
    return Pair.objects.with_people().get(pk=pair.pk)


def introduction(pair: Pair, role: str = "mentee") -> Introduction:
    """One side of a pair."""
    person = pair.mentee if role == "mentee" else pair.mentor
    return pair.introductions.get(participant=person)


def letters(pair: Pair, kind: str = "") -> list[Letter]:
    """This pair's letters, oldest first."""
    found = Letter.objects.filter(subject_key=pair.subject_key).order_by("pk")
    return list(found.filter(kind=kind) if kind else found)
