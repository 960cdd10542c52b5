"""What this room keeps about people, how they get it, and how it is forgotten."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.people.personal import Scope, declare, forget_history
from edumentoring.queries.models import Message, Query, SavedAnswer, new_mail_key


def _all(scope: Scope) -> QuerySet[Query]:
    return scope.within(Query.objects.all())


def _mine(scope: Scope) -> QuerySet[Query]:
    """Asked while signed in, as a participant, or from any address they had."""
    theirs = Q(user=scope.user) | Q(participant__user=scope.user)
    for word in {scope.user.email, *scope.words}:
        if "@" in word:
            theirs |= Q(email__iexact=word)
    return _all(scope).filter(theirs)


def _queries(scope: Scope) -> Iterator[dict[str, Any]]:
    for one in _mine(scope).select_related("programme"):
        yield {
            "programme": one.programme.name,
            "subject": one.subject,
            "asked": one.asked_at,
            "state": str(one.get_state_display()),
            "name": one.name,
            "e-mail": one.email,
        }


def _messages(scope: Scope) -> Iterator[dict[str, Any]]:
    """What they wrote and were answered; notes too, as those on a person's page are."""
    theirs = Message.objects.filter(query__in=_mine(scope)).select_related("query")
    notes = Q(kind=Message.Kind.NOTE)
    shown = Q(pk__in=Message.objects.for_the_asker().filter(query__in=_mine(scope)))
    for one in theirs.filter(shown | notes):
        yield {
            "subject": one.query.subject,
            "when": one.at,
            "kind": str(one.get_kind_display()),
            "text": one.text,
        }


def _forget_queries(scope: Scope) -> None:
    """That somebody asked, and when, stays for the counts. Who and what does not."""
    mine = list(_mine(scope))
    for query in mine:
        withdraw_letters(query.subject_key, *(one.subject_key for one in query.messages.all()))
        query.messages.update(
            text="", by=None, message_id=None, form_key=None, left_out="", proved=False
        )
        Query.objects.filter(pk=query.pk).update(
            name="",
            email="",
            user=None,
            participant=None,
            subject="…",
            state=Query.State.CLOSED,
            mail_key=new_mail_key(),
            version=query.version + 1,
        )
    forget_history(Query, [query.pk for query in mine])
    _all(scope).filter(owner=scope.user).update(owner=None)
    scope.redact(_all(scope), "subject", "name")


def _forget_messages(scope: Scope) -> None:
    """Answers they wrote for the desk stay with those who got them, without their name."""
    messages = scope.within(Message.objects.all(), "query__programme_id")
    messages.filter(by=scope.user).update(by=None)
    scope.redact(messages, "text", "left_out")


def _answers(scope: Scope) -> Iterator[dict[str, Any]]:
    for one in scope.within(SavedAnswer.objects.filter(by=scope.user)):
        yield {"title": one.title, "text": one.text, "saved": one.saved_at}


def _forget_answers(scope: Scope) -> None:
    answers = scope.within(SavedAnswer.objects.all())
    answers.filter(by=scope.user).update(by=None)
    scope.redact(answers, "title", "text")


# Messages first: afterwards nothing tells whose their conversations were.
declare(Message, export=_messages, erase=_forget_messages, title=_("What I wrote and was answered"))
declare(Query, export=_queries, erase=_forget_queries, title=_("Questions I asked"))
declare(SavedAnswer, export=_answers, erase=_forget_answers, title=_("Answers I saved"))
