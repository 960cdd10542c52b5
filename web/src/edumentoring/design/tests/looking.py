"""Whether a page that a browser shows suits everyone: what axe finds, and how wide it is."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 768, 1440)
THEMES = ("light", "dark")
# What the theme changes; the rest of a page is the same in both.
BY_COLOUR = ["color-contrast", "link-in-text-block"]

# Axe works out a colour anew for every element that it lies behind: most of its time, and a page
# has few. What it made of a text is kept.
KEEP_COLOURS = """;(() => {
  const { Color } = axe.commons.color;
  const parse = Color.prototype.parseString;
  const known = new Map();
  Color.prototype.parseString = function (text) {
    const made = known.get(text);
    if (made) [this.r, this.g, this.b, this.alpha] = made;
    else known.set(text, (({ r, g, b, alpha }) => [r, g, b, alpha])(parse.call(this, text)));
    return this;
  };
})();"""
AXE = Axe().axe_script + KEEP_COLOURS + Path(__file__).with_name("looks.js").read_text()
# The looks that axe found legible on any page of this run. Pages share most of theirs, and what
# is known is not measured again: it was two thirds of axe's time.
LEGIBLE: set[int] = set()
LOOKS = "() => window.__looks?.()"  # nothing where axe has not come to the page yet
IN_ALL = "[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"


def by_axe(page: Page, where: str, *, only_colours: bool = False) -> Iterator[str]:
    """Whatever axe finds fault with: by all its rules, or by those of colours alone."""
    found = page.evaluate(LOOKS)
    if found is None:
        page.evaluate(AXE)
        found = page.evaluate(LOOKS)
    looks = set(found)
    if only_colours and looks <= LEGIBLE:
        return
    asked = [BY_COLOUR if only_colours else [], list(looks & LEGIBLE)]
    faults, legible = page.evaluate("(asked) => window.__judge(...asked)", asked)
    LEGIBLE.update(legible)
    for fault, element in faults:
        yield f"{fault}, {where}: {element}"


def by_width(page: Page, where: str) -> Iterator[str]:
    """Whether it has to be scrolled sideways."""
    wide, room = page.evaluate(IN_ALL)
    if wide > room:
        yield f"{wide} px wide, {where}"


def assert_suits_everyone(page: Page, name: str = "", *, widths: Iterable[int] = (320,)) -> None:
    """The page as it stands is looked at in both themes at each width; it is not loaded again."""
    faults = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            # Colours would be on their way from one theme to the other for a moment.
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            where = f"{name or page.url} at {width} {theme}"
            faults += by_axe(page, where, only_colours=theme != THEMES[0])
            faults += by_width(page, where)
    assert faults == []
