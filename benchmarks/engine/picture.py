"""Growth as a picture: lines on two logarithmic scales, as SVG, readable on light and dark."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

Point = tuple[float, float]
Line = Sequence[Point]

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 24, 48
COLOURS = (
    *("#1b6ca8", "#b5482e", "#3d7a3a", "#8a5a9e", "#8c6d1f"),
    *("#4d4d4d", "#a8326b", "#2b8a8a", "#5a4ab8", "#7a3b12"),
)
MARKS = ("circle", "square")
PAPER = "#fffdf8"


@dataclass(frozen=True)
class Scales:
    """Two logarithmic scales: mentees across, a figure up. Ends are powers of ten."""

    across: tuple[float, float]
    up: tuple[int, int]

    @classmethod
    def of(cls, lines: Mapping[str, Line]) -> Self:
        """Return scales with room for every point, and for a tenfold up at least."""
        xs, ys = zip(*(point for line in lines.values() for point in line), strict=True)
        low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
        across = math.log10(min(xs)) - 0.05, math.log10(max(xs)) + 0.05
        return cls(across, (low, max(high, low + 1)))

    def at(self, x: float, y: float) -> Point:
        """Say where a point stands in the picture."""
        (left, right), (low, high) = self.across, self.up
        across, up = (math.log10(x) - left) / (right - left), (math.log10(y) - low) / (high - low)
        return (
            round(LEFT + across * (WIDTH - LEFT - RIGHT), 1),
            round(HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM), 1),
        )


def growth(title: str, unit: str, lines: Mapping[str, Line], *, first: str) -> str:
    """Draw one line a method through (size, value). `first` is drawn thicker."""
    lines = {name: sorted(line) for name, line in lines.items() if line}
    scales = Scales.of(lines)
    sizes = sorted({x for line in lines.values() for x, _ in line})
    parts = [*frame(title), *grid(scales, sizes), *named_axes(unit)]
    stops: dict[float, list[tuple[float, str, str]]] = {}
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = [scales.at(x, y) for x, y in line]
        parts += drawn(points, colour, 3 if name == first else 1.5, number)
        x, y = points[-1]
        stops.setdefault(x, []).append((y, name, colour))
    for x, ends in stops.items():
        parts += labels(x, ends, WIDTH - RIGHT + 8 if x == max(stops) else x + 4)
    return "\n".join([*parts, "</svg>", ""])


def frame(title: str) -> list[str]:
    """Begin a picture on its paper."""
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        f' aria-label="{title}" font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
    ]


def grid(scales: Scales, sizes: Iterable[float]) -> Iterator[str]:
    """Draw a line for each power of ten and each size, with what it stands for."""
    low, high = scales.up
    for power in range(low, high + 1):
        _, y = scales.at(1, 10**power)
        yield f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd8cc"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{short(10**power)}</text>'
    below = HEIGHT - BOTTOM + 18
    for size in sizes:
        x, _ = scales.at(size, 1)
        yield f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee9dd"/>'
        yield f'<text x="{x}" y="{below}" text-anchor="middle">{size:,.0f}</text>'


def named_axes(unit: str) -> list[str]:
    """Say what the scales count."""
    middle = (LEFT + WIDTH - RIGHT) / 2
    return [
        f'<text x="{LEFT}" y="{TOP - 8}">{unit}</text>',
        f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">mentees</text>',
    ]


def drawn(points: Line, colour: str, width: float, number: int) -> list[str]:
    """Draw one line and its points."""
    way = "L".join(f"{x} {y}" for x, y in points)
    line = f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    return [line, *(mark(x, y, colour, number) for x, y in points)]


def mark(x: float, y: float, colour: str, number: int) -> str:
    """Draw one point; every other line has squares, so that colour is not all there is."""
    if MARKS[number % 2] == "circle":
        return f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>'
    return f'<rect x="{x - 3}" y="{y - 3}" width="6" height="6" fill="{colour}"/>'


def labels(x: float, ends: Iterable[tuple[float, str, str]], edge: float) -> Iterator[str]:
    """Write the name of each line that stops there, far enough from the next to be read, and on
    paper of its own, as other lines may pass."""
    last = -math.inf
    paper = f'stroke="{PAPER}" stroke-width="3" paint-order="stroke"'
    for y, name, colour in sorted(ends):
        last = place = max(y, last + 15)
        thin = f'stroke="{colour}" stroke-width="0.6" stroke-dasharray="2 3"'
        yield f'<path d="M{x + 4} {y}L{edge} {place}" {thin}/>'
        yield f'<text x="{edge + 3}" y="{place + 4}" fill="{colour}" {paper}>{name}</text>'


def short(value: float) -> str:
    """Write a power of ten."""
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
