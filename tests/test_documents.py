"""The documents say what is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / name
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
] + sorted((ROOT / "docs").rglob("*.md"))
SCREENS = sorted((ROOT / "web" / "src").rglob("templates/**/*.html"))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_every_make_command_in_the_documents_exists():
    named = {
        word
        for page in PAGES
        for word in re.findall(
            r"(?:`|^)(?:[A-Z]+=\S+ )?make ([a-z-]+)", page.read_text(), re.MULTILINE
        )
    }

    assert {"run", "test", "check", "setup"} <= named
    assert named <= targets()


def test_every_link_between_documents_leads_somewhere():
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*PAGES, ROOT / "engine" / "README.md"]
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]

    assert lost == []


def test_every_command_of_the_console_is_explained_in_its_help():
    shown = subprocess.run(
        [sys.executable, "-m", "edumentoring.cli", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    for command in [
        "serve",
        "worker",
        "migrate",
        "demo",
        "owner",
        "import",
        "import-register",
        "match",
        "export",
        "receive",
        "backup",
        "restore",
        "check",
    ]:
        assert re.search(rf"^    {command}\s", shown, re.MULTILINE), command


def banned_words() -> list[str]:
    rows = (ROOT / "docs" / "glossary.md").read_text().split("## Words we do not use")[1]
    first_cells = re.findall(r"^\| ([^|]+?) \|", rows, re.MULTILINE)[2:]
    plain = [cell for cell in first_cells if re.fullmatch(r"[a-z ,]+", cell)]
    return [word.strip() for cell in plain for word in cell.split(",")]


@pytest.mark.parametrize("word", ["scheme administrator", "please wait", "applicant", "rejected"])
def test_no_screen_uses_a_word_the_glossary_replaces(word):
    assert word in banned_words()

    used = [
        path.relative_to(ROOT)
        for path in SCREENS
        if re.search(rf"\b{word}\b", re.sub(r"{#.*?#}", "", path.read_text()), re.IGNORECASE)
    ]

    assert used == []


def test_the_rooms_in_the_drawing_are_the_rooms_there_are():
    drawing = (ROOT / "ARCHITECTURE.md").read_text()
    rooms = {
        path.parent.name for path in (ROOT / "web" / "src" / "edumentoring").glob("*/__init__.py")
    }

    assert all(re.search(rf"\b{room}\b", drawing) for room in rooms)
