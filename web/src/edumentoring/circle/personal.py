"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.circle.models import (
    Asked,
    Door,
    DropIn,
    Member,
    Observation,
    Opened,
    OwnLine,
    Record,
    Supervision,
    Talk,
    TalkSheet,
    TeamPart,
    TeamReview,
)
from edumentoring.circle.operations.asking import settle
from edumentoring.pairs.models import Pair
from edumentoring.people.personal import Scope, declare, forget_history

Row = dict[str, Any]


def _pairs(scope: Scope) -> QuerySet[Pair]:
    """The pairs they are one of."""
    mine = Q(mentor__user=scope.user) | Q(mentee__user=scope.user)
    return scope.within(Pair.objects.filter(mine))


def _named(scope: Scope) -> Q:
    """Asked by an address they have or had."""
    named = Q(pk=None)
    for address in (scope.user.email, *scope.words):
        if "@" in address:
            named |= Q(email__iexact=address)
    return named


# --- People around pairs --------------------------------------------------------------------------


def _members(scope: Scope) -> Iterator[Row]:
    """Where they were asked to help, and whom they asked in."""
    rows = scope.within(Member.objects.with_people(), "pair__programme_id")
    for one in rows.filter(user=scope.user):
        yield {
            "asked by": str(one.asked_by or ""),
            "as": str(one.get_role_display()),
            "words": one.words,
            "state": str(one.get_state_display()),
            "asked": one.asked_at,
            "until": one.until,
        }
    for one in rows.filter(asked_by=scope.user):
        yield {
            "I asked": one.name or str(one.user or ""),
            "as": str(one.get_role_display()),
            "my words": one.words,
            "state": str(one.get_state_display()),
            "asked": one.asked_at,
            "until": one.until,
        }


def _forget_members(scope: Scope) -> None:
    """A question to them goes; where they helped stays that somebody did. What they asked of
    others ends with their pairs."""
    everywhere = scope.within(Member.objects.all(), "pair__programme_id")
    theirs = everywhere.filter(Q(user=scope.user) | _named(scope))
    of_pairs = everywhere.filter(pair__in=_pairs(scope))
    for member in (theirs | of_pairs).filter(state__in=Asked.OPEN):
        settle(member)
    now = timezone.now()
    open_ones = everywhere.filter(state__in=Asked.OPEN)
    open_ones.filter(pk__in=[one.pk for one in theirs | of_pairs]).update(
        state=Asked.State.ENDED, ended_at=now
    )
    Opened.objects.filter(member__in=theirs).delete()
    keys = [one.pk for one in theirs]
    Member.objects.filter(pk__in=keys).update(user=scope.stub, email="", name="", words="")
    of_pairs.update(words="", email="", name="")
    everywhere.filter(asked_by=scope.user).update(asked_by=None, words="")
    scope.redact(everywhere, "name", "words")


def _forget_opened(scope: Scope) -> None:
    """Of their own pairs nobody around them reads anything any more."""
    Opened.objects.filter(member__pair__in=_pairs(scope)).delete()


# --- Reviews --------------------------------------------------------------------------------------


def _parts(scope: Scope) -> Iterator[Row]:
    rows = scope.within(TeamPart.objects.all(), "review__pair__programme_id")
    for one in rows.filter(user=scope.user).select_related("review"):
        yield {
            "review": one.review.title,
            "as": one.role,
            "going well": one.going_well,
            "to work on": one.work_on,
            "how I help": one.help_with,
            "written": one.written_at,
            "signed": one.signed_at,
        }


def _forget_parts(scope: Scope) -> None:
    """Their own lines go. In reviews of their own pair, all lines do: they are about them."""
    rows = scope.within(TeamPart.objects.all(), "review__pair__programme_id")
    about = rows.filter(review__pair__mentee__user=scope.user)
    blank = {"going_well": "", "work_on": "", "help_with": ""}
    about.update(**blank)
    keys = list(rows.filter(user=scope.user).values_list("pk", flat=True))
    for part in TeamPart.objects.filter(pk__in=keys):
        TeamPart.objects.filter(pk=part.pk).update(user=scope.stub, **blank)
    scope.redact(rows, "going_well", "work_on", "help_with")


def _reviews(scope: Scope) -> Iterator[Row]:
    for one in TeamReview.objects.filter(pair__in=_pairs(scope)):
        yield {"review": one.title, "begun": one.begun_at}


