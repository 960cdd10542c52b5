"""What people are asked to agree to, in which words, and what each of them said when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, Programme


class Purpose(models.TextChoices):
    """What a consent is for. Each is asked, given and withdrawn by itself."""

    PART = "part", _("Taking part")
    CONDUCT = "conduct", _("Code of conduct and confidentiality")
    PARTNERS = "partners", _("Hearing from partner organisations")
    RESEARCH = "research", _("Research")
    DIRECTORY = "directory", _("Directory of the programme")


# Nobody can take part without these; withdrawing one of them is leaving.
REQUIRED = (Purpose.PART, Purpose.CONDUCT)
OPTIONAL = tuple(purpose for purpose in Purpose if purpose not in REQUIRED)


class WordingQuerySet(models.QuerySet["Wording"]):
    def current(self) -> "WordingQuerySet":
        """The words that are shown now."""
        return self.filter(retired_at=None)


class Wording(models.Model):
    """One purpose in one wording. Words that change are a new version, so that everybody's
    consent keeps the words it was given to."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="wordings")
    purpose = models.CharField(max_length=12, choices=Purpose)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=400)
    required = models.BooleanField(default=False)
    asks_again = models.BooleanField(
        default=False, help_text="Those who agreed to older words are shown these at My place."
    )
    worded_at = models.DateTimeField(default=timezone.now)
    worded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    retired_at = models.DateTimeField(null=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "purpose", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "purpose", "version"], name="one_wording_per_version"
            ),
            models.UniqueConstraint(
                fields=["programme", "purpose"],
                condition=Q(retired_at=None),
                name="one_current_wording_per_purpose",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        """Given, and not withdrawn or renewed since."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """One yes of one person to one wording, and when it ended.

    Rows are added and never changed, but that the end is noted once. A yes that was
    withdrawn and given again is two rows.
    """

    class Way(models.TextChoices):
        FORM = "form", _("on the sign-up form")
        PLACE = "place", _("at My place")
        DESK = "desk", _("noted by a coordinator")
        IMPORT = "import", _("with an import")

    class End(models.TextChoices):
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RENEWED = "renewed", _("Replaced by newer words")
        LEFT = "left", _("Ended on leaving")
        FORGOTTEN = "forgotten", _("Ended when they were forgotten")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    wording = models.ForeignKey(Wording, on_delete=models.RESTRICT, related_name="consents")
    purpose = models.CharField(
        max_length=12, choices=Purpose, help_text="The wording's, for the constraint below."
    )
    way = models.CharField(max_length=8, choices=Way)
    note = models.CharField(
        max_length=300, blank=True, help_text="How it was given, where a coordinator noted it."
    )
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_way = models.CharField(max_length=8, choices=Way, blank=True)
    ended_as = models.CharField(max_length=10, choices=End, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_standing_consent_per_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="no_consent_ends_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, ended_as="")
                | (Q(withdrawn_at__isnull=False) & ~Q(ended_as="")),
                name="an_ended_consent_says_how",
            ),
        ]
        indexes = [models.Index(fields=["purpose", "participant"])]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_purpose_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever add: what somebody agreed to, and when, is evidence."""
        if not self._state.adding:
            raise ValueError("A consent is never changed. Give or withdraw one instead.")
        self.purpose = self.wording.purpose
        super().save(*args, **kwargs)


class Notice(models.Model):
    """One version of a programme's privacy notice. A section left out keeps our usual words."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="notices")
    version = models.PositiveSmallIntegerField(default=1)
    sections = models.JSONField(default=dict, help_text='{"kept": "...", "how_long": "..."}')
    worded_at = models.DateTimeField(default=timezone.now)
    worded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["programme", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "version"], name="one_notice_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.version}"
