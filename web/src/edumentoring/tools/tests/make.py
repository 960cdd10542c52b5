"""Sheets and taken questions with valid defaults."""

from typing import Any

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.programmes.models import Participant, Programme
from edumentoring.tools import operations
from edumentoring.tools.forms import Filled
from edumentoring.tools.kinds import TOOLS
from edumentoring.tools.models import Sheet, TakenQuestion

ANSWERS = {
    "well": "You waited at the door. They were writing within a minute.",
    "gap": "Noise rose when the task began.",
    "step": "Give one instruction, then wait.",
}


def agreed(programme: Programme | None = None, **fields: Any) -> Pair:
    """Two who both said yes, as their pages find them."""
    return Pair.objects.with_people().get(pk=pairs.agreed(programme, **fields).pk)


def mentors_side(pair: Pair | None = None) -> Side:
    pair = pair or agreed()
    return side_of(pair, pair.mentor)


def mentees_side(pair: Pair | None = None) -> Side:
    pair = pair or agreed()
    return side_of(pair, pair.mentee)


def filled(sheet: Sheet, **fields: Any) -> Filled:
    """What somebody sends, over the version that is there."""
    return Filled(**{"version": sheet.version, "answers": ANSWERS, **fields})


def sheet(
    side: Side | None = None,
    tool: str = "lesson-feedback",
    *,
    by: Participant | None = None,
    empty: bool = False,
    **fields: Any,
) -> Sheet:
    """A draft: with somebody, or of `by` alone."""
    writer = by or (side or mentors_side()).me
    pair = side.pair if side else None
    made = operations.begin_sheet(TOOLS[tool], writer=writer, pair=pair)
    if empty:
        return made
    return operations.save_sheet(made, by=writer, filled=filled(made, **fields))


def shared(side: Side | None = None, tool: str = "lesson-feedback", **fields: Any) -> Sheet:
    """One that both of a pair can read."""
    side = side or mentors_side()
    return operations.share_sheet(sheet(side, tool, **fields), side)


def private_words(canary: str, pair: Pair) -> None:
    """Everything private that this room keeps, with a word to look for: a draft, one kept for
    oneself, and what stands beside a sheet that is shared."""
    side = side_of(pair, pair.mentor)
    answers = {"well": canary, "myself": canary}
    sheet(side, title=canary, answers=answers)
    kept = sheet(side, "grow", title=canary, answers={"goal": canary})
    operations.set_aside(kept, finished=True)
    shared(
        side,
        "critical-friend",
        answers={"bring": "A plan", "ask": canary, "myself": canary},
        kept_back=frozenset({"ask"}),
    )


def taken(side: Side, key: str = "begin-1") -> TakenQuestion:
    return operations.take_question(key, side)
