"""Where the points of a small line chart stand; the template draws them, with a table beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

WIDTH, HEIGHT, EDGE = 320, 96, 12


@dataclass(frozen=True)
class Point:
    """One value on one day, and where it stands."""

    on: date
    value: int
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """One item over time."""

    label: str | Promise
    points: list[Point]

    @property
    def path(self) -> str:
        """For an SVG `polyline`."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def line_of(label: str | Promise, values: Sequence[tuple[date, int]]) -> Line:
    """Values from 1 to 5 by their days, the earliest on the left; one alone in the middle."""
    if not values:
        return Line(label, [])
    first, last = values[0][0], values[-1][0]
    span = (last - first).days
    return Line(label, [Point(on, value, _x(on, first, span), _y(value)) for on, value in values])


def _x(on: date, first: date, span: int) -> float:
    share = (on - first).days / span if span else 0.5
    return EDGE + share * (WIDTH - 2 * EDGE)


def _y(value: int) -> float:
    return HEIGHT - EDGE - (value - 1) / 4 * (HEIGHT - 2 * EDGE)
