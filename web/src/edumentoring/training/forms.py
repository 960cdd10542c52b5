"""What people type in this room."""

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused
from edumentoring.design.forms import Worded, in_our_time
from edumentoring.programmes.models import Programme
from edumentoring.training.models import Booking, Event, Record
from edumentoring.training.operations.recording import as_hours
from edumentoring.training.skills import AREAS
from edumentoring.training.wording import in_words

WAYS_TO_WRITE_A_DAY = (
    *("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y"),
    *("%d %B %Y", "%d %b %Y"),
)
WAYS_TO_WRITE_AN_HOUR = ("%H:%M", "%H.%M", "%I:%M %p", "%I.%M %p", "%I%p", "%I %p")
REPEATS = (
    ("", _("Once")),
    ("week", _("Every week")),
    ("fortnight", _("Every two weeks")),
    ("month", _("Every month, on the same day")),
)


def day(label: Any, hint: Any = "", *, missing: Any = "", required: bool = True) -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=WAYS_TO_WRITE_A_DAY,
        validators=[in_our_time],
        widget=forms.DateInput({"type": "date", "class": "width-10"}, format="%Y-%m-%d"),
        error_messages={
            "required": missing or _("Choose a day."),
            "invalid": _("Write the day like this: 23/11/2026."),
        },
    )


def hour(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=WAYS_TO_WRITE_AN_HOUR,
        widget=forms.TimeInput({"type": "time", "class": "width-10"}, format="%H:%M"),
        error_messages={
            "required": _("Say at what time, like 16:00."),
            "invalid": _("Write the time like this: 16:00."),
        },
    )


class HoursField(forms.CharField):
    """Hours as people write them."""

    def __init__(self, **fields: Any) -> None:
        fields.setdefault("widget", forms.TextInput({"class": "width-4", "inputmode": "decimal"}))
        super().__init__(required=False, max_length=20, **fields)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal:
        words = str(super().clean(value))
        try:
            return as_hours(words) if words else Decimal(0)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None


