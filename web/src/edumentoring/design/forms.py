"""How any Django form looks here: `FORM_RENDERER` names `Renderer`.

`{{ form }}` and `{{ field.as_field_group }}` give label, hint, error and box in
that order, tied together with `aria-describedby`.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FIRST_YEAR, LAST_YEAR = 1900, 2100

THEIRS, OURS = "django/forms/widgets/", "design/widgets/"


class Renderer(DjangoTemplates):
    """Our templates first, Django's own for every widget we have not drawn."""

    form_template_name = "design/form_fields.html"
    formset_template_name = "design/formset.html"
    field_template_name = "design/field.html"

    def get_template(self, template_name: str) -> Any:
        """Look for `design/widgets/x.html` where Django asks for its own `x.html`."""
        try:
            return get_template(template_name.replace(THEIRS, OURS, 1))
        except TemplateDoesNotExist:
            return super().get_template(template_name)


class Worded:
    """A choice with a line of explanation beneath, or one that stands alone.

        choices=[("calm", Worded(_("Behaviour in lessons"), _("Calm starts, routines"))),
                 ("none", Worded(_("I am not sure yet"), alone=True))]

    `alone` draws "or" above it; choosing it clears the others.
    """

    def __init__(self, label: object, hint: object = "", *, alone: bool = False) -> None:
        self.label, self.hint, self.alone = label, hint, alone

    def __str__(self) -> str:
        return str(self.label)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Worded) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


class DateParts(forms.MultiWidget):
    """Day, month and year in three boxes: easier than a calendar for a known date."""

    template_name = "design/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "day": forms.TextInput({**box, "class": "width-2", "title": _("Day")}),
                "month": forms.TextInput({**box, "class": "width-2", "title": _("Month")}),
                "year": forms.TextInput({**box, "class": "width-4", "title": _("Year")}),
            },
            attrs,
        )

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DatePartsField(forms.MultiValueField):
    """A date from three boxes; says which box to mend."""

    widget = DateParts

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            _number(_("The day must be a number")),
            _number(_("The month must be a number, such as 9")),
            _number(_("The year must be a number, such as 2026")),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[int | None]) -> date | None:
        """Three numbers as a date; nothing at all is no date."""
        if not data_list or all(part is None for part in data_list):
            return None
        day, month, year = data_list
        if day is None or month is None or year is None:
            raise ValidationError(_missing(day, month, year))
        try:
            found = date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_("That date is not in the calendar. Check the day")) from error
        in_our_time(found)
        return found


def is_in_our_time(day: date) -> bool:
    """Whether a day, or a moment, is of a year that people of today can mean."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def in_our_time(day: date) -> None:
    """Refuse a year that was mistyped: far off, clocks and counts of weeks run out of calendar."""
    if not is_in_our_time(day):
        raise ValidationError(
            _("Check the year: it is between %(first)s and %(last)s"),
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )


def _number(invalid: "str | _StrPromise") -> forms.IntegerField:
    return forms.IntegerField(required=False, error_messages={"invalid": invalid})


def _missing(day: int | None, month: int | None, year: int | None) -> str:
    """Which of the three boxes are still empty."""
    if [day, month, year].count(None) > 1:
        return str(_("The date must include a day, a month and a year"))
    if day is None:
        return str(_("The date must include a day"))
    if month is None:
        return str(_("The date must include a month"))
    return str(_("The date must include a year"))
