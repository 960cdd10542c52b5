"""What a partner fills in to plan an event: the desk's form, with less to decide."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.meetings.when import zones
from edumentoring.programmes.models import Programme
from edumentoring.training.forms import EventForm
from edumentoring.training.models import Event
from edumentoring.training.operations.offering import FREE_ONCE_SEEN


class HeldEventForm(EventForm):
    """One event of a partner, in whichever time zone they say.

    What it counts for, and whether strangers may book, is the desk's to say.
    """

    hours = closes_on = areas = repeat = times = None  # type: ignore[assignment]
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Each reader sees the time on their own clock."),
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in sorted({*zones(), "UTC"})],
    )

    class Meta(EventForm.Meta):
        fields = ("title", "about", "on", "begins", "ends", "where", "link", "places", "for_whom")
        help_texts = {
            **EventForm.Meta.help_texts,
            "where": _("A room, a school, an address. Leave it empty if it is online."),
        }

    def __init__(
        self, *args: Any, programme: Programme, is_all: bool = False, **kwargs: Any
    ) -> None:
        event: Event | None = kwargs.get("instance")
        kwargs["initial"] = {"zone": programme.time_zone} | kwargs.get("initial", {})
        super().__init__(*args, programme=programme, **kwargs)
        if event and event.state == Event.State.PUBLISHED and not is_all:
            for name in set(self.Meta.fields) - {*FREE_ONCE_SEEN, "on", "begins", "ends"}:
                del self.fields[name]

    @property
    def is_partial(self) -> bool:
        """Whether the words were agreed to, and stay as they are."""
        return "title" not in self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts = cleaned.get("starts_at")
        if starts and starts <= timezone.now():
            self.add_error("on", now("This time has gone by. Choose a later day."))
        if not {"where", "link"} & self.errors.keys() and not (
            cleaned.get("where") or cleaned.get("link")
        ):
            self.add_error("where", now("Say where it is, or give the link to join online."))
        return cleaned

    def _moment(self, on: date, at: time) -> datetime:
        chosen = self.cleaned_data.get("zone") or self.programme.time_zone
        return datetime.combine(on, at, ZoneInfo(chosen))

    @property
    def values(self) -> dict[str, Any]:
        """What an event is made of. It always can be booked until it begins."""
        return {
            key: value for key, value in super().values.items() if key not in ("zone", "closes_at")
        }
