"""What two people write as they go along: how they work, a break, thanks, whether it works."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField, Worded
from edumentoring.pairs.models import Agreement, Farewell, Working
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Participant, Programme

Next = Farewell.Next

LONG = {"rows": 3, "maxlength": 2000}


class AgreementForm(forms.Form):
    """How we work together. Every box has a beginning that may stand as it is."""

    purpose = forms.CharField(
        label=_("What this is for"),
        help_text=_("One or two sentences that you would both say."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(LONG),
    )
    how_often = forms.ChoiceField(
        label=_("How often we talk"), choices=Agreement.HowOften, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(
        label=_("How we talk"), choices=Agreement.Channel, widget=forms.RadioSelect
    )
    between_us = forms.CharField(
        label=_("What stays between us"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(LONG),
    )
    how_we_end = forms.CharField(
        label=_("How we end"), max_length=2000, required=False, widget=forms.Textarea(LONG)
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def words(self) -> dict[str, Any]:
        """The five pieces, once the form is valid."""
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
            if name != "version"
        }


class PauseForm(forms.Form):
    """A break: until when, if that is known, and a kind word."""

    back_on = DatePartsField(
        label=_("When would you like to be back?"),
        help_text=_("Leave it empty if you do not know yet. You can change it at any time."),
        required=False,
    )
    note = forms.CharField(
        label=_("A kind word to them"),
        help_text=_("For example: “It is a full month here. I look forward to January.”"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2, "maxlength": 300}),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean_back_on(self) -> Any:
        day = self.cleaned_data["back_on"]
        if day is not None and day <= self.programme.today():
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class WorkingForm(forms.Form):
    """Whether it works, for oneself; and what to ask for, if anything."""

    answer = forms.ChoiceField(
        label=_("Is this working for you?"),
        choices=Working.Answer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    words = forms.CharField(
        label=_("What makes you say so?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(LONG),
    )
    word = forms.BooleanField(
        label=_("I would like a word with a coordinator"),
        help_text=_("They learn that you ask. They do not see your answer."),
        required=False,
    )
    another = forms.BooleanField(
        label=_("Please help me find another match"),
        help_text=_("You need no reason. On the next page you see what happens."),
        required=False,
    )


class FarewellForm(forms.Form):
    """Thanks, and whether to stay in touch."""

    thanks = forms.CharField(
        label=_("A word of thanks"),
        help_text=_("What did they do or say that you will keep?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4, "maxlength": 2000}),
    )
    keep_contact = forms.BooleanField(
        label=_("I would like to stay in touch"),
        help_text=_("Only if you both say so do you keep each other’s address here."),
        required=False,
    )


class NextForm(forms.Form):
    """What somebody would like after a pair. Without an answer it is nobody for now."""

    next_step = forms.ChoiceField(label=_("What would you like next?"), widget=forms.RadioSelect)

    def __init__(self, side: Side, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_step"].choices = next_choices(side)  # type: ignore[attr-defined]


def next_choices(side: Side) -> list[tuple[str, Any]]:
    """What this person can choose from: to become a mentor only who is none yet."""
    somebody = _("Another mentor") if side.is_mentee else _("Another mentee")
    choices: list[tuple[str, Any]] = [
        (Next.NOBODY, Worded(_("Nobody for now"), _("We look for nobody until you say so."))),
        (Next.SOMEBODY, Worded(somebody, _("You are among those who wait for the next pairs."))),
    ]
    if may_become_mentor(side.me):
        detail = _("For one person to begin with. We then ask what you can offer.")
        choices.append((Next.MENTOR, Worded(_("To become a mentor"), detail)))
    return choices


def may_become_mentor(participant: Participant) -> bool:
    """A mentee who is no mentor yet, where the programme takes some."""
    is_new = participant.is_mentee and not participant.is_mentor
    return is_new and participant.programme.takes_mentors


class FinishForm(FarewellForm):
    """Thanks, and what comes next: what is asked when a pair finishes."""

    next_step = forms.ChoiceField(
        label=_("What would you like next?"),
        widget=forms.RadioSelect,
        initial=Next.NOBODY,
        required=False,
    )

    def __init__(self, side: Side, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_step"].choices = next_choices(side)  # type: ignore[attr-defined]

    def clean_next_step(self) -> str:
        """Whoever says nothing is matched with nobody until they do."""
        return self.cleaned_data["next_step"] or Next.NOBODY


class BringForm(forms.Form):
    """What goes along to a new mentor."""

    things = forms.MultipleChoiceField(
        label=_("What goes along?"),
        help_text=_("Choose as many as you like, or none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, choices: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["things"].choices = choices  # type: ignore[attr-defined]
