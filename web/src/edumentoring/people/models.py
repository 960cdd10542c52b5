"""People who may sign in, the history of what was done, and who asked to be forgotten."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.models import Letter

# What stands where a person was, and where their address would be.
SOMEBODY = "Somebody who left"
NOWHERE = "erased.invalid"
LONGEST_NAME = 150


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str = "", **fields: Any) -> "User":
        """A person who signs in by e-mail: there are no passwords."""
        user = self.model(email=email.strip().lower(), name=name.strip(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str = "", **fields: Any) -> "User":
        return self.create_user(email, name, is_superuser=True, **fields)

    def with_email(self, email: str) -> "models.QuerySet[User]":
        """Whoever has this address, however it is capitalised. By the index that holds each
        address to one person: "iexact" would read everybody, at every sign-up."""
        return self.alias(folded=Lower("email")).filter(folded=email.strip().lower())

    def with_emails(self, emails: Iterable[str]) -> "models.QuerySet[User]":
        """Those who have one of these addresses, however they are capitalised."""
        wanted = {email.strip().lower() for email in emails}
        return self.alias(folded=Lower("email")).filter(folded__in=wanted)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """One person, in however many programmes and roles.

    `name` is as the person writes it, in one field: not everybody has two names.
    `is_superuser` marks whoever hosts the service; programme roles live with programmes.
    """

    class Letters(models.TextChoices):
        NOW = "now", _("As it happens")
        WEEKLY = "weekly", _("One letter a week")
        OFF = "off", _("Only what I need to know")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    known_as = models.CharField(
        max_length=80, blank=True, help_text="What to call them, where it is not the first word."
    )
    language = models.CharField(max_length=10, blank=True)
    letters = models.CharField(
        max_length=6,
        choices=Letters,
        default=Letters.NOW,
        help_text="How often they let us write; letters they need come in any case.",
    )
    is_active = models.BooleanField(default=True)
    needs_second_factor = models.BooleanField(
        default=False,
        help_text="Sees other people's answers: an e-mail alone must not open those pages.",
    )
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """What Wagtail calls them on the editors' desk."""
        return str(self)

    @property
    def is_forgotten(self) -> bool:
        """Whether only a row without a person is left, so that counts stay true."""
        return self.email.endswith(f"@{NOWHERE}")

    @property
    def first_name(self) -> str:
        """What a letter calls them."""
        return self.known_as or self.name.split(" ")[0] or self.email.split("@")[0]

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalpha()]
        if not words:
            return self.email[:1].upper()
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


class SignInQuerySet(models.QuerySet["SignIn"]):
    def usable(self) -> "SignInQuerySet":
        """Neither used nor too old."""
        return self.filter(user__is_active=True, used_at=None, until__gt=timezone.now())


class SignIn(models.Model):
    """One wish to sign in by e-mail: the letter's link and its code are two keys to this row.

    Made for every address that asks, known or not, so that both take the same work. Only a
    hash of the link's key is kept: who reads the database or a back-up cannot sign in with it.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sign_ins")
    email = models.EmailField(max_length=254)
    key_hash = models.CharField(max_length=64, unique=True)
    then = models.CharField(max_length=500, blank=True, help_text="The page to open afterwards.")
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["email", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.email}, {self.asked_at:%d %B %Y %H:%M}"

    @property
    def minutes(self) -> int:
        """How long it works, in minutes."""
        return round((self.until - self.asked_at).total_seconds() / 60)


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def usable(self) -> "AddressChangeQuerySet":
        """Neither used, nor replaced by a later one, nor too old."""
        return self.filter(
            user__is_active=True, used_at=None, dropped_at=None, until__gt=timezone.now()
        )


class AddressChange(models.Model):
    """One wish to sign in with another e-mail; a letter to that address holds its key.

    Made alike whether the address is free or not, so that nobody learns who has an account.
    Those that were used stay: whoever is forgotten is forgotten under their old address too.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    was = models.EmailField(max_length=254)
    email = models.EmailField(max_length=254)
    key_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True, help_text="A later wish took its place.")

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["email", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.email}, {self.asked_at:%d %B %Y %H:%M}"

    @property
    def minutes(self) -> int:
        """How long it works, in minutes."""
        return round((self.until - self.asked_at).total_seconds() / 60)


class Event(models.Model):
    """One line of history: who did what to which thing. Lines are added, never changed."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="events")
    action = models.CharField(
        max_length=60, help_text="A verb and noun, for example 'publish_round'."
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    programme_id = models.BigIntegerField(null=True, db_index=True)
    summary = models.CharField(max_length=300, help_text="What to read, in English, past tense.")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return self.summary


# --- Being forgotten --------------------------------------------------------------------------


class Suppression(models.Model):
    """Somebody asked to be forgotten: only they themselves may bring their address in again.

    `digest` is an HMAC of the address; the address is not kept. `programme_id` None: nowhere.
    """

    digest = models.CharField(max_length=64)
    programme_id = models.BigIntegerField(null=True)
    lifted = models.BooleanField(default=False, help_text="They came back to this programme.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "programme_id"], name="suppressed_once_in_each_programme"
            ),
            # Two empty values never count as the same, so everywhere needs its own.
            models.UniqueConstraint(
                fields=["digest"],
                condition=models.Q(programme_id=None),
                name="suppressed_once_everywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]}, {self.at:%d %B %Y}"


class ErasureLine(models.Model):
    """One line of the journal of erasures; `operations.journal` keeps the file."""

    class What(models.TextChoices):
        FORGET = "forget", _("Forget a person")
        SUPPRESS = "suppress", _("Keep an address out")
        LIFT = "lift", _("Let an address in again")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(default=timezone.now)
    what = models.CharField(max_length=10, choices=What)
    person = models.UUIDField(null=True, help_text="The User.code they had.")
    programme_id = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    written = models.BooleanField(default=False, help_text="It stands in the file as well.")

    def __str__(self) -> str:
        return f"{self.what}, {self.at:%d %B %Y}"


class LastLetter(models.Model):
    """A letter that still needs a word about somebody who was forgotten, until it has gone."""

    class Blank(models.TextChoices):
        WORDS = "words", _("Its words")
        ALL = "all", _("Its words and its address")

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="last_letter")
    blank = models.CharField(max_length=5, choices=Blank)

    def __str__(self) -> str:
        return str(self.letter)
