"""One form for every tool: its boxes come from the tool."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from edumentoring.common.autosave import tab_in
from edumentoring.common.sent import version_in
from edumentoring.design.forms import DatePartsField
from edumentoring.tools.shapes import Box, Shape, Tool

PLENTY = 1000
TOO_LONG = _("This is too long. Keep it under %(limit_value)d letters, or start a second one.")


@dataclass(frozen=True)
class Filled:
    """What somebody sent: words by box, and which boxes they keep to themselves."""

    version: int
    tab: str = ""
    title: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    look_again_on: date | None = None
    kept_back: frozenset[str] = frozenset()


class SheetForm(forms.Form):
    """A tool's boxes, each optional. `may_keep_back`: whether the keys of "keep" are asked for."""

    title = forms.CharField(
        label=_("What is it about?"),
        max_length=150,
        required=False,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, tool: Tool, *args: Any, may_keep_back: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool = tool
        for box in tool.boxes:
            self.fields[box.key] = _field(box)
        if may_keep_back:
            apart = [box for box in tool.boxes if not box.only_me and box.shape != Shape.DAY]
            choices = [(box.key, box.label) for box in apart]
            self.fields["keep"] = forms.MultipleChoiceField(choices=choices, required=False)

    @property
    def filled(self) -> Filled:
        """What was sent, empty boxes left out."""
        sent = dict(self.cleaned_data)
        day = sent.get("look_again_on")
        keys = [box.key for box in self.tool.boxes if box.shape != Shape.DAY]
        return Filled(
            version=version_in(self.data),
            tab=tab_in(self.data),
            title=sent["title"],
            answers={key: sent[key] for key in keys if sent.get(key)},
            look_again_on=day,
            kept_back=frozenset(sent.get("keep", [])),
        )


def _field(box: Box) -> forms.Field:
    common: dict[str, Any] = {"label": box.label, "required": False}
    if box.shape == Shape.DAY:
        return DatePartsField(**common)
    if box.shape == Shape.TICKS:
        return forms.MultipleChoiceField(
            choices=box.options, widget=forms.CheckboxSelectMultiple, **common
        )
    if box.shape == Shape.ONE:
        return forms.ChoiceField(choices=box.options, widget=forms.RadioSelect, **common)
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
    if box.shape == Shape.LONG:
        widget = forms.Textarea(attrs={"rows": box.rows})
    if box.most < PLENTY:
        common |= {"max_length": box.most, "error_messages": {"max_length": TOO_LONG}}
    else:  # a count of what is left would only be in the way
        common["validators"] = [MaxLengthValidator(box.most, TOO_LONG)]
    return forms.CharField(widget=widget, **common)
