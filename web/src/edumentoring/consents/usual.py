"""The words a programme begins with: each purpose in two lines."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.consents.models import REQUIRED, Purpose


@dataclass(frozen=True)
class Usual:
    """One purpose as it is asked until a coordinator words it anew."""

    purpose: Purpose
    title: str | Promise
    text: str | Promise

    @property
    def required(self) -> bool:
        return self.purpose in REQUIRED


WORDINGS = (
    Usual(
        Purpose.PART,
        _("I want to take part"),
        _(
            "You keep my answers and use them to find somebody for me. "
            "That person sees my name, my school and what I wrote for them."
        ),
    ),
    Usual(
        Purpose.CONDUCT,
        _("I agree to the code of conduct"),
        _(
            "I am kind, I keep to what we agreed, and what I hear stays with me. "
            "If somebody may come to harm, I tell the coordinators."
        ),
    ),
    Usual(
        Purpose.PARTNERS,
        _("Partner organisations may write to me"),
        _(
            "You may give my name and e-mail to organisations that work with the programme. "
            "They may write to me about training and events."
        ),
    ),
    Usual(
        Purpose.RESEARCH,
        _("Researchers may study my answers"),
        _(
            "They learn what mentoring does, and they never get my name or e-mail. "
            "Saying no changes nothing about my mentoring."
        ),
    ),
    Usual(
        Purpose.DIRECTORY,
        _("Others in the programme may find me"),
        _(
            "The directory shows what I can help with, and what else I choose: "
            "my name, the ages and subjects I teach, my region, where I work. "
            "It never shows my e-mail."
        ),
    ),
)

ORDER = {usual.purpose: place for place, usual in enumerate(WORDINGS)}
