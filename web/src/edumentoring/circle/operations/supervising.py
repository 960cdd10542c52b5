"""Two mentors, or two coordinators, who support each other. Kept apart from every pair."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.circle.models import Asked, OwnLine, Supervision, Talk
from edumentoring.circle.operations.asking import (
    person_asked,
    refuse_those_apart,
    send,
    settle,
)
from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme

State = Asked.State
MOST_OPEN = 4


@transaction.atomic
def ask_for_supervision(
    programme: Programme,
    *,
    by: User,
    kind: str,
    whom: Participant | None = None,
    colleague: User | None = None,
    email: str = "",
    name: str = "",
    words: str = "",
) -> Supervision:
    """Ask somebody to be the other of two. The same person again changes nothing.

    `whom` was found in the programme, `colleague` runs it too; anybody else by e-mail.
    """
    User.objects.select_for_update().get(pk=by.pk)
    who: dict[str, Any] = (
        {"user": colleague, "email": "", "name": str(colleague)[:150]}
        if colleague
        else person_asked(whom, email, name)
    )
    if who["user"] == by:
        raise Refused(_("That is you. Choose somebody else."))
    refuse_those_apart(who["user"], [by])
    mine = Supervision.objects.filter(
        programme=programme, kind=kind, asked_by=by, state__in=(State.ASKED, State.YES)
    )
    same = {"user": who["user"]} if who["user"] else {"email": who["email"]}
    known = mine.filter(**same).first()
    if known:
        return known
    if mine.count() >= MOST_OPEN:
        raise Refused(_("You have asked %d people already. End one of them first.") % MOST_OPEN)
    made = Supervision.objects.create(
        programme=programme,
        kind=Supervision.Kind(kind),
        asked_by=by,
        words=" ".join(words.split())[:300],
        **who,
    )
    send(made)
    _note(made, "ask_for_supervision", by, "Asked somebody to supervise each other")
    return made


@transaction.atomic
def end_supervision(supervision: Supervision, *, by: User | None) -> None:
    """Either of the two ends it, or nobody in particular. What each wrote for themselves stays
    theirs."""
    found = _locked(supervision)
    if found.state not in Asked.OPEN:
        return
    came = found.state == State.YES
    found.state = State.ENDED if came else State.TAKEN_BACK
    found.ended_at, found.email = timezone.now(), ""
    found.save(update_fields=["state", "ended_at", "email"])
    settle(found)
    _note(found, "end_supervision", by, "Ended supervising each other")


@transaction.atomic
def keep_page(
    supervision: Supervision, *, purpose: str, rhythm: str, next_talk: str, version: int
) -> None:
    """Keep the page the two share. Raises Stale where the other saved since `version`."""
    found = going_on(supervision)
    words = {
        "purpose": purpose.strip(),
        "rhythm": " ".join(rhythm.split())[:200],
        "next_talk": " ".join(next_talk.split())[:200],
    }
    if all(getattr(found, name) == said for name, said in words.items()):
        return
    if version != found.version:
        raise Stale(_("The other one saved while you were writing. Your words are kept below."))
    Supervision.objects.filter(pk=found.pk).update(version=F("version") + 1, **words)


@transaction.atomic
def add_talk(supervision: Supervision, *, by: User, on: date, words: str) -> Talk:
    """Two lines about a talk, for both. The same lines again are one."""
    found = going_on(supervision)
    talk, _new = Talk.objects.get_or_create(
        supervision=found, on=on, words=words.strip(), defaults={"by": by}
    )
    return talk


@transaction.atomic
def add_own_line(supervision: Supervision, *, by: User, words: str) -> OwnLine:
    """A line for oneself alone; it can be written after the end as well."""
    found = _locked(supervision)
    last = found.own_lines.filter(writer=by).first()
    if last and last.words == words.strip():
        return last
    return OwnLine.objects.create(supervision=found, writer=by, words=words.strip())


def remove_own_line(supervision: Supervision, key: int, *, by: User) -> None:
    """Their own line goes, for good."""
    OwnLine.objects.visible_to(by).filter(supervision=supervision, pk=key).delete()


def going_on(supervision: Supervision) -> Supervision:
    """The row, locked, where the two have not ended it; Refused where they have."""
    found = _locked(supervision)
    if found.state != State.YES:
        raise Refused(_("You two have ended this. It can still be read."))
    return found


def _locked(supervision: Supervision) -> Supervision:
    found = Supervision.objects.select_for_update(of=("self",)).with_people()
    return found.get(pk=supervision.pk)


def _note(supervision: Supervision, action: str, by: User | None, summary: str) -> None:
    record(action, supervision, by=by, programme_id=supervision.programme_id, summary=summary)
