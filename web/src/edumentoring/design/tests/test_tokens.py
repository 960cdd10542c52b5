"""The colours: both dark lists alike, and every pair readable (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parent.parent / "static/design/edumentoring.css").read_text()
HEX = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});")

LIGHT = dict(HEX.findall(CSS[CSS.index(":root {") : CSS.index("@media (prefers-color-scheme")]))
DARK_BY_DEVICE = CSS[CSS.index("@media (prefers-color-scheme: dark)") :]
DARK_BY_CHOICE = CSS[CSS.index(':root[data-theme="dark"]') :]
DARK = dict(HEX.findall(DARK_BY_CHOICE[: DARK_BY_CHOICE.index("}\n")]))

GROUNDS = ("paper", "sheet", "wash", "tint")
READ = [
    *[("ink", ground) for ground in (*GROUNDS, "next-tint", "brick-tint", "moss-tint")],
    *[("ink-2", ground) for ground in GROUNDS],
    *[("accent", ground) for ground in GROUNDS],
    ("accent-strong", "paper"),
    ("accent-strong", "sheet"),
    ("on-accent", "accent"),
    ("on-next", "next"),
    ("on-next", "next-strong"),
    ("brick", "paper"),
    ("brick", "sheet"),
    ("brick", "brick-tint"),
    ("moss", "paper"),
    ("moss", "sheet"),
    ("moss", "moss-tint"),
    ("paper", "ink"),
]
SEEN = [("edge", ground) for ground in (*GROUNDS, "ink")] + [("next-edge", "paper")]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_itself_agrees_with_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_can_be_read_on_its_ground(theme: dict[str, str], text: str, ground: str):
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), SEEN)
def test_controls_can_be_seen_on_their_ground(theme: dict[str, str], edge: str, ground: str):
    assert contrast(theme[edge], theme[ground]) >= 3


LOOK = re.compile(r"\.look-(\w+) {([^}]+)}")
LOOKS_BY_SCREEN = CSS[CSS.index("@media screen and (prefers-color-scheme: dark)") :]
LOOKS_BY_CHOICE = CSS[CSS.index("@media screen {") : CSS.index("/* 2 type")]


def looks(css: str) -> dict[str, dict[str, str]]:
    return {name: dict(HEX.findall(colours)) for name, colours in LOOK.findall(css)}


LIGHT_LOOKS = looks(CSS[CSS.index(".look-") : CSS.index("@media screen and (prefers")])
DARK_LOOKS = looks(LOOKS_BY_CHOICE)


@pytest.mark.parametrize(
    ("theme", "chosen"), [(LIGHT, LIGHT_LOOKS), (DARK, DARK_LOOKS)], ids=["light", "dark"]
)
def test_every_look_can_be_read(theme: dict[str, str], chosen: dict[str, dict[str, str]]):
    for name, colours in chosen.items():
        worn = {**theme, **colours}
        for text, ground in READ:
            assert contrast(worn[text], worn[ground]) >= 4.5, f"{name}: {text} on {ground}"


def test_every_look_is_drawn_by_day_and_by_night():
    by_device = looks(LOOKS_BY_SCREEN[: LOOKS_BY_SCREEN.index("@media screen {")])

    assert set(LIGHT_LOOKS) == {"plum", "navy", "moss", "brick", "ink"}, "teal is the house's own"
    assert by_device == DARK_LOOKS
    assert set(DARK_LOOKS) == set(LIGHT_LOOKS)


def test_the_dark_of_the_device_is_the_dark_of_choice():
    by_device = dict(HEX.findall(DARK_BY_DEVICE[: DARK_BY_DEVICE.index("}\n}")]))

    assert by_device == DARK
    assert set(DARK) == set(LIGHT)


def test_colours_are_named_only_among_the_tokens():
    after_tokens = CSS[CSS.index("/* 2 type") : CSS.index("@media print")]

    assert re.findall(r"#[0-9a-f]{3,8}\b", after_tokens) == []


def test_every_colour_used_is_a_token():
    used = set(re.findall(r"var\(--([a-z0-9-]+)", CSS))
    made = set(re.findall(r"--([a-z0-9-]+):", CSS))

    assert used - made == {"share"}, "the slider's share is set by its script"
