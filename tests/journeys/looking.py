"""What is wrong with a page: its width, what axe finds, what the keyboard cannot reach."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from playwright.sync_api import Page

from edumentoring.design.tests.looking import by_axe, by_width
from tests.journeys.visits import Visit

if TYPE_CHECKING:
    from tests.journeys.conftest import Actors

# What the visits call a letter's key that nothing answers to any more.
GONE = "long-gone"
NARROW, MIDDLE, WIDE = ({"width": width, "height": 900} for width in (320, 768, 1440))


def faults_of(visits: Iterable[Visit], actors: "Actors", site: str) -> list[str]:
    """Everything that is wrong with the pages of these visits. Each is made just before it."""
    return [
        f"{visit}: {fault}"
        for visit in visits
        for fault in look_at(actors.page(visit.actor), visit, site)
    ]


def look_at(page: Page, visit: Visit, site: str) -> Iterator[str]:
    """What is wrong with one page, in words. It is loaded once; light and width then change.

    It is loaded as the page before it was left: wide after narrow, light after light.
    """
    page.set_viewport_size(WIDE)
    if visit.go:
        visit.go(page)
    else:
        answer = page.goto(site + visit.path)
        if not answer or answer.status not in _expected(visit):
            yield f"answered {answer and answer.status}"
        if visit.path.partition("?")[0] not in page.url:
            yield f"led to {page.url}"
    if (headings := page.evaluate(HEADINGS)) != 1:
        yield f"{headings} first headings"
    yield from by_axe(page, "1440 light")
    yield from by_keyboard(page)
    yield from by_width(page, "1440 light")
    page.emulate_media(color_scheme="dark")
    yield from by_axe(page, "1440 dark", only_colours=True)
    page.set_viewport_size(MIDDLE)
    yield from by_width(page, "768 dark")
    page.set_viewport_size(NARROW)
    yield from by_width(page, "320 dark")
    yield from by_axe(page, "320 dark")
    page.emulate_media(color_scheme="light")
    yield from by_axe(page, "320 light", only_colours=True)


def _expected(visit: Visit) -> set[int]:
    """Nothing is gone but what its address says: a page that is not found would go unseen."""
    return {404, 410} if GONE in visit.path else {200}


# Asked without a locator: for the first on a page, Playwright sends all its machinery there.
HEADINGS = "document.querySelectorAll('h1').length"

# What Tab should reach: nothing that is folded away, and of radios only one, so that they are
# left out. A box that is drawn by its label shows its ring there.
WATCH = """() => {
  const ring = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none";
  };
  const around = (one) => [one, one.nextElementSibling, one.parentElement, one.closest("label")];
  const inside = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  const groups = new Set();
  const wanted = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )].filter((one) => {
    if (one.disabled || one.closest("fieldset:disabled, [inert]") || one.tabIndex < 0) return false;
    if (one.type === "radio") groups.add(one.name);
    const shows = { visibilityProperty: true, contentVisibilityAuto: true };
    return one.type !== "radio" && one.checkVisibility(shows);
  });
  window.__watch = { wanted, seen: new Set(), plain: new Set() };
  document.addEventListener("focusin", ({ target }) => {
    window.__watch.seen.add(target);
    const shown = around(target).some((one) => one && ring(one))
      || ["::before", "::after"].some((pseudo) =>
        around(target).some((one) => one && inside(one, pseudo)));
    if (!shown) window.__watch.plain.add(target);
  });
  document.activeElement?.blur();
  return wanted.length + groups.size;
}"""
MISSED = """() => {
  const words = (one) => one.outerHTML.slice(0, 160);
  const { wanted, seen, plain } = window.__watch;
  return [wanted.filter((one) => one.isConnected && !seen.has(one)).map(words),
          [...plain].map(words)];
}"""


def by_keyboard(page: Page) -> Iterator[str]:
    """Tab reaches every interactive thing, and one sees where one is."""
    presses = page.evaluate(WATCH) + 6
    for more in (presses, 60):  # a part that arrived late has things of its own
        hold_tab(page, more)
        missed, plain = page.evaluate(MISSED)
        if not missed:
            break
    yield from (f"Tab does not reach {one}" for one in missed[:3])
    yield from (f"no ring around {one}" for one in plain[:3])


def hold_tab(page: Page, presses: int) -> None:
    """Tab so many times, held down. No press waits until the page has shown the one before: waiting
    takes longer than all that Tab does."""
    keyboard = page.keyboard._impl_obj

    async def held() -> None:
        await asyncio.gather(*(keyboard.down("Tab") for _press in range(presses)))

    page._sync(held())
    page.keyboard.up("Tab")
