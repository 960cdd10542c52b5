"""Every kind of letter is listed in words, and none by its code."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import edumentoring
from edumentoring.common.letter_names import name_of
from edumentoring.provider.letters import News
from edumentoring.stories import letters as stories

ROOMS = Path(edumentoring.__file__).parent
WRITERS = {"queue_letter", "new_letter"}
# Written with a kind that a list holds, where no call says it in so many words.
LISTED = {
    *(f"story_{kind}" for kind in (*stories.KINDS, *stories.TALKS)),
    *(f"held_{news}" for news in News),
    *("asked_to_join", "asked_to_supervise", "something_waits"),
    *("someone_proposed", "drop_in_asked", "drop_in_answered"),
    *("concern_received", "concern_answered", "partner_added", "gentle", "gentle_word"),
}


def _said() -> Iterator[str]:
    """Every kind that a call says: to one that writes letters, or to one that calls it."""
    for path in ROOMS.rglob("*.py"):
        if "tests" in path.parts or path.parent.name == "common":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        begins = dict.fromkeys(WRITERS, "")
        for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)):
            for _name, kind in _calls(function, WRITERS):
                if isinstance(kind, ast.Name):
                    begins[function.name] = ""
                if isinstance(kind, ast.JoinedStr):
                    begins[function.name] = ast.literal_eval(kind.values[0])
        for name, kind in _calls(tree, set(begins)):
            for said in (kind.body, kind.orelse) if isinstance(kind, ast.IfExp) else (kind,):
                if isinstance(said, ast.Constant):
                    yield begins[name] + str(said.value)


def _calls(tree: ast.AST, names: set[str]) -> Iterator[tuple[str, ast.expr]]:
    """What each of these is called with first."""
    for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in names and call.args:
            yield name, call.args[0]


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Read here, and not as the file is loaded: that every worker of a run does."""
    return set(_said())


def test_the_kinds_are_found_in_the_code(said: set[str]):
    assert {"introduction", "sign_in", "no_account", "training_booked", "signup_confirm"} <= said
    assert len(said | LISTED) > 60


def test_every_kind_of_letter_has_a_name_in_words(said: set[str]):
    import_module("edumentoring.config.urls")  # whoever shows letters has read every room

    names = {kind: name_of(kind) for kind in said | LISTED}

    assert {kind: name for kind, name in names.items() if name == kind or "_" in name} == {}
