"""What people type in this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

_ADDRESS = {"class": "width-20", "autocomplete": "off", "inputmode": "email", "spellcheck": "false"}
_SAY_ADDRESS = {"required": _("Type an e-mail address, like name@school.org.uk.")}


class WorkForm(forms.Form):
    """A mailbox at the school."""

    email = forms.CharField(
        label=_("Your work e-mail"),
        max_length=254,
        error_messages=_SAY_ADDRESS,
        widget=forms.EmailInput(attrs={**_ADDRESS, "autocomplete": "email"}),
    )


class ColleagueForm(forms.Form):
    """Somebody who works with them."""

    email = forms.CharField(
        label=_("Your colleague’s e-mail"),
        help_text=_("Their school address works best."),
        max_length=254,
        error_messages=_SAY_ADDRESS,
        widget=forms.EmailInput(attrs=_ADDRESS),
    )


class AnswerForm(forms.Form):
    """A colleague's answer. Their name helps a coordinator who has to look."""

    YES, NO = "yes", "no"
    name = forms.CharField(
        label=_("Your name and what you do there"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    answer = forms.ChoiceField(choices=[(YES, _("Yes")), (NO, _("No"))])
