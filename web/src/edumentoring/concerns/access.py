"""Fetch a concern and check the right to it in one step; strangers meet a 404."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.concerns.contacts import readers_of
from edumentoring.concerns.keys import code_in
from edumentoring.concerns.models import Concern, ConcernQuerySet, Contact, Separation, Step
from edumentoring.pairs.models import Pair
from edumentoring.people.access import used_second_factor
from edumentoring.people.models import User
from edumentoring.programmes.access import published_programme
from edumentoring.programmes.models import Coordinator, Programme

# How long a concern that was opened stays open to the one who opened it.
OPEN_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class Watch:
    """Somebody who may know that there are concerns; only a contact may open one."""

    programme: Programme
    user: User
    seat: Coordinator | None
    is_contact: bool

    @property
    def concerns(self) -> ConcernQuerySet:
        """Those they may open."""
        if not self.is_contact:
            return Concern.objects.none()
        return Concern.objects.filter(programme=self.programme).readable_by(self.user.pk)


def watch_for(request: HttpRequest, slug: str) -> Watch:
    """The watch of a named contact, or of a seat with power over people. A contact need have no
    seat; strangers meet a 404, and other seats learn that it is not theirs."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    programme = _watched_programme(user, slug)
    seats = Coordinator.objects.select_related("programme", "user")
    seat = seats.filter(programme=programme, user=user).first()
    is_contact = any(one.user.pk == user.pk for one in readers_of(programme))
    if not is_contact and not (seat and seat.may("people")):
        raise PermissionDenied(
            _("Only those who look after people’s safety here can see this page.")
        )
    return Watch(programme, user, seat, is_contact)


def _watched_programme(user: User, slug: str) -> Programme:
    try:
        programme = Programme.objects.get(slug=slug)
    except Programme.DoesNotExist:
        raise Http404 from None
    seated = Coordinator.objects.filter(programme=programme, user=user).exists()
    if not seated and not Contact.objects.filter(programme=programme, user=user).exists():
        raise Http404
    return programme


def concern_for(request: HttpRequest, slug: str, code: UUID) -> tuple[Watch, Concern]:
    """A concern that this person may open; to anybody else it does not exist."""
    try:
        watch = watch_for(request, slug)
    except PermissionDenied:
        raise Http404 from None
    found = watch.concerns.select_related("programme", "raised_by", "pair").filter(code=code)
    concern = found.first()
    if concern is None:
        raise Http404
    return watch, concern


def opened_concern_for(request: HttpRequest, slug: str, code: UUID) -> tuple[Watch, Concern]:
    """The same, for what takes having read it: opened by this person, which stands on record."""
    watch, concern = concern_for(request, slug, code)
    if not is_open_to(concern, watch.user):
        raise PermissionDenied(_("Open the concern again first. Each opening is on record."))
    return watch, concern


def is_open_to(concern: Concern, user: User) -> bool:
    """Whether this person opened it in the last half hour."""
    since = timezone.now() - OPEN_FOR
    return concern.steps.filter(kind=Step.Kind.OPENED, by=user, at__gt=since).exists()


def own_concern(token: str) -> Concern | None:
    """The concern a link of its writer names: whoever has the link may add to it."""
    code = code_in(token)
    return Concern.objects.select_related("programme").filter(code=code).first() if code else None


def programme_to_tell(request: HttpRequest, slug: str) -> Programme:
    """A programme with a public page, or one that the signed-in person has to do with."""
    try:
        return published_programme(slug)
    except Http404:
        found = programmes_of(request).filter(slug=slug).first()
        if found is None:
            raise Http404 from None
        return found


def programmes_of(request: HttpRequest) -> QuerySet[Programme]:
    """Where this person takes part; where they have a seat, once they proved who they are."""
    if not request.user.is_authenticated:
        return Programme.objects.none()
    parts = Programme.objects.filter(participants__user=request.user.pk)
    keys = set(parts.values_list("pk", flat=True))
    if used_second_factor(request):
        seats = Programme.objects.filter(coordinators__user=request.user.pk)
        keys.update(seats.values_list("pk", flat=True))
    return Programme.objects.filter(pk__in=keys).order_by("name")


def own_pairs(user: Any, programme: Programme) -> list[Pair]:
    """Pairs of this person that both agreed to: what a worry may be about."""
    if not user.is_authenticated:
        return []
    either = Q(mentor__user=user) | Q(mentee__user=user)
    pairs = Pair.objects.with_people().filter(either, programme=programme)
    return list(pairs.filter(agreed_at__isnull=False).order_by("-agreed_at")[:20])


def pair_to_separate(request: HttpRequest, slug: str, code: UUID) -> tuple[User, Pair]:
    """A pair, for a named contact or a seat with power over people, who is not one of the two."""
    watch = watch_for(request, slug)
    try:
        pairs = Pair.objects.with_people().exclude(state=Pair.State.WITHDRAWN)
        pair = pairs.get(programme=watch.programme, code=code)
    except Pair.DoesNotExist:
        raise Http404 from None
    if watch.user.pk in {pair.mentor.user_id, pair.mentee.user_id}:
        raise PermissionDenied(
            _(
                "You are one of the two, so somebody else has to press this. "
                "Raise a concern, and it reaches them at once."
            )
        )
    return watch.user, pair


def separations_of(watch: Watch) -> QuerySet[Separation]:
    """Those that stand and that this reader of concerns may lift, with their people."""
    if not watch.is_contact:
        return Separation.objects.none()
    found = Separation.objects.standing().liftable_by(watch.user.pk)
    people = found.select_related("pair__programme", "pair__mentor__user", "pair__mentee__user")
    return people.filter(pair__programme=watch.programme)


def separation_for(request: HttpRequest, slug: str, code: UUID) -> tuple[User, Separation]:
    """A standing separation, for one who reads concerns here, is not one of the two, and from
    whom no worry about them was kept. To others at the desk it is not theirs, for whatever reason.
    """
    watch = watch_for(request, slug)
    if not Pair.objects.filter(programme=watch.programme, code=code).exists():
        raise Http404
    found = separations_of(watch).filter(pair__code=code).first()
    if found is None:
        raise PermissionDenied(
            _("Those who read concerns see to this. The page Concerns about safety names them.")
        )
    return watch.user, found
