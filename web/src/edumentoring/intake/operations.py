"""What happens to an upload: begun, columns chosen, rows mended, put away."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.intake.models import RememberedChoices, Upload
from edumentoring.intake.planning.plan import Plan, make_plan
from edumentoring.intake.planning.rows import Checked, check_rows
from edumentoring.intake.planning.schools import Schools, learn_places, learn_schools
from edumentoring.intake.reading.opening import read_file, read_pasted
from edumentoring.intake.reading.table import Table
from edumentoring.intake.understanding.choices import (
    Choices,
    columns_of,
    guess_mapping,
    guesses_for,
    missing,
    orders_to_ask,
    signature_of,
)
from edumentoring.intake.understanding.targets import BY_ID
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme

EDITS = ("words", "cells", "rows", "doubles")
IN_ONE_GO = 5_000  # rows; more are read by the worker while the page shows how far it is


@dataclass(frozen=True)
class Preview:
    """An upload's rows and the plan they make, as they are now."""

    upload: Upload
    checked: Checked
    plan: Plan


def start_upload(
    programme: Programme,
    *,
    by: User | None,
    data: bytes | None = None,
    pasted: str = "",
    file_name: str = "",
    as_role: str = "",
) -> Upload:
    """Read a file or pasted cells and guess its columns. Raises Refused if it cannot be read."""
    table = read_file(data) if data is not None else read_pasted(pasted)
    said = data if data is not None else pasted.encode()
    choices, guesses = guess_mapping(table, file_name=file_name)
    columns = columns_of(table, choices.sheets)
    memory = programme.remembered_choices.filter(signature=signature_of(columns)).first()
    if memory:
        choices, guesses = guess_mapping(table, file_name=file_name, remembered=memory.choices)
    if as_role:
        choices.roles = dict.fromkeys(choices.sheets, as_role)
    upload = Upload(
        programme=programme,
        by=by,
        file_name=(file_name or _("Pasted cells"))[-200:],
        sha256=sha256(said).hexdigest(),
        dialect=table.dialect[:120],
        choices=choices.as_data(),
        guesses={key: [one.target, one.confidence, one.why] for key, one in guesses.items()},
        edits={"words": memory.words} if memory else {},
    )
    upload.keep_table(table)
    upload.save()
    return upload


def imported_before(upload: Upload) -> Upload | None:
    """The saved import of this very file, if there was one."""
    same = Upload.objects.saved().filter(programme=upload.programme, sha256=upload.sha256)
    return same.exclude(pk=upload.pk).order_by("saved_at").first()


def refuse_unless_complete(choices: Choices, table: Table) -> None:
    """Raises Refused where columns or choices are missing that nobody can do without."""
    wanting = missing(choices)
    columns = columns_of(table, choices.sheets)
    found = ", ".join(f"“{column.heading}”" for column in columns[:20])
    if not choices.sheets:
        raise Refused(_("Choose at least one sheet to read."))
    if "email" in wanting:
        raise Refused(
            _("No column is chosen for “E-mail”. We found: %s. Choose which one holds e-mails.")
            % found
        )
    if "role" in wanting:
        raise Refused(
            _(
                "No column says who is mentor and who is mentee. "
                "Choose one, or say what everybody in this file is."
            )
        )
    used_twice = [
        str(BY_ID[target].label)
        for target in dict.fromkeys(choices.columns.values())
        if target and not BY_ID[target].several and _count_of(choices, table, target) > 1
    ]
    if used_twice:
        raise Refused(
            _("More than one column goes into “%s”. Choose the one that is right.") % used_twice[0]
        )
    if "" in choices.columns.values():
        unsaid = [one.heading for one in columns if choices.columns.get(one.key) == ""]
        raise Refused(_("Say what goes into “%s”: there is more than one such column.") % unsaid[0])
    asked = orders_to_ask(choices, columns)
    if asked:
        raise Refused(
            _("Say whether day or month comes first in “%s”: its dates could be read both ways.")
            % asked[0].heading
        )


