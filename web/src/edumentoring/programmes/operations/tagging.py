"""Tags: coordinators' own words for people, kept with their history like any column."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.columns import read_tags
from edumentoring.programmes.list_filters import tags_in_use
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations.changing import change_each
from edumentoring.programmes.operations.locking import locked

Done = tuple[uuid.UUID, int]


@transaction.atomic
def add_tags(participants: Iterable[Participant], words: str, *, by: User) -> Done:
    """Give people tags, as many as the words hold. Returns what undoes it, and how many changed.

    A tag in use keeps its capitals, so that "Keen" and "keen" do not become two.
    """
    tags = read_tags(words)
    if not tags:
        raise Refused(_("Write the tag first."))
    people = locked(each.pk for each in participants)  # or a tag given just now is lost
    if people:
        known = {tag.casefold(): tag for tag in tags_in_use(people[0].programme)}
        tags = [known.get(tag.casefold(), tag) for tag in tags]
    return change_each({each.pk: {"tags": [*each.tags, *tags]} for each in people}, by=by)


@transaction.atomic
def remove_tags(participants: Iterable[Participant], words: str, *, by: User) -> Done:
    """Take tags away from people who have them."""
    gone = {tag.casefold() for tag in read_tags(words)}
    if not gone:
        raise Refused(_("Choose the tag first."))
    return change_each(
        {
            each.pk: {"tags": [tag for tag in each.tags if tag.casefold() not in gone]}
            for each in locked(each.pk for each in participants)
        },
        by=by,
    )


@transaction.atomic
def rename_tag(programme: Programme, tag: str, to: str, *, by: User) -> Done:
    """Rename a tag for everybody who has it. The name of another tag makes one of the two;
    an empty name takes the tag away."""
    new = read_tags(to)
    if len(new) > 1:
        raise Refused(_("A tag has no commas in it. Write one name."))
    holders = locked(programme.participants.filed_under("tag", tag).values_list("pk", flat=True))
    return change_each(
        {each.pk: {"tags": [t for t in each.tags if t != tag] + new} for each in holders}, by=by
    )
