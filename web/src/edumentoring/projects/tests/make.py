"""Joint projects with valid defaults."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from edumentoring.pairs.models import Farewell, Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.projects import operations
from edumentoring.projects.models import Link, Piece, Project


def sides(**fields: Any) -> tuple[Side, Side]:
    """The mentee's and the mentor's side of two who both said yes."""
    pair = Pair.objects.with_people().get(pk=pairs.agreed(**fields).pk)
    return side_of(pair, pair.mentee), side_of(pair, pair.mentor)


def project(side: Side, title: str = "Ten calm starts", **fields: Any) -> Project:
    return operations.begin_project(
        side, title=title, what=fields.get("what", "A page for each week.")
    )


def piece(project_: Project, side: Side, words: str = "Film three starts", **fields: Any) -> Piece:
    given = {"who": Piece.Who.BOTH, "due_on": in_days(5), **fields}
    return operations.add_piece(project_, side, words=words, **given)


def link(project_: Project, side: Side, url: str = "https://example.org/plan") -> Link:
    return operations.add_link(project_, side, url=url, title="Our plan")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def finished(side: Side, *, keep: tuple[bool, bool] = (True, True)) -> Side:
    """The same side once the pair has finished: whether mentee and mentor stay in touch."""
    Pair.objects.filter(pk=side.pair.pk).update(state=Pair.State.FINISHED, ended_at=timezone.now())
    for who, keeps in zip((side.pair.mentee, side.pair.mentor), keep, strict=True):
        Farewell.objects.update_or_create(
            pair=side.pair, participant=who, defaults={"keeps_contact": keeps}
        )
    pair = Pair.objects.with_people().get(pk=side.pair.pk)
    return side_of(pair, side.me)