def _count_of(choices: Choices, table: Table, target: str) -> int:
    """The most columns of one sheet that go into this target."""
    return max(
        sum(1 for one in columns_of(table, [name]) if choices.columns.get(one.key) == target)
        for name in choices.sheets
    )


def choose_sheets(upload: Upload, sheets: list[str]) -> None:
    """Read other sheets of the workbook, with guesses for the columns they bring."""
    table = upload.read_table()
    known = [sheet.name for sheet in table if sheet.name in sheets]
    if not known:
        raise Refused(_("Choose at least one sheet to read."))
    choices, guesses = upload.chosen(), guesses_for(table, known)
    fresh, _guesses = guess_mapping(Table([table.sheet(name) for name in known]), file_name="")
    choices.sheets = known
    choices.roles = {name: choices.roles.get(name) or fresh.roles.get(name, "") for name in known}
    choices.columns = {
        key: choices.columns.get(key) or guess.target for key, guess in guesses.items()
    }
    upload.choices = choices.as_data()
    upload.guesses = {key: [one.target, one.confidence, one.why] for key, one in guesses.items()}
    upload.row_count = sum(len(table.sheet(name).rows) for name in known)
    upload.touched_at = timezone.now()
    upload.save(update_fields=["choices", "guesses", "row_count", "touched_at"])


def keep_choices(upload: Upload, choices: Choices) -> None:
    """Keep what was chosen so far, complete or not: nothing chosen is ever lost."""
    _refuse_finished(upload)
    upload.choices = choices.as_data()
    upload.touched_at = timezone.now()
    upload.save(update_fields=["choices", "touched_at"])


def choose_columns(upload: Upload, choices: Choices) -> None:
    """Confirm the columns; large files are read on by the worker."""
    keep_choices(upload, choices)
    table = upload.read_table()
    refuse_unless_complete(choices, table)
    _remember(upload, table)
    if upload.row_count > IN_ONE_GO:
        from edumentoring.intake.tasks import read_on

        with transaction.atomic():
            upload.state, upload.done, upload.to_do = Upload.State.READING, 0, 0
            upload.save(update_fields=["state", "done", "to_do"])
            read_on.enqueue(upload.pk)
        return
    learn(upload, table)


def _remember(upload: Upload, table: Table) -> None:
    columns = columns_of(table, upload.chosen().sheets)
    RememberedChoices.objects.update_or_create(
        programme=upload.programme,
        signature=signature_of(columns),
        defaults={
            "choices": upload.choices,
            "words": upload.edits.get("words", {}),
            "at": timezone.now(),
        },
    )


def learn(upload: Upload, table: Table | None = None) -> None:
    """Recognise the schools and places that stand in the file; the plan then needs no index."""
    table = table or upload.read_table()
    schools = Schools.of_data(upload.known)
    said = {
        value
        for column in columns_of(table, upload.chosen().sheets)
        if upload.chosen().columns.get(column.key) in {"region", "town", "postcode"}
        for value in column.filled
    }
    learn_places(schools, said)
    check(upload, table, schools)
    learn_schools(schools, progress=lambda done, all_: _show_progress(upload, done, all_))
    upload.known = schools.as_data()
    if upload.state != Upload.State.SAVED:
        upload.state = Upload.State.CHECKING
    upload.touched_at = timezone.now()
    upload.save(update_fields=["known", "state", "touched_at"])


def _show_progress(upload: Upload, done: int, to_do: int) -> None:
    if upload.state == Upload.State.READING:
        Upload.objects.filter(pk=upload.pk).update(done=done, to_do=to_do)


def check(upload: Upload, table: Table | None = None, schools: Schools | None = None) -> Checked:
    """Every row of the upload as its choices and edits have it."""
    return check_rows(
        table or upload.read_table(),
        upload.chosen(),
        zone=ZoneInfo(upload.programme.time_zone),
        edits=upload.edits,
        schools=schools or Schools.of_data(upload.known),
    )


