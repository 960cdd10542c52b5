"""A programme, those who run it, its questions, and those who take part."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes import filing
from edumentoring.programmes.vocabulary import REGIONS, STAGES
from edumentoring.schools.models import Organisation


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def run_by(self, user: Any) -> "ProgrammeQuerySet":
        return self.filter(coordinators__user=user)

    def current(self) -> "ProgrammeQuerySet":
        return self.filter(archived_at=None)

    def published(self) -> "ProgrammeQuerySet":
        """With a page that anybody may read."""
        return self.current().exclude(published_at=None)

    def running(self) -> "ProgrammeQuerySet":
        """Neither archived nor paused as a whole: clocks and nudges go on."""
        return self.current().filter(paused_at=None)

    def running_since(self, moment: datetime) -> "ProgrammeQuerySet":
        """Running, and not paused since then: after a pause every clock begins anew."""
        return self.running().filter(Q(resumed_at=None) | Q(resumed_at__lte=moment))


class Programme(models.Model):
    """One mentoring programme: a kind, its rules and its words."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Open scheme across schools")
        IN_SCHOOL = "in_school", _("In one school or trust, for early-career teachers")
        PARTNERSHIP = "partnership", _("Partnership of a training provider and its schools")
        PEER = "peer", _("Peer mentoring, between people in like roles")

    class Look(models.TextChoices):
        TEAL = "teal", _("Teal")
        PLUM = "plum", _("Plum")
        NAVY = "navy", _("Navy")
        MOSS = "moss", _("Moss")
        BRICK = "brick", _("Brick")
        INK = "ink", _("Ink")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OPEN)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    summary = models.TextField(blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/London")
    sender_name = models.CharField(max_length=120, blank=True)
    reply_to = models.EmailField(blank=True)
    rules = models.JSONField(
        default=dict, help_text="Weights and musts a new round starts from; set from the kind."
    )
    letters = models.JSONField(
        default=dict, blank=True, help_text="Wording a coordinator changed, by letter and field."
    )
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when the public page can be read."
    )
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(
        null=True, blank=True, help_text="The last day of sign-up, in the programme's time zone."
    )
    takes_mentees = models.BooleanField(default=True)
    takes_mentors = models.BooleanField(default=True)
    limit_mentees = models.PositiveIntegerField(
        null=True, blank=True, help_text="More than these go on the waiting list."
    )
    limit_mentors = models.PositiveIntegerField(null=True, blank=True)
    next_round_on = models.DateField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_note = models.CharField(max_length=300, blank=True)
    resumes_on = models.DateField(null=True, blank=True)
    resumed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the last pause ended: reminders count from there."
    )
    look = models.CharField(max_length=12, choices=Look, default=Look.TEAL)
    words = models.JSONField(
        default=dict, blank=True, help_text="Wording of the public pages, where it was changed."
    )
    set_up = models.JSONField(
        default=dict, blank=True, help_text="Steps of setting up that were looked at, and when."
    )
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme", args=[self.slug])

    def rested_since(self, moment: datetime) -> bool:
        """Whether it is paused, or was until after that moment: no clock of its has run out."""
        return self.paused_at is not None or (
            self.resumed_at is not None and self.resumed_at > moment
        )

    def today(self, now: datetime | None = None) -> date:
        """The date where this programme is: its days begin and end there."""
        return (now or timezone.now()).astimezone(ZoneInfo(self.time_zone)).date()


