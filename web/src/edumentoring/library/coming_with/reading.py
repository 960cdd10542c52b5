"""Reads the text of a section as it comes with the service: `content/sections/*.md`.

The shape is strict, because the page, the list of actions and the printed guide are made from it.
What does not fit is refused with the file, the heading and the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any, NoReturn

from django.utils.html import strip_tags
from markdown_it import MarkdownIt

from edumentoring.library.topics import TOPICS

HEADINGS = (
    "Right now",
    "Focus",
    "Article",
    "Practice stories",
    "Further development",
    "Guide",
    "Confidence",
    "Resources",
    "Sources",
)
FIRST_CLASS = ("In the early years", "In further education")
ACTION = re.compile(r"^\d\.\s+\*\*(.+?)\.?\*\*\s*\((\d+) minutes?\)\s*(.+)$")
LED = re.compile(r"^\*\*(.+?)\.?\*\*\s*(.*)$")
SOURCE = re.compile(r"^\[\^([\w-]+)\]:\s*(.+)$")
NAMED = re.compile(r"\[\^([\w-]+)\]")
_markdown = MarkdownIt("commonmark")


class ContentFault(Exception):
    """A text that is not of the shape; says where."""


@dataclass(frozen=True)
class Line:
    number: int
    text: str


@dataclass
class Text:
    """One section as it was read. Values are as Wagtail's blocks keep them."""

    name: str
    digest: str
    title: str = ""
    summary: str = ""
    topics: tuple[str, ...] = ()
    parts: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    resources: list[str] = field(default_factory=list)


