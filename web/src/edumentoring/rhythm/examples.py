"""How this room's letters read, for the desk, with made-up people."""

from datetime import timedelta

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import Rendered
from edumentoring.pairs import gentle
from edumentoring.pairs.examples import Example, Two
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.pairs.sides import side_of
from edumentoring.rhythm import letters


def has_a_lot_on(two: Two) -> Rendered:
    """To the mentee, whose mentor has a lot on."""
    until = two.programme.today() + timedelta(days=14)
    return letters.compose(side_of(two.pair, two.mentor), until)


def look_back(two: Two) -> Rendered:
    """A look back is a line of the gentle letter."""
    line = now("You could look back at how it goes with %s. Five minutes are plenty.")
    words = line % two.mentor.user.first_name
    nudge = Nudge(participant=two.mentee, kind="review", line=words, url="/place/")
    return gentle.compose(two.mentee, [nudge])


EXAMPLES = (
    Example(
        key="look-back",
        name=_("A look back"),
        when=_("Half way and near the end, as a line of the gentle letter"),
        write=look_back,
    ),
    Example(
        key="has-a-lot-on",
        name=_("A lot on"),
        when=_("To the other person, when somebody says that they have a lot on"),
        write=has_a_lot_on,
    ),
)
