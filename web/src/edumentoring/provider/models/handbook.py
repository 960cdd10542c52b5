"""The handbook: documents, their versions, and who has read which."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme


class Whom(models.TextChoices):
    """Whom something is for, of those who take part."""

    EVERYONE = "everyone", _("Everybody")
    MENTORS = "mentors", _("Mentors")
    MENTEES = "mentees", _("Mentees")


class Asked(models.TextChoices):
    """Who is asked to say that they have read something."""

    NOBODY = "nobody", _("Nobody")
    EVERYONE = "everyone", _("Everybody")
    MENTORS = "mentors", _("Mentors")
    MENTEES = "mentees", _("Mentees")


class DocumentQuerySet(models.QuerySet["Document"]):
    def kept(self) -> "DocumentQuerySet":
        return self.filter(removed_at=None)

    def in_programme(self, programme: Programme) -> "DocumentQuerySet":
        """Its own, and those that another programme's desk wrote for this one too."""
        return self.filter(Q(programme=programme) | Q(also_in=programme)).distinct()


class Document(models.Model):
    """One document of a handbook. Its words are in its editions: the newest is what counts."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="handbook")
    also_in = models.ManyToManyField(Programme, blank=True, related_name="handbook_from_others")
    title = models.CharField(max_length=150)
    about = models.CharField(max_length=300, blank=True)
    asked_of = models.CharField(max_length=8, choices=Asked, default=Asked.NOBODY)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def readers(self) -> ParticipantQuerySet:
        """Whoever is asked to read it, in all its programmes: those who take part now."""
        here = Q(programme=self.programme_id) | Q(programme__in=self.also_in.all())
        people = Participant.objects.taking_part().filter(here).unjoined()
        people = people.filter(programme__archived_at=None)
        if self.asked_of == Asked.MENTORS:
            return people.mentors()
        if self.asked_of == Asked.MENTEES:
            return people.mentees()
        return people if self.asked_of == Asked.EVERYONE else people.none()


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest(self) -> "EditionQuerySet":
        """The one of each document that counts."""
        later = Edition.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def asking(self) -> "EditionQuerySet":
        """The one of each document from which on a reading counts."""
        later = Edition.objects.filter(
            document=OuterRef("document"), number__gt=OuterRef("number"), asks_again=True
        )
        return self.filter(~Exists(later), asks_again=True)

    def waiting_for(self, user: Any) -> "EditionQuerySet":
        """What this person is asked to read and has not said they have."""
        parts = Participant.objects.taking_part().filter(
            Q(programme=OuterRef("document__programme"))
            | Q(programme__handbook_from_others=OuterRef("document")),
            user=user,
            programme__archived_at=None,
        )
        asked = (
            Q(document__asked_of=Asked.EVERYONE) & Exists(parts)
            | Q(document__asked_of=Asked.MENTORS) & Exists(parts.filter(is_mentor=True))
            | Q(document__asked_of=Asked.MENTEES) & Exists(parts.filter(is_mentee=True))
        )
        read = Acknowledgement.objects.filter(
            participant__user=user,
            edition__document=OuterRef("document"),
            edition__number__gte=OuterRef("number"),
        )
        return self.asking().filter(asked, ~Exists(read), document__removed_at=None)


class Edition(models.Model):
    """One version of a document. `asks_again`: whoever had read an older one is asked anew."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(default=1)
    text = models.TextField(max_length=60_000, blank=True)
    what_changed = models.CharField(max_length=300, blank=True)
    asks_again = models.BooleanField(default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_edition_of_a_number"),
            models.CheckConstraint(
                condition=Q(number=1, asks_again=True) | Q(number__gt=1),
                name="the_first_edition_asks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"

    @property
    def nudge_key(self) -> str:
        """What the lines about it are filed under; the reader's key follows."""
        return f"handbook:{self.document_id}:{self.number}"


class Paper(models.Model):
    """The PDF of an edition. It is kept in the database, so that a back-up has it too."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="paper")
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Acknowledgement(models.Model):
    """Somebody said that they have read an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="acknowledgements")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "participant"], name="acknowledged_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