class Coordinator(models.Model):
    """A person who runs a programme, and how much they may do."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        COORDINATOR = "coordinator", _("Coordinator")
        MATCHER = "matcher", _("Matcher")
        VIEWER = "viewer", _("Viewer")
        EDITOR = "editor", _("Editor")

    # What each role may do; a view names the power it needs, never the role.
    POWERS: ClassVar[dict[str, frozenset[str]]] = {
        "owner": frozenset({"see", "match", "people", "publish", "edit", "own"}),
        "coordinator": frozenset({"see", "match", "people", "publish", "edit"}),
        "matcher": frozenset({"see", "match"}),
        "viewer": frozenset({"see"}),
        "editor": frozenset({"edit"}),  # writes for people, and sees nothing they told us
    }

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="coordinators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coordinating"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.COORDINATOR)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "user"], name="one_role_per_coordinator"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def powers(self) -> frozenset[str]:
        """What this seat may do now: an archived programme can be read, and no more."""
        held = self.POWERS[self.role]
        return held & {"see"} if self.programme.archived_at else held

    def may(self, power: str) -> bool:
        """Whether this seat may now `power`: see, match, people, publish or own."""
        return power in self.powers


class Question(models.Model):
    """One question of a programme's sign-up, in one wording.

    A reworded question is a new row of the same key with the next version, so that
    old answers keep the words they answered. `key` of a standard question is the
    field or the entry of `Participant.answers` that it fills.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("A line of text")
        LONG_TEXT = "long_text", _("Several lines")
        NUMBER = "number", _("A number")
        YES_NO = "yes_no", _("Yes or no")
        ONE = "one", _("Choose one")
        SEVERAL = "several", _("Choose several")
        RANKED = "ranked", _("Choose several, most important first")
        SCHOOL = "school", _("A school")
        WEEK = "week", _("A week of times")
        PEOPLE = "people", _("People, by their e-mail")

    class Asked(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        MENTEES = "mentees", _("Mentees")
        MENTORS = "mentors", _("Mentors")

    class Feeds(models.TextChoices):
        NOTHING = "", _("Matching does not use it")
        PREFER = "prefer", _("Matching prefers people who answer alike")
        REQUIRE = "require", _("Matching only pairs people who answer alike")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind)
    asked_of = models.CharField(max_length=10, choices=Asked, default=Asked.EVERYONE)
    label = models.CharField(max_length=300)
    hint = models.CharField(max_length=500, blank=True)
    options = models.JSONField(default=list, help_text='[{"id": "...", "label": "..."}]')
    required = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)
    sensitive = models.BooleanField(
        default=False, help_text="Never shown to other participants and never scored."
    )
    feeds = models.CharField(max_length=8, choices=Feeds, default=Feeds.NOTHING, blank=True)
    worded_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key", "version"], name="one_question_per_version"
            ),
            models.UniqueConstraint(
                fields=["programme", "key"],
                condition=Q(retired_at=None),
                name="one_current_wording",
            ),
            models.CheckConstraint(
                condition=Q(sensitive=False) | Q(feeds=""), name="private_answers_feed_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def mentors(self) -> "ParticipantQuerySet":
        return self.filter(is_mentor=True)

    def mentees(self) -> "ParticipantQuerySet":
        return self.filter(is_mentee=True)

    def taking_part(self) -> "ParticipantQuerySet":
        """In the programme now: not paused, not left."""
        return self.filter(state=Participant.State.IN)

    def with_emails(self, emails: Iterable[str]) -> "ParticipantQuerySet":
        """Those with one of these addresses. The people are looked up first: in one statement
        SQLite would go through everybody in a programme."""
        people = get_user_model().objects.with_emails(emails)
        return self.filter(user__in=list(people.values_list("pk", flat=True)))

    def queued(self) -> "ParticipantQuerySet":
        """On the waiting list, the first in line first."""
        return self.filter(state=Participant.State.QUEUED).order_by("signed_up_at", "pk")

    def paused(self) -> "ParticipantQuerySet":
        return self.filter(state=Participant.State.PAUSED)

    def unjoined(self) -> "ParticipantQuerySet":
        """Each person once: without those who turned out to be somebody else here."""
        return self.filter(joined_into=None)

    def waiting(self) -> "ParticipantQuerySet":
        """Mentees taking part who have nobody yet."""
        return self.taking_part().mentees().filter(mentors_now=0, demand__gt=0)

    def with_room(self) -> "ParticipantQuerySet":
        """Mentors taking part who could take somebody."""
        return self.taking_part().mentors().filter(capacity__gt=F("mentees_now"))

    def filed_under(self, facet: str, *values: str) -> "ParticipantQuerySet":
        """Those with any of these values, for example `filed_under("phases", "ks3", "ks4")`."""
        wanted = Q()
        for value in values:
            wanted |= Q(facets__contains=filing.facet(facet, value))
        return self.filter(wanted)

    def bulk_create(
        self, objs: Iterable["Participant"], *args: Any, **kwargs: Any
    ) -> list["Participant"]:
        participants = list(objs)
        for participant in participants:
            participant.file_away()
        return super().bulk_create(participants, *args, **kwargs)

    def with_person(self) -> "ParticipantQuerySet":
        return self.select_related("user", "school", "school__parent", "programme")


class Participant(models.Model):
    """One person in one programme, as mentee, as mentor or as both.

    What the service sorts, filters or matches by is a column; the other answers are
    in `answers` under their question's key (lists of option ids for several/ranked/week).
    Standard keys there: phases, subjects, contexts, helps_wanted, helps_offered,
    topics_wanted (most important first), topics_offered, new_for_me, availability (slots),
    contact, max_km, wishes, musts (ids of WISHES), about_me, wanted_text, offered_text,
    identity_is, identity_wanted, identity_must, line_manages (e-mails).

    `mentees_now` and `mentors_now` count the places that live pairs take. Only
    `operations.take_place` and `give_back_place` write them, under lock, and the
    database refuses more of them than were offered or asked for.
    """

    class State(models.TextChoices):
        SIGNED_UP = "signed_up", _("Signed up, e-mail not confirmed")
        QUEUED = "queued", _("On the waiting list")
        IN = "in", _("Taking part")
        PAUSED = "paused", _("Paused")
        LEFT = "left", _("Left")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        PROPOSED = "proposed", _("Proposed")
        INTRODUCED = "introduced", _("Introduced")
        PAIRED = "paired", _("Paired")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations"
    )
    is_mentor = models.BooleanField(default=False)
    is_mentee = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.IN)
    status = models.CharField(
        max_length=12,
        choices=Status,
        default=Status.WAITING,
        help_text="How far this person's pairs are; written by the rooms that keep pairs.",
    )
    stage = models.CharField(
        max_length=20, blank=True, choices=[(term.id, term.label) for term in STAGES]
    )
    role_title = models.CharField(max_length=150, blank=True)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    school = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="participants"
    )
    school_text = models.CharField(
        max_length=200,
        blank=True,
        help_text="The school as typed, where it is not in the register.",
    )
    region = models.CharField(
        max_length=20, blank=True, choices=[(term.id, term.label) for term in REGIONS]
    )
    capacity = models.PositiveSmallIntegerField(
        default=0, help_text="Mentees a mentor has room for."
    )
    demand = models.PositiveSmallIntegerField(default=0, help_text="Mentors a mentee asks for.")
    mentees_now = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Places of `capacity` that live pairs take."
    )
    mentors_now = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Places of `demand` that live pairs take."
    )
    priority = models.PositiveSmallIntegerField(
        default=1, help_text="Higher goes first when places are short."
    )
    is_trained = models.BooleanField(default=False)
    trained_until = models.DateField(
        null=True, blank=True, help_text="The last day the training counts; empty is for good."
    )
    is_verified = models.BooleanField(
        default=False, help_text="Known to work in a school; the room `verification` writes it."
    )
    tags = models.JSONField(default=list, blank=True, help_text="Coordinators' own words.")
    answers = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True, help_text="For coordinators; never shown to participants.")
    source = models.CharField(
        max_length=200, blank=True, help_text="Where the data came from, in words for the person."
    )
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When they proved the e-mail of a sign-up of their own."
    )
    introduced_at = models.DateTimeField(
        null=True, blank=True, help_text="When they first heard of somebody: the wait they had."
    )
    paused_until = models.DateField(
        null=True, blank=True, help_text="The day they come back by themselves."
    )
    joined_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="joined",
        help_text="The same person's other sign-up, which goes on for both.",
    )
    told_source_at = models.DateTimeField(null=True, blank=True)
    signed_up_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    # Copies for sorting and finding, written by `file_away`. Names and schools may change
    # elsewhere, so pages show the originals and `operations.refile` mends the copies.
    filed_as = models.CharField(max_length=160, blank=True, editable=False)
    found_by = models.TextField(blank=True, editable=False)
    facets = models.TextField(blank=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user"], name="one_participant_per_person"
            ),
            models.CheckConstraint(
                condition=Q(is_mentor=True) | Q(is_mentee=True), name="participant_has_a_role"
            ),
            models.CheckConstraint(
                condition=Q(is_mentor=True) | Q(capacity=0), name="only_mentors_have_capacity"
            ),
            models.CheckConstraint(
                condition=Q(is_mentee=True) | Q(demand=0), name="only_mentees_have_demand"
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=F("mentees_now")), name="never_over_capacity"
            ),
            models.CheckConstraint(
                condition=Q(demand__gte=F("mentors_now")), name="never_more_mentors_than_asked"
            ),
            models.CheckConstraint(
                condition=Q(joined_into=None) | Q(state="left"), name="whoever_is_joined_has_left"
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None) | Q(state="paused"),
                name="only_paused_people_come_back",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "filed_as", "id"]),
            models.Index(fields=["programme", "state", "status"]),
            models.Index(fields=["programme", "signed_up_at"]),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.file_away()
        if self.state != self.State.PAUSED:
            self.paused_until = None  # or a later pause would end on the day of this one
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {
                *fields,
                *({"paused_until"} if "state" in fields else ()),
                "filed_as",
                "found_by",
                "facets",
                "updated_at",
            }
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("programmes:participant", args=[self.programme.slug, self.code])

    @property
    def name(self) -> str:
        return str(self.user)

    @property
    def school_name(self) -> str:
        return self.school.name if self.school else self.school_text

    @property
    def free_places(self) -> int:
        """Mentees this mentor could still take."""
        return self.capacity - self.mentees_now

    @property
    def open_requests(self) -> int:
        """Mentors this mentee still asks for."""
        return self.demand - self.mentors_now

    @property
    def roles(self) -> str:
        """What they take part as, in a word."""
        if self.is_mentor and self.is_mentee:
            return str(_("Both"))
        return str(_("Mentor") if self.is_mentor else _("Mentee"))

    def sign_ups(self) -> list[int]:
        """The keys of this sign-up and of those joined with it: what befell one goes for all."""
        return [self.pk, *self.joined.values_list("pk", flat=True)]

    def file_away(self) -> None:
        """Set the copies that sorting, finding and filtering read."""
        self.filed_as = filing.filed_as(self.name)
        self.found_by = filing.found_by(
            self.name, self.user.email, self.school_name, self.role_title
        )
        self.facets = filing.facets(self)


