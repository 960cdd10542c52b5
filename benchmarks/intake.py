"""How long an import takes: 600 and 2,000 made-up people, as CSV and as a workbook.

`preview` is what a coordinator waits for: the file read, its columns guessed and confirmed,
schools and places recognised, and the plan with everything the page shows. `ratio` is that
over merely reading the file's cells with the csv module or calamine. Runs in a database of
its own, with the made-up schools of the demonstration; REGISTER may name a register's file.
The last line is one JSON object.

    python benchmarks/intake.py
"""

import csv
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

MOST_SECONDS = {600: 3.0, 2000: 12.0}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EDUMENTORING_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edumentoring.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        found = measure(Path(folder))
    print(json.dumps(found))
    slow = [one for one in found["imports"] if one["preview_seconds"] > MOST_SECONDS[one["people"]]]
    return 1 if slow else 0


def measure(folder: Path) -> dict:
    from edumentoring.demonstration.operations import load_demonstration, write_raw_files
    from edumentoring.people.models import User
    from edumentoring.schools.operations import import_register

    if os.environ.get("REGISTER"):
        import_register(os.environ["REGISTER"])
    load_demonstration(people=50)
    by = User.objects.order_by("pk").first()
    return {
        "imports": [
            one_import(file, people, by)
            for people in MOST_SECONDS
            for file in write_raw_files(folder, people=people)
        ]
    }


def one_import(file: Path, people: int, by: object) -> dict:
    from edumentoring.intake import operations, showing
    from edumentoring.intake.saving import save_upload
    from edumentoring.programmes.operations import create_programme

    programme = create_programme(name=f"{file.name} {people}", kind="open", by=by)
    data = file.read_bytes()
    plain = plain_reading(data)
    wall, cpu = perf_counter(), process_time()
    upload = operations.start_upload(programme, by=by, data=data, file_name=file.name)
    operations.choose_columns(upload, upload.chosen())
    again_wall = perf_counter()
    preview = operations.preview(upload)
    showing.looks_of(preview.plan)
    showing.pairs_of(upload, preview.plan)
    showing.read_lines(preview)
    shown, shown_cpu = perf_counter(), process_time()
    report = save_upload(upload, fingerprint=preview.plan.fingerprint(), by=by)
    saved = perf_counter()
    found = {
        "people": people,
        "file": file.suffix,
        "rows": upload.row_count,
        "preview_seconds": round(shown - wall, 3),
        "preview_cpu_seconds": round(shown_cpu - cpu, 3),
        "page_again_seconds": round(shown - again_wall, 3),
        "save_seconds": round(saved - shown, 3),
        "plain_reading_seconds": round(plain, 4),
        "ratio": round((shown - wall) / plain, 1),
        **report,
    }
    print(found, file=sys.stderr)
    return found


def plain_reading(data: bytes) -> float:
    """Seconds to read the cells and do nothing with them."""
    started = perf_counter()
    if data.startswith(b"PK"):
        import python_calamine

        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        book.get_sheet_by_index(0).to_python()
    else:
        list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
