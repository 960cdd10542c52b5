"""Every kind of page: its time at the server, its weight on a first visit, its queries.

    make bench-pages            # PEOPLE=600 REPEATS=7

`ms` is the median server time of REPEATS visits after one that warms up; `bytes` is what a
browser with an empty cache takes over the wire, compressed, pictures left out; `rss_mb` is
the memory of the one process that holds web and worker, after all pages were served and a
round was proposed in it.
"""

import json
import os
import re
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.service import Service, Visitor, running

REPEATS = int(os.environ.get("REPEATS", "7"))
PEOPLE = int(os.environ.get("PEOPLE", "600"))
SLUG = "wider-staffroom"
DESK_PAGES = (
    "",
    "people/",
    "people/?q=an&sort=-name",
    "people/add/",
    "import/",
    "rounds/",
    "rounds/1/",
    "rounds/1/publish/",
    "rounds/1/by-hand/",
    "rounds/1/compare/",
    "rounds/1/changes/",
    "introductions/",
    "letters/",
    "letters/introduction/",
    "history/",
    "coordinators/",
    "settings/",
)


def main() -> None:
    with running(people=PEOPLE) as service, _browser() as browser:
        evening = _an_evening(service, browser)
        kinds = _kinds(service, evening)
        pages = [
            page for actor, paths in kinds for page in _measure(service, browser, actor, paths)
        ]
        memory = service.rss_mb()
    for page in sorted(pages, key=lambda page: -page["ms"]):
        print(
            f"{page['ms']:8.1f} ms {page['bytes'] / 1024:7.1f} KB {page['queries']:4} queries  "
            f"{page['actor']:<12} {page['path']}"
        )
    print(f"{memory} MB held by web and worker together")
    print(json.dumps({"pages": pages, "rss_mb": memory}))


@contextmanager
def _browser() -> Iterator[Any]:
    from conftest import CHROMIUM_FLAGS
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        system = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=system, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def _an_evening(service: Service, browser: Any) -> dict[str, str]:
    """Import, propose and publish in a second programme, so that every kind of page is there.

    It also puts the memory of reading a sheet and of matching everyone into the figure.
    Returns the addresses met on the way.
    """
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.goto(service.url + "/demonstration/")
    page.get_by_role("button", name="Sign in as the coordinator").click()
    page.goto(service.url + "/programmes/new/")
    page.locator("input[name=name]").fill("An Evening")
    page.locator("main button.next").click()
    page.wait_for_url("**/programmes/an-evening/")
    raw = page.context.request.get(service.url + "/demonstration/google-forms.csv")
    page.goto(service.url + "/programmes/an-evening/import/")
    page.locator("input[type=file]").set_input_files(
        {"name": "answers.csv", "mimeType": "text/csv", "buffer": raw.body()}
    )
    page.locator("main button.next").first.click()
    page.wait_for_url("**/columns/")
    met = {"columns": page.url, "check": page.url.replace("columns/", "")}
    page.locator("main button.next").last.click()
    page.wait_for_url(met["check"])
    page.goto(service.url + "/programmes/an-evening/import/")
    second = page.locator("input[type=file]")
    second.set_input_files({"name": "again.csv", "mimeType": "text/csv", "buffer": raw.body()})
    page.locator("main button.next").first.click()
    page.wait_for_url("**/columns/")
    page.locator("main button.next").last.click()
    page.wait_for_load_state()
    page.locator("main button.next").last.click()
    page.wait_for_url("**/done/")
    met["done"] = page.url
    page.goto(service.url + "/programmes/an-evening/rounds/")
    page.locator("main .button.next").first.click()
    page.wait_for_url("**/start/")
    page.locator("main button.next").first.click()
    page.wait_for_url("**/rounds/1/")
    page.goto(service.url + "/programmes/an-evening/rounds/1/publish/")
    page.locator("main button.next").first.click()
    page.wait_for_load_state()
    page.context.close()
    return {name: url.removeprefix(service.url) for name, url in met.items()}


def _kinds(service: Service, evening: dict[str, str]) -> list[tuple[str, list[str]]]:
    """One address for every kind of page, found by following the service's own links."""
    desk, told = f"/programmes/{SLUG}/", "/programmes/an-evening/"
    coordinator = Visitor(service, "coordinator")
    person = _first(rf'href="({desk}people/[0-9a-f-]{{36}}/)', coordinator.get(desk + "people/")[0])
    board = coordinator.get(desk + "rounds/1/")[0]
    outbox = coordinator.get("/outbox/")[0]
    found = [
        person,
        person + "change/",
        _first(
            rf'href="({told}pairs/[0-9a-f-]{{36}}/)', coordinator.get(told + "introductions/")[0]
        ),
        _first(rf'href="({desk}rounds/1/pairs/[0-9a-f/-]+)"', board),
        _first(rf'href="({desk}rounds/1/people/[0-9a-f-]{{36}}/)', board),
        _first(r'href="(/outbox/[0-9a-f-]{36}/)', outbox),
    ]
    return [
        (
            "anonymous",
            ["/", "/account/login/", "/schools/search/?q=oak", "/demonstration/", "/help/"],
        ),
        (
            "coordinator",
            [
                "/programmes/",
                "/programmes/new/",
                *[desk + page for page in DESK_PAGES],
                told,
                told + "rounds/1/publish/",
                told + "introductions/",
                *evening.values(),
                "/me/",
                "/outbox/",
                *[path for path in found if path.startswith("/")],
            ],
        ),
        ("mentor", ["/place/", "/me/"]),
        ("mentee", ["/place/"]),
    ]


def _first(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    return match[1] if match else ""


def _measure(service: Service, browser: Any, actor: str, paths: list[str]) -> list[dict[str, Any]]:
    visitor = Visitor(service, actor)
    pages = []
    for path in paths:
        visitor.get(path)
        timings = [visitor.get(path)[1]["Server-Timing"] for _turn in range(REPEATS)]
        found = [re.search(r"dur=([\d.]+), db;desc=(\d+)", timing) for timing in timings]
        pages.append(
            {
                "path": path,
                "actor": actor,
                "ms": round(statistics.median(float(one[1]) for one in found if one), 1),
                "bytes": _weigh(service, browser, visitor, path),
                "queries": max(int(one[2]) for one in found if one),
            }
        )
    return pages


def _weigh(service: Service, browser: Any, visitor: Visitor, path: str) -> int:
    """What a real browser with an empty cache takes over the wire for one page."""
    cookies: Any = [
        {"name": cookie.name, "value": cookie.value or "", "url": service.url}
        for cookie in visitor.cookies
    ]
    context = browser.new_context()
    context.add_cookies(cookies)
    weight = _weigh_one(context, service.url + path)
    context.close()
    return weight


def _weigh_one(context: Any, url: str) -> int:
    page = context.new_page()
    watcher = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    taken: list[int] = []
    watcher.send("Network.enable")
    watcher.on(
        "Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]})
    )
    watcher.on(
        "Network.loadingFinished",
        lambda event: (
            kinds.get(event["requestId"]) != "Image"
            and taken.append(int(event["encodedDataLength"]))
        ),
    )
    page.goto(url, wait_until="networkidle")
    return sum(taken)


if __name__ == "__main__":
    sys.exit(main())
