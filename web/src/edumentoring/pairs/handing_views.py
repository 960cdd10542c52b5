"""The desk hands a mentee over to another mentor: who could take them on, and the press."""

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edumentoring.common.mail import Rendered
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs import letters, operations
from edumentoring.pairs.access import pair_for
from edumentoring.pairs.fitting import Fit, fits
from edumentoring.pairs.models import Pair, PlannedEnd
from edumentoring.people.access import staff
from edumentoring.people.models import User
from edumentoring.programmes import apart
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Participant
from edumentoring.programmes.navigation import desk_context

MOST = 30
LONGEST_REASON = 300


class Candidate(NamedTuple):
    """A mentor who could take over, and how well they would fit."""

    mentor: Participant
    fit: Fit


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Choose the new mentor, the best fit first. The mentee chooses later what goes along."""
    seat = desk_for(request, slug, "publish")
    found = pair_for(seat, code)
    words = request.GET.get("q", "")[:100]
    given = {name: request.POST.get(name, "")[:LONGEST_REASON] for name in ("mentor", "reason")}
    if request.method == "POST":
        try:
            planned = _plan(found, given, by=seat.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            undo = reverse("pairs:undo", args=[slug, planned.batch])
            words_of_it = _("%s takes over in ten minutes. Nothing has been sent.")
            toast(request, words_of_it % planned.new_mentor, undo=undo)
            return redirect(found)
    candidates = _candidates(found)
    shown = [each for each in candidates if _is_about(each.mentor, words)]
    context = desk_context(
        seat,
        "introductions",
        pair=found,
        candidates=shown[:MOST],
        more=max(len(shown) - MOST, 0),
        any_room=bool(candidates),
        words=words,
        given=given,
        readings=_readings(found),
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "pairs/desk/hand_over.html", context, status=status)


def _plan(found: Pair, given: dict[str, str], *, by: User) -> PlannedEnd:
    """Keep the choice. A rule that it breaks needs its reason, as on a board."""
    fits_of = {str(each.mentor.code): each for each in _candidates(found)}
    chosen = fits_of.get(given["mentor"])
    if chosen is None:
        raise Refused(_("Choose the new mentor."))
    if chosen.fit.rules and not given["reason"].strip():
        raise Refused(
            _("%(mentor)s: %(rule)s. Say below why this rule is set aside, or choose another.")
            % {"mentor": chosen.mentor, "rule": chosen.fit.rules[0]}
        )
    reason = given["reason"].strip() if chosen.fit.rules else ""
    return operations.plan_hand_over(found, chosen.mentor, by=by, reason_given=reason)


def _candidates(found: Pair) -> list[Candidate]:
    """Everybody who could, those first whom no rule stops, and of them the best fit."""
    mentors = _who_could(found)
    measured = fits(found.mentee, mentors)
    known = [Candidate(each, measured[each.pk]) for each in mentors if each.pk in measured]
    return sorted(known, key=lambda each: (bool(each.fit.rules), -each.fit.fit, each.mentor.name))


def _is_about(mentor: Participant, words: str) -> bool:
    whole = f"{mentor.name} {mentor.role_title} {mentor.school_name}".casefold()
    return all(word in whole for word in words.casefold().split())


def _readings(found: Pair) -> list[tuple[Participant, Rendered]]:
    """What the two of the pair will read. The new mentor gets an introduction."""
    return [
        (reader, letters.compose("handed_over", reader, pair=found))
        for reader in (found.mentee, found.mentor)
    ]


def _who_could(found: Pair) -> list[Participant]:
    """Mentors with room whom this mentee has not been paired with."""
    known = Pair.objects.filter(mentee=found.mentee).exclude(state=Pair.State.WITHDRAWN)
    mentors = Participant.objects.with_person().with_room().filter(programme=found.programme)
    mentors = mentors.exclude(pk__in=known.values("mentor")).exclude(user=found.mentee.user)
    mentors = mentors.filter(apart.not_from(found.mentee.user_id, "user"))
    return list(mentors.order_by("user__name", "pk"))
