"""What a coordinator types for many pairs at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.design.forms import DatePartsField
from edumentoring.pairs import wording, writing


class GentleWordForm(forms.Form):
    """The words of a letter to chosen pairs."""

    subject = forms.CharField(label=_("Subject"), max_length=wording.LONGEST["subject"])
    opening = forms.CharField(
        label=_("The letter"),
        help_text=_("{first_name} and {other_first_name} become their names."),
        max_length=wording.LONGEST["opening"],
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    closing = forms.CharField(
        label=_("How it ends"),
        max_length=wording.LONGEST["closing"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Say about each piece what is wrong with it."""
        for piece in wording.PIECES:
            if piece in self.cleaned_data:
                try:
                    self.cleaned_data[piece] = wording.check_piece(
                        writing.KIND, piece, self.cleaned_data[piece]
                    )
                except Refused as refusal:
                    self.add_error(piece, str(refusal))
        return self.cleaned_data


class PauseForm(forms.Form):
    """How long chosen pairs rest."""

    back_on = DatePartsField(
        label=_("The day they go on"),
        help_text=_("Leave it empty to let them rest until you end it."),
        required=False,
    )
