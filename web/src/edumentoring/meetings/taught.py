"""What is taught in which week: rows read from a paste or a file, and shown beside an agenda.

A row is the week, the title, a few words, a link, whom it is for, and what mentors and mentees do
in it; only the first two must be there. All rows are read before any is kept, and each says what
is wrong with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from edumentoring.common.delimited import cells_of
from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused
from edumentoring.design.forms import in_our_time
from edumentoring.meetings.content import Content
from edumentoring.meetings.models import Taught
from edumentoring.meetings.taught_models import monday_of
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Programme

MOST_ROWS, MOST_LETTERS = 200, 100_000
COLUMNS = ("week", "title", "words", "url", "whom", "mentors_do", "mentees_do")
WAYS_TO_WRITE_A_DAY = (
    *("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y"),
    *("%d %B %Y", "%d %b %Y"),
)


class TaughtForm(forms.ModelForm[Taught]):
    """One row: how each column must be written."""

    week = forms.DateField(
        input_formats=WAYS_TO_WRITE_A_DAY,
        validators=[in_our_time],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Taught
        fields = COLUMNS
        widgets = {
            "words": forms.Textarea({"rows": 2}),
            "mentors_do": forms.Textarea({"rows": 2}),
            "mentees_do": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {
            "week": (_("Which week?"), _("Any day of it.")),
            "title": (_("What is taught?"), ""),
            "words": (_("A line or two about it"), ""),
            "url": (_("A link, where it is read in full"), _("It begins with https://.")),
            "whom": (
                _("Only for those who train with"),
                _("As they name it when they sign up. Leave it empty for everybody."),
            ),
            "mentors_do": (_("What mentors do this week"), _("It stands beside their list.")),
            "mentees_do": (_("What mentees do this week"), ""),
        }
        for name, (label, hint) in texts.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        self.fields["week"].error_messages = {
            "invalid": _("Write the day like this: 23/11/2026."),
            "required": _("Add the day the week begins."),
        }
        self.fields["title"].error_messages["required"] = _("Add what is taught.")
        self.fields["url"].error_messages["invalid"] = _("Write the whole link, with https://.")

    def clean_week(self) -> date:
        return monday_of(self.cleaned_data["week"])

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if url and not url.startswith(("https://", "http://")):
            raise ValidationError(_("Write the whole link, with https://."))
        return url

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_words(self) -> str:
        return one_line(self.cleaned_data["words"])

    def clean_whom(self) -> str:
        return one_line(self.cleaned_data["whom"])

    def clean_mentors_do(self) -> str:
        return one_line(self.cleaned_data["mentors_do"])

    def clean_mentees_do(self) -> str:
        return one_line(self.cleaned_data["mentees_do"])


@dataclass
class Row:
    """One row as it was written, what it means, and what is wrong with it."""

    number: int
    written: dict[str, str]
    meant: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    is_there: bool = False


@dataclass
class Rows:
    """All that was pasted."""

    rows: list[Row]

    @property
    def new(self) -> list[Row]:
        return [row for row in self.rows if not row.problems and not row.is_there]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.problems]


def read_rows(programme: Programme, text: str) -> Rows:
    """The rows of a paste, each looked at by itself. Asks the database once.

    Refused where there is nothing to read, or more than can be looked over.
    """
    if len(text) > MOST_LETTERS:
        raise Refused(_("That is too much at once. Paste fewer rows."))
    cells = [line for line in cells_of(text) if any(line)]
    if cells and _is_heading(cells[0]):
        cells = cells[1:]
    if not cells:
        raise Refused(_("Paste at least one row: the week, and what is taught."))
    if len(cells) > MOST_ROWS:
        raise Refused(_("Paste %d rows at most, and then the next.") % MOST_ROWS)
    rows = [_row(number, line) for number, line in enumerate(cells, start=1)]
    _mark_known(programme, rows)
    return Rows(rows)


def _is_heading(line: Sequence[str]) -> bool:
    """The first row names its columns where it has no digit in place of a day."""
    return not any(sign.isdigit() for sign in line[0])


def _row(number: int, line: Sequence[str]) -> Row:
    written = dict(zip(COLUMNS, [*line, *("" for _name in COLUMNS)], strict=False))
    row = Row(number, written)
    form = TaughtForm(written)
    if form.is_valid():
        row.meant = form.cleaned_data
    row.problems = [str(each) for errors in form.errors.values() for each in errors]
    if any(line[len(COLUMNS) :]):
        row.problems.append(_("There are more than seven columns. Take the others away."))
    return row


def _mark_known(programme: Programme, rows: Sequence[Row]) -> None:
    """What is there already, or stands higher up in the paste, is not kept twice."""
    kept = Taught.objects.kept().filter(programme=programme)
    known = set(kept.values_list("week", "title", "whom"))
    for row in rows:
        if row.problems:
            continue
        key = (row.meant["week"], row.meant["title"], row.meant["whom"])
        row.is_there = key in known
        known.add(key)


def text_of(file: Any) -> str:
    """The words of a CSV file; Refused, with the cure, for any other."""
    if file.size > MOST_LETTERS * 4:
        raise Refused(_("This file is too big. Paste fewer rows instead."))
    data: bytes = file.read()
    if data.startswith((b"PK", b"\xd0\xcf")):
        raise Refused(
            _("This is a workbook. Copy its cells and paste them, or save it as CSV first.")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def taught_in(side: Side, day: date) -> list[Content]:
    """What stands beside the agenda of this pair in the week of `day`. Asks the database once."""
    found = Taught.objects.kept().in_week_of(day).meant_for(side.pair.mentee)
    return [
        Content(
            title=one.title,
            words=one.words,
            url=one.url,
            source=one.whom or side.pair.programme.name,
            expected=one.mentors_do if side.is_mentor else one.mentees_do,
        )
        for one in found[:5]
    ]
