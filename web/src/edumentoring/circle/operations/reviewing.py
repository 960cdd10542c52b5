"""The team's review: each adds a few lines, then each signs what stands there."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.circle import telling
from edumentoring.circle.models import TeamPart, TeamReview
from edumentoring.circle.operations.asking import locked, note
from edumentoring.circle.teams import Seat, seats_of, unsigned
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side


@transaction.atomic
def begin_review(side: Side, *, title: str) -> TeamReview:
    """Open a review for everybody of the team. The same title again is the same review."""
    pair = locked(side.pair)
    title = " ".join(title.split())[:80]
    if not title:
        raise Refused(_("Give the review a name, such as Autumn term."))
    known = pair.team_reviews.filter(title__iexact=title).first()
    if known:
        return known
    review = TeamReview.objects.create(pair=pair, title=title, begun_by=side.me.user)
    TeamPart.objects.bulk_create(
        TeamPart(review=review, user=seat.user, role=str(seat.role)) for seat in seats_of(pair)
    )
    note_sign(pair)
    note(pair, "begin_team_review", side.me.user, "Began a review of the team")
    telling.review_begun(review, side.me.user)
    return review


@transaction.atomic
def keep_part(
    review: TeamReview, seat: Seat, *, going_well: str, work_on: str, help_with: str, version: int
) -> TeamPart:
    """Keep one person's lines. Whoever had signed signs again: they signed other words.

    Raises Stale where the person saved in another window since `version`, and Refused once
    everybody has signed.
    """
    review = _locked(review)
    if not unsigned(review):
        raise Refused(_("Everybody has signed this. Begin a new review to add to it."))
    part = _part_of(review, seat)
    words = {
        "going_well": going_well.strip(),
        "work_on": work_on.strip(),
        "help_with": help_with.strip(),
    }
    if all(getattr(part, name) == said for name, said in words.items()):
        return part
    if version != part.version:
        raise Stale(_("You saved this in another window. Your words are kept below."))
    TeamPart.objects.filter(pk=part.pk).update(
        written_at=timezone.now(), version=F("version") + 1, **words
    )
    TeamReview.objects.filter(pk=review.pk).update(version=F("version") + 1)
    telling.signatures_lapsed(review, seat.user)
    note_sign(review.pair)
    part.refresh_from_db()
    return part


@transaction.atomic
def sign(review: TeamReview, seat: Seat, *, version: int) -> None:
    """Sign what stands there. Raises Stale where somebody changed it since it was read."""
    review = _locked(review)
    if version != review.version:
        raise Stale(
            _("Somebody changed their lines while you were reading. Read again, then sign.")
        )
    part = _part_of(review, seat)
    TeamPart.objects.filter(pk=part.pk).update(signed_version=version, signed_at=timezone.now())
    telling.has_signed(review, part)
    telling.last_to_sign(review)
    note(review.pair, "sign_team_review", seat.user, "Signed a review of the team")


def _part_of(review: TeamReview, seat: Seat) -> TeamPart:
    """Somebody may have joined the team after the review began."""
    part, _new = TeamPart.objects.get_or_create(
        review=review, user=seat.user, defaults={"role": str(seat.role)}
    )
    return part


def _locked(review: TeamReview) -> TeamReview:
    """Under lock, the pair first as everywhere: else two could wait for each other."""
    pair = locked(review.pair)
    found = TeamReview.objects.select_for_update().get(pk=review.pk)
    found.pair = pair
    return found
