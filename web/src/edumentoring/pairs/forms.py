"""What people type in this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.design.forms import Worded
from edumentoring.pairs import wording
from edumentoring.people.models import User


class WordsForm(forms.Form):
    """The three pieces of a letter that a programme may change."""

    subject = forms.CharField(
        label=_("Subject"), max_length=wording.LONGEST["subject"], required=False
    )
    opening = forms.CharField(
        label=_("Opening"),
        help_text=_("Leave an empty line between paragraphs."),
        max_length=wording.LONGEST["opening"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    closing = forms.CharField(
        label=_("Closing"),
        max_length=wording.LONGEST["closing"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)
        # Required in words of our own, not the browser's.
        self.fields["subject"].required = self.fields["opening"].required = True

    def clean(self) -> dict[str, Any]:
        """Say about each piece what is wrong with it."""
        for piece in wording.PIECES:
            if piece in self.cleaned_data:
                try:
                    self.cleaned_data[piece] = wording.check_piece(
                        self.kind, piece, self.cleaned_data[piece]
                    )
                except Refused as refusal:
                    self.add_error(piece, str(refusal))
        return self.cleaned_data

    @property
    def words(self) -> dict[str, str]:
        """The three pieces, once the form is valid."""
        return {piece: self.cleaned_data[piece] for piece in wording.PIECES}


class DecisionForm(forms.Form):
    """What becomes of a letter that came back or may not have gone."""

    SEND, ARRIVED = "send", "arrived"
    what = forms.ChoiceField(choices=[(SEND, _("Send again")), (ARRIVED, _("It arrived"))])
    to = forms.CharField(required=False, max_length=254)


class LettersForm(forms.Form):
    """How often somebody lets us write."""

    letters = forms.ChoiceField(
        label=_("How often may we write?"),
        choices=[
            (
                User.Letters.NOW,
                Worded(
                    _("As it happens"),
                    _("What your mentor or mentee does, at once. Reminders once a week at most."),
                ),
            ),
            (
                User.Letters.WEEKLY,
                Worded(_("One letter a week"), _("All in one letter, if there is anything.")),
            ),
            (
                User.Letters.OFF,
                Worded(
                    _("Only what I need to know"),
                    _("A meeting that is new or changed, and when a pair ends. No reminders."),
                ),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often we may write.")},
    )
