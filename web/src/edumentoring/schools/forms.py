"""What staff fill in about an organisation."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField
from edumentoring.schools.models import Organisation
from edumentoring.schools.regions import NAMES
from edumentoring.schools.search import find
from edumentoring.schools.words import words


class OrganisationInput(forms.TextInput):
    """A text box that searches; the key of what was picked comes along in a hidden field."""

    def __init__(self) -> None:
        address = reverse_lazy("schools:search")
        super().__init__({"autocomplete": "off", "data-autocomplete-url": address})

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        typed = value[0] if isinstance(value, tuple) else value
        context = super().get_context(name, typed, attrs)
        context["widget"]["attrs"]["data-autocomplete-id"] = f"{name}_id"
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002
        return data.get(name, ""), data.get(f"{name}_id", "")


class OrganisationField(forms.CharField):
    """An organisation by its name: picked from the search, or typed so that one is meant."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, widget=OrganisationInput(), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        typed, chosen = value
        typed = super().clean(typed)
        if not typed:
            return None
        if chosen.isascii() and chosen.isdecimal():
            picked = Organisation.objects.filter(pk=int(chosen[:18]), name=typed).first()
            if picked:
                return picked
        found = find(typed, limit=3)
        same = [one for one in found if words(one.name) == words(typed)] or found[:2]
        if len(same) == 1:
            return same[0]
        if not found:
            raise ValidationError(_("We know no organisation of that name. Check its spelling."))
        raise ValidationError(
            _(
                "Several have that name. Add the town, postcode or URN: "
                "for example %(one)s, %(town)s."
            ),
            params={"one": same[0].name, "town": same[0].detail},
        )


REGIONS = [("", _("Not known")), *NAMES.items()]


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation that the register does not hold."""

    parent = OrganisationField(
        label=_("Part of"),
        required=False,
        help_text=_("The trust, federation, hub or provider it belongs to."),
    )
    region = forms.ChoiceField(label=_("Region or nation"), choices=REGIONS, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = [
            "name",
            "kind",
            "town",
            "postcode",
            "local_authority",
            "region",
            "country",
            "phase",
            "parent",
            "website",
            "latitude",
            "longitude",
        ]
        labels = {
            "name": _("Name"),
            "kind": _("What it is"),
            "town": _("Town"),
            "postcode": _("Postcode"),
            "local_authority": _("Local authority"),
            "country": _("Country"),
            "phase": _("Phase"),
            "latitude": _("Latitude"),
            "longitude": _("Longitude"),
        }
        help_texts = {
            "country": _("For a school abroad or of another nation."),
            "phase": _("For example Primary, Secondary or Nursery."),
            "latitude": _("In degrees, for distances. For example 53.8."),
            "longitude": _("In degrees. For example -1.55."),
        }
        widgets = {
            "town": forms.TextInput({"class": "width-20"}),
            "postcode": forms.TextInput({"class": "width-10"}),
            "latitude": forms.NumberInput({"class": "width-10", "step": "any"}),
            "longitude": forms.NumberInput({"class": "width-10", "step": "any"}),
        }

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not words(name):
            raise ValidationError(_("The name needs at least one word."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if (latitude is None) != (longitude is None):
            raise ValidationError(_("Give both latitude and longitude, or neither."))
        if not (-90 <= (latitude or 0) <= 90 and -180 <= (longitude or 0) <= 180):
            raise ValidationError(_("Latitude is from -90 to 90, longitude from -180 to 180."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What was filled in, for the operation to write."""
        return {name: self.cleaned_data[name] for name in self.fields}


class RenameForm(forms.Form):
    """A registered school: the register keeps the rest up to date."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("The old name is kept, and search still finds it."),
    )


class CloseForm(forms.Form):
    """When it closed, and which one took its place."""

    closed_on = DatePartsField(label=_("When did it close?"), help_text=_("For example 31 8 2026"))
    successor = OrganisationField(
        label=_("Which one took its place?"),
        required=False,
        help_text=_("Its name, and the town if there are several. Leave it empty for none."),
    )

    def clean_closed_on(self) -> Any:
        day = self.cleaned_data["closed_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("That day has not come yet. Give a day up to today."))
        return day


class RegisterForm(forms.Form):
    """The register's file, as downloaded."""

    file = forms.FileField(
        label=_("The register’s file"),
        help_text=format_lazy(
            _("The zip or .gz it came in, or a CSV of up to {most} MB."),
            most=settings.LARGEST_FILES // 2**20,
        ),
    )
    links = forms.FileField(
        label=_("The file of links"),
        required=False,
        help_text=_("It tells which school took the place of which."),
    )
