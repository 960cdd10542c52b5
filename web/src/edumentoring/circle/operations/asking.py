"""Asking somebody in, their answer, and the end of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.circle import letters
from edumentoring.circle.models import Asked, Member, Opened, Supervision, TeamPart
from edumentoring.circle.teams import unsigned
from edumentoring.common.mail import plain_address, withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.goals.models import Goal
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.people.operations import confirm_address, record
from edumentoring.programmes import apart
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import find_or_make_user

State = Asked.State
MOST_OPEN = 8
LONGEST = timedelta(days=366)
LETTERS_A_DAY = 3


# --- Asking ---------------------------------------------------------------------------------------


@transaction.atomic
def invite(
    side: Side,
    *,
    role: str,
    whom: Participant | None = None,
    email: str = "",
    name: str = "",
    until: date | None = None,
    goal: Goal | None = None,
    words: str = "",
) -> Member:
    """Ask somebody to help: at once where the mentee asks, after the mentee's yes otherwise.

    The same person again changes nothing. Refused for one of the two, for a day that is gone,
    and for a ninth person.
    """
    pair = locked(side.pair)
    _refuse_day(role, until, pair.programme.today())
    who = person_asked(whom, email, name)
    if who["user"] and who["user"].pk in {pair.mentor.user_id, pair.mentee.user_id}:
        raise Refused(_("You two are in it already. Choose somebody else."))
    refuse_those_apart(who["user"], [pair.mentor.user, pair.mentee.user])
    same = {"user": who["user"]} if who["user"] else {"email": who["email"]}
    known = pair.circle.open().filter(**same).first()
    if known:
        return known
    if pair.circle.open().count() >= MOST_OPEN:
        raise Refused(
            _("%d people are here or asked already. Let one of them go first.") % MOST_OPEN
        )
    member = Member.objects.create(
        pair=pair,
        role=Member.Role(role),
        until=until,
        goal=goal,
        words=" ".join(words.split())[:300],
        asked_by=side.me.user,
        state=State.ASKED if side.is_mentee else State.PROPOSED,
        **who,
    )
    if side.is_mentee:
        send(member)
    else:
        letters.mentor_proposed(member)
    note_sign(pair)
    note(pair, "invite_member", side.me.user, "Asked for somebody to help a pair")
    return member


def refuse_those_apart(asked: User | None, of: Sequence[User]) -> None:
    """Whoever was separated from somebody is not asked to help them; nobody reads why."""
    if asked and any(apart.are_apart(asked.pk, one.pk) for one in of):
        raise Refused(_("We cannot ask this person. Please choose somebody else."))


def _refuse_day(role: str, until: date | None, today: date) -> None:
    if until is None:
        if role == Member.Role.COLLEAGUE:
            raise Refused(_("Choose the last day. After it, they can read nothing more."))
        return
    if until < today:
        raise Refused(_("That day is gone. Choose a day from today on."))
    if until > today + LONGEST:
        raise Refused(_("Choose a day within a year. You can ask again then."))


def person_asked(whom: Participant | None, email: str, name: str) -> dict[str, Any]:
    """Who it is, as kept: somebody found here is known by account, never by their address."""
    if whom is not None:
        return {"user": whom.user, "email": "", "name": whom.name[:150]}
    address = plain_address(email).lower()
    known = User.objects.with_email(address).filter(is_active=True).first()
    return {"user": known, "email": address, "name": " ".join(name.split())[:150]}


def send(asked: Member | Supervision) -> None:
    """Write to whoever is asked; a mailbox gets few such letters a day, whoever asks."""
    to = asked.user.email if asked.user else asked.email
    since = timezone.now() - timedelta(days=1)
    kinds = ("asked_to_join", "asked_to_supervise")
    if Letter.objects.filter(to=to, kind__in=kinds, queued_at__gt=since).count() >= LETTERS_A_DAY:
        raise Refused(_("They have been asked by others today. Try again tomorrow."))
    if isinstance(asked, Member):
        letters.asked_to_join(asked)
    else:
        letters.asked_to_supervise(asked)


@transaction.atomic
def agree(side: Side, member: Member, *, yes: bool) -> Member:
    """The mentee's answer to somebody the mentor has in mind: only then is that person asked."""
    if not side.is_mentee:
        raise Refused(_("This is for your mentee to say."))
    member = _locked_member(member)
    if member.state != State.PROPOSED:
        return member
    nudges.take_back(f"{member.subject_key}:proposed")
    if yes:
        _refuse_day(member.role, member.until, member.pair.programme.today())
        member.state, member.asked_at = State.ASKED, timezone.now()
        send(member)
    else:
        member.state, member.ended_at, member.email = State.NO, timezone.now(), ""
    member.save(update_fields=["state", "asked_at", "ended_at", "email"])
    note(member.pair, "agree_to_member", side.me.user, "Answered who may be asked to help a pair")
    return member


