"""What a choice costs: a matching beside the plain optimum of the same people and rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pairwell._model import CostOfChoice, Matching, OptionCost, Settings
from pairwell._propose import propose

if TYPE_CHECKING:
    from pairwell._match import Layers


def cost_of_choice(layers: Layers, matching: Matching) -> CostOfChoice:
    """Solve for the plain optimum, and for each option in use by itself."""
    chosen = matching.settings
    none = without_options(chosen)
    used = one_at_a_time(layers, chosen, none)
    plain = propose(layers, none) if used else matching
    alone = {option: propose(layers, settings) for option, settings in used.items()}
    return CostOfChoice(
        matched=plain.matched,
        points=plain.points,
        lost_matches=plain.matched - matching.matched,
        lost_points=plain.points - matching.points,
        options=tuple(
            OptionCost(option, plain.matched - each.matched, plain.points - each.points)
            for option, each in alone.items()
        ),
        proven=plain.proven and matching.proven and all(each.proven for each in alone.values()),
    )


def without_options(settings: Settings) -> Settings:
    """Return the same musts, locks, bans and running pairs with nothing chosen beyond them."""
    return replace(
        settings,
        objective="most-matched",
        fairness=False,
        knee=None,
        previous=frozenset(),
        by_priority=False,
    )


def one_at_a_time(layers: Layers, chosen: Settings, none: Settings) -> dict[str, Settings]:
    """Return settings with one option each, for every option that is in use."""
    found = {}
    if chosen.objective != "most-matched":
        found["objective"] = replace(none, objective=chosen.objective)
    if chosen.fairness and chosen.objective != "stable":
        found["fairness"] = replace(none, fairness=True)
    if chosen.previous:
        found["previous"] = replace(none, previous=chosen.previous)
    ranked = chosen.by_priority and chosen.objective in ("most-matched", "bottleneck")
    if ranked and len(set(layers.priority.tolist())) > 1:
        found["priority"] = replace(none, by_priority=True)
    return found
