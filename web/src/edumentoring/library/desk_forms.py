"""What an editor pastes or brings in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

LARGEST = 500_000  # characters; a thousand resources have about 400,000


class SheetForm(forms.Form):
    """A sheet of resources, as a file of CSV or pasted."""

    file = forms.FileField(
        label=_("A CSV file"), required=False, widget=forms.FileInput(attrs={"accept": ".csv"})
    )
    pasted = forms.CharField(
        label=_("Or paste the rows here, with their headings"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text = data.get("pasted") or ""
        if file := data.get("file"):
            if file.size > LARGEST * 2:
                raise forms.ValidationError(now("The file is too large. Bring in a part of it."))
            raw = file.read()
            try:
                text = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = raw.decode("cp1252", errors="replace")
        if not text.strip() and not self.errors:
            raise forms.ValidationError(now("Choose a file, or paste some rows."))
        return {**data, "text": text}
