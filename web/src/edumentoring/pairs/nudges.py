"""Reminders of every room: each is one line, and all of a person's lines go out in one letter.

At most one such letter a week goes to anybody, over all their programmes, and none while they,
their programme or the pair is at rest; `gentle.py` writes it. Rooms above call

    offer(participant, kind="goal", key="action:12", line="You said that you ...", url="/...")
    take_back("action:12")   when it is done, moved or no longer wanted

A line says no more than may lie in an open mailbox: never what somebody wrote in private.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.keys import link_to, read_key
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import WEEK, Nudge, NudgeQuerySet, Reminded
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme

NOW, WEEKLY, OFF = User.Letters.NOW, User.Letters.WEEKLY, User.Letters.OFF
PURPOSE = "letters"
_PAIR_PAGE = re.compile(r"/pairs/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")

# What coordinators read of the lines that wait: of which kind, never which words.
KINDS: Mapping[str, str | Promise] = {
    "meeting": _("A meeting, or a time to find"),
    "goal": _("A goal"),
    "action": _("Something they said they would do"),
    "review": _("A look back at how it goes"),
    "pulse": _("Two short questions"),
    "check_in": _("Whether they have spoken"),
    "break": _("A break that is over"),
    "note": _("A note"),
    "tool": _("Feedback or a plan"),
    "circle": _("The people around the pair"),
    "project": _("A joint project"),
    "network": _("The network of the programme"),
    "handbook": _("Something to read in the handbook"),
    "announcement": _("An announcement"),
    "teaching": _("An idea about how teaching is meant"),
    "training": _("A session or event they booked"),
    "farewell": _("Thanks, or a wish to go on"),
}


# --- What rooms say -------------------------------------------------------------------------------


def offer(
    participant: Participant,
    *,
    kind: str,
    key: str,
    line: str | Promise,
    url: str,
    due_at: datetime | None = None,
    pair: Pair | None = None,
) -> None:
    """Keep a line for this person's next gentle letter. The same `key` is told once.

    `due_at` is when it matters: it is told in the letter of the week before. Offered again
    before it was told, the newer words count. A line about a page of a pair rests with the pair;
    `pair` names it where the address does not.
    """
    newer = {"kind": kind, "line": str(line)[:300], "url": url, "due_at": due_at}
    with transaction.atomic():
        nudge, is_new = Nudge.objects.select_for_update().get_or_create(
            participant=participant,
            key=key,
            defaults={**newer, "pair": pair or _pair_on(url)},
        )
        if not is_new and nudge.told_at is None:
            Nudge.objects.filter(pk=nudge.pk).update(**newer)


def offer_to_all(
    participants: Iterable[Participant],
    *,
    kind: str,
    key: str,
    line: str | Promise,
    url: str,
    due_at: datetime | None = None,
) -> None:
    """The same line for many, about no pair, in a few statements. Each is filed under `key` and
    the participant's own key after a colon, so that one can be taken back: `take_back_under`."""
    lines = [
        Nudge(
            participant=each,
            kind=kind,
            key=f"{key}:{each.pk}",
            line=str(line)[:300],
            url=url,
            due_at=due_at,
        )
        for each in participants
    ]
    Nudge.objects.bulk_create(lines, ignore_conflicts=True, batch_size=200)


def take_back(key: str) -> None:
    """It is settled: whoever was to be reminded of it is not."""
    Nudge.objects.waiting().filter(key=key).delete()


def take_back_all(keys: Sequence[str]) -> None:
    """The same for many at once."""
    Nudge.objects.waiting().filter(key__in=keys).delete()


def take_back_under(beginning: str, participant: Participant | None = None) -> None:
    """The lines whose keys begin so: everybody's, or one person's."""
    found = Nudge.objects.waiting().filter(key__startswith=beginning)
    (found.filter(participant=participant) if participant else found).delete()


def follow(pair: Pair, before: str, after: str) -> None:
    """A pair that has ended leaves nothing to be reminded of (see `changes`)."""
    if before in Pair.TOGETHER and after not in Pair.TOGETHER:
        Nudge.objects.waiting().filter(pair=pair).delete()


def _pair_on(url: str) -> Pair | None:
    found = _PAIR_PAGE.search(url)
    return Pair.objects.filter(code=UUID(found[1])).first() if found else None


# --- What each person chose -----------------------------------------------------------------------


def wants(participant: Participant, urgent: bool) -> bool:
    """Whether to write to them at once about what the other has just done.

    Urgent is what changes their day: a meeting proposed, moved or cancelled, an ending, a
    hand-over. Anything else becomes a line (`offer`) for whoever chose one letter a week.
    """
    return urgent or participant.user.letters == NOW


