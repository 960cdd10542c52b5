"""The model of teaching: its elements, what is tagged with them, and what is suggested."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused, Stale
from edumentoring.goals.models import Goal
from edumentoring.pairs import nudges
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme
from edumentoring.provider.models import Element, Suggestion, Tagged
from edumentoring.tools.models import Sheet

MOST = 20


@transaction.atomic
def keep_element(
    programme: Programme, *, by: User, name: str, looks_like: str = "", source: str = ""
) -> Element:
    """One more element, at the end. The same name again is the same element."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    mine = Element.objects.kept().filter(programme=programme)
    words = _named(name)
    known = mine.filter(name__iexact=words).first()
    if known:
        return known
    if mine.count() >= MOST:
        raise Refused(_("There are %d elements. Nobody keeps more in mind: join two.") % MOST)
    last = mine.aggregate(at=Max("place"))["at"] or 0
    made = Element.objects.create(
        programme=programme,
        name=words,
        looks_like=looks_like.strip(),
        source=one_line(source)[:300],
        place=last + 1,
    )
    _note("keep_element", made, by, f"Added to the model of teaching: {made.name}")
    return made


@transaction.atomic
def change_element(
    element: Element, *, version: int, by: User, name: str, looks_like: str, source: str
) -> Element:
    """Word it anew. What is tagged with it stays so."""
    found = Element.objects.select_for_update().get(pk=element.pk)
    if found.version != version:
        raise Stale(_("Somebody changed this element a moment ago. Read it, then save yours."))
    found.name, found.looks_like = _named(name), looks_like.strip()
    found.source = one_line(source)[:300]
    found.version += 1
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise Refused(_("There is an element of this name. Choose another name.")) from None
    _note("change_element", found, by, f"Changed in the model of teaching: {found.name}")
    return found


@transaction.atomic
def move_element(element: Element, *, by: User, up: bool) -> None:
    """One place up or down."""
    Programme.objects.select_for_update().get(pk=element.programme_id)
    rows = list(Element.objects.kept().filter(programme=element.programme_id))
    at = next((i for i, one in enumerate(rows) if one.pk == element.pk), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for place, one in enumerate(rows, start=1):
        one.place = place
    Element.objects.bulk_update(rows, ["place"])
    _note("move_element", element, by, f"Moved in the model of teaching: {element.name}")


@transaction.atomic
def remove_element(element: Element, *, by: User) -> None:
    """Take it out of the model; it can be brought back with what was tagged."""
    if Element.objects.kept().filter(pk=element.pk).update(removed_at=timezone.now()):
        _note("remove_element", element, by, f"Took out of the model of teaching: {element.name}")


@transaction.atomic
def restore_element(element: Element, *, by: User) -> None:
    """Bring it back, unless its name is taken by now."""
    try:
        with transaction.atomic():
            gone = Element.objects.filter(pk=element.pk).exclude(removed_at=None)
            changed = gone.update(removed_at=None)
    except IntegrityError:
        raise Refused(_("There is another element of this name by now.")) from None
    if changed:
        _note("restore_element", element, by, f"Brought back an element: {element.name}")


# --- Tags -----------------------------------------------------------------------------------------


@transaction.atomic
def tag(thing: Goal | Sheet, elements: Collection[Element], *, by: Participant) -> None:
    """Say which elements a goal or a form belongs to: exactly these, or none."""
    which = {"goal": thing} if isinstance(thing, Goal) else {"sheet": thing}
    type(thing).objects.select_for_update().get(pk=thing.pk)
    Tagged.objects.filter(**which).exclude(element__in=elements).delete()
    there = set(Tagged.objects.filter(**which).values_list("element", flat=True))
    Tagged.objects.bulk_create(
        Tagged(element=one, by=by, **which) for one in elements if one.pk not in there
    )


# --- Ideas ----------------------------------------------------------------------------------------


@transaction.atomic
def suggest(
    by: Participant,
    *,
    text: str,
    evidence: str = "",
    element: Element | None = None,
    form_key: UUID | None = None,
) -> Suggestion:
    """An idea of somebody who takes part. The same form sent twice suggests once."""
    Participant.objects.select_for_update().get(pk=by.pk)
    known = Suggestion.objects.filter(form_key=form_key).first() if form_key else None
    if known:
        return known
    if not text.strip():
        raise Refused(_("Write what you would change."))
    made = Suggestion.objects.create(
        programme=by.programme,
        by=by,
        element=element,
        text=text.strip(),
        evidence=evidence.strip(),
        form_key=form_key,
    )
    record(
        "suggest",
        made,
        by=by.user,
        summary="Suggested a change to the model of teaching",
        programme_id=by.programme_id,
    )
    return made


@transaction.atomic
def decide(
    suggestion: Suggestion, *, status: str, reason: str, version: int, by: User
) -> Suggestion:
    """Say how it stands, and why. Whoever suggested it reads of it in their weekly letter."""
    found = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if found.version != version:
        raise Stale(_("Somebody else has just said how it stands. Read it, then save yours."))
    words = reason.strip()
    settles = status in {Suggestion.Status.TAKEN_UP, Suggestion.Status.NOT_NOW}
    if settles and not words:
        raise Refused(_("Say why. Whoever suggested it will read this."))
    found.status, found.reason, found.version = status, words, found.version + 1
    found.decided_at, found.decided_by = timezone.now(), by
    found.save()
    if found.by and status != Suggestion.Status.OPEN:
        nudges.offer(
            found.by,
            kind="teaching",
            key=f"suggestion:{found.pk}:{status}",
            line=_("There is an answer to what you suggested about teaching"),
            url=reverse("provider:teaching", args=[found.programme.slug]),
        )
    record(
        "decide_suggestion",
        found,
        by=by,
        summary=f"Said how a suggestion stands: {found.get_status_display()}",
        programme_id=found.programme_id,
    )
    return found


def _named(name: str) -> str:
    words = one_line(name)[:80]
    if not words:
        raise Refused(_("Give the element a name."))
    return words


def _note(action: str, element: Element, by: User, summary: str) -> None:
    record(action, element, by=by, summary=summary, programme_id=element.programme_id)
