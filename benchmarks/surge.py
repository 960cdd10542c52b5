"""The surge after a post that spreads: many people at once, a good part of them signing up.

    make bench-surge            # DURATION=600 RATE=50 DATABASE=sqlite (or postgresql)

RATE requests a second are sent on a fixed timetable for DURATION seconds, by a client on the
same machine, while a coordinator imports sheets of 150 people one after another. Of the
requests 30% are full sign-ups: one POST with the whole form, from somebody who read that form
a request earlier. The others read the programme's pages, search schools, fetch style sheets,
or sign up page by page. One sign-up in 50 is sent twice, as by a double click.

A request's time counts from when the timetable wanted it sent, so that a service that falls
behind is not flattered. `sign_ups_stored` are participants found in the database once
everything sent was taken in; fewer than were sent are lost, more are doubled. Memory is that
of all processes of the service: at the start once the first minute's work is warm, and at
the end. On PostgreSQL two processes share the work.

The last line is JSON. `benchmarks/surge.md` keeps the figures and where it saturates.
"""

import asyncio
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.client import Answer, Client
from benchmarks.forms import filled
from benchmarks.service import Service, Visitor, serving
from benchmarks.stored import Stored

DURATION = float(os.environ.get("DURATION", "600"))
RATE = float(os.environ.get("RATE", "50"))
DATABASE = os.environ.get("DATABASE", "sqlite")
WARM_UP = float(os.environ.get("WARM_UP", str(min(60.0, max(15.0, DURATION / 10)))))
SLUG = "wider-staffroom"
HERE = f"/join/{SLUG}/"
# What the requests of one round of a hundred are, in an order that spreads them.
MIX = {
    "read_form": 30,
    "sign_up": 30,
    "look": 16,
    "walk": 10,
    "search": 6,
    "audience": 4,
    "file": 4,
}
DOUBLE_CLICK = 50  # one sign-up of this many is sent twice
SEARCHES = ("oak", "st mary", "high", "college", "ashby")


@dataclass
class Crowd:
    """Those who come: the forms they have read, the walks they are on, what came of it."""

    client: Client
    times: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    read: list[bytes] = field(default_factory=list)
    walks: list["Walk"] = field(default_factory=list)
    sent: int = 0
    people: int = 0
    measured: bool = False

    def somebody(self) -> int:
        self.people += 1
        return self.people

    async def do(self, action: str, at: float) -> None:
        """One request of the timetable; its time counts from `at`."""
        try:
            wrong = await getattr(self, action)()
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            wrong = type(error).__name__
        if self.measured:
            self.times.setdefault(action, []).append(time.perf_counter() - at)
            if wrong:
                self.errors[f"{action}: {wrong}"] += 1

    async def look(self) -> str:
        return _unless_ok(await self.client.get(HERE, of=self.somebody()))

    async def audience(self) -> str:
        return _unless_ok(await self.client.get(f"{HERE}for-mentors/", of=self.somebody()))

    async def search(self) -> str:
        words = SEARCHES[self.somebody() % len(SEARCHES)].replace(" ", "+")
        path = f"/schools/search/?q={words}"
        return _unless_ok(await self.client.get(path, of=self.people, accept="application/json"))

    async def file(self) -> str:
        return _unless_ok(await self.client.get(self.client.style_sheet, of=self.somebody()))

    async def read_form(self) -> str:
        answer = await self.client.get(f"{HERE}sign-up/all/", of=self.somebody())
        if answer.status == 200:
            self.read.append(answer.body)
        return _unless_ok(answer)

    async def sign_up(self) -> str:
        if not self.read:
            return await self.read_form()
        number = self.somebody()
        body = filled(self.read.pop(), number)
        self.sent += 1
        answer = await self.client.post(f"{HERE}sign-up/all/", body, of=number)
        if number % DOUBLE_CLICK == 0:
            await self.client.post(f"{HERE}sign-up/all/", body, of=number)
        return "" if answer.status == 302 and answer.location.endswith("/sent/") else answer.what

    async def walk(self) -> str:
        """The next step of somebody who signs up page by page."""
        walk = self.walks.pop(0) if self.walks else Walk(self.somebody())
        wrong = await walk.step(self.client)
        if walk.is_sent:
            self.sent += 1
        elif not wrong:
            self.walks.append(walk)
            if len(self.walks) < 12:  # so many are on their way at once
                self.walks.append(Walk(self.somebody()))
        return wrong


@dataclass
class Walk:
    """One person on the way through the pages: each step is one request, a GET or a POST."""

    number: int
    at: str = f"{HERE}sign-up/?as=mentee"
    page: bytes = b""
    is_sent: bool = False

    async def step(self, client: Client) -> str:
        if not self.page:
            answer = await client.get(self.at, of=self.number)
            self.page = answer.body
            return _unless_ok(answer)
        answer = await client.post(
            self.at.partition("?")[0], filled(self.page, self.number), of=self.number
        )
        if answer.status != 302:
            return f"{self.at}: {answer.what}"
        self.at, self.page = answer.location, b""
        self.is_sent = self.at.endswith("/sent/")
        return ""


