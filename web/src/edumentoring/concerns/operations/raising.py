"""Somebody is worried: what they wrote is kept, and the contacts hear that there is something."""

import uuid
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line, plain_address
from edumentoring.common.refused import Refused
from edumentoring.concerns import letters
from edumentoring.concerns.contacts import readers_for, readers_of
from edumentoring.concerns.models import Concern, Step
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Programme

LONGEST = 10_000
HOURLY = 10


@transaction.atomic
def raise_concern(
    programme: Programme,
    *,
    words: str,
    about: str = "",
    pair: Pair | None = None,
    name: str = "",
    email: str = "",
    reach: str = "",
    user: User | None = None,
    kept_from: Collection[User] = (),
    form_key: uuid.UUID | None = None,
) -> Concern:
    """Keep a worry and call the contacts, but those it is kept from.

    Nobody has to say who they are; with an address they get a letter and can be answered. The
    same `form_key` twice keeps one. Refused when nobody would be left to read it.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if known := Concern.objects.filter(form_key=form_key).first() if form_key else None:
        return known
    if not words.strip():
        raise Refused(_("Say in a few words what worries you."))
    _refuse_if_nobody_reads(programme, kept_from)
    concern = Concern.objects.create(
        programme=programme,
        pair=pair,
        raised_by=user,
        name=one_line(user.name if user else name)[:150],
        email=user.email if user else _address(email),
        reach=one_line(reach)[:200],
        about=one_line(about)[:200],
        words=words.strip()[:LONGEST],
        form_key=form_key,
    )
    concern.kept_from.set(kept_from)
    letters.received(concern)
    _call_the_contacts(concern)
    note_history("raise_concern", concern, user, "Raised a concern")
    return concern


def _address(email: str) -> str:
    return plain_address(email).lower() if email.strip() else ""


def _refuse_if_nobody_reads(programme: Programme, kept_from: Collection[User]) -> None:
    without = {user.pk for user in kept_from}
    if all(one.user.pk in without for one in readers_of(programme)):
        raise Refused(
            _(
                "Somebody has to read it. Leave one person who may. "
                "If you trust none of them, tell your school’s safeguarding lead or call 101."
            )
        )


@transaction.atomic
def add_words(concern: Concern, words: str, *, form_key: uuid.UUID | None = None) -> Step:
    """Whoever raised it says more. A closed concern opens again: somebody has to look."""
    current = Concern.objects.select_for_update().select_related("programme").get(pk=concern.pk)
    if known := Step.objects.filter(form_key=form_key).first() if form_key else None:
        return known
    if not words.strip():
        raise Refused(_("Write your words first."))
    hour_ago = timezone.now() - timedelta(hours=1)
    if current.steps.filter(kind=Step.Kind.ADDED, at__gt=hour_ago).count() >= HOURLY:
        raise Refused(_("That is many messages in one hour. Call us, or try again later."))
    if current.is_closed:
        current.state, current.closed_at, current.keep_until = Concern.State.SEEN, None, None
        current.save(update_fields=["state", "closed_at", "keep_until"])
    step = current.steps.create(
        kind=Step.Kind.ADDED,
        by=current.raised_by,
        by_name=current.name,
        note=words.strip()[:LONGEST],
        form_key=form_key,
    )
    _call_the_contacts(current)
    note_history("add_to_concern", current, current.raised_by, "Said more about a concern")
    return step


def _call_the_contacts(concern: Concern) -> None:
    """It must not wait until somebody opens the desk."""
    for reader in readers_for(concern):
        letters.tell_contact(concern, reader.user)


def note_history(action: str, concern: Concern, by: User | None, summary: str) -> None:
    """A line without names or words, kept out of the programme's history: every seat reads that."""
    record(action, concern, by=by, summary=summary, programme_id=None)
