"""Times as people say them: ten at night is "10.00 pm", in pages, letters and files alike."""

from datetime import datetime

from django.utils.formats import date_format

USUAL = "j F Y"


def clock(moment: datetime) -> str:
    """For example "4.05 pm", in the moment's own zone."""
    return f"{date_format(moment, 'g.i')}\N{NO-BREAK SPACE}{'am' if moment.hour < 12 else 'pm'}"


def day_and_clock(moment: datetime, day: str = USUAL) -> str:
    """For example "23 October 2026, 4.05 pm", in the moment's own zone; `day` is a format."""
    return f"{date_format(moment, day)}, {clock(moment)}"
