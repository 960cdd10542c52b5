"""What this room keeps about people, how they get it, and how it is forgotten."""

from django.db.models import Q

from edumentoring.people.personal import Rows, Scope, declare
from edumentoring.verification.models import Verification


def _mine(scope: Scope) -> Q:
    mine = Q(participant__user=scope.user)
    return mine & Q(participant__programme=scope.programme_id) if scope.programme_id else mine


def _addresses(scope: Scope) -> Q:
    """Rows of others that name this person as a colleague."""
    named = Q(email__iexact=scope.user.email)
    for word in scope.words:
        named |= Q(email__iexact=word)
    return named & Q(participant__programme=scope.programme_id) if scope.programme_id else named


def export(scope: Scope) -> Rows:
    """How somebody was verified, without the colleague's own words and without notes."""
    for each in Verification.objects.filter(_mine(scope)).select_related("organisation"):
        yield {
            "way": str(each.get_way_display()),
            "state": str(each.get_state_display()),
            "address written to": each.email,
            "school": str(each.organisation or each.school_text),
            "asked": each.asked_at.isoformat(),
            "answered": each.answered_at.isoformat() if each.answered_at else "",
        }


def erase(scope: Scope) -> None:
    """Their own rows go; where they spoke for somebody else, only who they are goes."""
    Verification.objects.filter(_mine(scope)).delete()
    named = Verification.objects.filter(_addresses(scope))
    # The letter to a forgotten address is no longer answered by anybody.
    named.filter(state=Verification.State.ASKED).update(state=Verification.State.WITHDRAWN)
    named.update(email="", colleague_name="", key_hash=None)
    if scope.programme_id is None:
        Verification.objects.filter(by=scope.user).update(by=None)
    for word in (word for word in scope.words if word.strip()):
        for each in Verification.objects.filter(
            Q(note__icontains=word) | Q(colleague_name__icontains=word)
        ):
            each.note = _without(each.note, word)
            each.colleague_name = _without(each.colleague_name, word)
            each.save(update_fields=["note", "colleague_name"])


def _without(text: str, word: str) -> str:
    at = text.lower().find(word.lower())
    while at >= 0:
        text = f"{text[:at]}…{text[at + len(word) :]}"
        at = text.lower().find(word.lower(), at + 1)
    return text


declare(Verification, export=export, erase=erase)
