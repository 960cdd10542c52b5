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
from typing import Any

from benchmarks.service import Service, Visitor, running

REPEATS = int(os.environ.get("REPEATS", "7"))
PEOPLE = int(os.environ.get("PEOPLE", "600"))
SLUG = "wider-staffroom"


def main() -> None:
    with running(people=PEOPLE) as service:
        pages = [
            page for actor, paths in _kinds(service) for page in _measure(service, actor, paths)
        ]
        _propose_a_round(service)
        memory = service.rss_mb()
    for page in sorted(pages, key=lambda page: -page["ms"]):
        print(
            f"{page['ms']:8.1f} ms {page['bytes'] / 1024:7.1f} KB {page['queries']:4} queries  "
            f"{page['actor']:<12} {page['path']}"
        )
    print(f"{memory} MB held by web and worker together")
    print(json.dumps({"pages": pages, "rss_mb": memory}))


def _kinds(service: Service) -> list[tuple[str, list[str]]]:
    """One address for every kind of page, found by following the service's own links."""
    desk = f"/programmes/{SLUG}/"
    coordinator = Visitor(service, "coordinator")
    people = coordinator.get(desk + "people/")[0]
    introductions = coordinator.get(desk + "introductions/")[0]
    board = coordinator.get(desk + "rounds/1/")[0]
    found = [
        _first(rf'href="({desk}people/[0-9a-f-]{{36}}/)', people),
        _first(rf'href="({desk}pairs/[0-9a-f-]{{36}}/)', introductions),
        _first(rf'href="({desk}rounds/1/[^"#]*pair[^"#]*)"', board),
    ]
    return [
        ("anonymous", ["/", "/account/login/", "/schools/search/?q=oak", "/demonstration/"]),
        (
            "coordinator",
            [
                "/programmes/",
                "/programmes/new/",
                desk,
                desk + "people/",
                desk + "people/?q=an&sort=-name",
                desk + "import/",
                desk + "rounds/",
                desk + "rounds/1/",
                desk + "rounds/1/publish/",
                desk + "introductions/",
                desk + "letters/",
                desk + "history/",
                desk + "coordinators/",
                desk + "settings/",
                "/me/",
                "/outbox/",
                *[path.replace("&amp;", "&") for path in found if path],
            ],
        ),
        ("mentor", ["/place/", "/me/"]),
        ("mentee", ["/place/"]),
    ]


def _first(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    return match[1] if match else ""


def _measure(service: Service, actor: str, paths: list[str]) -> list[dict[str, Any]]:
    visitor = Visitor(service, actor)
    weights = _weigh(service, visitor, paths)
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
                "bytes": weights[path],
                "queries": max(int(one[2]) for one in found if one),
            }
        )
    return pages


def _weigh(service: Service, visitor: Visitor, paths: list[str]) -> dict[str, int]:
    """What a real browser with an empty cache takes over the wire for each path."""
    from conftest import CHROMIUM_FLAGS
    from playwright.sync_api import sync_playwright

    cookies: Any = [
        {"name": cookie.name, "value": cookie.value or "", "url": service.url}
        for cookie in visitor.cookies
    ]
    weights = {}
    with sync_playwright() as playwright:
        system = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=system, args=CHROMIUM_FLAGS)
        for path in paths:
            context = browser.new_context()
            context.add_cookies(cookies)
            weights[path] = _weigh_one(context, service.url + path)
            context.close()
        browser.close()
    return weights


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


def _propose_a_round(service: Service) -> None:
    """Have the same process match everyone, so that its memory is counted too."""
    from benchmarks.matching import propose_by_browser_forms

    propose_by_browser_forms(Visitor(service, "coordinator"), SLUG)


if __name__ == "__main__":
    sys.exit(main())
