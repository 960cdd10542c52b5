"""What the desk's page of verification lists, group by group."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme
from edumentoring.verification.models import Verification

# Whoever has not proved the e-mail of a sign-up is not asked anything yet.
HERE = (Participant.State.IN, Participant.State.PAUSED, Participant.State.QUEUED)


@dataclass(frozen=True)
class Row:
    """One person, and the attempt that speaks for them now."""

    participant: Participant
    verification: Verification | None

    @property
    def to_decide(self) -> bool:
        """A colleague's word that waits for a coordinator."""
        return bool(self.verification and self.verification.state == Verification.State.VOUCHED)


@dataclass(frozen=True)
class Group:
    """People who stand alike."""

    key: str
    name: str | Promise
    meaning: str | Promise
    which: Callable[[Programme], ParticipantQuerySet]


def _here(programme: Programme) -> ParticipantQuerySet:
    return Participant.objects.filter(programme=programme, state__in=HERE)


def _to_look_at(programme: Programme) -> ParticipantQuerySet:
    outdated = Verification.objects.of_programme(programme).outdated()
    vouched = Verification.objects.of_programme(programme).to_look_at()
    return _here(programme).filter(
        Q(pk__in=vouched.values("participant"))
        | Q(pk__in=outdated.filter(way=Verification.Way.HAND).values("participant"))
    )


def _waiting(programme: Programme) -> ParticipantQuerySet:
    asked = Verification.objects.of_programme(programme).open()
    return _here(programme).filter(pk__in=asked.values("participant"))


GROUPS: Sequence[Group] = (
    Group(
        "look",
        _("To look at"),
        _("A colleague said yes from an address we cannot place, or the school changed since."),
        _to_look_at,
    ),
    Group("waiting", _("Asked"), _("A letter is out. Its link works for 14 days."), _waiting),
    Group(
        "not",
        _("Not verified"),
        _("You can verify people you know by hand."),
        lambda programme: _here(programme).filter(is_verified=False),
    ),
    Group(
        "verified",
        _("Verified"),
        _("Known to work in a school."),
        lambda programme: _here(programme).filter(is_verified=True),
    ),
)


def chosen_group(programme: Programme, key: str) -> Group:
    """The group asked for; otherwise the first that has somebody, else those not verified."""
    named = next((group for group in GROUPS if group.key == key), None)
    if named:
        return named
    return GROUPS[0] if GROUPS[0].which(programme).exists() else GROUPS[2]


def people_in(group: Group, programme: Programme, words: str = "") -> ParticipantQuerySet:
    """A group's people, by name, with what was asked and said about them."""
    people = group.which(programme).with_person()
    for word in words.lower().split():
        people = people.filter(found_by__contains=word)
    latest = Verification.objects.select_related("organisation", "by").order_by("-asked_at", "-pk")
    return people.order_by("filed_as", "pk").prefetch_related(
        Prefetch("verifications", queryset=latest)
    )


def row_of(participant: Participant) -> Row:
    """The attempt that matters most: one to decide, then the standing one, then the newest."""
    order = [Verification.State.VOUCHED, Verification.State.DONE, Verification.State.ASKED]
    attempts = list(participant.verifications.all())
    for state in order:
        found = next((each for each in attempts if each.state == state), None)
        if found:
            return Row(participant, found)
    return Row(participant, attempts[0] if attempts else None)
