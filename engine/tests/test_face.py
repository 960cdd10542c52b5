"""The public face: what is visible, what it costs to import, and that its README is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import pairwell

ENGINE = Path(__file__).parents[1]


def test_all_is_what_is_visible():
    visible = {name for name in dir(pairwell) if not name.startswith("_")}

    assert visible == set(pairwell.__all__)
    assert pairwell.__all__ == sorted(pairwell.__all__)
    assert all(callable(getattr(pairwell, name)) for name in visible)
    with pytest.raises(AttributeError, match="no attribute 'wedding'"):
        pairwell.wedding  # noqa: B018


def loaded_by(code):
    """Name every module that is there after some lines of code."""
    code += "; import sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_matching_brings_only_numpy_and_the_solver_and_no_crowds():
    modules = loaded_by("from pairwell import match")

    loaded = {name.split(".")[0] for name in modules}
    assert not {"pairwell._scale", "pairwell._groups", "pairwell._rolling"} & modules
    assert {"numpy", "ortools"} <= loaded
    assert not {"scipy", "pandas", "django", "numba", "polars", "absl", "google"} & loaded


def test_a_file_is_read_when_a_name_of_it_is_asked_for():
    assert not {"numpy", "ortools"} & loaded_by("import pairwell")
    assert "ortools" not in loaded_by("from pairwell import Mentee, Mentor, Rules")


def test_only_one_file_knows_the_solver():
    sources = sorted((ENGINE / "src" / "pairwell").glob("*.py"))

    assert [each.name for each in sources if "ortools" in each.read_text()] == ["_solve.py"]


def test_types_are_shipped():
    assert (ENGINE / "src" / "pairwell" / "py.typed").exists()


def test_the_readme_runs(capsys):
    blocks = re.findall(r"```python\n(.*?)```", (ENGINE / "README.md").read_text(), re.DOTALL)

    exec("\n".join(blocks), {})

    assert "You both know maths." in capsys.readouterr().out


@pytest.mark.parametrize("owner", ["Layers", "Matching", "Unmatched", "MatchedPair", "Rules"])
def test_the_readme_names_what_there_is(owner):
    readme = (ENGINE / "README.md").read_text()
    kind = getattr(pairwell, owner)
    fields = set(getattr(kind, "__dataclass_fields__", ())) - {"layers", "state"}
    verbs = {name for name in ("match", "alternatives", "force", "diagnose") if hasattr(kind, name)}

    assert {name for name in fields | verbs if name not in readme} == set()
