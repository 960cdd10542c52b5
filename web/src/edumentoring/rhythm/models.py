"""What a pair and each of the two look back on, and when. Most of it is one person's alone.

What somebody wrote or chose for themselves is kept from others by `visible_to`, in the database;
no page, letter or list asks for these rows in any other way.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant, Programme

SCALES_OF_FEELING = ("mood_before", "mood_after", "confidence_before", "confidence_after")


def _august() -> list[int]:
    return [8]


def _one_to_five(what: str, *fields: str) -> list[models.CheckConstraint]:
    """Nothing outside the five steps of a scale is kept, whatever a form let through."""
    return [
        models.CheckConstraint(
            condition=Q(**{field: None}) | Q(**{f"{field}__range": (1, 5)}),
            name=f"{what}_{field}_from_1_to_5",
        )
        for field in fields
    ]


class ReviewTimes(models.Model):
    """When a programme offers its pairs to look back: months after they met, or a day for all."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="review_times"
    )
    mid_after = models.PositiveSmallIntegerField(default=4, help_text="Months after they met.")
    end_after = models.PositiveSmallIntegerField(default=9, help_text="Months after they met.")
    mid_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    rest_months = models.JSONField(default=_august, help_text="Months in which nothing is offered.")

    def __str__(self) -> str:
        return str(self.programme)


class Stage(models.TextChoices):
    MID = "mid", _("Half-way")
    END = "end", _("At the end")


class Review(models.Model):
    """One person's look back at one pair. What they say in it is in `Said`."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="reviews")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reviews")
    stage = models.CharField(max_length=4, choices=Stage)
    version = models.PositiveIntegerField(default=0)
    tab = models.CharField(max_length=64, blank=True, help_text="Which tab saved last.")
    saved_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "participant", "stage"], name="one_review_each_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.pair_id}"


class SaidQuerySet(models.QuerySet["Said"]):
    def visible_to(self, participant: Participant) -> "SaidQuerySet":
        """What they said themselves, and what the other shared, once both have finished."""
        finished_too = Review.objects.filter(
            pair=OuterRef("review__pair"), stage=OuterRef("review__stage"), participant=participant
        ).exclude(done_at=None)
        in_the_pair = Q(review__pair__mentor=participant) | Q(review__pair__mentee=participant)
        told = Q(shared=True, review__done_at__isnull=False) & in_the_pair & Exists(finished_too)
        return self.filter(Q(review__participant=participant) | told)


class Said(models.Model):
    """One answer of a review: words or a step of a scale, and whether the other may read it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="said")
    key = models.SlugField(max_length=20)
    text = models.TextField(blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    shared = models.BooleanField(default=False)

    objects = SaidQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "key"], name="said_once_in_a_review"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(1, 5)), name="said_from_1_to_5"
            ),
            models.CheckConstraint(
                condition=~Q(key="safe", shared=True), name="how_safe_it_feels_is_never_shared"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Moment(models.TextChoices):
    FIRST = "first", _("After the first meeting")
    SIX_WEEKS = "six-weeks", _("After six weeks")


class EarlyAnswer(models.Model):
    """Two short questions early on. Their writer sees them; others, only many together."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="early_answers")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="early_answers"
    )
    moment = models.CharField(max_length=9, choices=Moment)
    worth = models.PositiveSmallIntegerField(help_text="Whether the time was well spent, 1 to 5.")
    heard = models.PositiveSmallIntegerField(help_text="Whether they felt listened to, 1 to 5.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "participant", "moment"], name="early_answer_once_at_each_moment"
            ),
            models.CheckConstraint(
                condition=Q(worth__range=(1, 5), heard__range=(1, 5)),
                name="early_answer_from_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.get_moment_display()


class Pulse(models.Model):
    """How somebody's working life feels on one day: three items, for themselves."""

    ITEMS = ("collaboration", "belonging", "autonomy")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pulses"
    )
    on = models.DateField()
    collaboration = models.PositiveSmallIntegerField(null=True)
    belonging = models.PositiveSmallIntegerField(null=True)
    autonomy = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["user", "on"], name="one_pulse_a_day"),
            *_one_to_five("pulse", "collaboration", "belonging", "autonomy"),
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class Feeling(models.Model):
    """Mood and confidence before and after one meeting, for oneself alone."""

    SCALES = SCALES_OF_FEELING

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="feelings")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="feelings")
    on = models.DateField()
    mood_before = models.PositiveSmallIntegerField(null=True)
    mood_after = models.PositiveSmallIntegerField(null=True)
    confidence_before = models.PositiveSmallIntegerField(null=True)
    confidence_after = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "participant", "on"], name="one_feeling_a_day_in_a_pair"
            ),
            *_one_to_five("feeling", *SCALES_OF_FEELING),
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class LoadQuerySet(models.QuerySet["Load"]):
    def current(self, today: date) -> "LoadQuerySet":
        """Not over yet: the day named still counts."""
        return self.filter(until__gte=today)

    def visible_to(self, participant: Participant) -> "LoadQuerySet":
        """Their own, and those their partners wished them to know of."""
        partners = Pair.objects.together().filter(
            Q(mentor=participant, mentee__user=OuterRef("user"))
            | Q(mentee=participant, mentor__user=OuterRef("user"))
        )
        return self.filter(Q(user=participant.user_id) | Q(told=True) & Exists(partners))


class Load(models.Model):
    """Things are a lot for somebody just now: reminders rest until a day."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="load"
    )
    until = models.DateField()
    told = models.BooleanField(default=False, help_text="Those they are in a pair with may know.")
    word = models.CharField(max_length=300, blank=True, help_text="A kind word to them.")
    since = models.DateTimeField(default=timezone.now)

    objects = LoadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told=True) | Q(word=""), name="a_word_is_for_those_who_are_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.until}"


class LookBack(models.Model):
    """What somebody writes about one school year, for themselves alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="look_backs"
    )
    year = models.PositiveSmallIntegerField(help_text="The year in which it began in September.")
    words = models.JSONField(default=dict, help_text="By prompt.")
    version = models.PositiveIntegerField(default=0)
    tab = models.CharField(max_length=64, blank=True, help_text="Which tab saved last.")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["user", "year"], name="one_look_back_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}"
