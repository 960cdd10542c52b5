"""What this room keeps about people: how it gives it back, and how it forgets it."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.newsletter.models import (
    Delivery,
    Issue,
    Newsletter,
    Rating,
    Segment,
    Sending,
    Subscription,
    Thanked,
    Visits,
)
from edumentoring.people.models import NOWHERE
from edumentoring.people.personal import Scope, declare, holds_nobody

Row = dict[str, Any]


def _theirs(scope: Scope) -> QuerySet[Subscription]:
    rows = scope.within(Subscription.objects.all(), "newsletter__programme_id")
    return rows.filter(Q(user=scope.user) | Q(email=scope.user.email.lower()))


def _subscriptions(scope: Scope) -> Iterator[Row]:
    for one in _theirs(scope).select_related("newsletter"):
        yield {
            "newsletter": one.newsletter.name,
            "address": one.email,
            "now": str(one.get_state_display()),
            "how often": str(one.get_rhythm_display()),
            "came by": str(one.get_way_display()),
            "evidence": one.evidence,
            "said about myself": [str(one.get_role_display()), one.region],
            "said yes": one.confirmed_at,
            "said yes to": one.agreed_to,
            "stopped": one.stopped_at,
        }


def _forget_subscriptions(scope: Scope) -> None:
    _theirs(scope).delete()
    rows = scope.within(Subscription.objects.all(), "newsletter__programme_id")
    scope.redact(rows, "evidence", "agreed_to")


def _copies(scope: Scope) -> QuerySet[Delivery]:
    rows = scope.within(Delivery.objects.all(), "sending__newsletter__programme_id")
    return rows.filter(Q(subscription__user=scope.user) | Q(email=scope.user.email.lower()))


def _deliveries(scope: Scope) -> Iterator[Row]:
    for one in _copies(scope).select_related("sending"):
        yield {
            "issue": one.sending.subject,
            "to": one.email,
            "what became of it": str(one.get_state_display()),
            "sent": one.sent_at,
        }


def _forget_deliveries(scope: Scope) -> None:
    """The copy stays as a count. What still waited is not sent."""
    for one in _copies(scope):
        waiting = one.state == Delivery.State.WAITING
        Delivery.objects.filter(pk=one.pk).update(
            email=f"copy-{one.pk}@{NOWHERE}",
            subscription=None,
            trouble="",
            state=Delivery.State.DROPPED if waiting else one.state,
        )
    scope.redact(
        scope.within(Delivery.objects.all(), "sending__newsletter__programme_id"), "trouble"
    )


def _my_thanks(scope: Scope) -> QuerySet[Thanked]:
    rows = scope.within(Thanked.objects.all(), "participant__programme_id")
    return rows.filter(participant__user=scope.user)


def _thanks(scope: Scope) -> Iterator[Row]:
    for one in _my_thanks(scope).select_related("participant__programme"):
        yield {
            "programme": one.participant.programme.name,
            "after": str(one.get_milestone_display()),
            "on": one.at,
        }


def _forget_thanks(scope: Scope) -> None:
    _my_thanks(scope).delete()


def _forget_sendings(scope: Scope) -> None:
    """An issue as it went is everybody's; that they asked for it, and their name, go."""
    rows = scope.within(Sending.objects.all(), "newsletter__programme_id")
    rows.filter(asked_by=scope.user).update(asked_by=None)
    rows.filter(approved_by=scope.user).update(approved_by=None)
    scope.redact(rows, "subject", "text", "html", "trouble", "segment_name")


def _forget_issues(scope: Scope) -> None:
    """What editors wrote stays theirs; where it names somebody who left, the name goes."""
    rows = scope.within(Issue.objects.all(), "newsletter__programme_id")
    scope.redact(rows, "title", "draft_title", "seo_title", "search_description", "lede", "term")
    for issue in rows:
        raw = list(issue.body.raw_data)
        cleaned = scope.clean(raw)
        if cleaned != raw:
            Issue.objects.filter(pk=issue.pk).update(body=json.dumps(cleaned))
    own = rows.filter(owner=scope.user)
    own.update(owner=None)


def _forget_newsletters(scope: Scope) -> None:
    rows = scope.within(Newsletter.objects.all())
    rows.filter(reply_to__iexact=scope.user.email).update(reply_to="")
    scope.redact(rows, "name", "about", "area", "thanks_words")


def _forget_segments(scope: Scope) -> None:
    """Two names could be alike once redacted, so one with a person in it gets its number."""
    for one in scope.within(Segment.objects.all(), "newsletter__programme_id"):
        if scope.clean(one.name) != one.name:
            Segment.objects.filter(pk=one.pk).update(name=f"Segment {one.pk}")


declare(
    Delivery, export=_deliveries, erase=_forget_deliveries, title=_("Issues that were sent to me")
)
declare(
    Subscription,
    export=_subscriptions,
    erase=_forget_subscriptions,
    title=_("Newsletters"),
)
declare(Thanked, export=_thanks, erase=_forget_thanks, title=_("When I was thanked"))
declare(
    Sending,
    export=None,
    erase=_forget_sendings,
    why="An issue is the programme's words to all its readers.",
)
declare(
    Issue,
    export=None,
    erase=_forget_issues,
    why="An issue is the programme's words to all its readers.",
)
declare(
    Newsletter,
    export=None,
    erase=_forget_newsletters,
    why="What a newsletter is called and looks like is about nobody.",
)
declare(
    Segment,
    export=None,
    erase=_forget_segments,
    why="A segment keeps no people: they are counted when it is used.",
)
holds_nobody(Sending.stories.through, "which stories stood in an issue")
holds_nobody(Rating, "answers without a name, by a mark that leads back to nobody")
holds_nobody(Visits, "how often a page was looked at on a day, by nobody in particular")
