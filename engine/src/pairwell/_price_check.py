"""The check of all prices in every run: what `_certificate.py` does one by one, at once.

It shares no code with what finds pairs and prices, and asks only whether these fit each other.
"""

from __future__ import annotations

import numpy as np

from pairwell._model import Integers, Proof
from pairwell._solve import Flow, Problem


def certificate_holds(
    problem: Problem, flow: Flow, proof: Proof, worth: Integers, score: Integers
) -> bool:
    """Look at every mentor, every eligible pair and all demand. Why that proves anything stands in
    `_certificate.py`.

    score: by pair. worth: of serving a unit of demand.
    """
    mentor, mentee, taken = proof.mentor_prices, proof.mentee_prices, flow.taken
    filled = np.bincount(problem.column[taken], minlength=problem.shape[1])
    if (mentor < 0).any() or ((mentor > 0) & (filled < problem.capacity)).any():
        return False
    over = score - mentee[problem.row] - mentor[problem.column]
    if (over[taken] < 0).any() or ((over > 0) & ~flow.used).any():
        return False
    over = mentee[problem.unit_row] + worth - proof.class_prices[problem.unit_rank]
    left_over, served = flow.unit_flow < problem.unit_places, flow.unit_flow > 0
    return not ((over > 0) & left_over).any() and not ((over < 0) & served).any()
