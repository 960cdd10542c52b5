"""What people type in this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.reach.operations import LONGEST_CALL


class LinkForm(forms.Form):
    """The name of a new link."""

    label = forms.CharField(
        label=_("Where will you use it?"),
        help_text=_("For example: Poster in the staff room. The report shows this name."),
        max_length=80,
    )


class SitesForm(forms.Form):
    """The sites that may show the sign-up form."""

    sites = forms.CharField(
        label=_("Sites that may show the form"),
        help_text=_("One address a line, for example https://www.school.sch.uk"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CallForm(forms.Form):
    """The call for mentors who are missing."""

    text = forms.CharField(
        label=_("The call"),
        help_text=_(
            "Change it as you like. Its list comes from the table above, and says no counts."
        ),
        max_length=LONGEST_CALL,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)
