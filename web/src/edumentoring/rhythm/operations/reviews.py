"""Writing a look back, finishing it, and no longer sharing it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.autosave import is_stale, tab_in
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import nudges
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side
from edumentoring.people.operations import record
from edumentoring.rhythm.items import ITEMS
from edumentoring.rhythm.models import Review, Said
from edumentoring.rhythm.nudging import review_key, review_url


@dataclass(frozen=True)
class Answer:
    """What somebody gave to one item."""

    text: str = ""
    score: int | None = None
    shared: bool = False


@transaction.atomic
def keep_review(
    side: Side, stage: str, answers: Mapping[str, Answer], *, sent: Mapping[str, object]
) -> Review:
    """Save what is written so far. Stale when another tab saved since (`sent` is the form)."""
    review = _locked(side, stage)
    if is_stale(sent, version=review.version, tab=review.tab):
        raise Stale(_("You saved this in another window since. Your words are kept below."))
    _refuse_closed(review)
    review.version += 1
    review.tab, review.saved_at = tab_in(sent), timezone.now()
    review.save(update_fields=["version", "tab", "saved_at"])
    _say(review, answers)
    return review


@transaction.atomic
def finish_review(
    side: Side, stage: str, answers: Mapping[str, Answer], *, sent: Mapping[str, object]
) -> Review:
    """Save it and say it is done: what both share opens when both are. Twice changes nothing.

    The other hears of it in their next gentle letter, if theirs is still to come.
    """
    review = keep_review(side, stage, answers, sent=sent)
    if review.done_at is None:
        review.done_at = timezone.now()
        review.save(update_fields=["done_at"])
        note_sign(side.pair)
        record(
            "finish_review",
            side.pair,
            by=side.me.user,
            programme_id=side.pair.programme_id,
            summary="Finished a look back",
        )
    nudges.take_back(review_key(side.pair, stage, side.me))
    _tell_other(side, stage)
    return review


@transaction.atomic
def stop_sharing(side: Side, stage: str) -> None:
    """The other reads none of it any more. The words stay one's own."""
    review = _locked(side, stage)
    review.said.filter(shared=True).update(shared=False)


def _locked(side: Side, stage: str) -> Review:
    review, _new = Review.objects.get_or_create(pair=side.pair, participant=side.me, stage=stage)
    return Review.objects.select_for_update().get(pk=review.pk)


def _refuse_closed(review: Review) -> None:
    """What the other has read is not changed behind their back."""
    if review.done_at is None:
        return
    others = Review.objects.filter(pair=review.pair_id, stage=review.stage)
    if others.exclude(pk=review.pk).exclude(done_at=None).exists():
        raise Refused(
            _("You have both finished, so this stays as it is. You can still stop sharing it.")
        )


def _say(review: Review, answers: Mapping[str, Answer]) -> None:
    """Each answer in its own row; what is empty now has none."""
    known = {item.key: item for item in ITEMS[review.stage]}
    for key, answer in answers.items():
        item = known[key]
        if not answer.text and answer.score is None:
            review.said.filter(key=key).delete()
            continue
        Said.objects.update_or_create(
            review=review,
            key=key,
            defaults={
                "text": "" if item.is_scale else answer.text,
                "score": answer.score if item.is_scale else None,
                "shared": answer.shared and item.shareable,
            },
        )


def _tell_other(side: Side, stage: str) -> None:
    """One line, without a word of what was written."""
    theirs = Review.objects.filter(pair=side.pair, stage=stage, participant=side.other)
    if theirs.exclude(done_at=None).exists():
        return
    line = _("%s has looked back at your time together. You can too, if you like.")
    nudges.offer(
        side.other,
        kind="review",
        key=review_key(side.pair, stage, side.other),
        line=line % side.me.user.first_name,
        url=review_url(side.pair, stage),
    )
