"""Whether a page that a browser shows suits everyone: what axe finds, and how wide it is."""

from collections.abc import Iterable, Iterator

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
# Which elements look as they never did when colours were judged here: in colour, in whatever
# their text's contrast is measured by, or in anything they stand on. Only these are judged again
# when the page is looked at for its colours alone, at another width or in the other theme: a page
# of which nothing else is hidden or drawn at 320 px is judged once in each theme.
TELL_LOOKS = """;(() => {
  const LOOKS = ["color", "backgroundColor", "backgroundImage", "opacity", "visibility", "filter",
    "mixBlendMode", "textShadow", "textDecorationLine", "borderBottomStyle", "position",
    "clipPath", "webkitTextStrokeWidth"];
  const numbers = new Map();
  const judged = new WeakMap();
  const numberOf = (look) => numbers.get(look) ?? numbers.set(look, numbers.size).get(look);
  const isLarge = ({ fontSize, fontWeight }) =>
    parseFloat(fontSize) >= 24 || (fontWeight >= 700 && parseFloat(fontSize) >= 18.5);
  window.__unlikeBefore = () => {
    const now = new Map();
    const unlike = new Set();
    for (const one of document.querySelectorAll("html, body, body *")) {
      if (!one.checkVisibility()) continue;
      const style = getComputedStyle(one);
      const own = [isLarge(style), style.fontWeight >= 700, ...LOOKS.map((name) => style[name])];
      const look = numberOf([now.get(one.parentElement), ...own].join("|"));
      now.set(one, look);
      const before = judged.get(one) ?? judged.set(one, new Set()).get(one);
      if (!before.has(look)) unlike.add(one);
      before.add(look);
    }
    return [...unlike].filter((one) => !unlike.has(one.parentElement));
  };
})();"""
AXE = Axe().axe_script + KEEP_COLOURS + TELL_LOOKS
ASK_AXE = """async (only) => {
  const unlike = window.__unlikeBefore();
  if (only.length && !unlike.length) return [];
  const rules = only.length ? { runOnly: only } : {};
  const asked = { resultTypes: ["violations"], preload: false, ...rules };
  const { violations } = await axe.run(only.length ? { include: unlike } : document, asked);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html.slice(0, 200)]));
}"""
IN_ALL = "[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"


def by_axe(page: Page, where: str, *, only_colours: bool = False) -> Iterator[str]:
    """Whatever axe finds fault with: by all its rules, or by those of colours alone."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    for fault, element in page.evaluate(ASK_AXE, BY_COLOUR if only_colours else []):
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