class EventForm(forms.ModelForm[Event]):
    """One event. Times are those of the programme's clock."""

    on = day(_("Day"))
    begins = hour(_("From"))
    ends = hour(_("To"))
    hours = HoursField(
        label=_("Hours that count"),
        help_text=_("They stand on the record of whoever came. For example 1.5."),
    )
    closes_on = day(
        _("Last day to book"),
        _("Leave it empty, and people can book until it begins."),
        required=False,
    )
    areas = forms.MultipleChoiceField(
        label=_("What mentors grow in here"),
        help_text=_("Mentors who look for this in their own skills page are shown the event."),
        required=False,
        choices=[(area.key, area.title) for area in AREAS],
        widget=forms.CheckboxSelectMultiple({"class": "small"}),
    )
    repeat = forms.ChoiceField(
        label=_("How often"), choices=REPEATS, required=False, widget=forms.Select
    )
    times = forms.IntegerField(
        label=_("How many times in all"),
        help_text=_("Each of them can be booked, changed and called off by itself."),
        required=False,
        min_value=1,
        max_value=20,
        widget=forms.TextInput({"class": "width-2", "inputmode": "numeric"}),
        error_messages={"max_value": _("Plan up to 20 at once."), "invalid": _("Write a number.")},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Event
        fields: tuple[str, ...] = (
            *("title", "about", "on", "begins", "ends", "where", "link", "places", "for_whom"),
            *("reach", "is_public", "closes_on", "hours", "counts_as_training", "lasts_months"),
            "areas",
        )
        labels = {
            "title": _("What is it called?"),
            "about": _("What is it for?"),
            "where": _("Where"),
            "link": _("Link to join online"),
            "places": _("Places"),
            "for_whom": _("For whom"),
            "reach": _("From where"),
            "is_public": _("Anybody may read of it and book"),
            "counts_as_training": _("Mentors who came count as trained"),
            "lasts_months": _("For how many months"),
        }
        help_texts = {
            "about": _(
                "What people will do, and what they take home. They read it before booking."
            ),
            "where": _("A room, a school, an address. Leave it empty for online."),
            "link": _("Only those who have a place see it."),
            "places": _("Leave it empty where there is no limit."),
            "is_public": _("It gets a page of its own that you can share. Guests book by e-mail."),
            "counts_as_training": _("Matching’s rule “Trained mentors only” goes by it."),
            "lasts_months": _("Leave it empty, and it counts for good."),
        }
        widgets = {
            "about": forms.Textarea({"rows": 5, "maxlength": 4000}),
            "places": forms.TextInput({"class": "width-4", "inputmode": "numeric"}),
            "lasts_months": forms.TextInput({"class": "width-2", "inputmode": "numeric"}),
            "for_whom": forms.RadioSelect({"class": "inline"}),
            "reach": forms.RadioSelect,
            "link": forms.URLInput({"autocomplete": "off"}),
        }
        error_messages = {
            "title": {"required": _("Write a title, such as First steps as a mentor.")},
            "link": {"invalid": _("Write the whole link, with https://.")},
            "places": {"invalid": _("Write a number, or leave it empty.")},
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        event: Event | None = kwargs.get("instance")
        self.programme = programme
        first: dict[str, Any] = {"form_key": uuid.uuid4(), "hours": Decimal(1), "times": 4}
        if event:
            first |= _times_of(event)
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if event:
            self.fields.pop("repeat", None)
            self.fields.pop("times", None)
        if programme.organisation_id is None:
            self.fields.pop("reach", None)

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_where(self) -> str:
        return one_line(self.cleaned_data["where"])

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"] or "")
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError(now("Write the whole link, with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("hours", Decimal(0)) > 100:
            self.add_error("hours", now("Write at most 100 hours."))
        on, begins, ends = (cleaned.get(name) for name in ("on", "begins", "ends"))
        if on and begins and ends:
            cleaned["starts_at"], cleaned["ends_at"] = (
                self._moment(on, begins),
                self._moment(on, ends),
            )
            if ends <= begins:
                self.add_error("ends", now("It ends before it begins. Check both times."))
        closes = cleaned.get("closes_on")
        cleaned["closes_at"] = self._moment(closes, time(23, 59)) if closes else None
        if closes and on and closes > on:
            self.add_error("closes_on", now("This is after the event. Choose an earlier day."))
        return cleaned

    def _moment(self, on: date, at: time) -> datetime:
        from zoneinfo import ZoneInfo

        return datetime.combine(on, at, ZoneInfo(self.programme.time_zone))

    def _post_clean(self) -> None:
        """The model's own checks need the moments that the boxes make together."""
        for name in ("starts_at", "ends_at", "closes_at"):
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()  # type: ignore[misc]

    @property
    def values(self) -> dict[str, Any]:
        """What an event is made of."""
        left_out = {"on", "begins", "ends", "closes_on", "repeat", "times", "form_key"}
        return {key: value for key, value in self.cleaned_data.items() if key not in left_out}


def _times_of(event: Event) -> dict[str, Any]:
    starts, ends = event.when.starts, event.when.ends
    closes = event.closes_at.astimezone(event.zone).date() if event.closes_at else None
    return {
        "on": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "closes_on": closes,
        "hours": event.hours,
    }


class GuestForm(forms.Form):
    """Somebody without an account asks for a place."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We write to you once, with a link to confirm."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Write your e-mail, like name@school.org.uk."),
            "invalid": _("Write an e-mail like name@school.org.uk."),
        },
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])


class SaidForm(forms.Form):
    """How useful an event was."""

    rating = forms.TypedChoiceField(
        coerce=int,
        label=_("How useful was it to you?"),
        choices=Booking.Rating.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or leave the page.")},
    )
    comment = forms.CharField(
        label=_("A word about it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "maxlength": 1000}),
    )


class RecordForm(forms.ModelForm[Record]):
    """One thing that somebody did, by hand."""

    done_on = day(_("Done on"))
    hours = HoursField(label=_("Hours"))
    expires_on = day(
        _("Counts until"),
        _("The last day. Leave it empty, and it counts for good."),
        required=False,
    )

    class Meta:
        model = Record
        fields = ("title", "kind", "done_on", "hours", "counts_as_training", "expires_on")
        labels = {
            "title": _("What was it?"),
            "kind": _("Where from"),
            "counts_as_training": _("Counts as mentor training"),
        }
        widgets = {"kind": forms.RadioSelect({"class": "small"})}
        error_messages = {"title": {"required": _("Write what it was.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": Record.Kind.ELSEWHERE, "counts_as_training": True})
        super().__init__(*args, **kwargs)

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        done, ends = cleaned.get("done_on"), cleaned.get("expires_on")
        if done and done > timezone.localdate() + timedelta(days=1):
            self.add_error("done_on", now("This day has not come yet."))
        if done and ends and ends < done:
            self.add_error("expires_on", now("It would end before it was done. Check both days."))
        return cleaned


class CertificateForm(forms.Form):
    """What stands on a certificate, and under which name."""

    name = forms.CharField(
        label=_("The name on it"),
        help_text=_("As you wish to be named. It need not be the name you use here."),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Write the name that should stand on it.")},
    )
    records = forms.ModelMultipleChoiceField(
        queryset=Record.objects.none(),
        label=_("What it is for"),
        help_text=_("Choose one thing, or several to show the hours in all."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing from your record.")},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, records: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"form_key": uuid.uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        field = self.fields["records"]
        field.queryset = records  # type: ignore[attr-defined]
        field.label_from_instance = _in_words  # type: ignore[attr-defined]


def _in_words(record: Record) -> Worded:
    from django.utils.formats import date_format

    hours = in_words(record.hours) if record.hours else ""
    facts = [date_format(record.done_on, "j F Y"), hours, record.programme.name]
    return Worded(record.title, ", ".join(fact for fact in facts if fact))