def _forget_reviews(scope: Scope) -> None:
    rows = scope.within(TeamReview.objects.all(), "pair__programme_id")
    rows.filter(begun_by=scope.user).update(begun_by=None)
    for one in rows.filter(pair__in=_pairs(scope)):
        TeamReview.objects.filter(pk=one.pk).update(title=f"{one.begun_at:%Y}, {one.pk}")
    scope.redact(rows, "title")


# --- Observations ---------------------------------------------------------------------------------


def _observations(scope: Scope) -> Iterator[Row]:
    """What was about their own lesson, as far as they were promised to read it."""
    rows = scope.within(Observation.objects.all(), "pair__programme_id")
    for one in rows.filter(Q(begun_by=scope.user) | Q(observed__user=scope.user)):
        compared = one.both_finished_at and (
            one.observed_id is None or one.promise != Observation.Promise.TALK
        )
        yield {
            "title": one.title,
            "focus": one.focus,
            "day": one.on,
            "promised": str(one.get_promise_display()),
            "agreed on": one.agree_on if compared else "",
            "differed on": one.differ_on if compared else "",
            "taken away": one.take_away if compared else "",
        }


def _forget_observations(scope: Scope) -> None:
    rows = scope.within(Observation.objects.all(), "pair__programme_id")
    about = rows.filter(Q(pair__in=_pairs(scope)) | Q(begun_by=scope.user))
    about.update(title="", focus="", agree_on="", differ_on="", take_away="", begun_by=None)
    rows.filter(observed__user=scope.user).update(observed=None)
    scope.redact(rows, "title", "focus", "agree_on", "differ_on", "take_away")


def _records(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Record.objects.all(), "observation__pair__programme_id")
    for one in rows.filter(user=scope.user).select_related("observation"):
        yield {
            "about": one.observation.title,
            "saw": one.saw,
            "thought": one.thought,
            "wondered": one.wondered,
            "saved": one.saved_at,
            "finished": one.finished_at,
        }


def _forget_records(scope: Scope) -> None:
    """Their own go; so does what was written about a lesson of theirs."""
    rows = scope.within(Record.objects.all(), "observation__pair__programme_id")
    blank = {"saw": "", "thought": "", "wondered": ""}
    rows.filter(observation__observed__user=scope.user).update(**blank)
    for record in rows.filter(user=scope.user):
        Record.objects.filter(pk=record.pk).update(user=scope.stub, **blank)
    scope.redact(rows, "saw", "thought", "wondered")


# --- Doors ----------------------------------------------------------------------------------------


def _doors(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Door.objects.all(), "teacher__programme_id")
    for one in rows.filter(teacher__user=scope.user):
        yield {
            "when": one.when,
            "lesson": one.lesson,
            "for": str(one.get_audience_display()),
            "until": one.last_on,
            "closed": one.closed_at,
        }


def _forget_doors(scope: Scope) -> None:
    rows = scope.within(Door.objects.all(), "teacher__programme_id")
    rows.filter(teacher__user=scope.user, closed_at=None).update(closed_at=timezone.now())
    rows.filter(teacher__user=scope.user).update(when="", lesson="")
    scope.redact(rows, "when", "lesson")


def _visits(scope: Scope) -> Iterator[Row]:
    """The two lines are read by both, so both are given them."""
    rows = scope.within(DropIn.objects.all(), "door__teacher__programme_id")
    both = Q(visitor=scope.user) | Q(door__teacher__user=scope.user)
    for one in rows.filter(both).select_related("door__teacher__user", "visitor"):
        yield {
            "teacher": str(one.door.teacher),
            "visitor": str(one.visitor),
            "day": one.on,
            "state": str(one.get_state_display()),
            "what worked": one.worked,
            "what the visitor takes away": one.take_away,
        }


def _forget_visits(scope: Scope) -> None:
    rows = scope.within(DropIn.objects.all(), "door__teacher__programme_id")
    rows.filter(door__teacher__user=scope.user).update(worked="", take_away="")
    for visit in rows.filter(visitor=scope.user):
        taken_back = visit.state == DropIn.State.ASKED
        DropIn.objects.filter(pk=visit.pk).update(
            visitor=scope.stub,
            state=DropIn.State.TAKEN_BACK if taken_back else visit.state,
            worked="",
            take_away="",
        )
    scope.redact(rows, "worked", "take_away")


# --- Supervision ----------------------------------------------------------------------------------


def _supervisions(scope: Scope) -> Iterator[Row]:
    either = Q(asked_by=scope.user) | Q(user=scope.user)
    rows = scope.within(Supervision.objects.with_people())
    for one in rows.filter(either):
        yield {
            "programme": one.programme.name,
            "with": one.other_of(scope.user),
            "what for": one.purpose,
            "how often": one.rhythm,
            "next": one.next_talk,
            "words": one.words,
            "state": str(one.get_state_display()),
        }


