"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.models import Letter
from edumentoring.network.directory import card_of, listing_of
from edumentoring.network.models import (
    Answer,
    Block,
    Group,
    Helpful,
    Judgement,
    Listing,
    Membership,
    Message,
    NotTold,
    Question,
    Report,
    Thread,
)
from edumentoring.people.own_letters import blank
from edumentoring.people.personal import Scope, declare, forget_history

Row = dict[str, Any]


# --- The directory --------------------------------------------------------------------------------


def _listings(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Listing.objects.all(), "participant__programme_id")
    found = rows.filter(participant__user=scope.user)
    for one in found.select_related("participant__user", "participant__programme"):
        card = card_of(one.participant)
        yield {
            "programme": one.participant.programme.name,
            "shows my name": str(listing_of(one.participant).get_name_display()),
            "shows": [*card.subjects, *card.phases, *card.strengths, card.region, card.school],
            "changed": one.changed_at,
        }


def _forget_listings(scope: Scope) -> None:
    rows = scope.within(Listing.objects.all(), "participant__programme_id")
    rows.filter(participant__user=scope.user).delete()


def _not_told(scope: Scope) -> Iterator[Row]:
    rows = scope.within(NotTold.objects.all(), "participant__programme_id")
    for one in rows.filter(participant__user=scope.user).select_related("participant__programme"):
        yield {"no line about new questions in": one.participant.programme.name, "since": one.at}


def _forget_not_told(scope: Scope) -> None:
    rows = scope.within(NotTold.objects.all(), "participant__programme_id")
    rows.filter(participant__user=scope.user).delete()


def _blocks(scope: Scope) -> Iterator[Row]:
    """Whom they blocked. Who blocked them is the other person's."""
    rows = scope.within(Block.objects.all(), "by__programme_id")
    for one in rows.filter(by__user=scope.user).select_related("whom__user"):
        yield {"may not write to me": str(one.whom), "since": one.at}


def _forget_blocks(scope: Scope) -> None:
    rows = scope.within(Block.objects.all(), "by__programme_id")
    rows.filter(Q(by__user=scope.user) | Q(whom__user=scope.user)).delete()


# --- Groups ---------------------------------------------------------------------------------------


def _groups(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Group.objects.all()).filter(suggested_by__user=scope.user):
        yield {"a group I began": one.name, "for": one.about, "begun": one.made_at}


def _forget_groups(scope: Scope) -> None:
    """The group and its name are everybody's. That they began it goes, with their sentence."""
    rows = scope.within(Group.objects.all())
    keys = list(rows.filter(suggested_by__user=scope.user).values_list("pk", flat=True))
    rows.filter(pk__in=keys).update(suggested_by=None, about="")
    scope.redact(rows, "name", "about", "meets_where")
    forget_history(Group, keys)


def _memberships(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Membership.objects.all(), "group__programme_id")
    for one in rows.filter(participant__user=scope.user).select_related("group"):
        yield {"a group I am in": one.group.name, "since": one.joined_at}


def _forget_memberships(scope: Scope) -> None:
    rows = scope.within(Membership.objects.all(), "group__programme_id")
    rows.filter(participant__user=scope.user).delete()


# --- Questions ------------------------------------------------------------------------------------


def _questions(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Question.objects.all()).filter(by__user=scope.user):
        yield {
            "I asked": one.text,
            "as": str(one.get_kind_display()),
            "of": one.group.name if one.group else str(_("The mentors")),
            "without my name": one.is_anonymous,
            "at": one.at,
            "removed": one.removed_at,
        }


def _forget_questions(scope: Scope) -> None:
    """The words and the name go. That something was asked stays for those who answered."""
    rows = scope.within(Question.objects.all())
    keys = list(rows.filter(by__user=scope.user).values_list("pk", flat=True))
    rows.filter(pk__in=keys, removed_at=None).update(removed_at=timezone.now())
    rows.filter(pk__in=keys).update(by=None, text="", form_key=None)
    scope.redact(rows, "text")
    forget_history(Question, keys)


def _answers(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Answer.objects.all(), "question__programme_id")
    for one in rows.filter(by__user=scope.user):
        yield {"I answered": one.text, "at": one.at, "removed": one.removed_at}


def _forget_answers(scope: Scope) -> None:
    rows = scope.within(Answer.objects.all(), "question__programme_id")
    keys = list(rows.filter(by__user=scope.user).values_list("pk", flat=True))
    rows.filter(pk__in=keys, removed_at=None).update(removed_at=timezone.now())
    rows.filter(pk__in=keys).update(by=None, text="", form_key=None)
    scope.redact(rows, "text")
    forget_history(Answer, keys)


