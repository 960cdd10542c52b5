"""What an owner fills in while setting a programme up. Every box may stay as it is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField, Worded
from edumentoring.programmes.forms import SchoolField, kind_choices, only_listed
from edumentoring.programmes.models import Programme
from edumentoring.schools.models import Organisation

# Pieces of the public page that may be reworded: label, hint, most letters, several lines.
PIECES: Mapping[str, tuple[Any, Any, int, bool]] = {
    "promise": (_("Headline"), _("What you promise, in about six words."), 90, False),
    "summary": (_("What it is, in a sentence or two"), _("Stands below the headline."), 500, True),
    "folio": (_("Line above the headline"), "", 90, False),
    "time": (_("Time it takes"), _("For example: An hour a fortnight."), 60, False),
    "time_detail": (_("More about the time"), _("For example: by phone or video."), 90, False),
    "for_mentees": (_("Who the mentees are"), "", 160, False),
    "for_mentors": (_("Who the mentors are"), "", 160, False),
    "for_both": (_("Who could be both"), "", 160, False),
    "run_by": (_("Who runs it"), _("Stands at the foot of the page."), 160, False),
    "hashtag": (_("Hashtag"), _("For posts about the programme and its stories."), 40, False),
}


class NameForm(forms.Form):
    """The one step nobody can do for a coordinator: a name and a kind."""

    name = forms.CharField(
        label=_("What is the programme called?"),
        help_text=_("As people know it, for example: The Wider Staffroom."),
        max_length=120,
    )
    kind = forms.ChoiceField(
        label=_("What kind of programme is it?"),
        help_text=_("The kind sets rules to begin with. You can change every one of them."),
        choices=kind_choices,
        widget=forms.RadioSelect,
        initial=Programme.Kind.OPEN,
    )


class StepForm(forms.Form):
    """A step of an existing programme; `version` is the one its owner saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class KnownNameForm(NameForm, StepForm):
    """The first step again, once there is a programme."""


class WhoForm(StepForm):
    """Who may sign up, how many, and when."""

    ways = forms.MultipleChoiceField(
        label=_("Who can sign up?"),
        choices=[
            ("mentees", Worded(_("Mentees"), _("People who would like a mentor."))),
            ("mentors", Worded(_("Mentors"), _("People who would like to mentor."))),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose mentees, mentors or both.")},
    )
    limit_mentees = forms.IntegerField(
        label=_("How many mentees at most?"),
        help_text=_("More join a waiting list, and come in when there is room."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "width-4"}),
        min_value=1,
        max_value=1_000_000,
        required=False,
    )
    limit_mentors = forms.IntegerField(
        label=_("How many mentors at most?"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "width-4"}),
        min_value=1,
        max_value=1_000_000,
        required=False,
    )
    opens_on = DatePartsField(
        label=_("When does sign-up open?"),
        help_text=_("Leave it empty to open as soon as you publish."),
        required=False,
    )
    closes_on = DatePartsField(
        label=_("What is the last day to sign up?"),
        help_text=_("Leave it empty to keep sign-up open."),
        required=False,
    )
    next_round_on = DatePartsField(
        label=_("When is the next round of matching?"),
        help_text=_("People who sign up are told this day, so that they know when to expect news."),
        required=False,
    )
    organisation = SchoolField(
        label=_("Which organisation runs it?"),
        help_text=_("A school, trust, hub or university, if one does."),
        required=False,
    )

    def clean_organisation(self) -> Organisation | None:
        return only_listed(self.cleaned_data["organisation"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("The last day cannot be before sign-up opens."))
        return given

    def changes(self) -> dict[str, Any]:
        """What was given, under the names of a programme's fields."""
        given = dict(self.cleaned_data)
        ways = given.pop("ways")
        del given["version"]
        return {**given, "takes_mentees": "mentees" in ways, "takes_mentors": "mentors" in ways}


class LookForm(StepForm):
    """The public page's colour and words. An empty box leaves the usual words."""

    look = forms.ChoiceField(
        label=_("Colour"), choices=Programme.Look.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, usual: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for piece, (label, hint, most, several_lines) in PIECES.items():
            words = usual.get(piece, "")
            said = now("Left empty, it says: “%s”") % words if words else ""
            self.fields[piece] = forms.CharField(
                label=label,
                help_text=" ".join(str(part) for part in (hint, said) if part),
                max_length=most,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "maxlength": most})
                if several_lines
                else forms.TextInput,
            )

    def words(self) -> dict[str, str]:
        """The pieces that were worded, each on one line; what was left empty stays usual."""
        given = {piece: self.one_line(piece) for piece in PIECES if piece != "summary"}
        return {piece: words for piece, words in given.items() if words}

    def one_line(self, piece: str) -> str:
        return " ".join(self.cleaned_data[piece].split())


class PauseForm(forms.Form):
    """A rest for the whole programme: until when, and what to tell people."""

    note = forms.CharField(
        label=_("What would you like to tell people?"),
        help_text=_("It stands on every page of the programme while it is paused."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )
    resumes_on = DatePartsField(
        label=_("On which day does it go on?"),
        help_text=_("It resumes by itself that morning. Leave it empty to resume it yourself."),
        required=False,
    )


class CopyForm(forms.Form):
    """The next cohort's programme."""

    name = forms.CharField(
        label=_("What is the new programme called?"),
        help_text=_("For example, with the year or the term of its cohort."),
        max_length=120,
    )
    with_coordinators = forms.BooleanField(
        label=_("The other coordinators have a seat there too"), required=False
    )
