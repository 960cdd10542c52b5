"""What people fill in about meetings. Times are typed on the reader's own clock."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from edumentoring.design.forms import DatePartsField, Worded, in_our_time, is_in_our_time
from edumentoring.meetings.models import MOST_OFFERS, AgendaItem, Meeting
from edumentoring.meetings.operations import Details, Told
from edumentoring.meetings.when import Clocks, zones

LENGTHS = (20, 30, 45, 60, 90)
OWN_TIMES = 2
MOST_WORDS = 300


def _one_line(label: Any, hint: Any = "", *, most: int = MOST_WORDS) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, required=False)


def _kind_word() -> forms.CharField:
    return forms.CharField(
        label=_("Would you like to add a word?"),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": MOST_WORDS}),
        max_length=MOST_WORDS,
        required=False,
    )


class WordForm(forms.Form):
    """A kind word, or none."""

    word = _kind_word()


# --- Times --------------------------------------------------------------------------------------


def moment(day: date, hour: time, clocks: Clocks) -> datetime:
    """A day and a time on the reader's clock. In the night the clocks go forward an hour is
    missing: a time in it is refused rather than moved."""
    local = datetime.combine(day, hour, tzinfo=clocks.own)
    if local.astimezone(UTC).astimezone(clocks.own).time() != hour:
        raise ValidationError(
            _("The clocks go forward that night, so this time does not exist. Choose another.")
        )
    return local.astimezone(UTC)


class TimesForm(forms.Form):
    """One to three times: from those that suit both, or typed."""

    chosen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    word = _kind_word()

    def __init__(
        self, clocks: Clocks, free: Sequence[datetime], *args: Any, minutes: int = 45, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clocks = clocks
        offered = sorted({*free, *self._posted()})
        self.fields["chosen"] = forms.MultipleChoiceField(
            label=_("Times that you both said suit you"),
            help_text=_("Neither of you has another meeting here then. Choose up to three."),
            choices=[(each.isoformat(), _choice(each, minutes, clocks)) for each in offered],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        for number in range(1, OWN_TIMES + 1):
            self.fields[f"day_{number}"] = forms.DateField(
                label=_("Day"),
                required=False,
                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
                input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y"],
                validators=[in_our_time],
                error_messages={"invalid": _("Type the day like this: 26/11/2026.")},
            )
            self.fields[f"time_{number}"] = forms.TimeField(
                label=_("Time"),
                required=False,
                widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
                input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%I.%M%p", "%I%p"],
                error_messages={"invalid": _("Type the time like this: 16:30.")},
            )

    def _posted(self) -> list[datetime]:
        """What was ticked stays on the page, though the suggestions may be others by now."""
        if not self.is_bound:
            return []
        sent = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        return [at for each in sent[: MOST_OFFERS + 7] if (at := _read(each))]

    @property
    def own_times(self) -> list[dict[str, forms.BoundField]]:
        """The boxes for times of one's own, for the template."""
        return [
            {"day": self[f"day_{number}"], "time": self[f"time_{number}"]}
            for number in range(1, OWN_TIMES + 1)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        times = [at for each in cleaned.get("chosen") or [] if (at := _read(each))]
        times += [at for number in range(1, OWN_TIMES + 1) if (at := self._typed(number))]
        times = sorted(set(times))
        if not times and not self.errors:
            self.add_error("chosen", _("Choose a time, or type one."))
        if len(times) > MOST_OFFERS:
            self.add_error(
                "chosen",
                _("Choose up to 3. You have chosen %(now)d, so take %(too_many)d away.")
                % {"now": len(times), "too_many": len(times) - MOST_OFFERS},
            )
        cleaned["times"] = times
        return cleaned

    def _typed(self, number: int) -> datetime | None:
        names = (f"day_{number}", f"time_{number}")
        if any(name in self.errors for name in names):
            return None
        day, hour = (self.cleaned_data.get(name) for name in names)
        if day is None and hour is None:
            return None
        if day is None or hour is None:
            name = names[0] if day is None else names[1]
            self.add_error(name, _("Add the day.") if day is None else _("Add the time."))
            return None
        return self._moment(names[0], day, hour)

    def _moment(self, name: str, day: date, hour: time) -> datetime | None:
        try:
            at = moment(day, hour, self.clocks)
        except ValidationError as trouble:
            self.add_error(name, trouble)
            return None
        if at <= datetime.now(UTC):
            self.add_error(name, _("That time has gone by. Choose a later one."))
            return None
        return at


def _read(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo and is_in_our_time(at) else None


def _choice(at: datetime, minutes: int, clocks: Clocks) -> Worded:
    when = clocks.say(at, minutes)
    return Worded(when.day, f"{when.hours} ({when.elsewhere})" if when.elsewhere else when.hours)


# --- How to meet --------------------------------------------------------------------------------


class DetailsForm(forms.Form):
    """How long, by which way, and where."""

    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        coerce=int,
        initial=45,
        choices=[(each, _("%d minutes") % each) for each in LENGTHS],
    )
    channel = forms.ChoiceField(
        label=_("How?"),
        choices=Meeting.Channel.choices,
        initial=Meeting.Channel.VIDEO,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        error_messages={"required": _("Choose how you would like to meet.")},
    )
    where = _one_line(
        _("Where, or which link or number?"),
        _("Any words will do: a link, a phone number, a room. You can add it later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = self.initial.get("minutes")
        if there and there not in LENGTHS:
            field = self.fields["minutes"]
            field.choices = [*field.choices, (there, _("%d minutes") % there)]  # type: ignore[attr-defined]

    def details(self) -> Details:
        return Details(
            **{name: self.cleaned_data[name] for name in ("minutes", "channel", "where")}
        )


class ProposeForm(TimesForm, DetailsForm):
    """Times and details together."""

    already_agreed = forms.BooleanField(
        label=_("We have agreed this already"),
        help_text=_("Choose one time. It goes into both calendars at once."),
        required=False,
    )


class ChangeDetailsForm(DetailsForm):
    """The same for a meeting that stands, with a word."""

    word = _kind_word()


# --- Every so often -----------------------------------------------------------------------------


class SeriesForm(DetailsForm):
    """The first day, how often, and until when."""

    day = forms.DateField(
        label=_("The first day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y"],
        validators=[in_our_time],
        error_messages={
            "invalid": _("Type the day like this: 26/11/2026."),
            "required": _("Add the first day."),
        },
    )
    hour = forms.TimeField(
        label=_("The time"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%I.%M%p", "%I%p"],
        error_messages={
            "invalid": _("Type the time like this: 16:30."),
            "required": _("Add the time."),
        },
    )
    weeks = forms.TypedChoiceField(
        label=_("How often?"),
        coerce=int,
        initial=2,
        choices=[
            (1, _("Every week")),
            (2, _("Every two weeks")),
            (3, _("Every three weeks")),
            (4, _("Every four weeks")),
            (6, _("Every six weeks")),
        ],
    )
    until = forms.DateField(
        label=_("Until when?"),
        help_text=_("The last day, for example the end of term."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y"],
        validators=[in_our_time],
        error_messages={
            "invalid": _("Type the day like this: 17/7/2027."),
            "required": _("Add the last day."),
        },
    )
    field_order = ("day", "hour", "weeks", "until", "minutes", "channel", "where")

    def __init__(self, clocks: Clocks, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clocks = clocks

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, until = cleaned.get("day"), cleaned.get("until")
        if day and until and until <= day:
            self.add_error("until", _("Choose a day after the first one."))
        if day and until and until > day + timedelta(days=366):
            self.add_error("until", _("Choose a day within a year of the first one."))
        return cleaned

    def times(self) -> list[datetime]:
        """The same hour on the wall on each day, whatever the clocks do in between."""
        day, found = self.cleaned_data["day"], []
        while day <= self.cleaned_data["until"]:
            found.append(moment(day, self.cleaned_data["hour"], self.clocks))
            day += timedelta(weeks=self.cleaned_data["weeks"])
        return found


# --- The list, and afterwards ---------------------------------------------------------------------


class ItemForm(forms.Form):
    """One thing to talk about."""

    text = forms.CharField(
        label=_("What would you like to talk about?"),
        max_length=200,
        error_messages={"required": _("Type what you would like to talk about.")},
    )


class LogForm(forms.Form):
    """Two lines about a meeting, both optional, or that it did not happen."""

    happened = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=[
            ("yes", _("Yes, we met")),
            ("no", Worded(_("It did not happen"), _("That is fine. Nobody is blamed."))),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    talked = _one_line(_("What did you talk about?"), _("One line is plenty."))
    next_step = _one_line(_("What comes next?"), _("For example one small thing to try."))
    is_mine_to_do = forms.BooleanField(
        label=_("Put the second line among what I said I would do"), required=False
    )
    reached = forms.MultipleChoiceField(
        label=_("What on your list did you talk about?"),
        help_text=_("The rest stays on the list for next time."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, items: Sequence[AgendaItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items:
            choices = [(str(item.code), item.text) for item in items]
            self.fields["reached"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["reached"]

    def told(self) -> Told:
        """What the form says, for the operations."""
        cleaned = self.cleaned_data
        return Told(
            happened=cleaned.get("happened", "yes") == "yes",
            talked=cleaned["talked"],
            next_step=cleaned["next_step"],
            reached=[UUID(code) for code in cleaned.get("reached", [])],
            is_mine_to_do=cleaned["is_mine_to_do"],
        )


class RecordForm(LogForm):
    """A meeting that was not planned here."""

    day = DatePartsField(
        label=_("Which day did you meet?"),
        help_text=_("For example 26 11 2026."),
        error_messages={"required": _("Add the day you met.")},
    )
    field_order = ("day", "talked", "next_step", "is_mine_to_do", "reached")

    def __init__(self, items: Sequence[AgendaItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(items, *args, **kwargs)
        del self.fields["happened"]
        del self.fields["version"]


# --- One's own calendar ---------------------------------------------------------------------------


class CalendarForm(forms.Form):
    """Which clock to go by, whether to be reminded, and how meetings reach the calendar."""

    time_zone = forms.ChoiceField(
        label=_("Which clock do you go by?"),
        help_text=_("We show times on this clock. Leave it if you work where your programme is."),
        required=False,
    )
    wants_reminder = forms.BooleanField(
        label=_("Remind me of meetings"),
        help_text=_("As a line in our weekly letter, never as a letter of its own."),
        required=False,
    )
    wants_invitations = forms.BooleanField(
        label=_("Send me calendar invitations"),
        help_text=_(
            "Take this away if you use the address below, or you see each new meeting twice. "
            "We still write to you when a meeting is agreed, moved or called off."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, key.replace("_", " ").replace("/", ", ")) for key in sorted(zones())]
        self.fields["time_zone"].choices = [("", _("The clock of my programme")), *named]  # type: ignore[attr-defined]