def preview(upload: Upload) -> Preview:
    """What saving would do now. Writes nothing."""
    checked = check(upload)
    before = imported_before(upload)
    plan = make_plan(
        upload.programme,
        checked,
        decisions=upload.edits.get("doubles", {}),
        uploaded_at=before.started_at if before else upload.started_at,
    )
    return Preview(upload, checked, plan)


def decide(upload: Upload, decisions: Mapping[str, Mapping[str, str]]) -> Upload:
    """Keep decisions about words, cells, rows or doubles; an empty one is taken back.

    Two coordinators may mend one file at once: each decision is joined to what is there.
    """
    unknown = set(decisions) - set(EDITS)
    if unknown:
        raise ValueError(f"No decision is kept under {sorted(unknown)}. Known: {EDITS}")
    current = _join_decisions(upload, decisions)
    cells = {key.rpartition("|")[2] for key in decisions.get("cells", {})}
    words = {key.partition("|")[0] for key in decisions.get("words", {})}
    if (cells | words) & {"school", "town", "postcode", "region"}:
        learn(current)
    return current


@transaction.atomic
def _join_decisions(upload: Upload, decisions: Mapping[str, Mapping[str, str]]) -> Upload:
    current = Upload.objects.select_for_update().get(pk=upload.pk)
    _refuse_finished(current)
    edits = dict(current.edits)
    for kind, given in decisions.items():
        held = {**edits.get(kind, {}), **{key[:400]: value[:1000] for key, value in given.items()}}
        edits[kind] = {key: value for key, value in held.items() if value != ""}
    current.edits, current.touched_at = edits, timezone.now()
    current.save(update_fields=["edits", "touched_at"])
    return current


def carry_on(upload: Upload, *, by: User) -> Upload:
    """A new upload of the rows that waited when the rest was saved, with all that was chosen."""
    plan = preview(upload).plan
    waiting = {row.key for row in plan.waiting}
    table = upload.read_table()
    for sheet in table:
        sheet.rows = [row for row in sheet.rows if f"{sheet.name}!{row.number}" in waiting]
    if not waiting:
        raise Refused(_("No row of this import is waiting."))
    rest = Upload(
        programme=upload.programme,
        by=by,
        file_name=(_("The rest of %s") % upload.file_name)[-200:],
        sha256=sha256(f"{upload.sha256} {sorted(waiting)}".encode()).hexdigest(),
        dialect=upload.dialect,
        choices=upload.choices,
        guesses=upload.guesses,
        edits=upload.edits,
        known=upload.known,
        state=Upload.State.CHECKING,
    )
    rest.keep_table(table)
    rest.save()
    return rest


@transaction.atomic
def put_away(upload: Upload, *, by: User) -> None:
    """Give an import up before it is saved. Nobody was brought in; the rows are not kept."""
    _refuse_finished(upload)
    upload.state, upload.table, upload.edits, upload.known = Upload.State.PUT_AWAY, None, {}, {}
    upload.save(update_fields=["state", "table", "edits", "known"])
    people.record(
        "put_away_upload",
        upload,
        by=by,
        summary=f"Put away the import of {upload.file_name}",
        programme_id=upload.programme_id,
    )


def _refuse_finished(upload: Upload) -> None:
    if not upload.is_unfinished:
        raise Refused(
            _("This import is finished (%s), so its rows can no longer be changed.")
            % upload.get_state_display().lower()
        )


def forget_old_rows() -> int:
    """Let go of rows that can no longer be undone, and of imports that nobody came back to."""
    old = Upload.objects.stale()
    left = old.filter(state__in=Upload.UNFINISHED)
    left.update(state=Upload.State.PUT_AWAY)
    return Upload.objects.stale().update(table=None, edits={}, known={})
