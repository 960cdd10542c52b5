"""Every template of every room keeps the strict content policy."""

import re
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import get_template

ROOMS = Path(__file__).parent.parent.parent
# Letters are tables with inline styles by nature: mail clients read nothing else.
PAGES = sorted(
    path
    for path in ROOMS.glob("*/templates/**/*.html")
    if "letters" not in path.relative_to(ROOMS).parts
)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)

INLINE = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=|\shx-on[:-]", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "a script address": re.compile(r"javascript:|[\"']js:", re.IGNORECASE),
    "another site's file": re.compile(r"<(script|link|img)[^>]*(src|href)=[\"'](https?:)?//"),
}


def faults(words: str) -> list[str]:
    """What of `words` the policy would refuse; tags of the template itself do not count."""
    page = TEMPLATE_TAG.sub("", words)
    return [name for name, pattern in INLINE.items() if pattern.search(page)]


@pytest.mark.parametrize(
    "words",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a onclick="go()">',
        "<script>go()</script>",
        '<div hx-on:click="go()">',
        '<a href="javascript:go()">',
        '<script src="https://elsewhere.example/x.js"></script>',
    ],
)
def test_the_search_finds_each_kind_of_fault(words: str):
    assert faults(words)


def test_there_are_templates_to_search():
    assert len(PAGES) > 40


def test_nothing_is_inline():
    found = {str(path.relative_to(ROOMS)): faults(path.read_text()) for path in PAGES}

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_each_can_be_read_by_django():
    wrong = {}
    for path in PAGES:
        parts = path.relative_to(ROOMS).parts
        name = "/".join(parts[parts.index("templates") + 1 :])
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            wrong[name] = str(error)

    assert wrong == {}
