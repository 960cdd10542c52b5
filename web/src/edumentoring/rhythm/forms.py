"""What people fill in to look back. Every box is optional."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField, Worded
from edumentoring.rhythm.items import ITEMS, Item, fill
from edumentoring.rhythm.models import Feeling, Pulse, ReviewTimes
from edumentoring.rhythm.operations import Answer
from edumentoring.rhythm.operations.load import LONGEST

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_WORDS = 5000
SHARED = "_shared"


def steps(low: str | Promise, high: str | Promise) -> list[tuple[str, Worded]]:
    """Five steps of a scale; the ends say what they mean."""
    ends = {1: low, 5: high}
    return [
        (str(step), Worded(f"{step}, {ends[step]}" if step in ends else f"{step}"))
        for step in range(1, 6)
    ]


def scale(
    label: "str | _StrPromise", low: str | Promise, high: str | Promise
) -> forms.TypedChoiceField:
    """One scale of five steps that may be left empty."""
    return forms.TypedChoiceField(
        label=label,
        choices=steps(low, high),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "inline scale"}),
    )


# --- A look back ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One item as the page shows it: its box, and the tick that shares it."""

    item: Item
    field: forms.BoundField
    share: forms.BoundField | None


class ReviewForm(forms.Form):
    """All items of one stage, with a tick beside each that may be shared."""

    def __init__(
        self,
        stage: str,
        other: str,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.items = ITEMS[stage]
        for item in self.items:
            self.fields[item.key] = _field(item, other)
            if item.shareable:
                self.fields[item.key + SHARED] = forms.BooleanField(
                    label=_("Share this with %s when we have both finished") % other, required=False
                )

    @property
    def rows(self) -> Iterator[Row]:
        for item in self.items:
            yield Row(item, self[item.key], self[item.key + SHARED] if item.shareable else None)

    @property
    def answers(self) -> dict[str, Answer]:
        """What was given, once the form is valid."""
        given = self.cleaned_data
        return {
            item.key: Answer(
                text="" if item.is_scale else given[item.key],
                score=given[item.key] if item.is_scale else None,
                shared=bool(given.get(item.key + SHARED)),
            )
            for item in self.items
        }


def _field(item: Item, other: str) -> forms.Field:
    if item.ends:
        made: forms.Field = scale(fill(item.label, other), *item.ends)
    else:
        made = forms.CharField(
            label=fill(item.label, other),
            required=False,
            max_length=MOST_WORDS,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
    made.help_text = fill(item.hint, other)
    return made


class QuestionsForm(forms.Form):
    """The two short questions early on."""

    def __init__(
        self,
        other: str,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["worth"] = scale(_("Was the time well spent?"), _("not at all"), _("very much"))
        self.fields["heard"] = scale(
            _("Did you feel that %s listened?") % other, _("not at all"), _("very much")
        )
        for name in ("worth", "heard"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Choose one of the five steps.")


# --- For oneself ----------------------------------------------------------------------------------


class PulseForm(forms.Form):
    """Three short items. Those left out are simply not kept."""

    collaboration = scale(_("I work well together with others"), _("not at all"), _("very much"))
    belonging = scale(
        _("I belong here, and I have a life besides"), _("not at all"), _("very much")
    )
    autonomy = scale(_("I have a say in how I do my work"), _("not at all"), _("very much"))

    @property
    def scores(self) -> dict[str, int | None]:
        return {item: self.cleaned_data[item] for item in Pulse.ITEMS}


class FeelingForm(forms.Form):
    """Four sliders, of which any may stay where it says nothing."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for name in Feeling.SCALES:
            self.fields[name] = forms.IntegerField(min_value=0, max_value=5, required=False)

    @property
    def scores(self) -> dict[str, int | None]:
        """0 is "not said"."""
        return {name: self.cleaned_data[name] or None for name in Feeling.SCALES}


class LoadForm(forms.Form):
    """Until when, and whether the other may know."""

    until = DatePartsField(label=_("Until which day?"), help_text=_("For example, 12 6 2026."))
    told = forms.BooleanField(label=_("Tell them"), required=False)
    word = forms.CharField(
        label=_("A kind word to them"),
        help_text=_("If you like. It stands on the page of your pair."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        today: date,
        names: str,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        self.fields["told"].label = _("Let %s know") % names
        if not names:
            del self.fields["told"], self.fields["word"]

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        if day > self.today + LONGEST:
            raise forms.ValidationError(
                _("Choose a day in the next three months. For longer, take a break.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("word") and not self.cleaned_data.get("told"):
            self.add_error("told", _("Tick this too, or your word to them is not shown."))
        return self.cleaned_data


# --- For a programme ------------------------------------------------------------------------------

MONTHS = [
    ("1", _("January")),
    ("2", _("February")),
    ("3", _("March")),
    ("4", _("April")),
    ("5", _("May")),
    ("6", _("June")),
    ("7", _("July")),
    ("8", _("August")),
    ("9", _("September")),
    ("10", _("October")),
    ("11", _("November")),
    ("12", _("December")),
]


class TimesForm(forms.Form):
    """When pairs are offered to look back."""

    mid_after = forms.IntegerField(
        label=_("Half-way: months after they first met"),
        min_value=1,
        max_value=24,
        widget=forms.NumberInput(attrs={"class": "width-2"}),
    )
    mid_on = DatePartsField(
        label=_("Or half-way on one day for everybody"),
        help_text=_("Pairs who met later than four weeks before go by the months."),
        required=False,
    )
    end_after = forms.IntegerField(
        label=_("At the end: months after they first met"),
        min_value=1,
        max_value=36,
        widget=forms.NumberInput(attrs={"class": "width-2"}),
    )
    end_on = DatePartsField(label=_("Or at the end on one day for everybody"), required=False)
    rest_months = forms.TypedMultipleChoiceField(
        label=_("Months of rest"),
        help_text=_("Nothing is offered in them. It waits for the first day after."),
        choices=MONTHS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "small"}),
    )

    @classmethod
    def of(cls, times: ReviewTimes) -> "TimesForm":
        """As they are now."""
        return cls(initial={name: getattr(times, name) for name in cls.base_fields})

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("mid_after", 0) >= given.get("end_after", 99):
            self.add_error("end_after", _("The end comes after half-way. Choose a larger number."))
        if given.get("mid_on") and given.get("end_on") and given["mid_on"] >= given["end_on"]:
            self.add_error("end_on", _("The end comes after half-way. Choose a later day."))
        return given
