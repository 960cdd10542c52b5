"""Who counts as somebody who looked at a page: nobody is followed, so it is only ever a guess.

The page itself tells us, by a script and without a cookie, since looking writes nothing here. That
alone leaves out most programs that walk the web; those that say what they are go too, and so do the
people who asked not to be counted, and those who made the page.
"""

import re
from datetime import timedelta

from django.db.models import Sum
from django.http import HttpRequest

from edumentoring.newsletter.models import Newsletter

# Cubot is a make of telephone.
_PROGRAM = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|preview|monitor|headless|fetch|scan|lighthouse|archiv|"
    r"python|curl|wget|java/|http",
    re.IGNORECASE,
)
DAYS = 14


def is_somebody(request: HttpRequest, newsletter: Newsletter) -> bool:
    """A browser that says it is one, of somebody who did not ask to be left out."""
    said = request.headers
    name = said.get("User-Agent", "")
    if not name.startswith("Mozilla/") or _PROGRAM.search(name):
        return False
    if said.get("DNT") == "1" or said.get("Sec-GPC") == "1" or "Sec-Purpose" in said:
        return False
    if said.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    return not newsletter.programme.coordinators.filter(user=request.user.pk).exists()


def visits_to(newsletter: Newsletter, number: int) -> dict[str, object]:
    """How often a page was looked at: in all, and on each of the last days."""
    rows = newsletter.visits.filter(number=number)
    since = newsletter.programme.today() - timedelta(days=DAYS - 1)
    days = rows.filter(on__gte=since).order_by("-on").values_list("on", "count")
    return {"total": rows.aggregate(n=Sum("count"))["n"] or 0, "days": list(days)}
