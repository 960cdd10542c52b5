"""What people type in this room."""

import uuid
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import plain_address
from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.queries.models import Query, SavedAnswer
from edumentoring.queries.operations.asking import LONGEST

# A limit in the box itself would set a counter under it, and nobody writes so much.
NOT_TOO_LONG = MaxLengthValidator(
    LONGEST, _("That is too long. Please keep it under 10,000 letters.")
)


class AskForm(forms.Form):
    """A question from anybody. Who is signed in need not say who they are."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Tell us your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("Your e-mail"),
        help_text=_("We answer to this address."),
        max_length=254,
        error_messages={"required": _("Tell us your e-mail, so that we can answer.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label=_("Your question"),
        validators=[NOT_TOO_LONG],
        error_messages={"required": _("Write your question.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    # People never see it; machines that fill in every box do.
    website = forms.CharField(required=False, max_length=2000)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **kwargs)
        if user is not None:
            del self.fields["name"], self.fields["email"]

    def clean_email(self) -> str:
        try:
            return plain_address(self.cleaned_data["email"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    @property
    def is_junk(self) -> bool:
        """Whether a machine filled it in."""
        return bool(self.cleaned_data.get("website"))


class WriteAgainForm(forms.Form):
    """More words from whoever asked."""

    text = forms.CharField(
        label=_("Write back"),
        validators=[NOT_TOO_LONG],
        error_messages={"required": _("Write your message first.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **kwargs)


class ReplyForm(forms.Form):
    """A coordinator's answer, and how it stands after it."""

    text = forms.CharField(
        label=_("Your reply"),
        validators=[NOT_TOO_LONG],
        error_messages={"required": _("Write your reply first.")},
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    then = forms.ChoiceField(
        label=_("Afterwards it is"),
        choices=[
            (Query.State.ANSWERED, _("Answered")),
            (Query.State.WAITING, _("Waiting for them")),
            (Query.State.CLOSED, _("Closed")),
        ],
        initial=Query.State.ANSWERED,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """Words for the desk alone."""

    text = forms.CharField(
        label=_("A note for the desk"),
        validators=[NOT_TOO_LONG],
        error_messages={"required": _("Write your note first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SavedAnswerForm(forms.ModelForm[SavedAnswer]):
    """An answer for the next time."""

    class Meta:
        model = SavedAnswer
        fields = ["title", "text"]
        labels = {"title": _("What it answers"), "text": _("The answer")}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        error_messages = {
            "title": {"required": _("Say what it answers.")},
            "text": {"required": _("Write the answer.")},
        }
