"""Everything that changes what is known about where somebody works.

`Participant.is_verified` is true while one verification of theirs stands; only this room
writes it, under the participant's lock.
"""

from edumentoring.verification.operations.answering import answer_as_colleague, verification_in
from edumentoring.verification.operations.asking import (
    ask_colleague,
    ask_work_address,
    take_back_ask,
)
from edumentoring.verification.operations.by_the_clock import settle_outdated
from edumentoring.verification.operations.deciding import (
    accept,
    choose_use,
    decline,
    take_back,
    verify_by_hand,
)
from edumentoring.verification.operations.domain import verify_by_domain

__all__ = [
    "accept",
    "answer_as_colleague",
    "ask_colleague",
    "ask_work_address",
    "choose_use",
    "decline",
    "settle_outdated",
    "take_back",
    "take_back_ask",
    "verification_in",
    "verify_by_domain",
    "verify_by_hand",
]
