"""Times are written one way everywhere, and on the right clock."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.template import Context, Template
from django.utils import timezone

ROOMS = Path(__file__).parents[2]
ENDINGS = {".html", ".mjml", ".txt", ".py"}
TEN_AT_NIGHT = datetime(2026, 7, 1, 21, 0, tzinfo=UTC)


def test_ten_at_night_is_ten_pm_on_the_readers_clock_or_the_programmes():
    page = Template(
        "{% load design tz %}{{ at|clock_time }}; {{ at|moment:'j F' }}; "
        "{{ at|timezone:'Asia/Tokyo'|clock_time }}; {{ never|moment }}"
    )

    with timezone.override(ZoneInfo("Europe/London")):
        written = page.render(Context({"at": TEN_AT_NIGHT, "never": None}))

    assert written == "10.00\xa0pm; 1 July, 10.00\xa0pm; 6.00\xa0am; "


def test_no_page_and_no_letter_writes_an_hour_in_another_way():
    """Boxes to type a time into, sheets and calendars have their own forms, not Django's."""
    other = re.compile(r"""(?:date|time|date_format)\b[^%}\n]*["'][^"'\n]*\b[HhgGP]:i""")
    written = (path for path in ROOMS.rglob("*") if path.suffix in ENDINGS)

    found = [
        path.relative_to(ROOMS)
        for path in written
        if path != Path(__file__) and ":i" in (text := path.read_text()) and other.search(text)
    ]

    assert found == []
