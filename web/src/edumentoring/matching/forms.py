"""What the board's buttons send, and the few boxes to type in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.matching.pair_changes import LONGEST_NOTE, LONGEST_REASON


class RoundForm(forms.Form):
    """A new round's name."""

    name = forms.CharField(
        max_length=80,
        required=False,
        label=_("What do you call this round?"),
        help_text=_("For example: autumn 2026."),
        widget=forms.TextInput(attrs={"class": "width-20"}),
    )


class ChangeForm(forms.Form):
    """Any change of the board: which version the person was looking at."""

    version = forms.IntegerField(min_value=0, max_value=10**9)

    def operands(self) -> dict[str, Any]:
        """What the operation takes beside the round and the person."""
        return {"version": self.cleaned_data["version"]}


class PairForm(ChangeForm):
    """A change of one pair: "mentor-mentee", by their keys in the round."""

    pair = forms.RegexField(r"^\d{1,18}-\d{1,18}$")

    def operands(self) -> dict[str, Any]:
        mentor, mentee = self.cleaned_data["pair"].split("-")
        return {**super().operands(), "mentor": int(mentor), "mentee": int(mentee)}


class ChoiceForm(PairForm):
    """A pair somebody chooses, with a reason where a rule is set aside."""

    reason = forms.CharField(max_length=LONGEST_REASON, required=False)

    def operands(self) -> dict[str, Any]:
        return {**super().operands(), "reason": self.cleaned_data["reason"]}


class NoteForm(PairForm):
    """A note on a pair."""

    text = forms.CharField(max_length=LONGEST_NOTE, required=False)

    def operands(self) -> dict[str, Any]:
        return {**super().operands(), "text": self.cleaned_data["text"]}


class SettingsForm(ChangeForm):
    """Sliders and musts; `strategy.from_form` reads them."""

    def operands(self) -> dict[str, Any]:
        return {**super().operands(), "settings": self.data}


def pair_keys(words: str) -> tuple[int, int] | None:
    """ "12-345" as a mentor's and a mentee's key, or nothing."""
    mentor, _dash, mentee = words.partition("-")
    if not (mentor.isdecimal() and mentee.isdecimal()) or len(words) > 40:
        return None
    return int(mentor), int(mentee)
