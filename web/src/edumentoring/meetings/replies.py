"""What a calendar sends back when somebody answers an invitation there (RFC 5546, METHOD:REPLY).

Nothing in it is believed that the two could not have said on their page: it names the meeting by
the number that only their calendars have, and it counts only from the address of one of the two.
"""

from dataclasses import dataclass
from uuid import UUID

from icalendar import Calendar, vCalAddress

from edumentoring.common.mail import one_line

# An answer, and the wish for another time, which Outlook sends in place of a no.
METHODS = ("REPLY", "COUNTER")
MOST_WORDS = 300


@dataclass(frozen=True, kw_only=True)
class CalendarAnswer:
    """Which meeting, as it stood when it was answered; who answered what, with which word."""

    meeting: UUID
    sequence: int
    address: str
    is_no: bool
    word: str


def read_answer(words: str) -> CalendarAnswer | None:
    """The answer in a calendar part, or None where it is none to a meeting of ours."""
    try:
        calendar = Calendar.from_ical(words)
        event = calendar.walk("VEVENT")[0]
        meeting = UUID(str(event.get("uid", "")).partition("@")[0])
        sequence = int(event.get("sequence", 0))
    except (ValueError, IndexError, TypeError, KeyError, AttributeError):
        return None
    method = str(calendar.get("method", "")).upper()
    who = _who(event.get("attendee"))
    if method not in METHODS or who is None:
        return None
    said = str(who.params.get("partstat", "")).upper()
    return CalendarAnswer(
        meeting=meeting,
        sequence=sequence,
        address=str(who).lower().removeprefix("mailto:"),
        is_no=method == "COUNTER" or said == "DECLINED",
        word=_word(event.get("comment"), who),
    )


def _who(found: object) -> vCalAddress | None:
    """The one who answers: a reply names one person."""
    return found if isinstance(found, vCalAddress) else None


def _word(comment: object, who: vCalAddress) -> str:
    """What they typed with it; Google puts it beside the person."""
    first = comment[0] if isinstance(comment, list) and comment else comment
    said = first or who.params.get("x-response-comment") or ""
    return one_line(str(said))[:MOST_WORDS]
