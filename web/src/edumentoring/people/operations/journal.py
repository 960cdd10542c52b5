"""The journal of erasures: a file beside the database, so that a back-up cannot undo them.

Every erasure is a row, and a line of `erasures.jsonl` in the data folder. A restored database
lacks the rows of what was forgotten since; `forgetting.forget_again` reads the file and does
it once more. A line holds codes and HMACs: no name, no address.
"""

import json
import os
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from edumentoring.people.models import ErasureLine


def path() -> Path:
    """Where the journal is kept."""
    folder: Path = settings.DATA
    return folder / "erasures.jsonl"


def note(what: str, **about: Any) -> ErasureLine:
    """Keep one line. It goes to the file once the erasure itself is certain."""
    line = ErasureLine.objects.create(what=what, **about)
    transaction.on_commit(write_down, robust=True)
    return line


def write_down() -> int:
    """Put into the file what is not in it yet; says how many lines.

    Called after each erasure and by the clock: a process that died in between loses none.
    A line written twice does no harm, as it carries its code. A file that was lost is made
    anew from what the database knows.
    """
    if not path().exists():
        ErasureLine.objects.filter(written=True).update(written=False)
    waiting = list(ErasureLine.objects.filter(written=False).order_by("pk"))
    if not waiting:
        return 0
    text = "".join(f"{json.dumps(_as_data(line))}\n" for line in waiting)
    path().parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    ErasureLine.objects.filter(pk__in=[line.pk for line in waiting]).update(written=True)
    return len(waiting)


def _as_data(line: ErasureLine) -> dict[str, Any]:
    person = str(line.person) if line.person else None
    return {
        "code": str(line.code),
        "at": line.at.isoformat(),
        "what": line.what,
        "person": person,
        "programme_id": line.programme_id,
        "digest": line.digest,
    }


def lines_not_here() -> list[ErasureLine]:
    """What the file says and this database does not know of, oldest first; not yet saved."""
    if not path().exists():
        return []
    written = [_of_data(json.loads(row)) for row in path().read_text().splitlines() if row.strip()]
    known = set(ErasureLine.objects.values_list("code", flat=True))
    return list({line.code: line for line in written if line.code not in known}.values())


def _of_data(data: dict[str, Any]) -> ErasureLine:
    return ErasureLine(
        code=uuid.UUID(data["code"]),
        at=datetime.fromisoformat(data["at"]).astimezone(timezone.get_current_timezone()),
        person=uuid.UUID(data["person"]) if data["person"] else None,
        written=True,
        **{name: data[name] for name in ("what", "programme_id", "digest")},
    )