def _forget_supervisions(scope: Scope) -> None:
    rows = scope.within(Supervision.objects.all())
    either = Q(asked_by=scope.user) | Q(user=scope.user) | _named(scope)
    mine = list(rows.filter(either))
    for one in mine:
        if one.state in Asked.OPEN:
            settle(one)
    keys = [one.pk for one in mine]
    theirs = Supervision.objects.filter(pk__in=keys)
    theirs.filter(state__in=Asked.OPEN).update(state=Asked.State.ENDED, ended_at=timezone.now())
    theirs.update(purpose="", rhythm="", next_talk="", words="", name="", email="")
    theirs.filter(asked_by=scope.user).update(asked_by=None)
    theirs.filter(user=scope.user).update(user=scope.stub)
    scope.redact(rows, "purpose", "rhythm", "next_talk", "words", "name")
    forget_history(Supervision, keys)


def _talks(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Talk.objects.all(), "supervision__programme_id")
    both = Q(supervision__asked_by=scope.user) | Q(supervision__user=scope.user)
    for one in rows.filter(both):
        yield {"day": one.on, "what we talked about": one.words}


def _forget_talks(scope: Scope) -> None:
    """What they wrote goes, and so does what the other wrote about the two of them."""
    rows = scope.within(Talk.objects.all(), "supervision__programme_id")
    both = Q(supervision__asked_by=scope.user) | Q(supervision__user=scope.user)
    rows.filter(both | Q(by=scope.user)).update(words="", by=None)
    scope.redact(rows, "words")


def _talk_sheets(scope: Scope) -> Iterator[Row]:
    """Forms filled in by both, so both are given them."""
    rows = scope.within(TalkSheet.objects.kept(), "supervision__programme_id")
    both = Q(supervision__asked_by=scope.user) | Q(supervision__user=scope.user)
    open_ones = Supervision.objects.of(scope.user.pk)
    for one in rows.filter(both, supervision__in=open_ones):
        labels = {box.key: str(box.label) for box in one.tool.boxes}
        yield {
            "form": str(one.tool.title),
            "about": one.title,
            "words": {labels.get(key, key): words for key, words in one.answers.items()},
            "look again on": one.look_again_on,
            "saved": one.saved_at,
        }


def _forget_talk_sheets(scope: Scope) -> None:
    """What the two wrote in one form goes, as on the page they share."""
    rows = scope.within(TalkSheet.objects.all(), "supervision__programme_id")
    both = Q(supervision__asked_by=scope.user) | Q(supervision__user=scope.user)
    rows.filter(both | Q(begun_by=scope.user)).update(title="", answers={}, begun_by=None)
    scope.redact(rows, "title", "answers")


def _own_lines(scope: Scope) -> Iterator[Row]:
    rows = scope.within(OwnLine.objects.all(), "supervision__programme_id")
    for one in rows.filter(writer=scope.user):
        yield {"written": one.added_at, "my own line": one.words}


def _forget_own_lines(scope: Scope) -> None:
    rows = scope.within(OwnLine.objects.all(), "supervision__programme_id")
    rows.filter(writer=scope.user).delete()
    scope.redact(rows, "words")


# Lines and records first: they are found through what they belong to.
declare(OwnLine, export=_own_lines, erase=_forget_own_lines, title=_("My own lines on supervision"))
declare(
    TalkSheet,
    export=_talk_sheets,
    erase=_forget_talk_sheets,
    title=_("Forms filled in about how I mentor"),
)
declare(Talk, export=_talks, erase=_forget_talks, title=_("Talks about how I mentor"))
declare(
    Supervision, export=_supervisions, erase=_forget_supervisions, title=_("Supervision of mine")
)
declare(DropIn, export=_visits, erase=_forget_visits, title=_("Lessons dropped in on"))
declare(Door, export=_doors, erase=_forget_doors, title=_("My open doors"))
declare(Record, export=_records, erase=_forget_records, title=_("What I wrote as an observer"))
declare(
    Observation,
    export=_observations,
    erase=_forget_observations,
    title=_("Lessons and work looked at by two"),
)
declare(TeamPart, export=_parts, erase=_forget_parts, title=_("My lines in team reviews"))
declare(TeamReview, export=_reviews, erase=_forget_reviews, title=_("Reviews of my team"))
declare(
    Opened,
    export=None,
    erase=_forget_opened,
    why="which thing is open to whom; the things and the people are given elsewhere",
)
declare(Member, export=_members, erase=_forget_members, title=_("People around my pairs"))
