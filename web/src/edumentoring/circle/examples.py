"""How this room's letters read, for the desk, with made-up people."""

from datetime import timedelta

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.circle import letters
from edumentoring.circle.models import Member
from edumentoring.common.mail import Rendered
from edumentoring.pairs.examples import Example, Two


def asked_to_join(two: Two) -> Rendered:
    """To a colleague, from the mentee."""
    member = Member(
        pair=two.pair,
        role=Member.Role.COLLEAGUE,
        asked_by=two.mentee.user,
        name=now("Jo"),
        until=two.programme.today() + timedelta(days=30),
        words=now("You are so good at calm starts."),
    )
    subject = now("%s asks for your help") % two.mentee.user.first_name
    words = letters.question(member, subject, letters.join_lines(member))
    return letters.compose(two.programme, letters_link="", **words)


EXAMPLES = (
    Example(
        key="asked-to-join",
        name=_("Somebody is asked to help"),
        when=_("At once, to a colleague, tutor or specialist whom a mentee brings in"),
        write=asked_to_join,
    ),
)
