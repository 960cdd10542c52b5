"""What a form begins with: how the two met last, or how they agreed to meet."""

from typing import Any

from edumentoring.meetings.models import Meeting
from edumentoring.pairs.models import Agreement
from edumentoring.pairs.sides import Side

# What an agreement says, in the words of a meeting; what is not here leaves the form as it is.
WEEKS: dict[str, int] = {
    Agreement.HowOften.WEEKLY: 1,
    Agreement.HowOften.FORTNIGHTLY: 2,
    Agreement.HowOften.MONTHLY: 4,
    Agreement.HowOften.HALF_TERMLY: 6,
}
CHANNELS: dict[str, str] = {
    Agreement.Channel.VIDEO: Meeting.Channel.VIDEO,
    Agreement.Channel.PHONE: Meeting.Channel.PHONE,
    Agreement.Channel.IN_PERSON: Meeting.Channel.PLACE,
    Agreement.Channel.WRITING: Meeting.Channel.MESSAGE,
}


def usual_for(side: Side) -> dict[str, Any]:
    """As they met last, since nobody types a link twice; at first, as they agreed to work."""
    planned = Meeting.objects.filter(pair=side.pair, whole_day=False)
    last = planned.order_by("-made_at").first()
    agreed = Agreement.objects.filter(pair=side.pair).first()
    usual: dict[str, Any] = {}
    if agreed is not None:
        usual = {
            "weeks": WEEKS.get(agreed.how_often),
            "channel": CHANNELS.get(agreed.channel),
        }
    if last is not None:
        usual |= {"minutes": last.minutes, "channel": last.channel, "where": last.where}
    return {name: value for name, value in usual.items() if value}
