"""The checklist of what a school or provider answers for."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Programme
from edumentoring.provider.models import Document, Policy
from edumentoring.provider.policy_list import BY_KEY


@transaction.atomic
def keep_policy(
    programme: Programme,
    *,
    by: User,
    key: str = "",
    policy: Policy | None = None,
    version: int = 0,
    title: str = "",
    status: str = Policy.Status.OPEN,
    who: str = "",
    review_on: date | None = None,
    note: str = "",
    document: Document | None = None,
    form_key: UUID | None = None,
) -> Policy:
    """Say how one line stands: of the list that comes with the service by its `key`, one of one's
    own by its `policy`, or a new one. Stale where somebody else did so meanwhile."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    row = _row(programme, key, policy, form_key)
    if form_key and row.pk and row.form_key == form_key:
        return row
    if row.pk and row.version != version:
        raise Stale(_("Somebody changed this line a moment ago. Read it, then save yours."))
    if not row.key:
        row.title = one_line(title)[:150]
        if not row.title:
            raise Refused(_("Say what it is about, in one line."))
    row.status, row.who, row.review_on = status, one_line(who)[:150], review_on
    row.note, row.document = note.strip(), document
    row.changed_at, row.changed_by = timezone.now(), by
    row.version = row.version + 1 if row.pk else 1
    row.save()
    _note("keep_policy", row, by, f"Noted how a policy stands: {row.get_status_display()}")
    return row


def _row(programme: Programme, key: str, policy: Policy | None, form_key: UUID | None) -> Policy:
    mine = Policy.objects.select_for_update().filter(programme=programme)
    if policy is not None:
        return mine.get(pk=policy.pk)
    if key:
        if key not in BY_KEY:
            raise Refused(_("There is no such line on the list."))
        return mine.filter(key=key).first() or Policy(programme=programme, key=key)
    known = mine.filter(form_key=form_key).first() if form_key else None
    return known or Policy(programme=programme, form_key=form_key)


@transaction.atomic
def remove_policy(policy: Policy, *, by: User) -> None:
    """Take a line of one's own off the list; it can be brought back."""
    if policy.key:
        raise Refused(_("This line belongs to the list. Say “Not ours to do” instead."))
    if Policy.objects.filter(pk=policy.pk, removed_at=None).update(removed_at=timezone.now()):
        _note("remove_policy", policy, by, "Took a line off the policies")


@transaction.atomic
def restore_policy(policy: Policy, *, by: User) -> None:
    """Bring it back."""
    gone = Policy.objects.filter(pk=policy.pk).exclude(removed_at=None)
    if gone.update(removed_at=None):
        _note("restore_policy", policy, by, "Brought a line of the policies back")


def _note(action: str, policy: Policy, by: User, summary: str) -> None:
    record(action, policy, by=by, summary=summary, programme_id=policy.programme_id)