def _unless_ok(answer: Answer) -> str:
    return "" if answer.status == 200 else answer.what


def timetable() -> list[str]:
    """A hundred actions, each kind spread evenly over the hundred."""
    places = [
        ((turn + 0.5) / count, action) for action, count in MIX.items() for turn in range(count)
    ]
    return [action for _place, action in sorted(places)]


async def crowd_for(crowd: Crowd, seconds: float) -> None:
    """Send what the timetable says, whether or not earlier answers have come."""
    actions, running = timetable(), set()
    began = time.perf_counter()
    for turn in range(int(seconds * RATE)):
        at = began + turn / RATE
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        task = asyncio.create_task(crowd.do(actions[turn % 100], at))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)


def import_sheets(service: Service, stop: asyncio.Event, done: list[int]) -> None:
    """A coordinator brings in one sheet after another, with a rest between them."""
    coordinator = Visitor(service, "coordinator")
    while not stop.is_set():
        try:
            done.append(_import_one(coordinator, len(done)))
        except OSError as error:  # an import that fails is counted, and ends no measurement
            done.append(0)
            print(f"An import failed: {error}", file=sys.stderr)
        for _second in range(20):
            if stop.is_set():
                return
            time.sleep(0.5)


def _import_one(coordinator: Visitor, number: int) -> int:
    drawn = random.Random(number)
    rows = "".join(
        f"{_name(drawn)} {_name(drawn)}\tsheet.{number}.{n}@example.org\tMentor\n"
        for n in range(150)
    )
    pasted = "Name\tEmail\tI would like to be\n" + rows
    _page, url = coordinator.post(f"/programmes/{SLUG}/import/", {"pasted": pasted})
    columns = url.removeprefix(coordinator.service.url)
    check = columns.removesuffix("columns/")
    coordinator.post(columns, {})
    while not (
        print_ := re.search(r'name="fingerprint" value="([^"]+)"', coordinator.get(check)[0])
    ):
        time.sleep(0.5)
    coordinator.post(f"{check}save/", {"fingerprint": print_[1]}, form_at=check)
    return 150


def _name(drawn: random.Random) -> str:
    """A name like no other: names alike would wait for a decision about doubles."""
    return "".join(drawn.choice("bdfgklmnprstvz") + drawn.choice("aeiou") for _ in range(4)).title()


async def _surge(services: Sequence[Service], stored: Stored) -> dict[str, Any]:
    crowd = Crowd(Client([service.url for service in services]))
    await crowd.client.find_style_sheet(HERE)
    stop, imported = asyncio.Event(), []
    importing = asyncio.create_task(asyncio.to_thread(import_sheets, services[0], stop, imported))
    await crowd_for(crowd, WARM_UP)
    start, cpu = sum(each.rss_mb() for each in services), sum(each.cpu_s() for each in services)
    crowd.measured = True
    began = time.perf_counter()
    await crowd_for(crowd, DURATION)
    took = time.perf_counter() - began
    end = sum(each.rss_mb() for each in services)
    cpu = sum(each.cpu_s() for each in services) - cpu
    stop.set()
    await importing
    emptied = await asyncio.to_thread(stored.wait_until_taken_in)
    return {
        "by_action": {action: _times(times) for action, times in crowd.times.items()},
        "cpu_share": round(cpu / took, 2),
        **_times(times := [each for some in crowd.times.values() for each in some]),
        "requests": len(times),
        "errors": sum(crowd.errors.values()),
        "what_went_wrong": dict(crowd.errors.most_common(8)),
        "sign_ups_sent": crowd.sent,
        "sign_ups_stored": stored.sign_ups(),
        "letters": stored.letters(),
        "imports_failed": imported.count(0),
        "imported": sum(imported),
        "imported_stored": stored.imported(),
        "seconds": round(took, 1),
        "taken_in_after_s": round(emptied, 1),
        "rss_mb_start": round(start, 1),
        "rss_mb_end": round(end, 1),
    }


def _times(times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times) or [0.0]
    return {
        f"p{share}_ms": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1)
        for share in (50, 95, 99)
    }


def main() -> int:
    if DATABASE not in {"sqlite", "postgresql"}:
        print(f"DATABASE is {DATABASE!r}; write sqlite or postgresql.", file=sys.stderr)
        return 2
    if DATABASE == "postgresql" and "EDUMENTORING_DATABASE_URL" not in os.environ:
        script = Path(__file__).parent.parent / "scripts" / "with_postgresql"
        os.execv(sys.executable, [sys.executable, str(script), sys.executable, "-m", __spec__.name])
    processes = 2 if DATABASE == "postgresql" else 1
    with serving(processes) as services, Stored(services[0]) as stored:
        result = asyncio.run(_surge(services, stored))
        log = "".join(service.log.read_text() for service in services)
    result["locked"] = log.count("database is locked")
    result["tracebacks"] = log.count("Traceback")
    print(f"{DATABASE}, {processes} process(es), {RATE:g} requests a second for {DURATION:g} s")
    print(json.dumps(result))
    lost = result["sign_ups_sent"] != result["sign_ups_stored"]
    return 1 if lost or result["errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