# --- The answer -----------------------------------------------------------------------------------


@transaction.atomic
def answer(asked: Member | Supervision, *, yes: bool, user: User | None = None) -> None:
    """Keep the one answer. `user` is whoever is signed in; without it, whoever holds the letter,
    which proves that the address is theirs.

    Refused when it is no longer asked. A second press of the same changes nothing.
    """
    found = type(asked).objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if found.state in {State.YES, State.NO} and (found.state == State.YES) == yes:
        return
    if found.state != State.ASKED or _is_over(found):
        raise Refused(_("This is no longer asked. You need do nothing."))
    if yes:
        found.user = user or found.user or _account_of(found)
        if found.user and not user:
            confirm_address(found.user)
    found.state = State.YES if yes else State.NO
    found.answered_at, found.email = timezone.now(), ""
    found.save(update_fields=["user", "state", "answered_at", "email"])
    settle(found)
    if isinstance(found, Member):
        _after_answer(found)
    asked.refresh_from_db()


def _is_over(asked: Member | Supervision) -> bool:
    if isinstance(asked, Supervision):
        return asked.programme.archived_at is not None
    late = asked.until is not None and asked.until < asked.pair.programme.today()
    return late or not asked.pair.is_together


def _account_of(asked: Member | Supervision) -> User:
    return find_or_make_user(email=asked.email, name=asked.name)


def _after_answer(member: Member) -> None:
    goal = member.goal
    if member.state == State.YES and goal is not None and goal.pair_id == member.pair_id:
        _open_goal(member, goal)
    if member.state == State.YES and member.is_team:
        _join_reviews(member)
    letters.answered(member)
    note(member.pair, "answer_member", member.user, "Somebody asked to help a pair answered")


def _open_goal(member: Member, goal: Goal) -> None:
    """The goal they were asked for: both of the pair knew of it when they asked."""
    Opened.objects.get_or_create(
        member=member,
        kind="goal",
        key=str(goal.code),
        defaults={"by": member.pair.mentee.user},
    )


def _join_reviews(member: Member) -> None:
    """A review that is still open is for them, too."""
    for review in member.pair.team_reviews.all():
        if unsigned(review):
            role = str(member.get_role_display())
            TeamPart.objects.get_or_create(review=review, user=member.user, defaults={"role": role})


def settle(asked: Asked) -> None:
    """Nothing is asked any more: letters and lines that wait are taken back."""
    withdraw_letters(asked.subject_key)
    nudges.take_back(asked.subject_key)


# --- The end --------------------------------------------------------------------------------------


@transaction.atomic
def take_back(side: Side, member: Member) -> None:
    """Either of the two takes the question back, or ends somebody's time with them."""
    _end(_locked_member(member), by=side.me.user)


@transaction.atomic
def end(member: Member) -> None:
    """The person themselves stops."""
    _end(_locked_member(member), by=member.user)


def _end(member: Member, *, by: User | None) -> None:
    if member.state not in Asked.OPEN:
        return
    came = member.state == State.YES
    change: Mapping[str, Any] = {
        "state": State.ENDED if came else State.TAKEN_BACK,
        "ended_at": timezone.now(),
        "email": "",
    }
    Member.objects.filter(pk=member.pk).update(**change)
    member.opened.all().delete()
    nudges.take_back(f"{member.subject_key}:proposed")
    settle(member)
    note(member.pair, "end_member", by, "Somebody no longer helps a pair")


def note(pair: Pair, action: str, by: User | None, summary: str) -> None:
    """A line of history: that it was done, never who was asked or what for."""
    record(action, pair, by=by, programme_id=pair.programme_id, summary=summary)


def locked(pair: Pair) -> Pair:
    """The pair under lock, while it goes on."""
    found = Pair.objects.select_for_update(of=("self",)).with_people().get(pk=pair.pk)
    if not found.is_together:
        raise Refused(_("You two are no longer a pair. Nothing was changed."))
    return found


def _locked_member(member: Member) -> Member:
    found = Member.objects.select_for_update(of=("self",)).with_people()
    return found.get(pk=member.pk)