def _judgements(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Judgement.objects.all(), "question__programme_id")
    for one in rows.filter(by__user=scope.user):
        yield {"I placed it at": str(one.get_standing_display()), "because": one.text, "at": one.at}


def _forget_judgements(scope: Scope) -> None:
    rows = scope.within(Judgement.objects.all(), "question__programme_id")
    rows.filter(by__user=scope.user).delete()
    scope.redact(rows, "text")


def _marks(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Helpful.objects.all(), "participant__programme_id")
    for one in rows.filter(participant__user=scope.user).select_related("answer"):
        yield {"was helpful to me": one.answer.text}


def _forget_marks(scope: Scope) -> None:
    rows = scope.within(Helpful.objects.all(), "participant__programme_id")
    rows.filter(participant__user=scope.user).delete()


def _reports(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Report.objects.all(), "by__programme_id")
    for one in rows.filter(by__user=scope.user):
        yield {"I asked a coordinator to look": one.at, "looked at": one.settled_at}


def _forget_reports(scope: Scope) -> None:
    rows = scope.within(Report.objects.all(), "by__programme_id")
    rows.filter(by__user=scope.user).update(by=None)


# --- Messages -------------------------------------------------------------------------------------


def _threads(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Thread.objects.with_people().of(scope.user)):
        mine = one.begun_by is not None and one.begun_by.user_id == scope.user.pk
        yield {
            "conversation with": str((one.to if mine else one.begun_by) or ""),
            "begun": one.begun_at,
            "closed": one.closed_at,
            "I show my e-mail": bool(one.begun_shares_at if mine else one.to_shares_at),
        }


def _forget_threads(scope: Scope) -> None:
    """The other one keeps what they wrote; nobody can write on."""
    rows = scope.within(Thread.objects.of(scope.user))
    keys = list(rows.values_list("pk", flat=True))
    theirs = Thread.objects.filter(pk__in=keys)
    theirs.filter(closed_at=None).update(closed_at=timezone.now())
    theirs.filter(begun_by__user=scope.user).update(begun_by=None, begun_shares_at=None)
    theirs.filter(to__user=scope.user).update(to=None, to_shares_at=None)
    theirs.filter(closed_by__user=scope.user).update(closed_by=None)


def _messages(scope: Scope) -> Iterator[Row]:
    """Both read a conversation, so both are given it."""
    rows = scope.within(Message.objects.readable_by(scope.user), "thread__programme_id")
    for one in rows.select_related("by__user"):
        yield {"by": str(one.by or ""), "at": one.at, "words": one.text}


def _forget_messages(scope: Scope) -> None:
    """What they wrote goes; the other's words stay, without the name."""
    rows = scope.within(Message.objects.all(), "thread__programme_id")
    _take_out_of_letters(rows.filter(by__user=scope.user))
    to_them = rows.filter(to__user=scope.user)
    scope.redact(to_them, "text", about_them=True)
    scope.redact(rows, "text")
    rows.filter(by__user=scope.user).delete()
    to_them.update(to=None, told_at=timezone.now())


def _take_out_of_letters(written: QuerySet[Message]) -> None:
    """Letters to others that hold their words are emptied. What somebody else wrote in one that
    has not gone yet is told in another."""
    letters = Letter.objects.filter(pk__in=list(written.values_list("letter", flat=True)))
    waiting = letters.filter(state=Letter.State.WAITING)
    again = Message.objects.filter(letter__in=waiting.values("pk"))
    again.exclude(pk__in=written.values("pk")).update(told_at=None, letter=None)
    blank(letters)


# Messages first: they are found through what they belong to.
declare(Message, export=_messages, erase=_forget_messages, title=_("Messages in the network"))
declare(Thread, export=_threads, erase=_forget_threads, title=_("Conversations in the network"))
declare(Report, export=_reports, erase=_forget_reports, title=_("What I reported in the network"))
declare(Helpful, export=_marks, erase=_forget_marks, title=_("Answers that were helpful to me"))
declare(Judgement, export=_judgements, erase=_forget_judgements, title=_("How I judged a case"))
declare(Answer, export=_answers, erase=_forget_answers, title=_("My answers in the network"))
declare(NotTold, export=_not_told, erase=_forget_not_told, title=_("Lines I do not want"))
declare(Question, export=_questions, erase=_forget_questions, title=_("My questions"))
declare(Membership, export=_memberships, erase=_forget_memberships, title=_("Groups I am in"))
declare(Group, export=_groups, erase=_forget_groups, title=_("Groups I began"))
declare(Block, export=_blocks, erase=_forget_blocks, title=_("Who may not write to me"))
declare(Listing, export=_listings, erase=_forget_listings, title=_("What the directory shows"))
