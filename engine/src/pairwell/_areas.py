"""Mentors in one area: of all of them at once, how near a mentee they can be at most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pairwell._model import Integers
from pairwell._sheet import ORDER, Side

PARTS, ENOUGH = 64, 512
"""An area is split while more than one mentor in so many are in it, and more than so many: more
areas take longer than they spare."""

FEW = 128
"""With fewer words of 64 mentors than this, to see where they are takes longer than it spares."""

SEVERAL = -1
"""The region of an area where there are too many regions to tell them apart."""

DISTANCE = ORDER.index("distance")


class Areas(NamedTuple):
    """Mentors of whom distance says nearly the same, by area.

    flags: whether they are on the grid and whether distance counts for them (2 and 1). region:
    where they are by name, or SEVERAL. near: the highest level that an open question has with any
    of them. centre, radius: nobody is further from that place on the grid. few: see FEW.
    """

    flags: Integers
    region: Integers
    near: Integers
    centre: Integers
    radius: Integers
    few: int


def areas_of(mentors: Side) -> tuple[Areas, NDArray[np.int16]]:
    """Split mentors into areas. Returns these, and the area of each mentor."""
    region = mentors.region.astype(np.int64)
    if len(np.unique(region)) > PARTS:
        region[:] = SEVERAL
    known = np.stack([flags_of(mentors), region], axis=1)
    _, group = np.unique(known, axis=0, return_inverse=True)
    order = np.argsort(group.ravel(), kind="stable")
    cuts = np.flatnonzero(np.diff(group.ravel()[order])) + 1
    most = max(len(order) // PARTS, ENOUGH)
    parts = [part for each in np.split(order, cuts) for part in split(each, mentors.grid, most)]
    area = np.zeros(len(order), np.int16)
    centre, radius = np.zeros((3, len(parts)), np.int64), np.zeros(len(parts), np.int64)
    for number, part in enumerate(parts):
        area[part] = number
        centre[:, number], radius[number] = ball(mentors.grid[part])
    one = np.array([part[0] for part in parts], np.int64)
    near = [mentors.neutral[part, DISTANCE].max() for part in parts]
    flags, region = known[one].T.copy()
    return Areas(flags, region, np.array(near, np.int64), centre, radius, FEW), area


def flags_of(mentors: Side) -> Integers:
    """Say whether each is on the grid and whether distance counts for them (2 and 1)."""
    found: Integers = 2 * mentors.placed.astype(np.int64) + mentors.by[:, DISTANCE]
    return found


def split(who: Integers, grid: Integers, most: int) -> Iterator[Integers]:
    """Halve some mentors where they lie furthest apart, until no more than so many are left in a
    part or all are in one place."""
    parts = [who] if len(who) else []
    while parts:
        part = parts.pop()
        places = grid[part]
        axis = int(np.ptp(places, axis=0).argmax())
        middle = len(part) // 2
        if len(part) <= most or not np.ptp(places[:, axis]):
            yield part
            continue
        order = np.argpartition(places[:, axis], middle)
        parts += [part[order[:middle]], part[order[middle:]]]


def ball(places: Integers) -> tuple[Integers, int]:
    """Return a place, and how far from it on the grid nobody is, rounded up."""
    centre = (places.min(axis=0) + places.max(axis=0)) // 2
    furthest = ((places - centre) ** 2).sum(axis=1).max()
    return centre, int(np.ceil(np.sqrt(furthest))) + 1
