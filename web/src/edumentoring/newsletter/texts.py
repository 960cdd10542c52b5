"""What an editor wrote, as HTML with whole addresses, and as plain text."""

import html
import re
from itertools import count
from typing import Any

from django.conf import settings
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

_HREF = re.compile(r'href="(/[^"]*)"')
_NUMBERED = re.compile(r"<ol\b[^>]*>(.*?)</ol>", re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def whole(path: str) -> str:
    """The whole address: mail has no site to be relative to."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def rich(value: Any) -> SafeString:
    """What an editor wrote, as HTML with whole addresses. Wagtail cleaned it when it was saved."""
    source = expand_db_html(getattr(value, "source", None) or str(value or ""))
    source = _HREF.sub(lambda found: f'href="{escape(whole(found[1]))}"', source)
    return mark_safe(source)  # noqa: S308 - cleaned on its way in, and editors write nothing else


def plain(words: str) -> str:
    """HTML as plain text: paragraphs parted, lists with strokes, addresses behind their words."""
    text = _LINK.sub(lambda found: _spelt(found[1], found[2]), words)
    text = _NUMBERED.sub(lambda found: _with_numbers(found[1]), text)
    text = re.sub(r"<li\b[^>]*>", "\n- ", text)
    text = re.sub(r"<br\s*/?>", "\n", text)
    text = re.sub(r"</(p|ul|ol|h\d|blockquote)>", "\n\n", text)
    return re.sub(r"\n{3,}", "\n\n", html.unescape(strip_tags(text))).strip()


def _with_numbers(items: str) -> str:
    """A list in which the order matters, as it is read aloud."""
    number = count(1)
    return re.sub(r"<li\b[^>]*>", lambda _item: f"\n{next(number)}. ", items) + "</ol>"


def _spelt(address: str, words: str) -> str:
    said = strip_tags(words)
    return said if said == html.unescape(address) else f"{said} ( {address} )"
