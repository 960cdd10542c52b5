"""What waits on a person's first page: announcements to read or answer, documents to read."""

from collections.abc import Iterable, Sequence

from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.provider.models import Edition, Receipt

MOST = 3


def lines(user: User, _sides: Sequence[Side]) -> Iterable[Line]:
    """Both kinds in one question to the database."""
    kind = Value("announcement", output_field=CharField())
    news = Receipt.objects.of_person(user.pk).waiting().order_by()
    told = news.values_list(
        kind, "announcement__reply", "announcement__title", "announcement__code"
    )
    kind = Value("document", output_field=CharField())
    books = Edition.objects.waiting_for(user.pk).order_by()
    asked = books.values_list(
        kind, F("document__asked_of"), F("document__title"), F("document__code")
    )
    for what, how, title, code in told.union(asked)[: MOST * 2]:
        if what == "document":
            words, button = _("Please read: %s") % title, _("Read it")
        elif how == "none":
            words, button = _("New: %s") % title, _("Read it")
        else:
            words, button = _("A reply is asked for: %s") % title, _("Reply")
        url = reverse(f"provider:{what}", args=[code])
        yield Line(kind=Kind.ASKED, text=words, url=url, button=button, rank=60)
