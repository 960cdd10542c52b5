"""A story or a quote, its words in each version, and what its teller allows."""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Participant, Programme

# The power it takes to see who told a story and to decide about it.
DECIDES = "people"


class Kind(models.TextChoices):
    STORY = "story", _("A story")
    QUOTE = "quote", _("A quote")
    PRACTICE = "practice", _("Something hard in practice")


class Place(models.TextChoices):
    """Where a story may be shown. Permission is for each of them by itself."""

    WALL = "wall", _("The programme’s stories page")
    FEED = "feed", _("The feed of that page")
    ZONE = "zone", _("Pages for mentors")
    NEWSLETTER = "newsletter", _("The newsletter")
    SOCIAL = "social", _("Social media")


class NameAs(models.TextChoices):
    FULL = "full", _("My full name and role")
    FIRST = "first", _("My first name and role")
    ROLE = "role", _("My role alone")
    NOBODY = "nobody", _("No name and no role")


class StoryQuerySet(models.QuerySet["Story"]):
    def of_desk(self, seat: Coordinator) -> "StoryQuerySet":
        """What this seat may read: all that was told, or what was sent to this editor."""
        told = self.filter(programme=seat.programme).exclude(state__in=Story.NOT_YET_TOLD)
        if seat.may(DECIDES):
            return told
        if seat.may("edit"):
            return told.filter(editor=seat.user).exclude(state__in=Story.OVER)
        return told.none()

    def told_by(self, user: User) -> "StoryQuerySet":
        """One's own, drafts among them."""
        return self.filter(user=user)

    def waiting(self) -> "StoryQuerySet":
        """Somebody at the desk has something to do about it."""
        return self.filter(state__in=Story.WAITS_FOR_US)

    def with_words(self) -> "StoryQuerySet":
        return self.select_related("telling", "programme", "user", "owner", "editor")

    def usable_in(self, place: str, programme: Programme | None = None) -> "StoryQuerySet":
        """What may be shown in this place at this moment, with `told_as` as permitted there.

        Every showing asks this, whatever it showed a minute ago: the teller may have changed
        their mind. Without `programme`: of all of them.
        """
        standing = Permission.objects.standing().filter(
            story=OuterRef("pk"), place=place, telling=OuterRef("telling")
        )
        found = self.filter(state=Story.State.PUBLISHED, programme__archived_at=None)
        if programme is not None:
            found = found.filter(programme=programme)
        shown = found.annotate(shown_as=Subquery(standing.values("name_as")[:1]))
        return shown.exclude(shown_as=None).with_words().order_by("-published_at", "-pk")


