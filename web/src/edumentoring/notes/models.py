"""Notes: one person's words, and who else may read them.

Who may read what is decided here, in `readable_by`, and nowhere else. What somebody has typed
into a shared note but not put in yet is a row of its own (`Draft`), as are earlier versions: a
reader's query never loads them.
"""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.autosave import LONGEST_TAB
from edumentoring.notes.marked import follow_ups
from edumentoring.pairs.access import OPEN
from edumentoring.pairs.doors import open_ones
from edumentoring.pairs.models import Pair, PairQuerySet
from edumentoring.people.models import User
from edumentoring.programmes.filing import fold, found_by
from edumentoring.programmes.models import Participant

LONGEST = 20_000
LONGEST_TITLE = 120
KEPT_REMOVED = timedelta(days=30)
NEW_FOR = timedelta(days=7)

HERE = (Participant.State.IN, Participant.State.PAUSED)


def _open_to(user: User) -> PairQuerySet:
    """The pairs whose pages this person may open."""
    mine = Pair.objects.of_account(user)
    return open_ones(mine.filter(state__in=OPEN, programme__archived_at=None))


class NoteQuerySet(models.QuerySet["Note"]):
    def kept(self) -> "NoteQuerySet":
        """Without those that were removed and may still be brought back."""
        return self.filter(removed_at=None)

    def written_by(self, user: User) -> "NoteQuerySet":
        return self.filter(writer=user)

    def readable_by(self, user: User) -> "NoteQuerySet":
        """Their own, what the other one of a pair shares with them, and what they were lent."""
        mine = Q(writer=user)
        shared = Q(visibility=Note.Visibility.PAIR, pair__in=_open_to(user))
        lent = Q(Exists(Share.objects.running().to(user).filter(note=OuterRef("pk"))))
        return self.kept().filter(mine | shared | lent)

    def visible_to(self, participant: Participant) -> "NoteQuerySet":
        """What this person may read, of the notes of this programme and of their own."""
        user: User = participant.user
        in_programme = Q(pair__programme=participant.programme_id)
        return self.readable_by(user).filter(in_programme | Q(writer=user))

    def of_pair(self, pair: Pair) -> "NoteQuerySet":
        return self.filter(pair=pair)

    def journal(self) -> "NoteQuerySet":
        return self.filter(kind=Note.Kind.JOURNAL)

    def questions(self) -> "NoteQuerySet":
        return self.filter(kind=Note.Kind.QUESTION)

    def about(self, words: str) -> "NoteQuerySet":
        """Those with each of these words somewhere, however it is accented or capitalised."""
        found = self
        for word in fold(words).split():
            found = found.filter(found_by__contains=word)
        return found

    def latest_first(self) -> "NoteQuerySet":
        return self.order_by("-changed_at", "-pk")

    def with_people(self) -> "NoteQuerySet":
        return self.select_related(
            "writer", "pair__programme", "pair__mentor__user", "pair__mentee__user"
        )


