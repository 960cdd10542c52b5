"""How looking back stands in one pair, for one of the two: gathered here, shown by templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from edumentoring.pairs.sides import Side
from edumentoring.programmes.navigation import address_of
from edumentoring.rhythm.items import ITEMS, LOW, SAFE, Item, fill
from edumentoring.rhythm.models import EarlyAnswer, Load, Moment, Review, Said, Stage
from edumentoring.rhythm.operations import Answer
from edumentoring.rhythm.when import (
    MOMENT_OFFERED_FOR,
    is_offered,
    questions_due,
    review_due,
    times_of,
)


@dataclass(frozen=True)
class Standing:
    """One look back: when it is offered, and who has finished."""

    stage: Stage
    due: date | None
    is_offered: bool
    mine: Review | None
    theirs_done: bool

    @property
    def is_done(self) -> bool:
        return self.mine is not None and self.mine.done_at is not None

    @property
    def is_begun(self) -> bool:
        return self.mine is not None and not self.is_done

    @property
    def is_open_to_both(self) -> bool:
        return self.is_done and self.theirs_done


@dataclass(frozen=True)
class Questions:
    """The two short questions at one moment."""

    moment: Moment
    due: date | None
    is_offered: bool
    answered: bool


@dataclass(frozen=True)
class Spoken:
    """One item and what was said to it."""

    item: Item
    label: str
    said: Said

    @property
    def words(self) -> str:
        """What was said, in words; a step of a scale as its number."""
        return self.said.text or _("%d of 5") % (self.said.score or 0)


@dataclass(frozen=True)
class Both:
    """What its reader may see of one look back."""

    mine: list[Spoken] = field(default_factory=list)
    theirs: list[Spoken] = field(default_factory=list)
    needs_help: bool = False


def standings(side: Side) -> list[Standing]:
    """Both looks back of this pair."""
    times, today = times_of(side.pair.programme), side.pair.programme.today()
    reviews = list(Review.objects.filter(pair=side.pair))
    found = []
    for stage in Stage:
        of_stage = {one.participant_id: one for one in reviews if one.stage == stage}
        due = review_due(side.pair, stage, times)
        theirs = of_stage.get(side.other.pk)
        found.append(
            Standing(
                stage=stage,
                due=due,
                is_offered=is_offered(due, today),
                mine=of_stage.get(side.me.pk),
                theirs_done=theirs is not None and theirs.done_at is not None,
            )
        )
    return found


def standing_at(side: Side, stage: Stage) -> Standing:
    return next(one for one in standings(side) if one.stage == stage)


def questions_of(side: Side) -> list[Questions]:
    """The two short questions, at both moments."""
    times, today = times_of(side.pair.programme), side.pair.programme.today()
    mine = EarlyAnswer.objects.filter(pair=side.pair, participant=side.me)
    answered = set(mine.values_list("moment", flat=True))
    found = []
    for moment in Moment:
        due = questions_due(side.pair, moment, times)
        offered = is_offered(due, today, for_long=MOMENT_OFFERED_FOR)
        found.append(Questions(moment, due, offered, moment in answered))
    return found


def both_of(side: Side, stage: Stage) -> Both:
    """One's own answers, and what the other shares once both have finished."""
    visible = Said.objects.visible_to(side.me).filter(review__pair=side.pair, review__stage=stage)
    said = list(visible.select_related("review"))
    mine = [one for one in said if one.review.participant_id == side.me.pk]
    theirs = [one for one in said if one.review.participant_id == side.other.pk]
    return Both(
        mine=_in_order(mine, stage, side.other_name),
        theirs=_in_order(theirs, stage, side.me.user.first_name),
        needs_help=any(one.key == SAFE and (one.score or 5) <= LOW for one in mine),
    )


def _in_order(said: Sequence[Said], stage: Stage, other: str) -> list[Spoken]:
    by_key = {one.key: one for one in said}
    return [
        Spoken(item, fill(item.label, other), by_key[item.key])
        for item in ITEMS[stage]
        if item.key in by_key
    ]


def differences(both: Both, answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
    """Where one's own look back now says something else than was just sent, in words."""
    return [
        (spoken.label, spoken.words)
        for spoken in both.mine
        if _plain(spoken.said) != _plain(answers[spoken.item.key])
    ]


def _plain(one: Said | Answer) -> tuple[list[str], int | None]:
    """Without how its lines were broken on the way."""
    return one.text.split(), one.score


def initial_of(both: Both) -> dict[str, Any]:
    """What stands in the boxes of one's own look back."""
    filled: dict[str, Any] = {}
    for spoken in both.mine:
        score = spoken.said.score
        filled[spoken.item.key] = score if spoken.item.is_scale else spoken.said.text
        filled[f"{spoken.item.key}_shared"] = spoken.said.shared
    return filled


def purpose_of(side: Side) -> str:
    """What the two set out to do, as their agreement says now; "" where they made none."""
    agreed = side.pair.agreements.order_by("-version")
    return agreed.values_list("purpose", flat=True).first() or ""


def load_of(side: Side) -> Load | None:
    """That the other has a lot on, where they wished it known."""
    today = side.pair.programme.today()
    visible = Load.objects.visible_to(side.me).current(today)
    return visible.filter(user=side.other.user_id).first()


def help_for(side: Side) -> list[tuple[str, str]]:
    """Where to turn, for somebody who finds it hard to speak. Pages of other rooms by name."""
    slug = side.pair.programme.slug
    pages = {
        "working": address_of("pairs:working", side.pair.code),
        "ask": address_of("queries:ask", slug),
        "concern": address_of("concerns:tell", slug),
    }
    return [(name, url) for name, url in pages.items() if url]
