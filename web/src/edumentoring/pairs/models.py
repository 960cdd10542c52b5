"""A pair, and the introduction each of the two receives."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, Programme


class PairQuerySet(models.QuerySet["Pair"]):
    def live(self) -> "PairQuerySet":
        """Pairs that take up a place: introduced or agreed."""
        return self.filter(state__in=Pair.LIVE)

    def together(self) -> "PairQuerySet":
        """Both said yes, and it has not ended: they may meet, or they rest."""
        return self.filter(state__in=Pair.TOGETHER)

    def of_account(self, account: Any) -> "PairQuerySet":
        """Those this person is in, as mentor or mentee, unless they left the programme.

        Each side is looked up by itself: asked for as one or the other, databases read every
        pair there is.
        """
        here = Participant.objects.filter(user=account).exclude(state=Participant.State.LEFT)
        as_mentor = Pair.objects.filter(mentor__in=here).order_by().values("pk")
        as_mentee = Pair.objects.filter(mentee__in=here).order_by().values("pk")
        return self.filter(pk__in=as_mentor.union(as_mentee))

    def alive_since(self) -> "PairQuerySet":
        """With `alive_at`, the last sign of life; saying yes is one too."""
        return self.annotate(alive_at=Coalesce("last_sign_at", "started_at", "agreed_at"))

    def quiet(self, now: datetime | None = None) -> "PairQuerySet":
        """Asked once whether they have spoken, and a week later nothing has happened. Nobody asks
        them again; a coordinator may.

        An answer holds for three weeks; without a sign of life they are quiet again after it.
        Not while one of the two has a lot on, and the week begins anew after a pause of the
        whole programme.
        """
        from edumentoring.pairs.course_models import ANSWER_HOLDS, CheckIn, silent_since

        now = now or timezone.now()
        asked = CheckIn.objects.filter(pair=OuterRef("pk"), asked_at__gt=OuterRef("alive_at"))
        lately = asked.exclude(answer="").filter(answered_at__gt=now - ANSWER_HOLDS)
        silence = Exists(asked.filter(asked_at__lte=silent_since(now)))
        goes_on = self.filter(
            state__in=(Pair.State.AGREED, Pair.State.MEETING),
            programme__in=Programme.objects.running_since(silent_since(now)),
        )
        return goes_on.alive_since().unburdened(now).filter(silence, ~Exists(lately))

    def unburdened(self, now: datetime) -> "PairQuerySet":
        """Neither of the two has said that they have a lot on just now."""
        from edumentoring.pairs.nudge_models import Reminded

        resting = Reminded.objects.filter(rests_until__gte=now.date())
        either = Q(user=OuterRef("mentor__user")) | Q(user=OuterRef("mentee__user"))
        return self.filter(~Exists(resting.filter(either)))

    def overdue(self, now: datetime | None = None) -> "PairQuerySet":
        """Paused, and the day they wanted to be back on has gone by."""
        today = (now or timezone.now()).date()
        return self.filter(state=Pair.State.PAUSED, back_on__lt=today)

    def parted(self) -> "PairQuerySet":
        """Pairs that were and are no more: never proposed again."""
        return self.filter(state__in=Pair.PARTED)

    def held(self) -> "PairQuerySet":
        """Letters wait and may still be taken back."""
        return self.filter(state=Pair.State.HELD, held_until__gt=timezone.now())

    def hold_over(self) -> "PairQuerySet":
        """Still marked as held, though their letters may be on their way."""
        return self.filter(state=Pair.State.HELD, held_until__lte=timezone.now())

    def between(self) -> Iterator[tuple[int, int, str]]:
        """Mentor, mentee and state of each, by their keys. A sign-up that was joined with another
        gives the key of the one that goes on: whom it met is that one's past."""
        rows = self.annotate(
            mentor_now=Coalesce("mentor__joined_into_id", "mentor_id"),
            mentee_now=Coalesce("mentee__joined_into_id", "mentee_id"),
        )
        yield from rows.values_list("mentor_now", "mentee_now", "state")

    def with_people(self) -> "PairQuerySet":
        return self.select_related(
            "programme",
            "mentor__user",
            "mentor__school",
            "mentor__programme",
            "mentee__user",
            "mentee__school",
            "mentee__programme",
        )


