"""What this room keeps about people, how they get it, and how it is forgotten."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edumentoring.people.personal import Scope, declare
from edumentoring.verification.models import Verification, VerificationQuerySet


def _all(scope: Scope) -> VerificationQuerySet:
    return scope.within(Verification.objects.all(), "participant__programme_id")  # type: ignore[return-value]


def _mine(scope: Scope) -> VerificationQuerySet:
    return _all(scope).filter(participant__user=scope.user)


def _export(scope: Scope) -> Iterator[dict[str, Any]]:
    """What was asked, and what was noted about them; who the colleague is, is not theirs."""
    for each in _mine(scope).select_related("organisation"):
        yield {
            "when": each.asked_at,
            "way": str(each.get_way_display()),
            "state": str(each.get_state_display()),
            "address written to": each.email,
            "school": str(each.organisation or each.school_text),
            "answered": each.answered_at,
            "note": each.note,
        }


def _erase(scope: Scope) -> None:
    """Their own rows go; where they spoke for somebody else, only who they are goes."""
    _mine(scope).delete()
    named = Q()
    for address in {scope.user.email, *scope.words}:
        named |= Q(email__iexact=address)
    as_colleague = _all(scope).filter(named)
    # The letter to a forgotten address is not to be answered by anybody.
    as_colleague.filter(state=Verification.State.ASKED).update(state=Verification.State.WITHDRAWN)
    as_colleague.update(email="", colleague_name="", key_hash=None)
    _all(scope).filter(by=scope.user).update(by=None)
    scope.redact(_all(scope), "note", "colleague_name")


declare(Verification, export=_export, erase=_erase, title=_("How it is known where I work"))
