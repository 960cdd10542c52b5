"""What stands in the markup of one page: its links, headings, names, pictures and places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
NAMED = {"a", "button", "summary"}
FOLLOWS_PEOPLE = re.compile(r"[?&](utm_\w+|fbclid|gclid|mc_eid|mkt_tok|igshid)=")
Attrs = dict[str, str]


@dataclass
class Named:
    """A link or a button, and what it is called by."""

    tag: str
    has: Attrs
    words: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        given = [self.has.get("aria-label", ""), *self.words, self.has.get("title", "")]
        return " ".join(" ".join(given).split())


class Marks(HTMLParser):
    """One page, read once. What is hidden from everybody is not there."""

    def __init__(self, html: str, url: str) -> None:
        super().__init__()
        self.url = url
        self.ids: list[str] = []
        self.named: list[Named] = []
        self.headings: list[tuple[int, str]] = []
        self.pictures: list[Attrs] = []
        self.loaded: list[str] = []
        self.alternates: list[str] = []
        self.metas: dict[str, str] = {}
        self.labels: list[str] = []
        self._open: list[tuple[str, Attrs, bool]] = []
        self._inside: list[Named] = []
        self._heading = False
        self.feed(html)

    @property
    def links(self) -> list[str]:
        """Whole addresses, each once."""
        found = (urljoin(self.url, one.has["href"]) for one in self.named if "href" in one.has)
        also = (urljoin(self.url, href) for href in self.alternates)
        return list(dict.fromkeys([*found, *also]))

    # --- Reading ------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        is_away = "hidden" in has or tag in {"template", "script", "style"} or self._is_away
        if tag not in VOID:
            self._open.append((tag, has, is_away))
        if "id" in has:
            self.ids.append(has["id"])
        if tag == "meta":
            self.metas[has.get("property") or has.get("name", "")] = has.get("content", "")
        self._note_what_is_loaded(tag, has)
        if not is_away:
            self._note(tag, has)

    @property
    def _is_away(self) -> bool:
        return bool(self._open) and self._open[-1][2]

    def _note_what_is_loaded(self, tag: str, has: Attrs) -> None:
        if tag in {"img", "script", "iframe", "source", "video"} and has.get("src"):
            self.loaded.append(has["src"])
        if tag == "link" and has.get("rel") in {"stylesheet", "preload"}:
            self.loaded.append(has["href"])
        if tag == "link" and has.get("rel") in {"alternate", "canonical"}:
            self.alternates.append(has["href"])

    def _note(self, tag: str, has: Attrs) -> None:
        self.labels += has.get("aria-labelledby", "").split()
        if tag in NAMED:
            one = Named(tag, has)
            self.named.append(one)
            self._inside.append(one)
        elif tag == "img":
            self.pictures.append(has)
            self._say(has.get("alt", ""))
        elif self._inside and has.get("aria-label"):
            self._say(has["aria-label"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
            self._heading = True

    def _say(self, words: str) -> None:
        for one in self._inside:
            one.words.append(words)

    def handle_data(self, data: str) -> None:
        if self._is_away or any(has.get("aria-hidden") == "true" for _t, has, _a in self._open):
            return
        self._say(data)
        if self._heading:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {each for each, _has, _away in self._open}:
            return
        while self._open:
            closed, _has, _away = self._open.pop()
            if self._inside and closed == self._inside[-1].tag:
                self._inside.pop()
            if re.fullmatch(r"h[1-6]", closed):
                self._heading = False
            if closed == tag:
                break

    # --- What is wrong with it ----------------------------------------------------------------

    def faults(self) -> Iterator[str]:
        """In words; nothing for a page as it should be."""
        yield from self._of_headings()
        yield from (f"two ids “{one}”" for one in {one for one in self.ids if self._times(one) > 1})
        for one in self.named:
            if one.has.get("aria-hidden") != "true" and ("href" in one.has or one.tag != "a"):
                yield from self._of_named(one)
        for has in self.pictures:
            if "alt" not in has:
                yield f"no alternative text: {has.get('src')}"
            if not (has.get("width") and has.get("height")):
                yield f"moves the page when it comes: {has.get('src')}"
        yield from (f"“{one}” labels, and is not there" for one in self.labels if not self._at(one))
        yield from (f"loads {one} from elsewhere" for one in self.loaded if is_elsewhere(one))

    def _of_headings(self) -> Iterator[str]:
        levels = [level for level, _words in self.headings]
        if levels.count(1) != 1:
            yield f"{levels.count(1)} first headings"
        for (before, _words), (level, words) in zip(self.headings, self.headings[1:], strict=False):
            if level > before + 1:
                yield f"from h{before} to h{level} “{words.strip()}”"
        yield from (f"an empty h{level}" for level, words in self.headings if not words.strip())

    def _of_named(self, one: Named) -> Iterator[str]:
        href = one.has.get("href", "")
        if not one.name and not one.has.get("aria-labelledby"):
            yield f"a nameless {one.tag} {one.has}"
        if href.startswith("#") and len(href) > 1 and not self._at(href[1:]):
            yield f"no place {href} on it"
        if href.startswith("http:") and is_elsewhere(href):
            yield f"not https: {href}"
        if FOLLOWS_PEOPLE.search(href):
            yield f"follows people: {href}"

    def _times(self, name: str) -> int:
        return self.ids.count(name)

    def _at(self, name: str) -> bool:
        return name in self.ids or name == "top"


def is_elsewhere(address: str) -> bool:
    """Whether it leads to another site. The tests' own is called testserver."""
    return urlsplit(address).netloc not in {"", "testserver"}
