"""What may be sent to begin an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

ROLES = (
    ("", _("The sheet says it")),
    ("mentor", _("Mentors")),
    ("mentee", _("Mentees")),
    ("both", _("Everybody is both")),
)


class OneOfTwoFile(forms.FileField):
    """Not called optional, because either it or the pasted cells must be there."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return super().clean(data, initial) if data else None


class OneOfTwoText(forms.CharField):
    """Not called optional, because either it or the file must be there."""

    def clean(self, value: Any) -> str:
        return str(value or "")


class AlwaysChosen(forms.ChoiceField):
    """Not called optional, because one of its answers is chosen from the start."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)) if value else ""


class StartForm(forms.Form):
    """A file or pasted cells."""

    use_required_attribute = False

    file = OneOfTwoFile(
        label=_("Choose a file"),
        help_text=_("CSV, TSV or Excel (.xlsx). Up to 100,000 rows or 20 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx", "data-drop": ""}),
    )
    pasted = OneOfTwoText(
        label=_("Or paste cells from your sheet"),
        help_text=_("Copy the rows with their headings, then paste them here."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    as_role = AlwaysChosen(
        label=_("Who is in it?"),
        choices=ROLES,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if not file and not given.get("pasted", "").strip():
            self.add_error("file", now("Choose a file, or paste cells from your sheet."))
        return given
