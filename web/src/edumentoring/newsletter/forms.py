"""The shapes of what is typed around a newsletter, and their words."""

import uuid
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField, Worded
from edumentoring.newsletter.models import Newsletter, Segment, Subscription
from edumentoring.newsletter.operations import read_list
from edumentoring.newsletter.purpose import purpose_of
from edumentoring.programmes.models import Programme
from edumentoring.programmes.vocabulary import REGIONS, STAGES
from edumentoring.schools.models import Organisation

Rhythm = Subscription.Rhythm
OFF = Subscription.State.OFF.value

RHYTHMS = [
    (Rhythm.EVERY.value, Worded(_("Every issue"), _("As it comes out."))),
    (
        Rhythm.TERM.value,
        Worded(_("One a term at most"), _("If there are more, you get the first.")),
    ),
    (OFF, Worded(_("None"), _("You can change your mind at any time."))),
]


class SubscribeForm(forms.Form):
    """An address, and two things that help to send only what fits."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Type your e-mail, for example name@school.example."),
            "invalid": _("This is no e-mail address. One looks like name@school.example."),
        },
    )
    role = forms.ChoiceField(
        label=_("What do you do?"),
        required=False,
        choices=[("", _("I would rather not say")), *Subscription.Role.choices],
    )
    region = forms.ChoiceField(
        label=_("Where do you work?"),
        required=False,
        choices=[("", _("I would rather not say")), *((one.id, one.label) for one in REGIONS)],
    )


class RhythmForm(forms.Form):
    """How often one newsletter comes; `yes` is the subscription of whoever gets it now."""

    yes: Subscription | None = None

    rhythm = forms.ChoiceField(
        choices=RHYTHMS,
        widget=forms.RadioSelect(attrs={"class": "small"}),
        error_messages={"required": _("Choose how often you want it.")},
    )

    def __init__(self, *args: Any, newsletter: Newsletter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newsletter = newsletter
        self.fields["rhythm"].label = newsletter.name
        self.fields["rhythm"].help_text = purpose_of(newsletter)


class CommentForm(forms.Form):
    """What a reader wants to say about an issue."""

    text = forms.CharField(
        label=_("Would you like to say more?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class StartForm(forms.Form):
    """A newsletter begins with its name."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=120,
        error_messages={"required": _("Give it a name, for example “Notes from the staffroom”.")},
    )


class NewsletterForm(forms.ModelForm[Newsletter]):
    """How the newsletter looks, whose it is, and who may read it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Newsletter
        fields = (
            "name",
            "about",
            "area",
            "look",
            "reply_to",
            "is_open",
            "thanks_on",
            "thanks_words",
        )
        widgets = {"thanks_words": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "name": _("Name"),
            "about": _("What it is about"),
            "area": _("Whom it is for"),
            "look": _("Colour"),
            "reply_to": _("Where answers go"),
            "is_open": _("Anybody may read past issues and subscribe"),
            "thanks_on": _("Thank mentors a term and a year after they began"),
            "thanks_words": _("Your own words in the thanks"),
        }
        help_texts = {
            "about": _("One or two sentences, for those who think about subscribing."),
            "area": _("For example “mentors in North Birmingham”."),
            "reply_to": _("The e-mail address of somebody who reads the answers."),
            "thanks_on": _("One short letter each time. Whoever wants no reminders gets none."),
            "is_open": _("Without this only those you add get it, and past issues stay private."),
        }


class ListForm(forms.Form):
    """A list from before."""

    addresses = forms.CharField(
        label=_("The addresses"),
        help_text=_("Paste them from a sheet or a mail. Names around them do no harm."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"required": _("Paste at least one e-mail address.")},
    )
    agreed = forms.ChoiceField(
        label=_("Did they agree to get this newsletter?"),
        choices=[
            ("ask", Worded(_("I cannot show it"), _("Each gets one letter that asks them."))),
            ("yes", Worded(_("Yes, and I can show it"), _("They get the next issue at once."))),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they agreed.")},
    )
    evidence = forms.CharField(
        label=_("When and how did they agree?"),
        help_text=_("For example “Ticked a box on our form, September 2025; the form is kept”."),
        required=False,
        max_length=300,
    )

    def clean_addresses(self) -> list[str]:
        found = read_list(self.cleaned_data["addresses"])
        if found.faulty:
            raise forms.ValidationError(
                _("This is no e-mail address: %s. Mend it or take it out. Nothing was saved.")
                % ", ".join(found.faulty[:5])
            )
        if not found.emails:
            raise forms.ValidationError(_("There is no e-mail address in what you pasted."))
        return found.emails

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if said and said.get("agreed") == "yes" and not said.get("evidence", "").strip():
            self.add_error("evidence", _("Say when and how they agreed. We keep it with them."))
        return said


class SendForm(forms.Form):
    """To whom an issue goes, and when."""

    segment = forms.ModelChoiceField(
        label=_("To whom?"), queryset=Segment.objects.none(), required=False
    )
    when = forms.ChoiceField(
        label=_("When?"),
        choices=[("now", _("As soon as it may")), ("later", _("On a day and at a time"))],
        initial="now",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say when it goes out.")},
    )
    day = DatePartsField(label=_("Day"), required=False)
    at = forms.TimeField(
        label=_("Time"),
        required=False,
        help_text=_("For example 16:30, on the programme’s clock."),
        widget=forms.TimeInput(attrs={"class": "width-4"}),
    )

    def __init__(self, *args: Any, newsletter: Newsletter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(newsletter.programme.time_zone)
        segments = cast("forms.ModelChoiceField[Segment]", self.fields["segment"])
        segments.queryset = newsletter.segments.all()
        segments.empty_label = str(_("All readers"))

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if said and said.get("when") == "now":  # what was begun for later is out of sight
            for field in ("day", "at"):
                self.errors.pop(field, None)
        if said and said.get("when") == "later":
            for field, words in (("day", _("Say on which day.")), ("at", _("Say at what time."))):
                if not said.get(field) and field not in self.errors:
                    self.add_error(field, words)
        return said

    @property
    def not_before(self) -> datetime | None:
        """The moment that was chosen, on the programme's clock; None for at once."""
        said = self.cleaned_data
        if said["when"] != "later":
            return None
        return datetime.combine(said["day"], said["at"], tzinfo=self.zone)


class SegmentForm(forms.ModelForm[Segment]):
    """Some of the readers. What is left empty narrows nothing."""

    roles = forms.MultipleChoiceField(
        label=_("What they do"),
        choices=Subscription.Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "small"}),
    )
    regions = forms.MultipleChoiceField(
        label=_("Where they work"),
        choices=[(one.id, one.label) for one in REGIONS],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "small"}),
    )
    stages = forms.MultipleChoiceField(
        label=_("Where they are in their career"),
        choices=[(one.id, one.label) for one in STAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "small"}),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hubs = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        here = Organisation.objects.filter(members__participants__programme=programme)
        hubs.queryset = here.distinct().order_by("name")
        hubs.empty_label = str(_("Any"))

    class Meta:
        model = Segment
        fields = ("name", "roles", "regions", "organisation", "stages")
        labels = {"name": _("Name"), "organisation": _("In schools of which hub or trust?")}
        help_texts = {"name": _("For example “Mentors in the North East”.")}
