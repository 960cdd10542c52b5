"""What this room keeps about people, how they get it and how they are forgotten in it."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.consents.models import Consent, Notice, Wording
from edumentoring.people.personal import Rows, Scope, declare


def _theirs(scope: Scope) -> QuerySet[Consent]:
    theirs = Consent.objects.filter(participant__user=scope.user)
    if scope.programme_id is not None:
        theirs = theirs.filter(participant__programme=scope.programme_id)
    return theirs


def _consents(scope: Scope) -> Rows:
    theirs = _theirs(scope).select_related("wording", "participant__programme")
    return [_row(consent) for consent in theirs]


def _row(consent: Consent) -> dict[str, Any]:
    return {
        "programme": consent.participant.programme.name,
        "for": consent.get_purpose_display(),
        "words": f"{consent.wording.title}. {consent.wording.text}",
        "version": consent.wording.version,
        "given_at": consent.given_at,
        "given": consent.get_way_display(),
        "note": consent.note,
        "withdrawn_at": consent.withdrawn_at,
        "ended": consent.get_ended_as_display(),
    }


def _forget_consents(scope: Scope) -> None:
    """What stood ends. Which words were agreed to and when stays, of nobody who can be named."""
    theirs = _theirs(scope)
    now = timezone.now()
    standing = theirs.standing()  # type: ignore[attr-defined]
    standing.filter(given_at__gt=now).update(given_at=now)
    standing.update(withdrawn_at=now, ended_as=Consent.End.FORGOTTEN)
    theirs.exclude(note="").update(note="")
    _unlink(Consent, "given_by", scope)
    _unlink(Consent, "withdrawn_by", scope)


def _unlink(model: type[Consent | Wording | Notice], field: str, scope: Scope) -> None:
    """Take the person's name off what they did, here or everywhere."""
    done = model.objects.filter(**{field: scope.user})
    if scope.programme_id is not None:
        where = "participant__programme" if model is Consent else "programme"
        done = done.filter(**{where: scope.programme_id})
    done.update(**{field: None})


def _worded(model: type[Wording | Notice]) -> Any:
    return lambda scope: _unlink(model, "worded_by", scope)


declare(Consent, export=_consents, erase=_forget_consents, title=_("What I agreed to"))
declare(
    Wording,
    export=None,
    erase=_worded(Wording),
    why="The words a programme asks with are everybody's, whoever wrote them.",
)
declare(
    Notice,
    export=None,
    erase=_worded(Notice),
    why="A programme's privacy notice is everybody's, whoever wrote it.",
)
