"""Plain text with light marks, shown: headings, lists, bold, links, and lines to do.

A small part of CommonMark by markdown-it-py. HTML in a note is shown as it was typed, links lead
to the web or to an e-mail address and nowhere else, and there are no pictures.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

RULES = ("list", "heading", "emphasis", "link", "autolink", "newline", "escape", "blockquote")
SCHEMES = {"http", "https", "mailto"}
REL = "noopener nofollow"

_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'’”]")
_BOX = re.compile(r"^([ ]{0,6}(?:[-*+]|\d{1,3}[.)])[ ]{1,3})\[([ xX])\][ ]", re.MULTILINE)
_TO_DO = re.compile(r"^[ ]{0,6}(?:[-*+]|\d{1,3}[.)])[ ]{1,3}\[ \][ ]+(\S.*)$", re.MULTILINE)


def shown(text: str) -> SafeString:
    """The note as HTML that is safe on any page.

    >>> shown("See <b>this</b>")
    '<p>See &lt;b&gt;this&lt;/b&gt;</p>\\n'
    """
    boxes = {" ": "☐", "x": "☑", "X": "☑"}
    lines = _BOX.sub(lambda found: f"{found[1]}{boxes[found[2]]} ", text)
    page: str = _marks().render(lines)
    return SafeString(page)  # markdown-it has escaped all of it


def follow_ups(text: str) -> list[str]:
    """The lines to do that are not ticked, each once, as they stand.

    >>> follow_ups("- [ ] Read the paper\\n- [x] Ask Ann")
    ['Read the paper']
    """
    return list(dict.fromkeys(line.strip()[:300] for line in _TO_DO.findall(text)))


@cache
def _marks() -> MarkdownIt:
    marks = MarkdownIt("zero", {"breaks": True, "html": False}).enable(list(RULES))
    marks.validateLink = _leads_out  # type: ignore[assignment, method-assign]
    marks.add_render_rule("link_open", _link)
    marks.add_render_rule("heading_open", _heading)
    marks.add_render_rule("heading_close", _heading)
    marks.add_render_rule("text", _text)
    return marks


def _leads_out(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in SCHEMES
    except ValueError:
        return False


def _link(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    tokens[at].attrSet("rel", REL)
    return str(self.renderToken(tokens, at, options, env))


def _heading(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """All of one rank: the page has its own first heading, and none may be left out below it."""
    tokens[at].tag = "h2"
    if tokens[at].nesting == 1:
        tokens[at].attrSet("class", "sub-title")
    return str(self.renderToken(tokens, at, options, env))


def _text(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """Words, with bare addresses as links unless they stand in one already."""
    words = tokens[at].content
    opened = sum(token.nesting for token in tokens[:at] if token.type.startswith("link_"))
    if opened:
        return escape(words)
    parts: list[str] = []
    end = 0
    for found in _ADDRESS.finditer(words):
        address = escape(found[0])
        parts += [escape(words[end : found.start()])]
        parts += [f'<a href="{address}" rel="{REL}">{address}</a>']
        end = found.end()
    return "".join([*parts, escape(words[end:])])
