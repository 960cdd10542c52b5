"""Letters: those to a person are emptied, those to others lose the person's name and address."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.common.models import Letter
from edumentoring.people.models import NOWHERE
from edumentoring.people.personal import Scope, declare
from edumentoring.people.redacting import SOMEBODY, redact

GONE = "(no longer kept)"
BLANK: dict[str, Any] = {
    "subject": GONE,
    "text": "",
    "html": "",
    "calendar": "",
    "headers": {},
    "trouble": "",
}
OPEN = (Letter.State.WAITING, Letter.State.UNCERTAIN, Letter.State.BOUNCED)
SHORT_FIELDS = ("subject", "text", "from_line", "reply_to", "trouble")


def blank(letters: QuerySet[Letter], **more: Any) -> None:
    """Take the words out; whatever waits, or waits for a person to decide, is not sent now."""
    keys = list(letters.values_list("pk", flat=True))
    for start in range(0, len(keys), 200):
        some = Letter.objects.filter(pk__in=keys[start : start + 200])
        some.filter(state__in=OPEN).update(state=Letter.State.WITHDRAWN)
        some.update(**BLANK, **more)


def _own(scope: Scope) -> QuerySet[Letter]:
    """By the reader's code, and by any address they had: a sign-up has a letter and no code."""
    addresses = [word for word in (scope.user.email, *scope.words) if "@" in word]
    mine = reduce(or_, (Q(to__iexact=address) for address in addresses))
    return scope.within(Letter.objects.filter(mine | Q(person_code=scope.user.code)))


def _letters(scope: Scope) -> Iterator[dict[str, Any]]:
    """The words of sign-in letters are left out: while they are fresh they open the account."""
    fields = ("queued_at", "sent_at", "kind", "state", "subject", "text", "priority")
    for one in _own(scope).order_by("queued_at").only(*fields).iterator(chunk_size=200):
        secret = one.priority >= Letter.Priority.SIGN_IN
        yield {
            "written": one.queued_at,
            "sent": one.sent_at,
            "state": str(one.get_state_display()),
            "subject": one.subject,
            "words": "" if secret else one.text,
        }


def _forget(scope: Scope) -> None:
    # A last letter still needs its words; it is blanked once it has gone.
    mine = _own(scope).filter(last_letter=None)
    blank(mine, to=f"erased@{NOWHERE}", person_code=None, reply_to="")
    theirs = scope.within(Letter.objects.filter(last_letter=None))
    long_fields = ("html", "headers", "calendar")
    redact(theirs, *SHORT_FIELDS, *long_fields, words=scope.words, look_in=SHORT_FIELDS)
    theirs.filter(reply_to=SOMEBODY).update(reply_to="")


declare(Letter, export=_letters, erase=_forget, title=_("Letters to me"))
