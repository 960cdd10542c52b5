"""The walk of pages sees what is wrong with one, wherever and however it shows."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Actors, Complaints
from tests.journeys.looking import look_at
from tests.journeys.visits import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRONG = """<img src="data:," width="1" height="1"><p id="always">Both</p>
<p id="dark">Dark</p><p id="light-wide">Light</p><p id="dark-narrow">Dark</p>
<p id="dark-narrow-box"><span>In a box</span></p><p id="light-narrow">Light</p>
<p id="wide">Wide</p><div id="stage"><div></div><p id="over">Over another</p></div>
<div tabindex="0" id="ringless">No ring</div>"""
STYLES = """
#wide { min-width: 321px; }
#ringless, #ringless * { outline: none !important; box-shadow: none !important; }
#always { color: #888; background: #777; }
#stage { display: grid; }
#stage > * { grid-area: 1 / 1; color: #555; }
#stage > div { background: #fff; }
.again #stage > div { background: #444; }
@media (prefers-color-scheme: dark) { #dark { color: #333; background: #222; } }
@media (prefers-color-scheme: light) and (min-width: 1000px) {
  #light-wide { color: #eee; background: #fff; }
}
@media (prefers-color-scheme: light) and (max-width: 400px) {
  #light-narrow { color: #eee; background: #fff; }
}
@media (prefers-color-scheme: dark) and (max-width: 400px) {
  #dark-narrow { color: #333; background: #222; }
  #dark-narrow-box { background: #ccc; }
  #dark-narrow-box span { color: #ddd; }
}"""
SPOIL = """([html, css, name]) => {
  document.documentElement.classList.add(name);
  document.querySelector("main").insertAdjacentHTML("beforeend", html);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.body.append(Object.assign(document.createElement("script"), { text: "1" }));
}"""


def test_what_is_wrong_with_a_page_is_seen_however_often_it_was_met(browser: Browser, site: str):
    complaints = Complaints()
    page = complaints.listen(browser.new_context(reduced_motion="reduce")).new_page()

    def spoiled(name: str) -> list[str]:
        def go(page: Page) -> None:
            page.goto(f"{site}/help/")
            page.evaluate(SPOIL, [WRONG, STYLES, name])

        return list(look_at(page, Visit("people:help", "anonymous", go=go), site))

    found, again = spoiled("first"), spoiled("again")
    page.context.close()

    for fault, named in (
        ("image-alt, 1440 light", "<img"),
        ("image-alt, 320 dark", "<img"),
        ("color-contrast, 1440 light", 'id="always"'),
        ("color-contrast, 1440 dark", 'id="always"'),
        ("color-contrast, 1440 dark", 'id="dark"'),
        ("color-contrast, 320 dark", 'id="dark-narrow"'),
        ("color-contrast, 320 dark", "In a box"),
        ("color-contrast, 1440 light", 'id="light-wide"'),
        ("color-contrast, 320 light", 'id="light-narrow"'),
        ("no ring", 'id="ringless"'),
        ("px wide, 320 dark", ""),
    ):
        for each in (found, again):
            assert [one for one in each if fault in one and named in one], (fault, each)
    over = [[one for one in each if 'id="over"' in one] for each in (found, again)]
    assert over[0] == [], "dark words on white"
    assert over[1], "the same words on what is dark on another page, and not around them"
    assert len(complaints.heard) == 2, "the script stands in the page itself"


def test_only_what_says_so_may_be_gone(browser: Browser, site: str):
    page = browser.new_page()

    for path, fault in (("/help/nowhere/", "answered 404"), ("/help/?long-gone", "answered 200")):
        assert next(look_at(page, Visit("people:help", "anonymous", path), site)) == fault
    page.close()


def test_a_walk_leaves_nothing_in_a_browser_and_no_complaint_unheard(actors: Actors, site: str):
    page = actors.page("mentee")
    page.goto(f"{site}/help/")
    page.evaluate("() => { localStorage.kept = sessionStorage.kept = 'Words'; }")

    actors.leave()

    assert page.context.cookies() == []
    assert actors.page("mentee") is page, "signed in anew"
    page.goto(f"{site}/me/")
    assert page.url == f"{site}/me/"
    assert page.evaluate("[localStorage.kept, sessionStorage.kept]") == [None, None]
    page.evaluate("console.error('It broke.')")
    with pytest.raises(AssertionError, match="It broke"):
        actors.leave()
    assert page.url == "about:blank", "it asks for nothing more"