class DeskNoteQuerySet(models.QuerySet["Note"]):
    def kept(self) -> "DeskNoteQuerySet":
        """Without those that were removed a moment ago and may still be brought back."""
        return self.filter(removed_at=None)


class Note(models.Model):
    """What one coordinator wrote about somebody for the others. Participants may ask to read it."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="notes_written"
    )
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(max_length=5000)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="Removed by its writer: deleted for good a day later."
    )

    objects = DeskNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class NotTheSame(models.Model):
    """Two sign-ups that look alike and are two people, as a coordinator said."""

    one = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="not_the_same_1")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="not_the_same_2")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="said_once_of_two"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="the_earlier_of_two_stands_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"


class SavedView(models.Model):
    """A list of people as somebody narrowed, ordered and laid it out, under a name."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="views")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="views_saved"
    )
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=1000, help_text="The query of the list's address.")
    shared = models.BooleanField(default=False, help_text="Every coordinator sees it.")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "by", "name"], name="one_view_of_a_name_each"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AnswerChange(models.Model):
    """What an answer was and what it became. Added with every change, never altered.

    `key` is a question's key or a column's name. Changes of one action share `together`,
    which is what undo takes back.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="answer_changes"
    )
    participant_version = models.PositiveIntegerField(
        default=1, help_text="The participant's version that this change made."
    )
    key = models.SlugField(max_length=60)
    question_version = models.PositiveSmallIntegerField(default=1)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    source = models.CharField(max_length=60, help_text="import, desk or person.")
    together = models.UUIDField(default=uuid.uuid4, db_index=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.key}: {self.before!r} to {self.after!r}"
