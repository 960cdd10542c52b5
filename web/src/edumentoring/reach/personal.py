"""What this room keeps about a person, and how it is given back and forgotten."""

from edumentoring.people.personal import Rows, Scope, declare
from edumentoring.reach.models import Arrival, Call, Link


def _links(scope: Scope) -> Rows:
    mine = Link.objects.filter(owner__user=scope.user)
    if scope.programme_id:
        mine = mine.filter(programme_id=scope.programme_id)
    for link in mine.select_related("programme"):
        yield {
            "programme": str(link.programme),
            "my invite link": link.address,
            "made": link.made_at,
            "people who came by it": link.arrivals.count(),
        }


def _forget_links(scope: Scope) -> None:
    """One's own link goes; those who came by it stay, and no longer show that they did."""
    theirs = Link.objects.all()
    if scope.programme_id:
        theirs = theirs.filter(programme_id=scope.programme_id)
    theirs.filter(owner__user=scope.user).delete()
    theirs.filter(made_by=scope.user).update(made_by=None)
    for word in filter(None, scope.words):
        for link in theirs.filter(label__icontains=word):
            link.label = f"Link {link.code}"
            link.save(update_fields=["label"])
            link.arrivals.update(source=link.label)


def _arrivals(scope: Scope) -> Rows:
    mine = Arrival.objects.filter(participant__user=scope.user)
    if scope.programme_id:
        mine = mine.filter(participant__programme_id=scope.programme_id)
    for arrival in mine.select_related("participant__programme"):
        yield {
            "programme": str(arrival.participant.programme),
            "came by": arrival.source,
            "at": arrival.at,
        }


def _forget_arrivals(scope: Scope) -> None:
    """The count of a campaign stays true for all who are left in it."""
    mine = Arrival.objects.filter(participant__user=scope.user)
    if scope.programme_id:
        mine = mine.filter(participant__programme_id=scope.programme_id)
    mine.delete()


def _forget_calls(scope: Scope) -> None:
    calls = Call.objects.all()
    if scope.programme_id:
        calls = calls.filter(programme_id=scope.programme_id)
    calls.filter(by=scope.user).update(by=None)
    for word in filter(None, scope.words):
        for call in calls.filter(text__icontains=word):
            Call.objects.filter(pk=call.pk).update(text=_without(call.text, word))


def _without(text: str, word: str) -> str:
    at = text.lower().find(word.lower())
    while at >= 0:
        text = f"{text[:at]}...{text[at + len(word) :]}"
        at = text.lower().find(word.lower(), at + 3)
    return text


declare(Link, export=_links, erase=_forget_links)
declare(Arrival, export=_arrivals, erase=_forget_arrivals)
declare(
    Call,
    export=None,
    erase=_forget_calls,
    why="Calls are the programme's words to the public; they are about nobody.",
)
