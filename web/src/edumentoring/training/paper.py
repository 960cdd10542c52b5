"""A certificate on paper, in the programme's look."""

from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from edumentoring.pairs.letters import sender_of
from edumentoring.reach import printing
from edumentoring.reach.printing import INK, LOOKS, PAPER, SECOND, SHEET, tidy
from edumentoring.training.models import Certificate
from edumentoring.training.wording import in_words

ROOM = Path(__file__).parent
MOST_LINES = 7


def certificate(found: Certificate) -> bytes:
    """PDF/UA-1, A4 across. What does not hold any more says so. Raises `printing.Busy`."""
    accent, tint = LOOKS[found.programme.look]
    programme = found.programme
    organisation = programme.organisation.name if programme.organisation else ""
    said = {
        "lang": (get_language() or "en").partition("-")[0],
        "kind": _("Certificate"),
        "programme": tidy(sender_of(programme), 120),
        "organisation": tidy(organisation, 160),
        "shown_to": _("This is to say that"),
        "name": tidy(found.name, 120),
        "has_done": _("has done"),
        "title": tidy(found.title, 120),
        "lines": _lines(found),
        "hours": _hours(found),
        "issued": _("Issued on %s") % date_format(found.issued_on, "j F Y"),
        "until": _("Counts until %s") % date_format(found.expires_on, "j F Y")
        if found.expires_on
        else "",
        "stamp": _stamp(found),
        "check": _("Check it at"),
        "address": found.address.partition("://")[2].rstrip("/"),
        "code": printing.code_of(found.address),
        "code_is": _("A code to scan. It opens the page that says whether this still holds."),
        "colours": {
            "accent": accent,
            "tint": tint,
            "ink": INK,
            "second": SECOND,
            "sheet": SHEET,
            "paper": PAPER,
        },
    }
    return printing.paper(ROOM, "certificate", said)


def _lines(found: Certificate) -> list[str]:
    """What it is for, line by line, where it is for several things."""
    lines = list(found.dated_lines())
    if len(lines) < 2:
        return [date_format(line["on"], "j F Y") for line in lines]
    shown = [f"{tidy(str(one['title']), 90)}, {date_format(one['on'], 'j F Y')}" for one in lines]
    if len(shown) <= MOST_LINES:
        return shown
    more = _("and %d more, on its page") % (len(shown) - MOST_LINES + 1)
    return [*shown[: MOST_LINES - 1], more]


def _hours(found: Certificate) -> str:
    if not found.hours:
        return ""
    return in_words(found.hours)


def _stamp(found: Certificate) -> str:
    if found.revoked_at:
        return _("Revoked: it does not hold any more")
    return _("It has run out") if found.has_run_out else ""
