"""Every number and address of others that stands on a page is in one list, with its day."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import edumentoring
from edumentoring.common.outside import addresses, number_of, numbers

ROOMS = Path(edumentoring.__file__).parent
# Emergency and free numbers, and any of a British town: 116 123, 08000 562 561, 020 7946 0000.
NUMBER = re.compile(r"\b(?:999|116 \d{3}|0\d{2,4} \d{3,4} \d{3,4})\b")
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
# The library's works stand in one list already, library/content/resources.toml. What is made up
# stands in the demonstration.
ELSEWHERE = ("library/content", "demonstration")
MADE_UP = re.compile(
    r"example\.|\.invalid|school\.sch\.uk|127\.0\.0\.1|localhost|www\.w3\.org|www\.sitemaps\.org"
)


LEFT_OUT = {"tests", "migrations", "vendor", "fonts"}


def files(*endings: str) -> Iterator[tuple[Path, str]]:
    """Every file of these kinds that holds anything of the sort, with its words."""
    for ending in endings:
        for path in ROOMS.rglob(f"*{ending}"):
            where = path.relative_to(ROOMS)
            if LEFT_OUT.isdisjoint(where.parts) and not where.as_posix().startswith(ELSEWHERE):
                words = path.read_text(encoding="utf-8")
                if "://" in words or NUMBER.search(words):
                    yield path, words


def texts() -> Iterator[tuple[Path, str]]:
    """Every text that could be shown: templates whole, of code the strings without docstrings."""
    yield from files(".html", ".txt", ".mjml")
    for path, code in files(".py"):
        tree = ast.parse(code)
        said = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in said:
                yield path, node.value


@pytest.fixture(scope="module")
def shown() -> list[tuple[str, str]]:
    """Where, and what."""
    return [(str(path.relative_to(ROOMS)), words) for path, words in texts()]


def test_every_number_that_is_shown_is_in_the_list(shown):
    known = {one.number for one in numbers().values()}

    found = {(path, number) for path, words in shown for number in NUMBER.findall(words)}
    strange = {(path, number) for path, number in found if number not in known}

    assert strange == set(), "Put it into common/outside.toml, with the day you made sure of it."


def test_every_address_that_is_shown_is_in_the_list(shown):
    known = {one.url for one in addresses()} | {one.url for one in numbers().values()}

    strange = {
        (path, found.rstrip(".,;)"))
        for path, words in shown
        for found in ADDRESS.findall(words)
        if not MADE_UP.search(found) and "{" not in found and found.count("/") > 2
    }

    missing = {(path, url) for path, url in strange if url not in known}
    assert missing == set(), "Put it into common/outside.toml, with the day you opened it."


def test_the_library_shows_no_number_that_is_not_in_the_list():
    known = {one.number for one in numbers().values()}
    pages = (ROOMS / "library/content").rglob("*.md")

    strange = {
        (path.name, found)
        for path in pages
        for found in NUMBER.findall(path.read_text(encoding="utf-8"))
        if found not in known
    }

    assert strange == set()


def test_every_number_has_its_day_and_is_dialled_without_spaces():
    assert all(one.checked_on and one.whose for one in numbers().values())
    assert number_of("samaritans").dialled == "116123"
    with pytest.raises(KeyError):
        number_of("nobody")
