"""What waits for somebody on their first page, whether they have a pair of their own or help with
one of others: questions to answer, a review to sign, a lesson to write about."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.circle.models import (
    Asked,
    DropIn,
    Member,
    Observation,
    Record,
    Supervision,
    TeamPart,
)
from edumentoring.pairs.home import Kind, Line, Row, Waiting, waiting_rows
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User

# A pair that takes a break has nobody asked for anything.
AWAKE = (Pair.State.AGREED, Pair.State.MEETING)
NEWS_FOR = timedelta(days=21)


def line(row: Row) -> Line:
    """How one thing that waits reads."""
    return Line(kind=Kind.ASKED, text=_SAID[row["what"]]() % row["who"], url=_url(row))


def rows(user: User) -> list[Any]:
    """Everything, however many pairs a person is in or helps."""
    return [
        waiting_rows(Member.objects.waiting_for(user), "member", F("asked_by__name")),
        waiting_rows(_proposed_to(user), "proposed", F("name"), key="pair__code"),
        waiting_rows(Supervision.objects.waiting_for(user), "supervision", F("asked_by__name")),
        waiting_rows(_knocks_for(user), "visit", F("visitor__name")),
        waiting_rows(_to_agree(user), "observation", F("begun_by__name"), at="begun_at"),
        waiting_rows(
            parts_to_sign(user),
            _STANDING,
            F("review__title"),
            key="review__code",
            at="review__begun_at",
        ),
        waiting_rows(
            records_to_write(user),
            "record",
            F("observation__title"),
            key="observation__code",
            at="observation__begun_at",
        ),
        waiting_rows(
            _to_compare(user),
            "compare",
            F("observation__title"),
            key="observation__code",
            at="observation__both_finished_at",
        ),
    ]


# --- What waits -----------------------------------------------------------------------------------


def _proposed_to(user: User) -> Any:
    mine = Pair.objects.together().filter(mentee__user=user)
    return Member.objects.filter(state=Asked.State.PROPOSED, pair__in=mine)


def _knocks_for(user: User) -> Any:
    return DropIn.objects.filter(
        state=DropIn.State.ASKED,
        door__teacher__user=user,
        door__teacher__programme__archived_at=None,
    )


def _to_agree(user: User) -> Any:
    return Observation.objects.filter(
        observed__user=user, agreed_at=None, called_off_at=None, pair__state__in=Pair.TOGETHER
    )


def parts_to_sign(user: Any) -> Any:
    """Their part in each review that they have not signed as it stands now."""
    mine = TeamPart.objects.filter(user=user, review__pair__state__in=AWAKE)
    unsigned = mine.exclude(signed_version=F("review__version"))
    return unsigned.filter(_still_here(user, "review__pair", team=True))


def records_to_write(user: Any) -> Any:
    """What they are to write about a lesson that has been, or about work that lies before them."""
    agreed = Q(observation__observed=None) | Q(observation__agreed_at__isnull=False)
    mine = Record.objects.filter(
        agreed,
        user=user,
        finished_at=None,
        observation__called_off_at=None,
        observation__on__lte=timezone.localdate(),
        observation__pair__state__in=AWAKE,
    )
    return mine.filter(_still_here(user, "observation__pair"))


def _to_compare(user: User) -> Any:
    """Both have finished, and nobody has written yet what the two say together."""
    mine = Record.objects.filter(
        user=user,
        observation__both_finished_at__gt=timezone.now() - NEWS_FOR,
        observation__agree_on="",
        observation__differ_on="",
        observation__take_away="",
        observation__pair__state__in=AWAKE,
    )
    return mine.filter(_still_here(user, "observation__pair"))


def _still_here(user: Any, pair: str, *, team: bool = False) -> Q:
    """One of the two, or somebody who is around the pair now: their page opens only then."""
    members = Member.objects.reading(timezone.localdate())
    if team:
        members = members.team()
    around = members.filter(pair=OuterRef(pair), user=user)
    mentor, mentee = Q(**{f"{pair}__mentor__user": user}), Q(**{f"{pair}__mentee__user": user})
    running = Q(**{f"{pair}__programme__archived_at": None})
    return running & (mentor | mentee | Q(Exists(around)))


_STANDING = Case(
    When(signed_version__isnull=False, then=Value("sign_again")),
    When(written_at__isnull=False, then=Value("sign")),
    default=Value("review"),
    output_field=CharField(),
)

# Asked for each time: the reader's language is known only then.
_SAID = {
    "member": lambda: _("%s asks for your help"),
    "proposed": lambda: _("May we ask %s to help you two?"),
    "supervision": lambda: _("%s asks whether you two could talk about mentoring"),
    "visit": lambda: _("%s would like to drop in on a lesson"),
    "observation": lambda: _("%s asks whether two people may watch a lesson of yours"),
    "review": lambda: _("Add a few lines to the review “%s”, and sign it"),
    "sign": lambda: _("Read and sign the review “%s”"),
    "sign_again": lambda: _("Somebody changed the review “%s”. Read it, and sign again"),
    "record": lambda: _("Write down what you saw: %s"),
    "compare": lambda: _("Both of you have finished. Compare what you wrote: %s"),
}
_PAGES: Mapping[str, str] = {
    "member": "circle:with",
    "proposed": "circle:people",
    "supervision": "circle:supervision",
    "visit": "circle:visit",
    "observation": "circle:observation",
    "review": "circle:review",
    "sign": "circle:review",
    "sign_again": "circle:review",
    "record": "circle:observation",
    "compare": "circle:observation",
}


def _url(row: Row) -> str:
    return reverse(_PAGES[row["what"]], args=[row["key"]])


WAITING = Waiting(kinds=tuple(_PAGES), rows=rows, line=line)
