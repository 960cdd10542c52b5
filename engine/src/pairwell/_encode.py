"""Two crowds as the small whole numbers a block is scored from (`_sheet.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pairwell import _rules as plain
from pairwell._crowd import Crowd
from pairwell._encode_bits import kinds_of, lay_bits, lay_luts
from pairwell._encode_people import (
    answered,
    apart_pairs,
    contact_of,
    granted_wishes,
    grid_of,
    insists_of,
    joint_choice,
    marks,
    reach_of,
    ruled_out,
)
from pairwell._encode_tables import lay_tables, region_table, tables_of
from pairwell._model import Integers, Musts, Rules, Weights
from pairwell._score import OPEN, weight_of
from pairwell._sheet import (
    ALLOWED,
    BITS,
    EXCLUDED,
    INSISTS,
    ORDER,
    REQUIRED,
    TABLES,
    Encoded,
    MustCodes,
    Sheet,
    Side,
)

SAME = {"allow": ALLOWED, "exclude": EXCLUDED, "require": REQUIRED}
INSIST = [INSISTS.get(f"same_{rule}", 0) for rule in TABLES]
"""Who insists stops a pair by a table: the bit for each."""


def encode(mentors: Crowd, mentees: Crowd, rules: Rules, weights: Weights, musts: Musts) -> Encoded:
    """Turn two crowds into small whole numbers. Neutral levels are left for later."""
    counts = np.array([weight_of(rule, weights) for rule in ORDER], np.int64)
    tables = tables_of(mentees, mentors, rules, musts)
    with_traits = bool(counts[ORDER.index("traits")])
    kinds = kinds_of(mentees, mentors, rules, musts, with_traits=with_traits)
    masks, bits_from, bits_to = lay_bits(kinds, (len(mentees), len(mentors)))
    lut, rows = lay_luts(kinds[: len(BITS)])
    regions, region = region_table(mentees, mentors, rules)
    joint: dict[str, Sequence[NDArray[Any]]] = {
        "codes": [np.stack([table.codes[side] for table in tables], axis=1) for side in (0, 1)],
        "masks": masks,
        "luts": (rows, np.zeros((len(mentors), len(BITS)), np.int32)),
        "region": region,
        "school": joint_choice(mentees, mentors, "school"),
        "trust": joint_choice(mentees, mentors, "trust"),
    }
    sides = [
        side_of(crowd, counts, musts, {name: both[side] for name, both in joint.items()})
        for side, crowd in enumerate((mentees, mentors))
    ]
    sheet = Sheet(
        **lay_tables(tables),
        insist=np.array(INSIST, np.int64),
        weights=counts,
        bits_from=bits_from,
        bits_to=bits_to,
        lut=lut,
        regions=regions,
        km_chords=np.array(plain.KM_CHORDS, np.int64),
        km_levels=np.array(plain.KM_LEVELS, np.int64),
        musts=must_codes(musts),
        sequence=sequence_of(counts),
    )
    apart = apart_pairs(mentees, mentors, musts)
    return Encoded(sides[0], sides[1], sheet, apart, *granted_wishes(mentees, mentors))


def side_of(crowd: Crowd, counts: Integers, musts: Musts, joint: dict[str, NDArray[Any]]) -> Side:
    """Make one side. joint: what could only be numbered together with the other side."""
    return Side(
        **joint,
        by=answered(crowd, counts),
        neutral=np.full((len(crowd), len(ORDER)), OPEN, np.uint8),
        grid=grid_of(crowd),
        placed=~np.isnan(crowd.lat),
        insists=insists_of(crowd),
        contact=contact_of(crowd),
        reach=reach_of(crowd),
        off=ruled_out(crowd, musts),
        slots=crowd.lists["availability"].counts() > 0,
        mark=marks(crowd.ids),
    )


def must_codes(musts: Musts) -> MustCodes:
    """Write down as numbers the musts that no table holds."""
    return MustCodes(
        own_school=SAME[musts.own_school],
        own_trust=SAME[musts.own_trust],
        shared_availability=int(musts.shared_availability),
        contact_mode=int(musts.contact_mode),
        same_traits=int(bool(musts.same_traits)),
    )


def sequence_of(counts: Integers) -> Integers:
    """Return the rules to be added pair by pair: what is cheap and what counts much comes first."""
    bits = sorted(range(len(TABLES), len(ORDER) - 1), key=lambda rule: -int(counts[rule]))
    listed = [ORDER.index("identity"), ORDER.index("wishes"), *bits, len(ORDER) - 1]
    return np.array([rule for rule in listed if counts[rule]], np.int64)
