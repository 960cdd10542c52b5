"""A newsletter is started and changed; its segments are kept."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.newsletter.models import Newsletter, Segment
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Programme

FIELDS = (
    "name",
    "about",
    "organisation",
    "area",
    "look",
    "reply_to",
    "is_open",
    "thanks_on",
    "thanks_words",
)
NARROWS = ("roles", "regions", "stages", "organisation")


@transaction.atomic
def start_newsletter(programme: Programme, *, name: str, by: User | None) -> Newsletter:
    """The programme's newsletter. Starting it twice gives the one that is there."""
    newsletter, is_new = Newsletter.objects.get_or_create(
        programme=programme,
        defaults={
            "name": name.strip(),
            "organisation": programme.organisation,
            "look": programme.look,
            "reply_to": programme.reply_to,
        },
    )
    if is_new:
        _record("start_newsletter", newsletter, newsletter, by, f"Started “{newsletter}”")
    return newsletter


@transaction.atomic
def change_newsletter(
    newsletter: Newsletter, *, changes: Mapping[str, Any], version: int, by: User
) -> Newsletter:
    """Its name, colours, area and reply address. Raises Stale where somebody was quicker."""
    kept = Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    if kept.version != version:
        raise Stale(_("Somebody changed the newsletter meanwhile. Look again before you save."))
    for name in FIELDS:
        if name in changes:
            setattr(kept, name, changes[name])
    kept.version += 1
    kept.save()
    _record("change_newsletter", kept, kept, by, f"Changed how “{kept}” looks")
    return kept


@transaction.atomic
def keep_segment(
    newsletter: Newsletter,
    *,
    name: str,
    narrows: Mapping[str, Any],
    by: User,
    segment: Segment | None = None,
) -> Segment:
    """Some of the readers under a name; the same segment again where one is given."""
    kept = segment or Segment(newsletter=newsletter)
    kept.name = " ".join(name.split())
    for field in NARROWS:
        if field in narrows:
            setattr(kept, field, narrows[field])
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:
        raise Refused(
            _("There is a segment called “%s” already. Use that one, or choose another name.")
            % kept
        ) from None
    _record("keep_segment", kept, newsletter, by, f"Kept the segment “{kept}”")
    return kept


@transaction.atomic
def remove_segment(segment: Segment, *, by: User) -> None:
    """Nobody loses anything by it: it kept no people."""
    _record("remove_segment", segment, segment.newsletter, by, f"Removed “{segment}”")
    segment.delete()


def _record(
    action: str, subject: models.Model, newsletter: Newsletter, by: User | None, summary: str
) -> None:
    record(action, subject, by=by, summary=summary, programme_id=newsletter.programme_id)