def choose(user: User, choice: str, *, by: User | None = None) -> None:
    """Keep how often somebody is written to. It is theirs to say, for all their programmes."""
    if choice not in User.Letters.values:
        raise ValueError(f"There is no such choice of letters: {choice!r}")
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk).exclude(letters=choice).update(letters=choice):
            return
        user.letters = choice
        words = User.Letters(choice).name.lower()
        record("choose_letters", user, by=by or user, summary=f"Chose letters: {words}")


def may_be_reminded(now: datetime | None = None) -> QuerySet[User]:
    """Who may get a letter that only reminds: they want it, do not rest, and had none this week."""
    now = now or timezone.now()
    resting = Reminded.objects.filter(rests_until__gte=now.date())
    lately = Reminded.objects.filter(at__gt=now - WEEK)
    return (
        User.objects.filter(is_active=True)
        .exclude(letters=OFF)
        .exclude(pk__in=resting.values("user"))
        .exclude(pk__in=lately.values("user"))
    )


def had_one_lately(users: Iterable[User], now: datetime | None = None) -> bool:
    """Whether any of these had a letter that only reminds within a week of `now`."""
    since = (now or timezone.now()) - WEEK
    return Reminded.objects.filter(user__in=list(users), at__gt=since).exists()


def take_the_week(participant: Participant, now: datetime | None = None) -> bool:
    """Whether the clock may write to them now; where it may, it is their letter of this week.

    Whoever chose one letter a week gets it late in an afternoon, with all that waits: `offer`.
    """
    user = participant.user
    if user.letters != NOW or not may_be_reminded(now).filter(pk=user.pk).exists():
        return False
    note_reminded(user, at=now)
    return True


def free_from(user: User, *, now: datetime | None = None) -> datetime | None:
    """From when a letter that only reminds may go to them; None where they want none."""
    if not user.is_active or user.letters == OFF:
        return None
    now = now or timezone.now()
    mark = Reminded.objects.filter(user=user).first() or Reminded()
    moments = [now]
    if mark.at:
        moments.append(mark.at + WEEK)
    if mark.rests_until:
        day_after = datetime.combine(mark.rests_until + timedelta(days=1), time(8))
        moments.append(timezone.make_aware(day_after))
    return max(moments)


def note_reminded(user: User, *, at: datetime | None = None) -> None:
    """They have just been written to with a letter that only reminds: none for a week from now."""
    Reminded.objects.update_or_create(user=user, defaults={"at": at or timezone.now()})


def rest(user: User, *, until: date | None) -> None:
    """No reminder up to and including this day; None ends the rest."""
    Reminded.objects.update_or_create(user=user, defaults={"rests_until": until})


def rests_until(user: User) -> date | None:
    """The last day of somebody's rest from reminders, if they asked for one."""
    return Reminded.objects.filter(user=user).values_list("rests_until", flat=True).first()


# --- The link at the foot of every letter ---------------------------------------------------------


def letters_link(reader: Participant | User) -> str:
    """The whole address where this reader chooses how often we write, without signing in.

    Somebody who helps with a pair may take part in no programme: then it is the account's.
    """
    part = reader if isinstance(reader, Participant) else None
    user = reader.user if isinstance(reader, Participant) else reader
    key = link_to(PURPOSE, user.code, part)
    return settings.SITE_URL + reverse("pairs:letters_by_key", args=[key])


def reader_of(token: str) -> User | None:
    """Whose letters the link is about; None where it is not ours or too old."""
    found = read_key(PURPOSE, token)
    return User.objects.filter(code=found[0], is_active=True).first() if found else None


def stop_headers(reader: Participant | User) -> dict[str, str]:
    """What lets a mail program stop reminders with one press (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{letters_link(reader)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


# --- The next letters -----------------------------------------------------------------------------


def to_be_told(now: datetime) -> NudgeQuerySet:
    """The lines of the next gentle letters, of everybody who may be reminded now."""
    told = Nudge.objects.fresh(now).awake()
    return told.filter(participant__user__in=may_be_reminded(now))


# --- For the desk ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coming:
    """One kind of line in the next gentle letters of a programme: how many, to how many people."""

    kind: str
    name: str | Promise
    lines: int
    people: int


def coming_in(programme: Programme, *, now: datetime | None = None) -> list[Coming]:
    """What the next gentle letters are about, by kind and count, never who or which words."""
    found = _of(programme, now).values("kind").order_by("kind")
    rows = found.annotate(lines=Count("pk"), people=Count("participant", distinct=True))
    return [Coming(row["kind"], name_of(row["kind"]), row["lines"], row["people"]) for row in rows]


def letters_coming(programme: Programme, *, now: datetime | None = None) -> int:
    """How many people the next gentle letters would go to."""
    return _of(programme, now).values("participant").distinct().count()


def _of(programme: Programme, now: datetime | None) -> NudgeQuerySet:
    return to_be_told(now or timezone.now()).filter(participant__programme=programme)


def name_of(kind: str) -> str | Promise:
    """What coordinators read for a kind of line."""
    return KINDS.get(kind) or kind.replace("_", " ").capitalize()
