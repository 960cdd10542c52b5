"""What coordinators may know of a pair's meetings: how many, and the last day. Never a word."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.translation import ngettext

from edumentoring.meetings.models import Meeting
from edumentoring.pairs.models import Pair


def facts(pairs: Iterable[Pair]) -> dict[int, list[str]]:
    """For each pair that met: "Met 3 times, last on 4 May". Asks the database once."""
    known = {pair.pk: pair for pair in pairs}
    rows = Meeting.objects.held().filter(pair__in=known).order_by()
    found = rows.values("pair").annotate(times=Count("pk"), last=Max("starts_at"))
    return {row["pair"]: [_words(known[row["pair"]], row["times"], row["last"])] for row in found}


def _words(pair: Pair, times: int, last: object) -> str:
    day = date_format(last.astimezone(ZoneInfo(pair.programme.time_zone)), "j F")  # type: ignore[attr-defined]
    return ngettext("Met once, on %(day)s", "Met %(times)d times, last on %(day)s", times) % {
        "times": times,
        "day": day,
    }
