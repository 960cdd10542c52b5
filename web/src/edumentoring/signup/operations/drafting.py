"""Writing a sign-up: begun, page by page, sent. Nobody else hears of it before the clock does."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.prepared import Prepared
from edumentoring.common.refused import Refused
from edumentoring.programmes.models import Programme
from edumentoring.signup import letters, tabs
from edumentoring.signup.limits import refuse_more_letters
from edumentoring.signup.models import Draft

# A sign-up begun before the end may be finished for this long.
GRACE = timedelta(hours=24)


class AlreadySent(Refused):
    """This draft is on its way: sending it again changes nothing."""


@transaction.atomic
def begin_draft(
    programme: Programme,
    *,
    code: UUID,
    ways: Mapping[str, bool],
    via: str = "",
    framed: bool = False,
) -> Draft:
    """A draft under `code`, or the one that is there: the first page sent twice makes one."""
    draft, made = Draft.objects.get_or_create(
        code=code,
        defaults={
            "programme": programme,
            **ways,
            "via": via[:12],
            "framed": framed,
            "done": ["way"],
        },
    )
    if draft.programme_id != programme.pk:
        raise Refused(_("This page belongs to another programme. Open its sign-up again."))
    if not made and draft.sent_at is None:
        return keep_ways(draft, ways)
    return draft


def keep_ways(draft: Draft, ways: Mapping[str, bool], *, seen: str = "") -> Draft:
    """Take part as these; answers to questions of a role that was given up stay, unsent."""
    return _keep(draft, "way", {}, dict(ways), seen)


def keep_answers(draft: Draft, page: str, answers: Mapping[str, Any], *, seen: str = "") -> Draft:
    """Keep a page that is in order; None takes an answer away.

    `seen` is what the page in the browser carried (`tabs.py`). Raises Stale where another tab
    answered the page differently since.
    """
    return _keep(draft, page, answers, {}, seen)


def keep_person(draft: Draft, page: str, *, name: str, email: str, seen: str = "") -> Draft:
    """Keep who they are. Raises Stale as `keep_answers`."""
    return _keep(draft, page, {}, {"name": name, "email": email}, seen)


def keep_consents(draft: Draft, page: str, consents: Mapping[str, int]) -> Draft:
    """Keep what they ticked, with the version of the words they read."""
    return _keep(draft, page, {}, {"consents": dict(consents)})


@transaction.atomic
def keep_typed(
    draft: Draft, page: str, typed: Mapping[str, list[str]], *, left: bool, seen: str = ""
) -> Draft:
    """Keep what does not fit yet exactly as it was typed; `left` half-way, or refused.

    Raises Stale as `keep_answers`; an older page on which nothing stands changes nothing.
    """
    current = _locked(draft)
    if tabs.is_behind(current, page, seen):
        before = current.typed.get(page, {}).get("values")
        if not any(each.strip() for values in typed.values() for each in values) or typed == before:
            return current
        raise tabs.differ()
    current.typed = {**current.typed, page: {"values": dict(typed), "left": left}}
    current.written = {**current.written, page: tabs.mark_of(seen)}
    return _touch(current, "typed", "written")


@transaction.atomic
def _keep(
    draft: Draft,
    page: str,
    answers: Mapping[str, Any],
    columns: Mapping[str, Any],
    seen: str = "",
) -> Draft:
    current = _locked(draft)
    if tabs.is_behind(current, page, seen):
        answers = tabs.added_by(answers, current.answers)
        columns = tabs.added_by(columns, {name: getattr(current, name) for name in columns})
        if not answers and not columns:
            return current
        if page in current.typed:
            raise tabs.differ()
    merged = {**current.answers, **answers}
    current.answers = {key: value for key, value in merged.items() if value not in (None, "", [])}
    current.typed = {key: value for key, value in current.typed.items() if key != page}
    current.done = [*(each for each in current.done if each != page), page]
    for name, value in columns.items():
        setattr(current, name, value)
    current.written = {**current.written, page: tabs.mark_of(seen)}
    return _touch(current, "answers", "typed", "done", "written", *columns)


def _locked(draft: Draft) -> Draft:
    """The row as it is now: another tab may have written to it. Refused once it is sent."""
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    if current.sent_at is not None:
        raise AlreadySent(_("You have sent this sign-up already."))
    current.programme = draft.programme
    return current


def _touch(draft: Draft, *fields: str) -> Draft:
    draft.touched_at = timezone.now()
    draft.save(update_fields=[*fields, "touched_at"])
    return draft


@transaction.atomic
def send_draft(draft: Draft) -> Draft:
    """Send it, once: whoever comes second finds it sent. The clock takes it in.

    What is done here is the same for an address that is known and for one that is not.
    Raises TooMany where the address was written to too often.
    """
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    if current.sent_at is None:
        refuse_more_letters(current.email)
        current.sent_at = current.touched_at = timezone.now()
        current.typed = {}
        current.save(update_fields=["sent_at", "touched_at", "typed"])
    current.programme = draft.programme
    return current


_under = Prepared(lambda code: Draft.objects.filter(code=code), UUID(int=0))


def send_whole(
    programme: Programme,
    *,
    code: UUID,
    ways: Mapping[str, bool],
    answers: Mapping[str, Any],
    name: str,
    email: str,
    consents: Mapping[str, int],
    via: str = "",
    framed: bool = False,
) -> Draft:
    """A whole sign-up in one go; the one that is there where it is sent twice under one code.

    Raises TooMany where the address was written to too often.
    """
    now = timezone.now()
    draft = Draft(
        programme=programme,
        code=code,
        **ways,
        name=name,
        email=email,
        answers={key: value for key, value in answers.items() if value not in (None, "", [])},
        consents=dict(consents),
        via=via[:12],
        framed=framed,
        started_at=now,
        touched_at=now,
        sent_at=now,
    )
    try:
        return _keep_whole(draft) or draft
    except IntegrityError:
        # Both clicks of a double click came at once, and the other was first.
        there = _sent_before(draft)
        if there is None:
            raise
        return there


@transaction.atomic
def _keep_whole(draft: Draft) -> Draft | None:
    """Keep it, unless it is there: then that one."""
    there = _sent_before(draft)
    if there is None:
        refuse_more_letters(draft.email)
        draft.save(force_insert=True)
    return there


def _sent_before(draft: Draft) -> Draft | None:
    for there in _under(draft.code):
        if there.sent_at is None or there.programme_id != draft.programme_id:
            raise Refused(_("This page belongs to another sign-up. Open it again from the start."))
        there.programme = draft.programme
        return there
    return None


@transaction.atomic
def send_link_to_come_back(draft: Draft, *, email: str) -> Draft:
    """Write the letter with the link that opens the draft again, on whatever device.

    Raises TooMany where the address was written to too often.
    """
    current = _locked(draft)
    refuse_more_letters(email)
    now = timezone.now()
    lately = current.later_to == email and current.later_at and current.later_at > _hour_ago(now)
    current.later_count = current.later_count + 1 if lately else 1
    current.later_to, current.later_at = email, now
    letters.come_back(current)
    return _touch(current, "later_to", "later_at", "later_count")


def _hour_ago(now: datetime) -> datetime:
    return now - timedelta(hours=1)


def may_still_be_sent(draft: Draft, *, now: datetime | None = None) -> bool:
    """Whether a draft begun before sign-up closed may still be finished."""
    return (now or timezone.now()) < draft.started_at + GRACE
