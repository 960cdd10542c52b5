"""What waits on a person's first page: announcements to read or answer, documents to read."""

from typing import Any

from django.db.models import Case, CharField, F, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.pairs.home import Kind, Line, Row, Waiting, waiting_rows
from edumentoring.people.models import User
from edumentoring.provider.models import Edition, Receipt

_HOW = Case(
    When(announcement__reply="none", then=Value("news")),
    default=Value("reply"),
    output_field=CharField(),
)


def rows(user: User) -> list[Any]:
    """Those that are neither read nor answered."""
    told = Receipt.objects.of_person(user.pk).waiting()
    asked = Edition.objects.waiting_for(user.pk)
    news = waiting_rows(
        told,
        _HOW,
        F("announcement__title"),
        key="announcement__code",
        at="announcement__goes_at",
    )
    books = waiting_rows(asked, "book", F("document__title"), key="document__code", at="at")
    return [news, books]


def line(row: Row) -> Line:
    """How one of them reads."""
    page = "document" if row["what"] == "book" else "announcement"
    words, button = {
        "book": (_("Please read: %s"), _("Read it")),
        "news": (_("New: %s"), _("Read it")),
        "reply": (_("A reply is asked for: %s"), _("Reply")),
    }[row["what"]]
    url = reverse(f"provider:{page}", args=[row["key"]])
    return Line(kind=Kind.ASKED, text=words % row["who"], url=url, button=button, rank=60)


WAITING = Waiting(kinds=("book", "news", "reply"), rows=rows, line=line)
