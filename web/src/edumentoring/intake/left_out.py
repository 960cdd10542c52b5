"""The rows that would not come in, to be mended in a spreadsheet and uploaded again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from edumentoring.intake.operations import Preview
from edumentoring.intake.planning.rows import CheckedRow
from edumentoring.intake.understanding.choices import keys_of


def rows_to_mend(preview: Preview) -> Iterator[list[str]]:
    """A row of headings, then each row as it came behind its number and the reason.

    The two headings in front are known again when the file comes back, and passed over.
    """
    table, columns = preview.upload.read_table(), preview.checked.columns
    yield ["Row", "What to mend", *(column.heading for column in columns)]
    reasons = {
        row.key: (row.place, why(preview, row))
        for row in [*preview.plan.waiting, *preview.plan.left_out]
    }
    for sheet in (one for one in table if one.name in preview.upload.chosen().sheets):
        keys = keys_of(sheet)
        for row in sheet.rows:
            if told := reasons.get(f"{sheet.name}!{row.number}"):
                given = dict(zip(keys, row.cells, strict=True))
                yield [*told, *(given.get(column.key, "") for column in columns)]


def why(preview: Preview, row: CheckedRow) -> str:
    """Why a row does not come in, with what would mend it."""
    if row.left_out:
        return row.left_out
    said = [
        f"{problem.column}: {problem.doubt.what}. {problem.doubt.fix}"
        for problem in row.problems
        if problem.doubt.blocks
    ]
    for double in preview.plan.open_doubles:
        if row.key in {double.first, double.second}:
            other = double.second if row.key == double.first else double.first
            rows, known = preview.plan.rows, preview.plan.known
            who = f"{_('row')} {rows[other].place}" if other in rows else str(known[other])
            said.append(_("May be the same person as %s. Say which on the page.") % who)
    return " ".join(said)
