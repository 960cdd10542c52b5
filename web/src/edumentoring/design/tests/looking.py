"""Whether a page that a browser shows suits everyone: what axe finds, and how wide it is."""

from collections.abc import Iterable, Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 768, 1440)
THEMES = ("light", "dark")
# What the theme changes; the rest of a page is the same in both.
BY_COLOUR = ("color-contrast", "link-in-text-block")

ASK_AXE = """async (only) => {
  const rules = only.length ? { runOnly: only } : {};
  const asked = { resultTypes: ["violations"], preload: false, ...rules };
  const { violations } = await axe.run(asked);
  return violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]);
}"""
IN_ALL = "[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"


def by_axe(page: Page, where: str, only: Iterable[str] = ()) -> Iterator[str]:
    """Whatever axe finds fault with, by all its rules or by those named."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    for fault, element in page.evaluate(ASK_AXE, list(only)):
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
            faults += [*by_axe(page, where), *by_width(page, where)]
    assert faults == []
