"""What a participant fills in about taking part: room, a break, and leaving."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField
from edumentoring.programmes.models import Participant
from edumentoring.programmes.questions import STANDARD_BY_KEY
from edumentoring.signup.fields import WholeNumber

MOST_PLACES = STANDARD_BY_KEY["capacity"].most


class RoomForm(forms.Form):
    """How many mentees a mentor has room for."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, participant: Participant, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"] = WholeNumber(
            label=_("How many mentees do you have room for in all?"),
            help_text=_("Count those you have already. 0 is a fine answer."),
            least=participant.mentees_now,
            most=max(MOST_PLACES, participant.capacity),
            error_messages={"required": _("Type a number, such as 1.")},
        )


class PauseForm(forms.Form):
    """A break: until when, and what others may know about it."""

    until = DatePartsField(
        label=_("Until when?"),
        help_text=_("For example 12 1 2027. Leave it empty if you do not know yet."),
        required=False,
    )
    note = forms.CharField(
        label=_("Is there anything the coordinators should know?"),
        help_text=_("For example: inspection this month, or remote teaching. Only they read it."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        max_length=300,
        required=False,
    )
    word = forms.CharField(
        label=_("A kind word to those you are paired with"),
        help_text=_("It stands in the letter that tells them. They read it, and nobody else."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        max_length=300,
        required=False,
    )

    def __init__(self, today: date, *args: Any, has_pairs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not has_pairs:
            del self.fields["word"]

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self.today:
            raise ValidationError(_("Choose a day after today."))
        if until is not None and until.year > self.today.year + 2:
            raise ValidationError(_("Choose a day within the next two years."))
        return until


class LeaveForm(forms.Form):
    """Leaving: nothing here has to be filled in."""

    reason = forms.CharField(
        label=_("Would you like to say why?"),
        help_text=_("You need not. The coordinators read it, and nobody else."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        max_length=1000,
        required=False,
    )
    forget = forms.BooleanField(
        label=_("Forget me here too"),
        help_text=_(
            "Your answers and your name go from this programme, at once and for good. "
            "This cannot be undone."
        ),
        required=False,
    )
