"""The import from a command line, with the same preview in words.

Exit codes: 0 all rows came in; 1 nothing was saved, with the reason; 3 saved, but some
rows wait or were left out (they are listed, and stay on the import's page).
"""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.refused import Refused
from edumentoring.common.tables import write_csv
from edumentoring.intake import operations
from edumentoring.intake.left_out import rows_to_mend, why
from edumentoring.intake.operations import Preview
from edumentoring.intake.saving import save_upload
from edumentoring.intake.understanding.choices import columns_of, orders_to_ask
from edumentoring.intake.understanding.targets import BY_ID
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme

DONE, REFUSED, SOME_WAIT = 0, 1, 3
LISTED = 50


def import_file(
    path: str | Path,
    programme: Programme,
    *,
    by: User | None,
    as_role: str | None = None,
    dates: str = "",
    dry_run: bool = False,
    rest_to: str | Path | None = None,
    out: Callable[[str], object] = print,
) -> int:
    """Read, preview and save a file. Returns the exit code.

    `as_role`: mentor, mentee or both, for a file that does not say. `dates`: "dmy" or
    "mdy" where they could be read both ways. `rest_to`: where rows that did not come in
    are written as CSV, with the reasons.
    """
    file = Path(path)
    try:
        upload = operations.start_upload(
            programme, by=by, data=file.read_bytes(), file_name=file.name, as_role=as_role or ""
        )
        choices = upload.chosen()
        if dates:
            columns = columns_of(upload.read_table(), choices.sheets)
            choices.orders |= {one.key: dates for one in orders_to_ask(choices, columns)}
        operations.choose_columns(upload, choices)
        if upload.state == upload.State.READING:
            operations.learn(upload)
    except Refused as refusal:
        out(str(refusal))
        return REFUSED
    preview = operations.preview(upload)
    _tell(preview, out)
    if rest_to:
        Path(rest_to).write_bytes(write_csv(rows_to_mend(preview)))
    if dry_run:
        out(_("Nothing was saved: this was only a look."))
        upload.delete()
        return DONE
    try:
        save_upload(upload, fingerprint=preview.plan.fingerprint(), by=by)
    except Refused as refusal:
        out(str(refusal))
        return REFUSED
    out(_("Saved. It can be undone for 30 days: %s") % upload.get_absolute_url())
    return SOME_WAIT if preview.plan.waiting or preview.plan.left_out else DONE


def _tell(preview: Preview, out: Callable[[str], object]) -> None:
    plan, upload = preview.plan, preview.upload
    choices = upload.chosen()
    out(f"{upload.file_name}: {upload.dialect}")
    for column in preview.checked.columns:
        target = choices.columns.get(column.key) or "ignore"
        out(f"  {column.heading[:60]} -> {BY_ID[target].label}")
    for count, words in (
        (
            len(plan.additions),
            ngettext("new person to add", "new people to add", len(plan.additions)),
        ),
        (len(plan.updates), ngettext("person to update", "people to update", len(plan.updates))),
        (len(plan.unchanged), _("here already, just so")),
        (plan.joined_rows, _("rows joined to another of the same person")),
        (len(plan.waiting), _("rows that wait")),
        (len(plan.left_out), _("rows left out")),
    ):
        out(f"{count:6,} {words}")
    held = [*plan.waiting, *plan.left_out]
    for row in held[:LISTED]:
        out(f"  {_('Row')} {row.place}, {row.who}: {why(preview, row)}")
    if len(held) > LISTED:
        out(_("  and %s more") % (len(held) - LISTED))
