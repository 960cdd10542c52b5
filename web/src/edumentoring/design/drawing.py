"""Arithmetic behind the drawings: SVG geometry as numbers, never as styles."""

from collections.abc import Sequence
from math import sqrt

from django.utils.translation import gettext as _

STRONG, GOOD, FAIR = 80, 65, 50

# One path each, in a box of 20, stroked 1.75 and round.
ICONS: dict[str, str] = {
    "apart": "M7 6 3 10l4 4M13 6l4 4-4 4M10 4v12",
    "arrow": "M4 10h12M11 5l5 5-5 5",
    "back": "M16 10H4M9 5l-5 5 5 5",
    "bars": "M4 16v-4M8 16V8M12 16V5M16 16v-6M3 17.5h14",
    "calendar": "M3.5 5.5h13v11h-13zM3.5 9h13M7 3.5v3M13 3.5v3",
    "check": "M4 10.5 8 14.5 16 6",
    "clock": "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l2.5 2",
    "columns": "M3 4.5h14v11H3zM7.7 4.5v11M12.3 4.5v11",
    "copy": "M7 7h9v9.5H7zM13 7V3.5H4V13h3",
    "cross": "M5 5l10 10M15 5 5 15",
    "down": "M5 8l5 5 5-5",
    "download": "M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13",
    "edit": "M4 16l.8-3.5L13.5 3.8l2.7 2.7-8.7 8.7zM11.8 5.5l2.7 2.7",
    "file": "M5 3h6.5L15 6.5V17H5zM11.5 3v3.5H15",
    "info": "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9.5v4M10 6.6v.1",
    "left": "M12 5l-5 5 5 5",
    "link": "M8.5 11.5a3 3 0 0 0 4.2 0l2.8-2.8a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0"
    "l-2.8 2.8a3 3 0 0 0 4.2 4.2l1-1",
    "lock": "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9M10 12v1.5",
    "mail": "M3 5h14v10.5H3zM3.5 5.5 10 11l6.5-5.5",
    "menu": "M3.5 6h13M3.5 10h13M3.5 14h13",
    "minus": "M4 10h12",
    "more": "M5 10h.01M10 10h.01M15 10h.01",
    "ordered": "M6 4v12M3.5 13.5 6 16l2.5-2.5M11 5h6M11 10h4.5M11 15h3",
    "pause": "M7.5 5v10M12.5 5v10",
    "people": "M7.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c0-3 2.2-4.5 5-4.5s5 1.5 5 4.5"
    "M13 4.4a3 3 0 0 1 0 5.2M15 12.4c1.7.6 2.7 2 2.7 4.1",
    "plus": "M10 4v12M4 10h12",
    "redo": "M12.5 4.5 16 8l-3.5 3.5M16 8H8.5a4 4 0 0 0 0 8H11",
    "right": "M8 5l5 5-5 5",
    "search": "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.7 12.7 16.5 16.5",
    "swap": "M4 7h11M12 4l3 3-3 3M16 13H5M8 10l-3 3 3 3",
    "undo": "M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4 4 0 0 1 0 8H9",
    "unlock": "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 5.8-1M10 12v1.5",
    "up": "M5 12l5-5 5 5",
    "upload": "M10 12.5v-9M6 7.5l4-4 4 4M3.5 16.5h13",
    "user": "M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM4 16.8c0-3.2 2.6-4.8 6-4.8"
    "s6 1.6 6 4.8",
    "waiting": "M10 5.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z",
    "warning": "M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.1",
}
ICON_NAMES = ", ".join(ICONS)


def fit_word(fit: float) -> str:
    """The word beside a fit of 0 to 100."""
    if fit >= STRONG:
        return _("Strong")
    if fit >= GOOD:
        return _("Good")
    if fit >= FAIR:
        return _("Fair")
    return _("Weak")


def overlap(fit: float, *, radius: float = 7.0, width: float = 30.0) -> dict[str, object]:
    """Two circles in a box `width` wide whose lens grows with `fit`, and the lens as a path.

    40 and less only touch; 100 leaves the centres half a radius apart. The scale starts
    at 40 because few pairs are worse, so that 51 and 62 can be told from each other.
    """
    share = min(max((fit - 40) / 60, 0), 1)
    apart = radius * (2 - 1.45 * share)
    middle, level = width / 2, 8.0
    half = sqrt(max(radius**2 - (apart / 2) ** 2, 0))
    return {
        "left": f"{middle - apart / 2:.2f}",
        "right": f"{middle + apart / 2:.2f}",
        "radius": f"{radius:g}",
        "lens": (
            f"M{middle:.2f} {level - half:.2f}"
            f"A{radius:g} {radius:g} 0 0 1 {middle:.2f} {level + half:.2f}"
            f"A{radius:g} {radius:g} 0 0 1 {middle:.2f} {level - half:.2f}Z"
        ),
    }


def histogram(
    bars: Sequence[tuple[object, int]], *, low: int = 0, last: str = "", height: int = 56
) -> dict[str, object]:
    """Bars as rectangles in a box as wide for few as for many, so that words keep their size."""
    step, base = 400 / max(len(bars), 1), 16 + height
    most = max((amount for _label, amount in bars), default=0) or 1
    drawn = [
        {
            "label": label,
            "amount": amount,
            "low": at < low,
            "x": f"{at * step + 1:.1f}",
            "middle": f"{(at + 0.5) * step:.1f}",
            "width": f"{step - 2:.1f}",
            "y": f"{base - height * amount / most:.1f}",
            "tall": f"{height * amount / most:.1f}",
            "above": f"{base - height * amount / most - 5:.1f}",
        }
        for at, (label, amount) in enumerate(bars)
    ]
    return {
        "bars": drawn,
        "width": 400,
        "base": base,
        "last": last,
        "foot": base + 16,
        "numbers": _room_for(f"{most:,}", step),
    }


def _room_for(widest: str, step: float) -> str:
    """Where numbers above bars do not touch: "everywhere", "wide" or "nowhere".

    A digit takes 6.5 units of the box, and 10.5 on a phone, where words are drawn larger.
    """
    if len(widest) * 10.5 <= step:
        return "everywhere"
    return "wide" if len(widest) * 6.5 <= step else "nowhere"
