"""What this room keeps about people, how they get it and how they are forgotten in it."""

from django.db.models import Q

from edumentoring.people.personal import Rows, Scope, declare
from edumentoring.signup.models import Draft, DraftQuerySet


def _theirs(scope: Scope) -> DraftQuerySet:
    """Taken in as this person, or written under their address and not taken in yet."""
    address = scope.user.email
    theirs = Draft.objects.filter(
        Q(participant__user=scope.user) | Q(email__iexact=address) | Q(later_to__iexact=address)
    )
    if scope.programme_id is not None:
        theirs = theirs.filter(programme=scope.programme_id)
    return theirs


def _drafts(scope: Scope) -> Rows:
    """Only what was proved to be theirs: a stranger may have typed their address."""
    theirs = _theirs(scope).filter(participant__user=scope.user)
    proved = theirs.filter(Q(kind=Draft.Kind.NEW) | Q(confirmed_at__isnull=False))
    return [
        {
            "programme": draft.programme.name,
            "begun": draft.started_at,
            "sent": draft.sent_at,
            "confirmed": draft.confirmed_at,
            "name": draft.name,
            "email": draft.email,
            "way": draft.way,
            "answers": draft.answers,
            "agreed to": draft.consents,
        }
        for draft in proved.select_related("programme")
    ]


def _forget(scope: Scope) -> None:
    """A draft has no use without its person; what came of it is forgotten by its own rooms."""
    _theirs(scope).delete()


declare(Draft, export=_drafts, erase=_forget)