def read_section(path: Path) -> Text:
    """The section in this file. Raises ContentFault."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.words = path.read_text(encoding="utf-8")
        self.heading = "the top"

    def fault(self, words: str, line: Line | None = None) -> NoReturn:
        at = f", line {line.number}" if line else ""
        raise ContentFault(f"{self.path.name}, {self.heading}{at}: {words}")

    def read(self) -> Text:
        lines = [Line(at, text.rstrip()) for at, text in enumerate(self.words.splitlines(), 1)]
        text = Text(re.sub(r"^\d+-", "", self.path.stem), sha256(self.words.encode()).hexdigest())
        top, parts = self._parted(lines)
        self._top(top, text)
        for name, read in (
            ("Right now", self._actions),
            ("Focus", self._focus),
            ("Article", self._article),
            ("Practice stories", self._stories),
            ("Further development", self._further),
            ("Guide", self._guide),
            ("Confidence", self._confidence),
            ("Sources", self._sources),
        ):
            self.heading = name
            text.parts[name] = list(read(parts[name]))
        self.heading = "Resources"
        text.resources = [self._bullet(line) for line in parts["Resources"]]
        self._check_sources(text, parts["Article"])
        return text

    def _parted(self, lines: list[Line]) -> tuple[list[Line], dict[str, list[Line]]]:
        """What stands above the first heading, and below each; empty lines only in the article."""
        top: list[Line] = []
        parts: dict[str, list[Line]] = {}
        here = top
        for line in lines:
            if line.text.startswith("## "):
                self.heading = line.text[3:].strip()
                wanted = HEADINGS[len(parts)] if len(parts) < len(HEADINGS) else "nothing more"
                if self.heading != wanted:
                    self.fault(f"expected “{wanted}” here", line)
                here = parts[self.heading] = []
            elif line.text or self.heading in {"Article", "Practice stories"}:
                here.append(line)
        if len(parts) < len(HEADINGS):
            self.fault(f"the heading “{HEADINGS[len(parts)]}” is missing")
        return top, parts

    def _top(self, lines: list[Line], text: Text) -> None:
        self.heading = "the top"
        if not lines or not lines[0].text.startswith("# "):
            self.fault("begin with “# ” and the title", lines[0] if lines else None)
        text.title = lines[0].text[2:].strip()
        said = {}
        for line in lines[1:]:
            key, colon, value = line.text.partition(":")
            if not colon or key not in {"summary", "topics", "minutes"}:
                self.fault("expected summary, topics or minutes", line)
            said[key] = value.strip()
        text.summary = said.get("summary", "")
        if not 0 < len(text.summary) <= 240:
            self.fault("the summary has between 1 and 240 characters")
        text.topics = tuple(one.strip() for one in said.get("topics", "").split(","))
        if unknown := [one for one in text.topics if one not in TOPICS]:
            self.fault(f"no such topic: {', '.join(unknown)}")

    def _actions(self, lines: list[Line]) -> Iterator[tuple[str, Any]]:
        if len(lines) != 3:
            self.fault(f"exactly three actions, and not {len(lines)}")
        for line in lines:
            found = ACTION.match(line.text)
            if found is None:
                self.fault("write “1. **What.** (5 minutes) How exactly.”", line)
            yield (
                "action",
                {"title": found[1], "minutes": int(found[2]), "words": _rich(found[3])},
            )

    def _focus(self, lines: list[Line]) -> Iterator[tuple[str, Any]]:
        for line in lines:
            yield "line", plain(self._bullet(line))

    def _article(self, lines: list[Line]) -> Iterator[tuple[str, Any]]:
        """Headings, pull sentences, and the running text between them, list and all."""
        headings = []
        for chunk in _chunks(lines):
            first = chunk[0]
            if first.text.startswith("### "):
                headings.append(first.text[4:].strip())
                yield "heading", headings[-1]
            elif first.text.startswith("> "):
                words = " ".join(line.text.lstrip("> ") for line in chunk)
                yield "quote", {"words": plain(words), "by": ""}
            elif first.text.startswith("#"):
                self.fault("only “### ” headings stand in the article", first)
            else:
                yield "paragraph", _markdown.render("\n".join(line.text for line in chunk))
        for wanted in FIRST_CLASS:
            if wanted not in headings:
                self.fault(f"the heading “### {wanted}” is missing")

    def _stories(self, lines: list[Line]) -> Iterator[tuple[str, Any]]:
        for title, below in self._titled([line for line in lines if line.text]):
            at = next(
                (n for n, line in enumerate(below) if line.text == "#### Talk about it"), None
            )
            if at is None:
                self.fault(f"“#### Talk about it” is missing below “{title}”")
            words = "\n\n".join(line.text for line in below[:at])
            yield (
                "story",
                {
                    "title": title,
                    "words": _markdown.render(words),
                    "discussion": [plain(self._bullet(line)) for line in below[at + 1 :]],
                },
            )

    def _further(self, lines: list[Line]) -> Iterator[tuple[str, Any]]:
        for line in lines:
            found = LED.match(self._bullet(line))
            if found is None:
                self.fault("write “- **What.** One sentence.”", line)
            yield "step", {"title": plain(found[1]), "words": _rich(found[2])}

    def _guide(self, lines: list[Line]) -> Iterator[tuple[str, Any]]:
        for title, below in self._titled(lines):
            points = [plain(self._bullet(line)) for line in below]
            yield "part", {"title": title, "points": points}

    def _confidence(self, lines: list[Line]) -> Iterator[tuple[str, Any]]:
        for line in lines:
            statement, bar, found = self._bullet(line).partition(" | ")
            if not bar or not statement.startswith("I can"):
                self.fault("write “- I can … | Where to look when not sure.”", line)
            yield "line", {"statement": plain(statement), "help": _rich(found)}

    def _sources(self, lines: list[Line]) -> Iterator[tuple[str, Any]]:
        for line in lines:
            found = SOURCE.match(line.text)
            if found is None:
                self.fault("write “[^name]: Author (year). *Title*.”", line)
            yield "source", {"key": found[1], "words": _rich(_linked(found[2]))}

    def _check_sources(self, text: Text, article: list[Line]) -> None:
        self.heading = "Article"
        known = {value["key"] for _kind, value in text.parts["Sources"]}
        for line in article:
            for key in NAMED.findall(line.text):
                if key not in known:
                    self.fault(f"[^{key}] is not under Sources", line)

    def _titled(self, lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
        """Each “### ” heading with what stands below it."""
        title = ""
        below: list[Line] = []
        for line in lines:
            if line.text.startswith("### "):
                if title:
                    yield title, below
                title, below = line.text[4:].strip(), []
            elif not title:
                self.fault("expected a “### ” heading first", line)
            else:
                below.append(line)
        if title:
            yield title, below

    def _bullet(self, line: Line) -> str:
        if not line.text.startswith("- "):
            self.fault("expected a line that begins with “- ”", line)
        return line.text[2:].strip()


def _chunks(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines that belong together: a list and the sentence that leads to it are two of them."""
    chunk: list[Line] = []
    for line in [*lines, Line(0, "")]:
        alone = chunk and chunk[0].text.startswith("### ")
        if (not line.text or alone) and chunk:
            yield chunk
            chunk = []
        if line.text:
            chunk.append(line)


def plain(words: str) -> str:
    """The words of a line without its marks."""
    return unescape(strip_tags(_markdown.renderInline(words)))


def _rich(words: str) -> str:
    return f"<p>{_markdown.renderInline(words)}</p>" if words else ""


def _linked(words: str) -> str:
    """Bare addresses as links, without the stop that ends the sentence."""
    return re.sub(r"(?<![(<\[])(https?://[^\s<>)]+[^\s<>).,;])", r"<\1>", words)
