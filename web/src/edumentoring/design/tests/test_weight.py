"""What a first visit costs, compressed, without pictures."""

import gzip
from pathlib import Path

import django_htmx

STATIC = Path(__file__).parent.parent / "static/design"
HTMX = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"


def _zipped(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def test_the_style_sheet_is_small():
    assert _zipped(STATIC / "edumentoring.css") < 20_000


def test_scripts_are_small_even_with_the_school_search():
    scripts = [STATIC / "edumentoring.js", HTMX, STATIC / "vendor/accessible-autocomplete.min.js"]

    assert _zipped(*scripts) < 40_000


def test_fonts_of_a_welsh_page_are_small():
    faces = [STATIC / "vendor" / f"atkinson-next-{name}.woff2" for name in ("latin", "latin-ext")]

    assert sum(face.stat().st_size for face in faces) < 70_000


def test_a_first_visit_leaves_room_for_the_page_itself():
    everything = [STATIC / "edumentoring.css", STATIC / "edumentoring.js", HTMX]
    everything += [STATIC / "vendor/accessible-autocomplete.min.js", *STATIC.glob("vendor/*.woff2")]

    assert _zipped(*everything) < 150_000 - 15_000
