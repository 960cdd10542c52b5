"""What people type in this room."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import in_our_time
from edumentoring.network.models import Judgement, Listing
from edumentoring.network.models.questions import LONGEST


def words(label: Any, hint: Any = "", *, missing: Any, rows: int = 6) -> forms.CharField:
    """A box for some lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST}),
    )


class _Once(forms.Form):
    """A form that counts once, however often it is sent."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **kwargs)


class ListingForm(forms.Form):
    """What others see of me. There is no box for an e-mail or a telephone."""

    name = forms.ChoiceField(
        label=_("My name"), choices=Listing.Name.choices, widget=forms.RadioSelect
    )
    phases = forms.BooleanField(label=_("The ages I teach"), required=False)
    subjects = forms.BooleanField(label=_("My subjects"), required=False)
    region = forms.BooleanField(label=_("My region"), required=False)
    strengths = forms.BooleanField(label=_("What I offered to help with"), required=False)
    school = forms.BooleanField(label=_("My school"), required=False)

    @classmethod
    def of(cls, listing: Listing) -> "ListingForm":
        """With what stands now."""
        return cls(initial={name: getattr(listing, name) for name in cls.base_fields})


class GroupForm(forms.Form):
    name = forms.CharField(
        label=_("What is the group called?"),
        help_text=_("For example: Early years phonics."),
        max_length=60,
        error_messages={"required": _("Write a name, such as Early years phonics.")},
    )
    about = forms.CharField(
        label=_("Whom is it for?"),
        help_text=_("One sentence. For example: for all who come back after leave."),
        max_length=300,
        required=False,
    )


class AskForm(_Once):
    """A question to the mentors, or to a group."""

    text = words(
        _("Your question"),
        _("No pupils’ names, and nothing that tells which pupil it is."),
        missing=_("Write your question."),
    )
    is_anonymous = forms.BooleanField(label=_("Ask without my name"), required=False)

    def __init__(self, *args: Any, kind: str = "question", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in ASKING:
            text = self.fields["text"]
            text.label, text.help_text, text.error_messages["required"] = ASKING[kind]
            self.fields["is_anonymous"].label = _("Put it there without my name")
            self.initial.setdefault("is_anonymous", True)


class AnswerForm(_Once):
    text = words(_("Your answer"), missing=_("Write your answer first."), rows=4)


ASKING = {
    "target": (
        _("The target you set"),
        _("As you would say it. No name of a mentee or a pupil, and no school."),
        _("Write the target."),
    ),
    "case": (
        _("What was seen, and what it should be judged by"),
        _("Describe one piece of work or one moment. No names, no school, no class."),
        _("Describe what was seen."),
    ),
}


class JudgeForm(forms.Form):
    """How I see a case, before I see what others say."""

    standing = forms.ChoiceField(
        label=_("Where would you place it?"),
        choices=Judgement.Standing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you would place it.")},
    )
    text = words(
        _("What in it makes you say so?"), missing=_("Write what makes you say so."), rows=4
    )


class MeetingForm(forms.Form):
    """When a group meets next."""

    day = forms.DateField(
        label=_("Day"),
        validators=[in_our_time],
        widget=forms.DateInput({"type": "date", "class": "width-10"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Write a day: 2026-11-23.")},
    )
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput({"type": "time", "class": "width-10"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Write a time: 16:30.")},
    )
    where = forms.CharField(
        label=_("Where, or a link"), max_length=300, required=False, help_text=_("A room, a link.")
    )


class MessageForm(_Once):
    text = words(_("Your message"), missing=_("Write your message first."), rows=5)
