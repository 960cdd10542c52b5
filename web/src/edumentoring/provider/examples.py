"""How this room's letters to partners read, for the desk, with a made-up person and event."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common import letter_names
from edumentoring.common.mail import Rendered
from edumentoring.pairs.examples import Example, Two
from edumentoring.provider import letters
from edumentoring.provider.models import Partner
from edumentoring.schools.models import Organisation
from edumentoring.training.hosts import News
from edumentoring.training.models import Event


def partner_added(two: Two) -> Rendered:
    """To somebody of a hub."""
    return letters.compose_partner(_partner(two))


def _partner(two: Two) -> Partner:
    hub = Organisation(name=now("the North Hub"), kind=Organisation.Kind.HUB)
    return Partner(programme=two.programme, user=two.mentor.user, organisation=hub)


def event_news(news: News) -> Callable[[Two], Rendered]:
    """What became of an event that the hub holds."""

    def write(two: Two) -> Rendered:
        starts_at = datetime.combine(
            two.programme.today() + timedelta(days=14), time(16), ZoneInfo(two.programme.time_zone)
        )
        event = Event(
            programme=two.programme,
            title=now("A morning in our nursery"),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=90),
            answer_word=now("Could it begin at four, when lessons are over?"),
            cancel_word=now("Our hall is flooded. There will be another day."),
        )
        return letters.compose_news(_partner(two), event, news)

    return write


HELD = (
    (News.AGREED, _("A partner’s event is agreed"), _("At once, when one of you agrees")),
    (News.SENT_BACK, _("A partner’s event goes back"), _("At once, with what you say")),
    (
        News.CHANGED,
        _("A partner’s event changed"),
        _("Where somebody at the desk changes its title, time, place or link"),
    ),
    (News.CALLED_OFF, _("A partner’s event is off"), _("Where somebody at the desk calls it off")),
)
letter_names.add({f"held_{news}": name for news, name, _when in HELD})


EXAMPLES = (
    Example(
        key="partner-added",
        name=_("Somebody may see the figures"),
        when=_("At once, to a person of a school, trust, hub or university whom an owner lets in"),
        write=partner_added,
    ),
    *(
        Example(key=f"held-{news}", name=name, when=when, write=event_news(news))
        for news, name, when in HELD
    ),
)
