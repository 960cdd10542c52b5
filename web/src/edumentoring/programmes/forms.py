"""What coordinators fill in about a programme, its desk, and a person they add by hand."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import lazy
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import Worded
from edumentoring.programmes import kinds, vocabulary
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import address_of
from edumentoring.schools.models import Organisation

ROLES_IN_WORDS = {
    "owner": _("Everything, and who else has a seat here"),
    "coordinator": _("People, matches, letters and introductions"),
    "matcher": _("Sees people and prepares matches; sends nothing"),
    "viewer": _("Sees, and changes nothing"),
    "editor": _("Writes guides and news, and sees nothing that people told us"),
}


def find_organisation(typed: str, chosen: str) -> Organisation | None:
    """The organisation picked from the search, or the only one with exactly this name."""
    if not typed:
        return None
    if chosen.isdecimal() and len(chosen) < 18:  # longer than any id a database keeps
        found = Organisation.objects.filter(pk=int(chosen)).first()
        if found is not None:
            return found
    named = list(Organisation.objects.filter(name__iexact=typed)[:2])
    return named[0] if len(named) == 1 else None


class SchoolInput(forms.TextInput):
    """A text box that searches the register; the id of what was picked goes along."""

    template_name = "programmes/widgets/school.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed, chosen = value if isinstance(value, tuple) else (value, "")
        context = super().get_context(name, typed, attrs)
        address = address_of("schools:search")
        if address:
            context["widget"]["attrs"] |= {
                "data-autocomplete-url": address,
                "data-autocomplete-id": f"{name}_id",
            }
        context["chosen"] = chosen or ""
        context["id_name"] = f"{name}_id"
        return context

    def value_from_datadict(
        self,
        data: Any,
        files: Any,  # noqa: ARG002 - Django gives it
        name: str,
    ) -> tuple[str, str]:
        return (data.get(name) or "").strip(), (data.get(f"{name}_id") or "").strip()


class SchoolField(forms.Field):
    """Gives (organisation or None, what was typed)."""

    widget = SchoolInput

    def clean(self, value: tuple[str, str] | None) -> tuple[Organisation | None, str]:
        typed, chosen = value or ("", "")
        if self.required and not typed:
            raise forms.ValidationError(self.error_messages["required"])
        return find_organisation(typed, chosen), typed[:200]


def kind_choices() -> list[tuple[str, Worded]]:
    """Each kind, whom it is for and what it sets."""
    return [
        (kind.value, Worded(kind.label, format_lazy("{} {}", preset.whom, _in_words(kind.value))))
        for kind, preset in kinds.PRESETS.items()
    ]


def _said(kind: str) -> SafeString:
    return mark_safe(" ".join(kinds.in_words(kinds.rules_of(kind))))  # noqa: S308 - our own words


_in_words = lazy(_said, str)


def only_listed(found: tuple[Organisation | None, str]) -> Organisation | None:
    """What the register holds of what was typed; an error where it holds nothing like it."""
    organisation, typed = found
    if typed and organisation is None:
        raise forms.ValidationError(
            _("“%(typed)s” is not in the register. Choose one from the list, or leave it empty."),
            params={"typed": typed},
        )
    return organisation


class SettingsForm(forms.Form):
    """How a programme writes and pairs; its name, its dates and its look are in Set up."""

    sender_name = forms.CharField(
        label=_("Who letters come from"),
        help_text=_("A name people know, for example: Helen at The Wider Staffroom."),
        max_length=120,
        required=False,
    )
    reply_to = forms.EmailField(
        label=_("Where answers go"),
        help_text=_(
            "Answers to letters reach this e-mail. It stands in your privacy notice, too. "
            "Without one, no letter asks for an answer."
        ),
        required=False,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
    )
    default_capacity = forms.IntegerField(
        label=_("Places of a mentor who does not say"), min_value=1, max_value=20
    )
    cadence = forms.ChoiceField(
        label=_("How often pairs meet"), choices=lambda: list(kinds.CADENCES.items())
    )
    quiet_days = forms.IntegerField(
        label=_("Days of silence before we ask a pair whether they have spoken"),
        help_text=_(
            "We ask once, and never again until there was a sign of life. Pairs that agreed to "
            "talk less often have longer: twice as long as they agreed."
        ),
        min_value=7,
        max_value=365,
        required=False,
    )
    verified_only = forms.BooleanField(
        label=_("Match only people known to work in a school"),
        help_text=_("They show it by their work e-mail, a colleague’s word, or to you."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_sender_name(self) -> str:
        """One line: a name with a line break could add a header to a letter."""
        return " ".join(self.cleaned_data["sender_name"].split())


class CoordinatorForm(forms.Form):
    """Somebody new at the desk."""

    email = forms.EmailField(label=_("Their e-mail"), max_length=254)
    name = forms.CharField(label=_("Their name"), max_length=150, required=False)
    role = forms.ChoiceField(
        label=_("What may they do?"),
        choices=lambda: [
            (role.value, Worded(role.label, ROLES_IN_WORDS[role.value]))
            for role in Coordinator.Role
        ],
        widget=forms.RadioSelect,
        initial=Coordinator.Role.COORDINATOR,
    )


class PersonForm(forms.Form):
    """A participant added by hand: enough to begin with, the rest on their own page."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    roles = forms.MultipleChoiceField(
        label=_("Taking part as"),
        choices=[("mentor", _("Mentor")), ("mentee", _("Mentee"))],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )
    stage = forms.ChoiceField(
        label=_("Career stage"),
        choices=[("", _("Not known")), *((term.id, term.label) for term in vocabulary.STAGES)],
        required=False,
    )
    role_title = forms.CharField(label=_("Role"), max_length=150, required=False)
    school = SchoolField(label=_("School"), required=False)
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("Not known")), *((term.id, term.label) for term in vocabulary.REGIONS)],
        required=False,
    )

    def columns(self) -> dict[str, Any]:
        """What was given, under the names of a participant's columns."""
        organisation, typed = self.cleaned_data["school"]
        given = {key: self.cleaned_data[key] for key in ("stage", "role_title", "region")}
        if organisation:
            given["school"] = organisation.pk
            given["region"] = given["region"] or organisation.region
        elif typed:
            given["school_text"] = typed
        return {key: value for key, value in given.items() if value}
