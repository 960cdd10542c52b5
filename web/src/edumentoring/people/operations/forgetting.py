"""What somebody is given about themselves, and how they are forgotten.

Each room declares its models in `personal.py`; this goes through the declarations. All of it
is one transaction: somebody is either forgotten or as they were.
"""

import uuid
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.letters import send_forgotten
from edumentoring.people.models import (
    NOWHERE,
    SOMEBODY,
    ErasureLine,
    LastLetter,
    SignIn,
    User,
)
from edumentoring.people.operations import journal
from edumentoring.people.operations.history import record
from edumentoring.people.operations.suppressing import do_line, suppress
from edumentoring.people.personal import Declaration, Scope, declarations

SHORT = 3  # letters; a shorter name stands in too many other words to be taken out of sentences


def data_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything the service keeps about somebody: rows under the heading of what they are."""
    scope = Scope(user=user)
    found: dict[str, list[dict[str, Any]]] = {}
    for one in _account_first():
        if one.export is not None:
            found.setdefault(one.heading, []).extend(dict(row) for row in one.export(scope))
    return {heading: rows for heading, rows in found.items() if rows}


def _account_first() -> list[Declaration]:
    """This room and those below it as they are declared, then the rooms above, one by one."""
    ordered = list(declarations().values())
    here = next(at for at, one in enumerate(ordered) if one.model is User)
    return [*ordered[here:], *reversed(ordered[:here])]


@transaction.atomic
def forget(scope: Scope, *, by: User | None) -> None:
    """Forget somebody: in one programme, or everywhere. There is no way back.

    Live pairs end and their partners are told so, without a reason. What others counted on
    stays, without a name. Raises Refused, with the cure, for the last owner of a programme
    and for the last one who hosts the service.
    """
    user = User.objects.select_for_update().get(pk=scope.user.pk)
    if user.is_forgotten:
        return
    whole = _filled(replace(scope, user=user))
    if not scope.quiet:
        _refuse(whole)
    others = [each for one in declarations().values() if one.also for each in one.also(whole)]
    addresses = [word for word in whole.words if "@" in word]
    was = User(email=user.email, language=user.language)
    for one in declarations().values():
        if one.erase is not None:
            one.erase(whole)
    for other in others:
        forget(replace(scope, user=other), by=by)
    if scope.quiet:
        return
    for address in addresses:
        suppress(address, scope.programme_id)
    journal.note(ErasureLine.What.FORGET, person=user.code, programme_id=scope.programme_id)
    _tell(whole, by=by)
    letter = send_forgotten(was, everywhere=scope.programme_id is None)
    LastLetter.objects.create(letter=letter, blank=LastLetter.Blank.ALL)


def _refuse(scope: Scope) -> None:
    for one in declarations().values():
        if one.refuse is not None:
            one.refuse(scope)
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=scope.user.pk)
    if scope.programme_id is None and scope.user.is_superuser and not others.exists():
        raise Refused(
            _(
                "You are the only one who looks after this service. Let somebody else do it "
                "first, with the command “edumentoring owner”. Then come back here."
            )
        )


def _filled(scope: Scope) -> Scope:
    """The scope with every name and address the person had, and with who stands for them."""
    user = scope.user
    known = [user.email, user.name, *scope.words]
    known += SignIn.objects.filter(user=user).values_list("email", flat=True).distinct()
    for one in declarations().values():
        if one.words is not None:
            known += one.words(scope)
    known = [word.strip() for word in dict.fromkeys(known) if len(word.strip()) >= SHORT]
    names = [word for word in known if "@" not in word]
    calls = [
        user.known_as,
        *(part for name in names for part in (name.split()[0], name.split()[-1])),
    ]
    return replace(
        scope,
        words=tuple(known),
        calls=tuple(word for word in dict.fromkeys(calls) if len(word) >= SHORT),
        stub=user if scope.programme_id is None else _nobody(),
    )


def _nobody() -> User:
    """An account that is nobody's, for what stays in the one programme somebody left."""
    code = uuid.uuid4()
    return User.objects.create_user(
        f"erased-{code.hex}@{NOWHERE}", SOMEBODY, code=code, is_active=False
    )


def _tell(scope: Scope, *, by: User | None) -> None:
    """One line of history, without a name; nor who asked, where they did it themselves."""
    assert scope.stub is not None  # noqa: S101 - for the type checker
    record(
        "forget_person",
        scope.stub,
        by=None if by == scope.user else by,
        summary="Forgot somebody who asked for it",
        programme_id=scope.programme_id,
    )


# --- After a restore --------------------------------------------------------------------------


@transaction.atomic
def forget_again() -> int:
    """Do what the journal says and this database does not know of; says how many lines.

    A database from a back-up holds people who were forgotten since: they are forgotten once
    more before anybody can see them. Nobody is written to a second time.
    """
    lines = journal.lines_not_here()
    for line in lines:
        if line.what == ErasureLine.What.FORGET and line.person:
            user = User.objects.filter(code=line.person).first()
            if user is not None:
                forget(Scope(user=user, programme_id=line.programme_id, quiet=True), by=None)
        if line.what != ErasureLine.What.FORGET:
            do_line(line)
        line.save()
    return len(lines)
