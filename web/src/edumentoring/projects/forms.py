"""What two people type on the page of their joint project."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField
from edumentoring.pairs.sides import Side
from edumentoring.projects.models import Piece, Shown


class WordsForm(forms.Form):
    """What the two make together."""

    title = forms.CharField(
        label=_("What do you call it?"),
        help_text=_("For example: ten calm starts, a reading list for new teachers."),
        max_length=120,
        required=False,
    )
    what = forms.CharField(
        label=_("What do you make together?"),
        help_text=_("What it is, whom it is for, and how you know that it is finished."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0


class BeginForm(WordsForm):
    """The same, to begin with: one line is enough."""

    version = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = _(
            "Give it a name, so that you both know what it is. You can change it later."
        )


class PieceForm(forms.Form):
    """Who does what, by when."""

    words = forms.CharField(
        label=_("What is to be done?"),
        max_length=200,
        error_messages={"required": _("Write what is to be done, in one line.")},
    )
    who = forms.ChoiceField(
        label=_("Who does it?"), widget=forms.RadioSelect(attrs={"class": "inline"})
    )
    due_on = DatePartsField(label=_("By when?"), required=False)

    def __init__(self, side: Side, data: Any = None) -> None:
        super().__init__(data, prefix="piece", initial={"who": Piece.Who.BOTH})
        mine, theirs = side.role, "mentee" if side.is_mentor else "mentor"
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (Piece.Who.BOTH, _("Both of us")),
            (mine, _("I do")),
            (theirs, side.other_name),
        ]


class LinkForm(forms.Form):
    """A document, a folder or a page elsewhere."""

    url = forms.URLField(
        label=_("Address"),
        help_text=_("Of a document, a folder or a page. Check there who may open it."),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": _("Paste the address, such as https://example.org/our-plan."),
            "invalid": _("This is no web address yet. Copy it from your browser once more."),
        },
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    title = forms.CharField(label=_("What is there?"), max_length=120, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="link")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not url.startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["url"].error_messages["invalid"])
        return url


class ShownForm(forms.Form):
    """Where I would let it be shown."""

    shows = forms.ChoiceField(
        label=_("Where may it be shown, if you ask me?"),
        choices=Shown.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “Nowhere” is fine.")},
    )
    where = forms.CharField(
        label=_("Where exactly?"),
        help_text=_("For example: our staff meeting in June."),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, prefix="shown", initial=initial)
