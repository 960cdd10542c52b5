"""The docs are true: what they show is run, and what they list is what there is."""

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

from pairwell._command import MODULES, main
from pairwell._command.matching import PAIRS, UNMATCHED
from pairwell._command.people import EVERY

from .test_command import options_of

DOCS = Path(__file__).parents[1] / "docs"
BLOCK = re.compile(r"^```(\w+)[ ]?(\S*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", ["tutorial.md", "how-to.md"])
def test_what_a_page_shows_is_what_happens(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = 0
    for kind, file, content in BLOCK.findall((DOCS / name).read_text()):
        if file:
            Path(file).write_text(content)
        elif kind == "python":
            exec(content, {})
        elif kind == "console":
            for command, shown in conversations(content):
                ran += 1
                assert same(shown, said_by(command)), command
    assert ran >= 7


def conversations(content):
    """Each command of a console block, with what is shown below it."""
    parts = re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]
    return [part.partition("\n")[::2] for part in parts]


def said_by(command):
    """Both streams in the order a terminal shows them."""
    words = shlex.split(command)
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        assert words[0] == "pairwell"
        assert main(words[1:]) in {0, 1, 3}
    return said.getvalue()


def same(shown, said):
    return shown == said or OutputChecker().check_output(shown, said, ELLIPSIS)


def test_the_reference_names_every_option_column_and_code():
    reference = (DOCS / "reference.md").read_text()
    columns = {name.rstrip("_") for name in EVERY} | {"role", *PAIRS, *UNMATCHED}
    options = {option for command in MODULES for option in options_of(command)} - {"--help"}

    assert {name for name in columns | options if f"`{name}" not in reference} == set()
    shown = set(re.findall(r"`(--[a-z-]+)", reference))
    assert shown == options


def test_every_page_is_linked_and_every_link_leads_somewhere():
    pages = [*DOCS.glob("*.md"), DOCS.parent / "README.md"]
    linked = set()
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), (page.name, target)
            linked.add((page.parent / target).resolve())
    assert {page for page in DOCS.glob("*.md") if page.resolve() not in linked} == set()
