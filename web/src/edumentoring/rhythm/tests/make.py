"""Pairs that have met, and what they look back on, with valid defaults."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.programmes.models import Programme
from edumentoring.rhythm.models import Review
from edumentoring.rhythm.operations import Answer, finish_review, keep_review

agreed = pairs.agreed
programme = pairs.programme


def met(programme_: Programme | None = None, *, days: int = 1, **fields: Any) -> Pair:
    """A pair that first met so many days ago."""
    return met_at(timezone.now() - timedelta(days=days), programme_, **fields)


def met_at(at: datetime, programme_: Programme | None = None, **fields: Any) -> Pair:
    pair = pairs.agreed(programme_, **fields)
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.MEETING, started_at=at)
    return Pair.objects.with_people().get(pk=pair.pk)


def mentee_side(pair: Pair) -> Side:
    return side_of(pair, pair.mentee)


def mentor_side(pair: Pair) -> Side:
    return side_of(pair, pair.mentor)


def looked_back(side: Side, stage: str = "mid", *, done: bool = True, **answers: Answer) -> Review:
    """One person's look back, finished unless told otherwise."""
    write = finish_review if done else keep_review
    kept = Review.objects.filter(pair=side.pair, participant=side.me, stage=stage).first()
    version = str(kept.version) if kept else "0"
    return write(side, stage, answers, sent={"version": version})
