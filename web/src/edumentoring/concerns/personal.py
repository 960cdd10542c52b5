"""What this room keeps about people, what they get of it, and what stays although they go.

A concern is a record about somebody's safety. The law lets it stay when its writer, or somebody
in it, asks to be forgotten (UK GDPR, article 17(3): a legal duty, a task in the public interest,
a legal claim). So its words, its writer's name and its steps stay until its day. What leads back
to the account and the ways to reach them go at once.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.concerns.models import Arrangement, Concern, Contact, Separation, Step
from edumentoring.people.personal import Scope, declare, holds_nobody

WHY_KEPT = _("It is a record about somebody’s safety, and is kept until its day.")


def _concerns(scope: Scope) -> Iterator[dict[str, Any]]:
    """What they wrote. Who read it, and what was done, may speak of others and is not theirs."""
    for one in scope.within(Concern.objects.filter(raised_by=scope.user)):
        yield {
            "programme": one.programme.name,
            "raised": one.raised_at,
            "state": str(one.get_state_display()),
            "about": one.about,
            "what I wrote": one.words,
            "my e-mail": one.email,
            "another way to reach me": one.reach,
            "kept until": one.keep_until or now("It is open"),
            "if I ask to be forgotten": str(WHY_KEPT),
        }


def _forget_concerns(scope: Scope) -> None:
    """The words and the name on them stay; nothing leads from them to the person any more."""
    mine = scope.within(Concern.objects.filter(raised_by=scope.user))
    for one in mine:
        withdraw_letters(one.subject_key)
        letters = Letter.objects.filter(subject_key=one.subject_key, to__iexact=one.email)
        letters.update(to="somebody@erased.invalid", subject="", text="", html="")
    mine.update(raised_by=None, email="", reach="")


def _steps(scope: Scope) -> Iterator[dict[str, Any]]:
    theirs = Step.objects.filter(concern__raised_by=scope.user).for_the_writer()
    for one in scope.within(theirs, "concern__programme_id"):
        yield {"when": one.at, "kind": str(one.get_kind_display()), "text": one.note}


def _forget_steps(scope: Scope) -> None:
    """Who opened a concern, and when, stays by name: that is what the record is for."""
    scope.within(Step.objects.filter(by=scope.user), "concern__programme_id").update(by=None)


def _contacts(scope: Scope) -> Iterator[dict[str, Any]]:
    for one in scope.within(Contact.objects.filter(user=scope.user)):
        yield {"programme": one.programme.name, "what I am": one.role, "since": one.named_at}


def _forget_contacts(scope: Scope) -> None:
    scope.within(Contact.objects.filter(user=scope.user)).delete()


def _forget_kept_from(scope: Scope) -> None:
    mine = Concern.kept_from.through.objects.filter(user=scope.user)
    scope.within(mine, "concern__programme_id").delete()


def _separations(scope: Scope) -> Iterator[dict[str, Any]]:
    theirs = Separation.objects.filter(pair__mentor__user=scope.user) | (
        Separation.objects.filter(pair__mentee__user=scope.user)
    )
    for one in scope.within(theirs, "pair__programme_id").select_related("pair__programme"):
        yield {
            "programme": one.pair.programme.name,
            "separated": one.at,
            "together again": one.undone_at,
        }


def _forget_separations(scope: Scope) -> None:
    """That two were separated stays, so that they stay apart."""
    rows = scope.within(Separation.objects.all(), "pair__programme_id")
    rows.filter(by=scope.user).update(by=None)
    rows.filter(undone_by=scope.user).update(undone_by=None)


holds_nobody(Arrangement, "a programme's own words and years, not people")
# Steps first: afterwards nothing tells whose their concerns were.
declare(Step, export=_steps, erase=_forget_steps, title=_("What I was told about my worry"))
declare(
    Concern.kept_from.through,
    export=None,
    erase=_forget_kept_from,
    why="Whoever raised a concern chose who may not read it; telling them would end that.",
)
declare(Concern, export=_concerns, erase=_forget_concerns, title=_("Worries I told you about"))
declare(
    Contact, export=_contacts, erase=_forget_contacts, title=_("Where I am a contact for safety")
)
declare(
    Separation, export=_separations, erase=_forget_separations, title=_("Pairs that were stopped")
)
