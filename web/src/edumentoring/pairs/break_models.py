"""The breaks of a pair: who asked for each, until when, and the kind word that goes with it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


class BreakQuerySet(models.QuerySet["Break"]):
    def of_this_pair(self) -> "BreakQuerySet":
        """Asked for on the pair's page or at the desk, and ended there."""
        return self.filter(from_everything=False)

    def of_the_desk(self) -> "BreakQuerySet":
        return self.filter(by=None)


class Break(models.Model):
    """One break. A pair rests while any of its breaks stands, and each ends only their own."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="breaks")
    by = models.ForeignKey(
        Participant,
        null=True,
        on_delete=models.CASCADE,
        related_name="breaks",
        help_text="One of the two; nobody where a coordinator let them rest.",
    )
    from_everything = models.BooleanField(
        default=False, help_text="They rest in the whole programme; it ends when they are back."
    )
    back_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True, help_text="A kind word to the partner.")
    at = models.DateTimeField(default=timezone.now)

    objects = BreakQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "by", "from_everything"], name="one_break_of_a_kind_each"
            ),
            models.UniqueConstraint(
                fields=["pair"], condition=Q(by=None), name="one_break_of_the_desk"
            ),
            models.CheckConstraint(
                condition=Q(from_everything=False) | Q(by__isnull=False),
                name="only_people_rest_from_everything",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair}: {self.by or 'desk'}"
