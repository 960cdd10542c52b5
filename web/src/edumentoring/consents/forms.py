"""What coordinators write about consents, and what they note of a person's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.consents import notice
from edumentoring.consents.models import Wording
from edumentoring.design.forms import Worded
from edumentoring.programmes.models import Programme


class WordingForm(forms.Form):
    """One purpose: a line to agree to and two lines that explain it."""

    title = forms.CharField(
        label=_("The line people agree to"),
        help_text=_("It stands beside a box to tick. Write it as they would say it."),
        max_length=80,
    )
    text = forms.CharField(
        label=_("Two lines that explain it"),
        help_text=_("Say what happens with their data, and what a no would change."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        max_length=300,
    )
    asks_again = forms.BooleanField(
        label=_("The meaning changes: show the new words to those who agreed before"),
        help_text=_("What they agreed to stands until they answer, in the words of that time."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class NoticeForm(forms.Form):
    """The privacy notice, a box for each section."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        for key, heading, _usual in notice.PARTS:
            self.fields[key] = forms.CharField(
                label=str(heading),
                widget=forms.Textarea(attrs={"rows": 5, "maxlength": notice.LONGEST}),
                max_length=notice.LONGEST,
                required=False,
            )

    @property
    def sections(self) -> dict[str, str]:
        """The sections that differ from our words; the rest follows ours."""
        usual = notice.usual_words(self.programme)
        given = {key: _tidy(self.cleaned_data[key]) for key in usual}
        return {key: words for key, words in given.items() if words and words != usual[key]}


def _tidy(words: str) -> str:
    return "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").split("\n")).strip()


class NotedConsentForm(forms.Form):
    """What somebody said outside the service, noted by a coordinator."""

    purposes = forms.MultipleChoiceField(
        label=_("What did they agree to?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing they agreed to.")},
    )
    note = forms.CharField(
        label=_("How did they say so?"),
        help_text=_("For example: by e-mail on 3 October. It is kept with the consent."),
        max_length=300,
        error_messages={"required": _("Say how they agreed, so that it can be shown later.")},
    )

    def __init__(self, wordings: list[Wording], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["purposes"]
        choices.choices = [  # type: ignore[attr-defined]
            (wording.purpose, Worded(wording.title, wording.text)) for wording in wordings
        ]
