"""How the letter to two people who are separated reads, for the desk, with made-up people."""

from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import Rendered
from edumentoring.concerns import letters
from edumentoring.pairs.examples import Example, Two


def separated(two: Two) -> Rendered:
    """To the mentee; the mentor gets the same."""
    return letters.separated_words(two.pair, two.mentee)


EXAMPLES = (
    Example(
        key="separated",
        name=_("Two people are separated"),
        when=_("At once, to both, when a safeguarding contact separates them"),
        write=separated,
    ),
)