class Story(models.Model):
    """What somebody told of their mentoring, and how far it is.

    draft -> received (or unconfirmed -> received, from outside) -> reading -> with the teller,
    while they look at another wording -> ready -> published; declined or withdrawn at any time.
    `telling` holds the words the teller agreed to last. `version` grows with everything a second
    coordinator should see before deciding.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        UNCONFIRMED = "unconfirmed", _("Waits for its letter")
        RECEIVED = "received", _("Received")
        READING = "reading", _("Being read")
        WITH_TELLER = "with_teller", _("Wording with the teller")
        READY = "ready", _("Ready")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Declined kindly")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NOT_YET_TOLD: ClassVar[tuple[str, ...]] = ("draft", "unconfirmed")
    WAITS_FOR_US: ClassVar[tuple[str, ...]] = ("received", "reading", "ready")
    OVER: ClassVar[tuple[str, ...]] = ("declined", "withdrawn")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="stories")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STORY)
    state = models.CharField(max_length=11, choices=State, default=State.DRAFT)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="stories"
    )
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="stories"
    )
    name = models.CharField(max_length=150, blank=True, help_text="The teller's, as they give it.")
    role = models.CharField(max_length=120, blank=True, help_text="How they may be described.")
    email = models.EmailField(max_length=254, blank=True)
    telling = models.ForeignKey(
        "Telling", null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    typed = models.JSONField(default=dict, help_text="What stands in the form of a draft.")
    prompts = models.TextField(
        blank=True, max_length=2000, help_text="To talk about, one in each line; the desk's words."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="stories_owned"
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="stories_to_edit",
        help_text="Reads its words, and no other story's.",
    )
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    saved_tab = models.CharField(max_length=64, blank=True)
    has_copies = models.BooleanField(
        default=False, help_text="Copies of it elsewhere may say what is no longer allowed."
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at", "-pk"]
        verbose_name_plural = "stories"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at=None)),
                name="only_published_stories_have_a_day_of_it",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "-touched_at"]),
            models.Index(fields=["email"]),
        ]

    def __str__(self) -> str:
        """What lists of other rooms call it, such as an issue's parts in the editors' form: the
        words of one that was taken back, or is still being written, are its teller's alone."""
        if self.state == self.State.WITHDRAWN:
            return str(_("A story that was taken back"))
        return str(_("A draft")) if self.state == self.State.DRAFT else self.title

    def get_absolute_url(self) -> str:
        return reverse("stories:story", args=[self.programme.slug, self.code])

    @property
    def title(self) -> str:
        """Its title, or the first words of one that has none."""
        if self.telling is None:
            return str(self.typed.get("title") or _("A draft"))
        return self.telling.heading

    @property
    def text(self) -> str:
        """The words the teller agreed to last."""
        return self.telling.text if self.telling else ""

    @property
    def is_quote(self) -> bool:
        return self.kind == Kind.QUOTE

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def subject_key(self) -> str:
        """What letters about it are filed under."""
        return f"story:{self.pk}"

    @property
    def first_name(self) -> str:
        """What a letter calls its teller."""
        return self.user.first_name if self.user else self.name.split(" ")[0]

    @property
    def told_as(self) -> str:
        """The teller's name as permitted where it is shown; no name unless `usable_in` gave it."""
        return self.named(getattr(self, "shown_as", None) or NameAs.NOBODY)

    def named(self, name_as: str) -> str:
        """The teller's name as one of the four ways has it."""
        if name_as == NameAs.NOBODY:
            return str(_("Told without a name"))
        name = {NameAs.FULL: self.name, NameAs.FIRST: self.name.split(" ")[0]}.get(
            NameAs(name_as), ""
        )
        return ", ".join(part for part in (name, self.role) if part) or str(
            _("Told without a name")
        )

    @property
    def proposed(self) -> "Telling | None":
        """Words that wait for the teller's yes."""
        return self.tellings.filter(answer=Telling.Answer.ASKED).first()

    @property
    def points(self) -> list[str]:
        """What to talk about, one by one."""
        return [line.strip() for line in self.prompts.splitlines() if line.strip()]


class Telling(models.Model):
    """A story's words in one version: the teller's own, or somebody's suggestion to them.

    Nothing but an agreed one is ever shown.
    """

    class Answer(models.TextChoices):
        ASKED = "asked", _("Waits for the teller")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("The teller said no")
        DROPPED = "dropped", _("Overtaken")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="tellings")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField(max_length=20_000)
    why = models.TextField(blank=True, max_length=1000, help_text="A word to the teller.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_tellers = models.BooleanField(default=True)
    answer = models.CharField(max_length=7, choices=Answer, default=Answer.AGREED)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="one_telling_of_a_number"),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(answer="asked"),
                name="one_wording_at_a_time_with_the_teller",
            ),
            models.CheckConstraint(
                condition=~Q(answer="asked") | Q(is_tellers=False),
                name="nobody_asks_the_teller_about_their_own_words",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """The title, or the first words."""
        words = " ".join((self.title or self.text).split())
        return words if len(words) <= 80 else f"{words[:79].rsplit(' ', 1)[0]}…"


class PermissionQuerySet(models.QuerySet["Permission"]):
    def standing(self, on: date | None = None) -> "PermissionQuerySet":
        """Given, not taken back, and not over yet."""
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), ended_at=None)


class Permission(models.Model):
    """The teller's yes to one place: to these very words, under this name, until a day.

    One that ended stays, so that what was allowed when can be told.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="permissions")
    place = models.CharField(max_length=10, choices=Place)
    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="permissions")
    name_as = models.CharField(max_length=6, choices=NameAs)
    until = models.DateField(null=True, blank=True, help_text="The last day; empty is no end.")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = PermissionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "place"],
                condition=Q(ended_at=None),
                name="one_permission_for_each_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.get_name_as_display()}"


class Theme(models.Model):
    """A word of the desk's on what a story is about, to count and to filter by."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="themes")
    word = models.CharField(max_length=40)

    class Meta:
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(fields=["story", "word"], name="a_theme_once_for_each_story"),
        ]

    def __str__(self) -> str:
        return self.word


class DeskNote(models.Model):
    """Words about a story for those who decide about it. Neither teller nor editor reads them,
    but the teller gets them in their file."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
