"""What this room keeps about a person, and how it is given back and forgotten."""

from django.utils.translation import gettext_lazy as _

from edumentoring.people.personal import Rows, Scope, declare
from edumentoring.reach.models import Arrival, Call, Link


def _links(scope: Scope) -> Rows:
    mine = scope.within(Link.objects.filter(owner__user=scope.user))
    for link in mine.select_related("programme"):
        yield {
            "programme": link.programme.name,
            "my invite link": link.address,
            "made": link.made_at,
            "people who came by it": link.arrivals.count(),
        }


def _forget_links(scope: Scope) -> None:
    """One's own link goes; those who came by it stay, and no longer show that they did.

    A campaign named after somebody gets its code for a name: two redacted labels could be alike,
    and labels are unique.
    """
    every = scope.within(Link.objects.all())
    every.filter(owner__user=scope.user).delete()
    every.filter(made_by=scope.user).update(made_by=None)
    for link in every.filter(kind=Link.Kind.CAMPAIGN):
        if scope.clean(link.label) != link.label:
            every.filter(pk=link.pk).update(label=f"Link {link.code}")
            link.arrivals.update(source=f"Link {link.code}")


def _arrivals(scope: Scope) -> Rows:
    mine = Arrival.objects.filter(participant__user=scope.user)
    mine = scope.within(mine, "participant__programme_id")
    for arrival in mine.select_related("participant__programme", "link"):
        yield {
            "programme": arrival.participant.programme.name,
            "came by": arrival.source or ("a personal invitation" if arrival.link else "no link"),
            "at": arrival.at,
        }


def _forget_arrivals(scope: Scope) -> None:
    """By which link they came goes with them."""
    mine = Arrival.objects.filter(participant__user=scope.user)
    scope.within(mine, "participant__programme_id").delete()
    scope.redact(scope.within(Arrival.objects.all(), "participant__programme_id"), "source")


def _forget_calls(scope: Scope) -> None:
    calls = scope.within(Call.objects.all())
    calls.filter(by=scope.user).update(by=None)
    scope.redact(calls, "text")


declare(Link, export=_links, erase=_forget_links, title=_("Invite links"))
declare(Arrival, export=_arrivals, erase=_forget_arrivals, title=_("How I came"))
declare(
    Call,
    export=None,
    erase=_forget_calls,
    why="Calls are the programme's words to the public; they are about nobody.",
)