class Pair(models.Model):
    """A mentor and a mentee who were brought together.

    held -> introduced -> agreed -> meeting -> finished, and what else may happen: `states.STEPS`.
    """

    class State(models.TextChoices):
        HELD = "held", _("Letters wait")
        INTRODUCED = "introduced", _("Introduced")
        AGREED = "agreed", _("Beginning")
        MEETING = "meeting", _("Meeting")
        PAUSED = "paused", _("Paused")
        FINISHED = "finished", _("Finished")
        DECLINED = "declined", _("Not this time")
        ENDED = "ended", _("Ended")
        WITHDRAWN = "withdrawn", _("Taken back")

    TOGETHER = (State.AGREED, State.MEETING, State.PAUSED)
    LIVE = (State.HELD, State.INTRODUCED, *TOGETHER)
    PARTED = (State.DECLINED, State.FINISHED, State.ENDED)

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="pairs")
    mentor = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="pairs_as_mentor"
    )
    mentee = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="pairs_as_mentee"
    )
    state = models.CharField(max_length=12, choices=State, default=State.HELD)
    fit = models.PositiveSmallIntegerField(null=True)
    reasons = models.JSONField(
        default=dict, help_text='{"mentor": [sentences], "mentee": [sentences]}'
    )
    openers = models.JSONField(
        default=dict,
        help_text='Three ways to begin: {"mentor": [sentences], "mentee": [sentences]}',
    )
    times = models.JSONField(
        default=list, help_text="Slots both are free, for example 'thu-after'."
    )
    by_hand = models.BooleanField(default=False)
    reason_given = models.CharField(
        max_length=300, blank=True, help_text="Why a rule was set aside for this pair."
    )
    round_number = models.PositiveIntegerField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(default=timezone.now)
    introduced_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True, help_text="When they first met, as they said.")
    last_sign_at = models.DateTimeField(
        null=True, help_text="The last time either did something that shows the pair is alive."
    )
    paused_at = models.DateTimeField(null=True)
    back_on = models.DateField(
        null=True, help_text="When the last of its breaks is over; empty where that is not known."
    )
    ended_at = models.DateTimeField(null=True)
    came_from = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="handed_on_to",
        help_text="The mentee's pair before, from which something may go along.",
    )
    ends_at = models.DateTimeField(
        null=True, help_text="When it ends because one of the two left, unless they stay after all."
    )

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="nobody_pairs_with_themselves"
            ),
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=~Q(state="withdrawn"),
                name="never_paired_twice",
            ),
        ]

    def __str__(self) -> str:
        return _("%(mentee)s and %(mentor)s") % {"mentee": self.mentee, "mentor": self.mentor}

    def get_absolute_url(self) -> str:
        return reverse("pairs:pair", args=[self.programme.slug, self.code])

    @property
    def subject_key(self) -> str:
        """What this pair's letters are filed under."""
        return f"pair:{self.pk}"

    def other(self, participant: Participant) -> Participant:
        """The one of the two who is not `participant`."""
        return self.mentee if participant.pk == self.mentor_id else self.mentor

    @property
    def is_together(self) -> bool:
        """Whether both said yes and it goes on: only then may they write in its pages."""
        return self.state in Pair.TOGETHER

    def role_of(self, participant: Participant) -> str:
        """ "mentor" or "mentee": what `participant` is in this pair."""
        return "mentor" if participant.pk == self.mentor_id else "mentee"


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def with_people(self) -> "IntroductionQuerySet":
        return self.select_related(
            "participant__user",
            "pair__programme",
            "pair__mentor__user",
            "pair__mentor__school",
            "pair__mentor__programme",
            "pair__mentee__user",
            "pair__mentee__school",
            "pair__mentee__programme",
        )

    def unanswered(self) -> "IntroductionQuerySet":
        return self.filter(pair__state=Pair.State.INTRODUCED, reply=Introduction.Reply.NONE)


class Introduction(models.Model):
    """One person's side of an introduction: their letter and their answer."""

    class Reply(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Yes")
        NOT_NOW = "not_now", _("Not now")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="introductions")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="introductions"
    )
    reply = models.CharField(max_length=8, choices=Reply, default=Reply.NONE, blank=True)
    replied_at = models.DateTimeField(null=True)
    asked_again_at = models.DateTimeField(null=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "participant"], name="one_introduction_each"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_reply_display()}"

    @property
    def other(self) -> Participant:
        """The person they are introduced to."""
        return self.pair.other(self.participant)


# Their models need those above.
from edumentoring.pairs.break_models import Break  # noqa: E402
from edumentoring.pairs.course_models import (  # noqa: E402
    Agreement,
    Brought,
    CheckIn,
    Farewell,
    Wish,
    Working,
)
from edumentoring.pairs.nudge_models import Nudge, Reminded  # noqa: E402
from edumentoring.pairs.planned_models import PlannedEnd  # noqa: E402

__all__ = [
    "Agreement",
    "Break",
    "Brought",
    "CheckIn",
    "Farewell",
    "Introduction",
    "IntroductionQuerySet",
    "Nudge",
    "Pair",
    "PairQuerySet",
    "PlannedEnd",
    "Reminded",
    "Wish",
    "Working",
]
