"""What an agreement says before anybody has changed a word of it, by the kind of programme."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Agreement
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Programme
from edumentoring.programmes.vocabulary import TOPICS, by_id

Kind, Often, Channel = Programme.Kind, Agreement.HowOften, Agreement.Channel

PURPOSES: dict[str, str | Promise] = {
    Kind.OPEN: _("We give each other time to think about our work, and one next step each time."),
    Kind.IN_SCHOOL: _(
        "We work on one thing in the classroom at a time, so that these first years go well."
    ),
    Kind.PARTNERSHIP: _(
        "We help what is learnt in training and what happens in class to come together."
    ),
    Kind.PEER: _("We take turns: each time, each of us brings one thing and leaves with one idea."),
}
OFTEN = {
    Kind.OPEN: Often.MONTHLY,
    Kind.IN_SCHOOL: Often.WEEKLY,
    Kind.PARTNERSHIP: Often.WEEKLY,
    Kind.PEER: Often.FORTNIGHTLY,
}
CHANNELS = {
    Kind.OPEN: Channel.VIDEO,
    Kind.IN_SCHOOL: Channel.IN_PERSON,
    Kind.PARTNERSHIP: Channel.IN_PERSON,
    Kind.PEER: Channel.MIXED,
}
BETWEEN_US = _(
    "What we say stays between us. We write no names of pupils. If one of us is worried about "
    "somebody’s safety, we say so, and we tell those who must know."
)
HOW_WE_END = _(
    "Either of us may stop at any time, and says thank you. When we have done what we came for, "
    "we look back once and finish well."
)


def first_words(side: Side) -> dict[str, Any]:
    """The five pieces to begin with. A topic both chose stands in the purpose."""
    kind = Kind(side.pair.programme.kind)
    purpose = str(PURPOSES[kind])
    if topic := _shared_topic(side):
        purpose += " " + str(_("We begin with this: %s.") % topic)
    return {
        "purpose": purpose,
        "how_often": OFTEN[kind],
        "channel": CHANNELS[kind],
        "between_us": str(BETWEEN_US),
        "how_we_end": str(HOW_WE_END),
    }


def _shared_topic(side: Side) -> str:
    offered = side.pair.mentor.answers.get("topics_offered") or []
    wanted = side.pair.mentee.answers.get("topics_wanted") or []
    known = by_id(TOPICS)
    shared = [topic for topic in wanted if topic in offered and topic in known]
    return str(known[shared[0]].label).lower() if shared else ""
