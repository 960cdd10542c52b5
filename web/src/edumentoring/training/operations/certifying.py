"""Certificates: a person asks for theirs, the desk may revoke one, and its page tells the truth."""

import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Programme
from edumentoring.training.models import Certificate, Record
from edumentoring.training.wording import plain


@transaction.atomic
def issue(
    user: User,
    records: Sequence[Record],
    *,
    name: str,
    form_key: uuid.UUID | None = None,
) -> Certificate:
    """A certificate for one line of somebody's record, or for the hours of several.

    A coordinator wrote each line, so nobody need approve it again. All are of one programme, in
    whose name it is. The same form sent twice issues one.
    """
    known = Certificate.objects.filter(form_key=form_key, user=user).first() if form_key else None
    if known:
        return known
    kept = list(
        Record.objects.standing()
        .select_related("programme")
        .filter(user=user, pk__in=[one.pk for one in records])
        .order_by("done_on", "pk")
    )
    if not kept:
        raise Refused(_("Choose at least one thing from your record."))
    if len({one.programme_id for one in kept}) > 1:
        raise Refused(_("Choose things of one programme. Each programme has its own certificate."))
    if not name.strip():
        raise Refused(_("Write the name that should stand on it."))
    made = certificate_of(user, kept, name=" ".join(name.split())[:120])
    made.form_key = form_key
    made.save()
    made.records.set(kept)
    _note("issue_certificate", made, user, "Made a certificate")
    return made


def certificate_of(user: User, records: Sequence[Record], *, name: str) -> Certificate:
    """The certificate for these lines of one programme, the earliest first; not kept yet."""
    first, programme = records[0], records[0].programme
    is_one = len(records) == 1
    return Certificate(
        user=user,
        programme=programme,
        name=name,
        title=first.title if is_one else _("Learning as a mentor"),
        lines=[
            {"title": one.title, "on": one.done_on.isoformat(), "hours": plain(one.hours)}
            for one in records
        ],
        hours=sum((one.hours for one in records), Decimal(0)),
        issued_on=programme.today(),
        expires_on=first.expires_on if is_one else None,
    )


def revoke(certificate: Certificate, why: str, *, by: User) -> Certificate:
    """It holds no more, and its page says so from now on. The reason is for those at the desk
    and for its person; its page says only that it was revoked, and when."""
    words = " ".join(why.split())[:300]
    if not words:
        raise Refused(_("Write why, in a few words. Its person reads it."))
    with transaction.atomic():
        current = Certificate.objects.select_for_update().get(pk=certificate.pk)
        if current.revoked_at is None:
            current.revoked_at, current.revoked_for = timezone.now(), words
            current.revoked_by = by
            current.save(update_fields=["revoked_at", "revoked_for", "revoked_by"])
            _note("revoke_certificate", current, by, "Revoked a certificate")
        return current


@transaction.atomic
def bring_back_certificate(certificate: Certificate, *, by: User) -> Certificate:
    """It holds again. Refused where something it rests on is off the record."""
    current = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if current.records.exclude(removed_at=None).exists():
        raise Refused(_("Put back what was taken off the record first. Then it holds again."))
    if current.revoked_at is not None:
        current.revoked_at, current.revoked_for, current.revoked_by = None, "", None
        current.save(update_fields=["revoked_at", "revoked_for", "revoked_by"])
        _note("restore_certificate", current, by, "Let a certificate hold again")
    return current


def show_certificate(certificate: Certificate, *, shown: bool) -> None:
    """Its person shows it to whoever has the address, or to nobody."""
    hidden_at = None if shown else timezone.now()
    Certificate.objects.filter(pk=certificate.pk).update(hidden_at=hidden_at)


def _note(action: str, about: Certificate, by: User, summary: str) -> None:
    programme: Programme = about.programme
    record(action, about, by=by, summary=f"{summary}: {about.title}", programme_id=programme.pk)
