"""Growth as a picture: lines on two logarithmic scales, as SVG, readable on light and dark."""

import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 24, 48
COLOURS = (
    *("#1b6ca8", "#b5482e", "#3d7a3a", "#8a5a9e", "#8c6d1f"),
    *("#4d4d4d", "#a8326b", "#2b8a8a", "#5a4ab8", "#7a3b12"),
)
MARKS = ("circle", "square")


def growth(
    title: str, unit: str, lines: Mapping[str, Sequence[tuple[float, float]]], *, first: str
) -> str:
    """Draw one line a method through (size, value). `first` is drawn thicker."""
    lines = {name: line for name, line in lines.items() if line}
    xs = [x for line in lines.values() for x, _ in line]
    ys = [y for line in lines.values() for _, y in line]
    x_low, x_high = math.log10(min(xs)) - 0.05, math.log10(max(xs)) + 0.05
    y_low, y_high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    y_high = max(y_high, y_low + 1)

    def at(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - x_low) / (x_high - x_low)
        up = (math.log10(y) - y_low) / (y_high - y_low)
        return (
            round(LEFT + across * (WIDTH - LEFT - RIGHT), 1),
            round(HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM), 1),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        f' aria-label="{title}" font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fffdf8"/>',
    ]
    for power in range(y_low, y_high + 1):
        _, y = at(10**x_low, 10**power)
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd8cc"/>')
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{short(10**power)}</text>'
        )
    for size in sorted(set(xs)):
        x, _ = at(size, 10**y_low)
        parts.append(f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee9dd"/>')
        parts.append(
            f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{size:,.0f}</text>'
        )
    parts.append(f'<text x="{LEFT}" y="{TOP - 8}">{unit}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">mentees</text>')
    ends = []
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = [at(x, y) for x, y in sorted(line)]
        drawn = "L".join(f"{x} {y}" for x, y in points)
        width = 3 if name == first else 1.5
        parts.append(f'<path d="M{drawn}" fill="none" stroke="{colour}" stroke-width="{width}"/>')
        for x, y in points:
            parts.append(mark(x, y, colour, number))
        x, y = points[-1]
        if max(line)[0] == max(xs):
            ends.append([y, x, name, colour])
        else:  # it went no further: its name stands where it stopped
            parts.append(f'<text x="{x + 7}" y="{y + 4}" fill="{colour}">{name}</text>')
    parts += labels(ends)
    return "\n".join([*parts, "</svg>", ""])


def mark(x: float, y: float, colour: str, number: int) -> str:
    """Draw one point; every other line has squares, so that colour is not all there is."""
    if MARKS[number % 2] == "circle":
        return f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>'
    return f'<rect x="{x - 3}" y="{y - 3}" width="6" height="6" fill="{colour}"/>'


def labels(ends: list[list]) -> list[str]:
    """Write each name at the right, far enough from the next to be read."""
    parts, last = [], -math.inf
    for y, x, name, colour in sorted(ends):
        place = max(y, last + 15)
        last = place
        edge = WIDTH - RIGHT + 8
        thin = f'stroke="{colour}" stroke-width="0.6" stroke-dasharray="2 3"'
        parts.append(f'<path d="M{x + 4} {y}L{edge} {place}" {thin}/>')
        parts.append(f'<text x="{edge + 3}" y="{place + 4}" fill="{colour}">{name}</text>')
    return parts


def short(value: float) -> str:
    """Write a power of ten."""
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
