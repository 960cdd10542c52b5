"""Follows every link inside the site as one person, a few pages of each kind."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.journeys.marks import Marks, is_elsewhere

SITE = "http://testserver"
MOST_OF_A_KIND = 2
MOST_FILTERS = 4
MOST_STEPS = 4
ANOTHERS_MARKUP = "/cms/"


@dataclass
class Crawl:
    """What one browser found. `read` are the pages by their address; `files` the rest."""

    client: Client
    most: int = MOST_OF_A_KIND
    read: dict[str, Marks] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    _asked: set[str] = field(default_factory=set)
    _files: set[str] = field(default_factory=set)
    _jumps: list[tuple[str, str, str]] = field(default_factory=list)

    def go(self, starts: Iterable[str]) -> "Crawl":
        """From these addresses on, breadth first."""
        waiting = [(start, "the start") for start in starts]
        while waiting:
            link, whence = waiting.pop(0)
            waiting += [(each, link) for each in self._open(link, whence)]
        self.faults += [
            f"{whence} leads to #{place}, which {path} has not"
            for whence, path, place in self._jumps
            if path in self.read and place not in self.read[path].ids
        ]
        return self

    def _open(self, link: str, whence: str) -> list[str]:
        """Read one page; gives the links on it."""
        path, _hash, place = link.removeprefix(SITE).partition("#")
        if place:
            self._jumps.append((whence, path, unquote(place)))
        if path in self._asked or not self._is_wanted(path, whence):
            return []
        self._asked.add(path)
        answer = self._follow(path, whence)
        if answer is None or answer.status_code != 200:
            status = answer and answer.status_code
            self.faults.append(f"{whence} leads to {path}, which is answered {status}")
            return []
        at = getattr(answer, "found_at", path)
        self.bodies[at] = answer.getvalue()
        if not answer["Content-Type"].startswith("text/html"):
            self._files.add(self._kind(path))
            return []
        if at.startswith(ANOTHERS_MARKUP) or at in self.read:
            return []
        marks = self.read[at] = Marks(self.bodies[at].decode(), SITE + at)
        self.faults += [f"{at}: {fault}" for fault in marks.faults()]
        return list(_inside(marks))

    def _follow(self, path: str, whence: str) -> HttpResponse | None:
        for _step in range(MOST_STEPS):
            answer = self.client.get(path)
            if answer.status_code not in {301, 302, 303, 307, 308}:
                answer.found_at = path
                return answer
            path = urljoin(SITE + path, answer["Location"]).removeprefix(SITE)
            if not path.startswith("/"):
                self.faults.append(f"{whence} leads away to {path}")
                return None
        return None

    def _kind(self, path: str) -> str:
        found = resolve(urlsplit(path).path)
        wagtail = urlsplit(path).path.count("/") if found.view_name == "wagtail_serve" else ""
        return f"{found.view_name}{wagtail}"

    def _is_wanted(self, path: str, whence: str) -> bool:
        """A few of each kind are enough, one with each filter, and one file."""
        try:
            kind = self._kind(path)
        except Resolver404:
            self.faults.append(f"{whence} leads to {path}, which is no address of ours")
            return False
        asked = "&".join(sorted(parse_qs(urlsplit(path).query)))
        key = f"{kind}?{asked}" if asked else kind
        self.kinds[key] += 1
        if asked:
            self.kinds[f"{kind}?"] += self.kinds[key] == 1
            return self.kinds[key] == 1 and self.kinds[f"{kind}?"] <= MOST_FILTERS
        return self.kinds[key] <= (1 if kind in self._files else self.most)


def _inside(marks: Marks) -> Iterator[str]:
    for link in marks.links:
        if link.startswith(("http:", "https:")) and not is_elsewhere(link):
            yield link if link.startswith(SITE) else SITE + link
