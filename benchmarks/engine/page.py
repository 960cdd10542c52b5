"""The page of figures: README.md beside this file, and two pictures."""

from pathlib import Path
from typing import Any

from . import picture

START, END = "<!-- figures -->", "<!-- end of figures -->"


def write(folder: Path, figures: dict[str, Any]) -> None:
    """Put the figures of one run between the marks, and draw their growth."""
    for name, key, title, unit in (
        ("time.svg", "cpu_s", "Processor time by number of mentees", "processor seconds"),
        ("memory.svg", "peak_mb", "Peak memory by number of mentees", "peak memory, MB"),
    ):
        lines = {
            method: [
                (size["mentees"], max(size["methods"][method][key], 1e-6))
                for size in figures["sizes"]
                if key in size["methods"][method]
            ]
            for method in figures["sizes"][0]["methods"]
        }
        drawn = picture.growth(title, unit, lines, first="pairwell")
        (folder / name).write_text(drawn, encoding="utf-8")
    page = folder / "README.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{START}\n{said(figures)}\n{END}{after}", encoding="utf-8")


def said(figures: dict[str, Any]) -> str:
    """Write the tables."""
    parts = []
    for size in figures["sizes"]:
        parts.append(
            f"### {size['mentees']:,} mentees, {size['mentors']:,} mentors, "
            f"{size['places']:,} places, {size['eligible_pairs']:,} eligible pairs\n"
        )
        parts.append(
            "| | processor s | × pairwell | wall s | peak MB | × pairwell | matched | points |"
        )
        parts.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        parts += [line(method, each) for method, each in size["methods"].items()]
        parts.append("")
    cold = figures["cold_start"]
    parts.append("### The command, cold\n")
    parts.append(
        f"`pairwell match` for 600 people in files, imports and all: {cold['command_s']:.2f} "
        f'processor seconds, {cold["times"]:.1f} times `python -c "import numpy"` '
        f"({cold['numpy_s']:.2f}).\n"
    )
    if figures["growth"]:
        parts.append("### Growth\n")
        parts.append("Processor time grew with this power of the number of mentees, between the")
        parts.append("two largest instances each one solved:\n")
        parts.append("| | exponent |\n| --- | ---: |")
        parts += [f"| {name} | {value:.1f} |" for name, value in figures["growth"].items()]
        parts.append("")
    parts.append("![Processor time](time.svg)\n\n![Peak memory](memory.svg)")
    return "\n".join(parts)


def short(seconds: float) -> str:
    """Write seconds: two digits that count, or whole tenths."""
    return f"{seconds:.1f}" if seconds >= 10 else f"{seconds:.2g}"


def line(method: str, found: dict[str, Any]) -> str:
    """Write one row."""
    if "missing" in found:
        return f"| {method} | {found['missing']} | | | | | | |"
    matched, points = (
        f"{found[name]:,}" if name in found else "" for name in ("matched", "points")
    )
    cells = (
        method,
        *(short(found["cpu_s"]), ratio(found.get("times_cpu")), short(found["wall_s"])),
        *(f"{found['peak_mb']:,.0f}", ratio(found.get("times_memory"))),
        *(matched, points),
    )
    return f"| {' | '.join(cells)} |"


def ratio(times: float | None) -> str:
    """Write how many times as much: two digits that count, or whole ones."""
    if times is None:
        return ""
    return f"{times:.2g}" if times < 100 else f"{times:,.0f}"
