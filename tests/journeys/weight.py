"""What a page weighs on the line: itself and all it needs but pictures, compressed as it comes."""

import re
from functools import cache
from gzip import compress
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.contrib.staticfiles import finders

from tests.journeys.marks import Marks

NEEDED = {".css", ".js", ".woff2"}
IMPORTED = re.compile(r"""(?:from|import)\s*["'](\.{1,2}/[^"']+)["']""")


def weight_of(page: Marks, body: bytes) -> int:
    """Bytes of the page, its styles, its scripts with what those import, and its letters."""
    files = {urlsplit(one).path for one in page.loaded}
    needed: set[str] = set()
    for file in files:
        needed |= _with_imports(file) if Path(file).suffix in NEEDED else set()
    return len(compress(body)) + sum(_weight(file) for file in needed)


@cache
def _with_imports(file: str) -> set[str]:
    found = {file}
    if file.endswith(".js"):
        for other in IMPORTED.findall(_read(file).decode()):
            found |= _with_imports(urljoin(file, other))
    return found


@cache
def _weight(file: str) -> int:
    raw = _read(file)
    return len(raw) if file.endswith(".woff2") else len(compress(raw))


def _read(file: str) -> bytes:
    found = finders.find(file.removeprefix("/static/"))
    assert isinstance(found, str), f"{file} is not there."
    return Path(found).read_bytes()
