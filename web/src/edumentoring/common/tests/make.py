"""Letters with valid defaults."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from edumentoring.common.mail import queue_letter
from edumentoring.common.models import Letter

_numbers = count(1)


def letter(**fields: Any) -> Letter:
    """A letter that is due now; model fields that `queue_letter` does not take are set after."""
    late = {name: fields.pop(name) for name in ("state", "claimed_at", "tries") if name in fields}
    made = queue_letter(
        fields.pop("kind", "introduction"),
        **{
            "to": f"person{next(_numbers)}@example.org",
            "subject": "Bethan, meet Imran",
            "text": "We think you two could be a good pair.\n.\nA line that starts with a dot.\n",
            "html": "<p>We think you two could be a good pair.</p>",
            "not_before": timezone.now() - timedelta(seconds=1),
            **fields,
        },
    )
    if late:
        Letter.objects.filter(pk=made.pk).update(**late)
        made.refresh_from_db()
    return made


def after(letter: Letter) -> Letter:
    """The letter as it is now in the database."""
    letter.refresh_from_db()
    return letter
