"""Finding and recognising schools among all of England's and Wales's, and bringing them in.

    make bench-schools          # REPEATS=30

Reads the reduced register beside the repository, works on a database of its own, and writes
the same schools once more in the shape of the official full export (140 columns,
Windows-1252) to measure its import. `ms` are medians of REPEATS; `worst_ms` is the slowest.
"""

import csv
import gzip
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

REGISTER = (
    Path(__file__).resolve().parent.parent.parent
    / "shared/data/schools/gias_schools_2026-01-30_reduced.csv.gz"
)
REPEATS = int(os.environ.get("REPEATS", "30"))
QUESTIONS = (
    "st marys leeds",
    "mount saint mary's rc high",
    "brimingham edgbaston high",
    "king edwards camp hill",
    "manchester comunication academy",
    "ysgol gyfun",
    "LS9 8LA",
    "st john",
    "primary school",
    "horsf",
)
NAMES = 3000


def main() -> None:
    if not REGISTER.exists():
        print(json.dumps({"skipped": "the reduced register is not beside the repository"}))
        return
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        from edumentoring.schools.operations import import_register

        before = _rss()
        first = import_register(REGISTER)
        again = import_register(REGISTER)
        full = _full_export(Path(folder) / "edubasealldata.csv")
        megabytes = full.stat().st_size / 2**20
        from_full = import_register(full)
        after = _rss()
        figures: dict[str, Any] = {
            "schools": first.added,
            "import_s": round(first.seconds, 1),
            "again_s": round(again.seconds, 1),
            "again_changes": again.changes,
            "full_export_mb": round(megabytes),
            "full_export_s": round(from_full.seconds, 1),
            "full_export_rows": from_full.rows,
            "import_rss_growth_mb": after - before,
            "find": [_found(question) for question in QUESTIONS],
            "recognise": _recognised(),
        }
    figures["slowest_find_ms"] = max(each["ms"] for each in figures["find"])
    for each in figures["find"]:
        print(f"{each['ms']:7.1f} ms (worst {each['worst_ms']:.1f})  {each['q']}: {each['first']}")
    print(json.dumps(figures))


def _set_up(folder: str) -> None:
    os.environ["EDUMENTORING_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edumentoring.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _rss() -> int:
    """The most memory held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _full_export(path: Path) -> Path:
    """The reduced register with the full export's headings, 110 columns of ballast beside."""
    headings = {
        "URN": "urn",
        "EstablishmentName": "name",
        "PhaseOfEducation (name)": "phase",
        "EstablishmentTypeGroup (name)": "type_group",
        "Town": "town",
        "Postcode": "postcode",
        "LA (name)": "local_authority",
        "GOR (name)": "region",
        "Easting": "easting",
        "Northing": "northing",
        "PercentageFSM": "fsm_pct",
    }
    ballast = [f"Another{number} (name)" for number in range(110)]
    with (
        gzip.open(REGISTER, "rt", encoding="utf-8") as read,
        path.open("w", encoding="cp1252", errors="replace", newline="") as write,
    ):
        sheet = csv.writer(write)
        sheet.writerow([*headings, "EstablishmentStatus (name)", *ballast])
        for row in csv.DictReader(read):
            facts = [row[name] for name in headings.values()]
            sheet.writerow([*facts, "Open", *["Not applicable, or unknown"] * 75, *[""] * 35])
    return path


def _found(question: str) -> dict[str, Any]:
    from edumentoring.schools.search import find

    find(question)
    taken = []
    for _time in range(REPEATS):
        began = time.perf_counter()
        found = find(question)
        taken.append(1000 * (time.perf_counter() - began))
    return {
        "q": question,
        "ms": round(statistics.median(taken), 1),
        "worst_ms": round(max(taken), 1),
        "first": found[0].name if found else "",
    }


def _recognised() -> dict[str, Any]:
    """Names written as people write them, with their town: how many are sure, and right."""
    from edumentoring.schools.models import Organisation
    from edumentoring.schools.search import Recogniser

    chance = random.Random(1)
    chosen = chance.sample(list(Organisation.objects.open().order_by("pk")), NAMES)
    typed = [_as_typed(one.name, chance) for one in chosen]
    began = time.perf_counter()
    with Recogniser() as recogniser:
        answers = [
            recogniser.recognise(text, town=one.town or one.local_authority)
            for text, one in zip(typed, chosen, strict=True)
        ]
    seconds = time.perf_counter() - began
    sure = sum(answer.sure is not None for answer in answers)
    right = sum(answer.sure == one for answer, one in zip(answers, chosen, strict=True))
    return {
        "names": NAMES,
        "seconds": round(seconds, 2),
        "sure": round(sure / NAMES, 3),
        "right_of_sure": round(right / sure, 4),
    }


def _as_typed(name: str, chance: random.Random) -> str:
    for long, short in (
        ("Church of England", "C of E"),
        ("Catholic", "RC"),
        ("School", "Sch"),
        ("'", ""),
    ):
        if chance.random() < 0.5:
            name = name.replace(long, short)
    at = chance.randrange(len(name) - 1)
    if chance.random() < 0.3 and name[at : at + 2].isalpha():
        name = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name.lower() if chance.random() < 0.3 else name


if __name__ == "__main__":
    sys.exit(main())