class Note(models.Model):
    """What one person wrote: a note, an entry of their journal, or a question to find out about.

    `version` counts every save, drafts and all; `changed_at` is when its readers last saw it
    change.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        JOURNAL = "journal", _("Journal")
        QUESTION = "question", _("To find out")

    class Visibility(models.TextChoices):
        ME = "me", _("Only me")
        PAIR = "pair", _("Both of us")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_notes"
    )
    pair = models.ForeignKey(Pair, null=True, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOTE)
    visibility = models.CharField(max_length=6, choices=Visibility, default=Visibility.ME)
    prompt = models.SlugField(max_length=40, blank=True)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    text = models.TextField(blank=True)
    found_by = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    saved_tab = models.CharField(max_length=LONGEST_TAB, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(null=True, help_text="When a question was found out.")
    removed_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility="pair") | Q(pair__isnull=False),
                name="only_a_pairs_note_is_shared_in_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind="journal") | Q(visibility="me", pair=None),
                name="a_journal_is_its_writers_alone",
            ),
            models.CheckConstraint(
                condition=Q(found_at=None) | Q(kind="question"), name="only_questions_are_found_out"
            ),
        ]
        indexes = [
            models.Index(fields=["writer", "-changed_at"]),
            models.Index(fields=["pair", "visibility", "-changed_at"]),
            models.Index(fields=["removed_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"  # no words of theirs: this may stand in a log

    def save(self, *args: object, **kwargs: object) -> None:
        self.found_by = found_by(self.title, self.text)
        fields = kwargs.get("update_fields")
        if isinstance(fields, list | tuple | set):
            kwargs["update_fields"] = {*fields, "found_by"}
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("notes:note", args=[self.code])

    @property
    def is_shared(self) -> bool:
        """Whether the other one of the pair reads it."""
        return self.visibility == self.Visibility.PAIR

    @property
    def is_journal(self) -> bool:
        return self.kind == self.Kind.JOURNAL

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION

    @property
    def heading(self) -> str:
        """Its title, or how it begins."""
        first = next((line.strip("#*->_ ") for line in self.text.splitlines() if line.strip()), "")
        return (
            self.title or (f"{first[:60]}…" if len(first) > 60 else first) or str(_("No words yet"))
        )

    @property
    def follow_ups(self) -> list[str]:
        """Its lines that are still to do."""
        return follow_ups(self.text)

    @property
    def was_shared_lately(self) -> bool:
        return bool(self.shared_at and self.shared_at > timezone.now() - NEW_FOR)

    def other_than(self, user: User) -> str:
        """What the one of the pair who is not this person is called; "" without a pair."""
        if self.pair is None:
            return ""
        mentor, mentee = self.pair.mentor.user, self.pair.mentee.user
        return (mentee if mentor.pk == user.pk else mentor).first_name


class Draft(models.Model):
    """What the writer has typed into a note that others read, and not put into it yet."""

    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="draft")
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"draft of {self.note_id}"


class Version(models.Model):
    """How a note stood before it was changed. Only its writer sees these, the last twenty."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField(help_text="When it was written so.")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="one_version_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.note_id}"


class ShareQuerySet(models.QuerySet["Share"]):
    def running(self) -> "ShareQuerySet":
        """Not over, and not ended before its day."""
        return self.filter(ended_at=None, ends_at__gt=timezone.now())

    def with_people(self) -> "ShareQuerySet":
        return self.select_related("participant__user", "note__pair__programme")

    def to(self, user: User) -> QuerySet["Share"]:
        """With this person, while they are in the programme."""
        return self.filter(
            participant__user=user,
            participant__state__in=HERE,
            participant__programme__archived_at=None,
        )


class Share(models.Model):
    """One note, lent to one colleague in the programme, for one thing, up to the end of a day.

    Without a participant the address is nobody's who takes part: nobody reads it by this, and
    the writer is not told which of the two it is.
    """

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="shares")
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.CASCADE, related_name="notes_lent"
    )
    email = models.EmailField(max_length=254)
    about = models.CharField(max_length=120, blank=True, help_text="The goal it is for, in words.")
    given_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "email"],
                condition=Q(ended_at=None),
                name="lent_once_at_a_time_to_each",
            ),
        ]
        indexes = [models.Index(fields=["participant", "ends_at"])]

    def __str__(self) -> str:
        return f"note {self.note_id}, until {self.ends_at:%d %B %Y}"

    @property
    def until(self) -> date:
        """The last day, where the programme is."""
        pair = self.note.pair
        zone = pair.programme.time_zone if pair else settings.TIME_ZONE
        return (self.ends_at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment after this day there."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=zone)


class FollowUp(models.Model):
    """A line of a note that somebody made an action of: it is offered once."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="made_actions")
    line = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "line"], name="one_action_of_each_line"),
        ]

    def __str__(self) -> str:
        return f"an action from {self.note_id}"
