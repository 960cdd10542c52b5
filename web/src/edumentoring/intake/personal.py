"""What this room keeps about people: how it gives it back, and how it forgets it.

A sheet's rows are kept until its import can no longer be undone. A row is a person's own where
its e-mail is theirs; another's row may mention them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from edumentoring.intake.models import RememberedChoices, Upload
from edumentoring.intake.reading.table import Sheet, Table
from edumentoring.intake.understanding.choices import keys_of
from edumentoring.intake.understanding.reading import key_of
from edumentoring.people.personal import Scope, declare
from edumentoring.people.redacting import mentions

NAMES = ("name", "first_name", "last_name")
Place = tuple[str, int]  # a sheet's name and a row's number


def _uploads(scope: Scope) -> Iterator[tuple[Upload, Table]]:
    """Each upload that may hold something, with its rows."""
    for upload in scope.within(Upload.objects.all()).order_by("pk").iterator(chunk_size=5):
        yield upload, upload.read_table()


# --- Given back -----------------------------------------------------------------------------------


def _rows(scope: Scope) -> Iterator[dict[str, Any]]:
    for upload, table in _uploads(scope):
        for sheet in table:
            own = _own_rows(upload, sheet, (scope.user.email,))
            for row in (one for one in sheet.rows if one.number in own):
                yield {
                    "file": upload.file_name,
                    "brought in": upload.started_at,
                    **dict(zip(keys_of(sheet), row.cells, strict=True)),
                }


def _own_rows(upload: Upload, sheet: Sheet, words: tuple[str, ...]) -> set[int]:
    """Numbers of the rows whose e-mail, as written or as mended, is one of these."""
    addresses = tuple(word for word in words if "@" in word)
    targets = _targets(upload)
    keys = keys_of(sheet)
    columns = [at for at, key in enumerate(keys) if targets.get(key) == "email"]
    mended = {
        key.rpartition("|")[0]: said
        for key, said in upload.edits.get("cells", {}).items()
        if key.endswith("|email")
    }
    return {
        row.number
        for row in sheet.rows
        if mentions([row.cells[at] for at in columns or range(len(keys))], addresses)
        or mentions(mended.get(f"{sheet.name}!{row.number}", ""), addresses)
    }


def _targets(upload: Upload) -> dict[str, str]:
    """What each column holds: as chosen, or as guessed until somebody chose."""
    guessed = {key: guess[0] for key, guess in upload.guesses.items()}
    return {**guessed, **{key: one for key, one in upload.chosen().columns.items() if one}}


# --- Forgotten ------------------------------------------------------------------------------------


def _forget(scope: Scope) -> None:
    for upload, table in _uploads(scope):
        gone = {
            (sheet.name, number)
            for sheet in table
            for number in _own_rows(upload, sheet, scope.words)
        }
        gone_words = _words_of(table, gone) if gone else set()
        _forget_words(upload, gone_words)
        _clean(upload, table, gone, gone_words, scope)


def _words_of(table: Table, gone: set[Place]) -> set[str]:
    """The words that stand in these rows and in no other, as decisions about words know them."""
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for sheet in table:
        for row in sheet.rows:
            forms = {key_of(cell) for cell in row.cells}
            said[(sheet.name, row.number) in gone] |= forms
    return said[True] - said[False] - {""}


def _clean(
    upload: Upload, table: Table, gone: set[Place], only_theirs: set[str], scope: Scope
) -> None:
    """Their rows go, and all that was decided about them; others' cells lose their name."""
    count, before = upload.row_count, table.as_data()
    for sheet in table:
        _clean_sheet(sheet, upload, gone, scope)
    if upload.table is not None and table.as_data() != before:
        upload.keep_table(table)
    rows = {f"{name}!{number}" for name, number in gone}
    upload.edits = scope.clean(
        {
            kind: {key: said for key, said in kept.items() if not _concerns(key, rows, only_theirs)}
            for kind, kept in upload.edits.items()
        }
    )
    upload.known = scope.clean(_known_without(upload.known, only_theirs))
    for field in ("file_name", "choices", "guesses", "report"):
        setattr(upload, field, scope.clean(getattr(upload, field)))
    upload.row_count = count
    upload.save(
        update_fields=[
            *("table", "row_count", "edits", "known"),
            *("file_name", "choices", "guesses", "report"),
        ]
    )


def _clean_sheet(sheet: Sheet, upload: Upload, gone: set[Place], scope: Scope) -> None:
    """A name in another's own name column is that person's, however alike."""
    targets = _targets(upload)
    kept = [targets.get(key) in NAMES for key in keys_of(sheet)]
    sheet.headings = [scope.clean(heading) for heading in sheet.headings]
    sheet.rows = [
        row._replace(
            cells=[
                cell if own else scope.clean(cell)
                for cell, own in zip(row.cells, kept, strict=True)
            ]
        )
        for row in sheet.rows
        if (sheet.name, row.number) not in gone
    ]


def _concerns(key: str, rows: Iterable[str], only_theirs: set[str]) -> bool:
    """Whether a decision is about one of these rows, or about words only they used.

    Keys: "row|target" of a cell, "target|words", "row" alone, "first~second" of a double.
    """
    if key in rows or any(row in key.split("~") for row in rows):
        return True
    head, _bar, tail = key.rpartition("|")
    return head in rows or tail in only_theirs


def _known_without(known: dict[str, Any], only_theirs: set[str]) -> dict[str, Any]:
    """What was recognised in the file, without the words that only they had written."""

    def is_theirs(key: str) -> bool:
        return any(part in only_theirs for part in key.split("|"))

    return {
        kind: {key: value for key, value in found.items() if kind == "labels" or not is_theirs(key)}
        for kind, found in known.items()
    }


def _forget_words(upload: Upload, only_theirs: set[str]) -> None:
    """What their words were said to mean is remembered for the next export of the same form."""
    for memory in RememberedChoices.objects.filter(programme=upload.programme_id):
        words = {
            key: meant for key, meant in memory.words.items() if not _concerns(key, (), only_theirs)
        }
        if words != memory.words:
            RememberedChoices.objects.filter(pk=memory.pk).update(words=words)


def _clean_memories(scope: Scope) -> None:
    scope.redact(scope.within(RememberedChoices.objects.all()), "choices", "words")


declare(Upload, export=_rows, erase=_forget, title=_("My rows in sheets that were brought in"))
declare(
    RememberedChoices,
    export=None,
    why="what a form's words mean; nobody's answers",
    erase=_clean_memories,
)
