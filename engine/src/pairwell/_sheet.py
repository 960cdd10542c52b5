"""What blocks of pairs are scored from: two sides and one sheet, all small whole numbers.

Every scoring rule becomes one of three things, and nothing else is needed for a pair's points:

- a table (subject, phase, stage, identity, wishes): each person has one code, a pair a level;
- bits (topics, text, context, availability, helps, traits): how many bits two people share, looked
  up in a list of levels;
- a place on the globe, or a region (distance).

Musts are the same tables and bits, and a few codes. What names single people (blocked, wishes,
line managers) is a short list of pairs. `_encode.py` fills this in; `_cells.py` and `_kernel.py`
score pairs by it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._model import Integers
from pairwell._score import Levels

TABLES = ("subject", "phase", "stage", "identity", "wishes")
BITS = ("topics", "text", "context", "availability", "helps", "traits")
ORDER = (*TABLES, *BITS, "distance")
ASKED_ALIKE, MUST_ALIKE, MUST_ASKED = 6, 7, 8
"""More ranges of bits: questions both answered; then the same two for the musts."""

ONLINE, IN_PERSON = 1, 2
BLOCKED, IF_INSISTED = 1, 2
INSISTS = {
    "not_my_school": 1,
    "not_my_trust": 2,
    "same_phase": 4,
    "same_subject": 8,
    "shared_availability": 16,
}
ALLOWED, EXCLUDED, REQUIRED = 0, 1, 2
"""What the musts say of a pair of one school or one trust."""


class Side(NamedTuple):
    """One side, a row for each person.

    codes: for each table. masks: all bits. luts: which list of levels each kind of bits is looked
    up in. by: who answered, by the places in ORDER, of the rules that count. neutral: what an open
    question is worth (OPEN where this person cannot say). off: who may have nobody.
    """

    codes: NDArray[np.int32]
    masks: NDArray[np.uint64]
    luts: NDArray[np.int32]
    by: NDArray[np.bool_]
    neutral: Levels
    grid: Integers
    placed: NDArray[np.bool_]
    region: NDArray[np.int32]
    school: NDArray[np.int32]
    trust: NDArray[np.int32]
    insists: NDArray[np.uint8]
    contact: NDArray[np.uint8]
    reach: Integers
    off: NDArray[np.bool_]
    slots: NDArray[np.bool_]
    mark: NDArray[np.uint64]

    def take(self, places: NDArray[Any]) -> Side:
        """Return some people, in that order."""
        return Side(*(np.ascontiguousarray(each[places]) for each in self))


class MustCodes(NamedTuple):
    """The programme's musts that no table holds. own_school, own_trust: ALLOWED to REQUIRED."""

    own_school: int
    own_trust: int
    shared_availability: int
    contact_mode: int
    same_traits: int


class Sheet(NamedTuple):
    """What both sides share. Tables lie one after the other in `levels` and `stops`."""

    levels: Levels
    stops: Levels
    table_at: Integers
    table_width: Integers
    insist: Integers
    weights: Integers
    bits_from: Integers
    bits_to: Integers
    lut: NDArray[np.int32]
    regions: Levels
    km_chords: Integers
    km_levels: Integers
    musts: MustCodes
    sequence: Integers


class Encoded(NamedTuple):
    """Two crowds, made ready. apart: (row, column) no must allows. granted: wishes for a person.

    granted_level: what the wish earns, 0 to 100.
    """

    mentees: Side
    mentors: Side
    sheet: Sheet
    apart: Integers
    granted: Integers
    granted_level: Integers
