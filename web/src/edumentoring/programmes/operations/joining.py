"""Two sign-ups of one person: joining them, or keeping in mind that they are two people."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes import columns
from edumentoring.programmes.models import NotTheSame, Participant
from edumentoring.programmes.operations.changing import change_each, held
from edumentoring.programmes.operations.locking import locked, record_person

# Columns where the newer sign-up's word stands, and the older one fills the gaps.
NEWER_WINS = ("stage", "role_title", "years", "region", "trained_until")


@transaction.atomic
def join(keep: Participant, other: Participant, *, by: User) -> uuid.UUID:
    """Let `keep` go on for both. Returns what undoes it.

    The newer sign-up's answers stand and the older one fills the gaps; both histories stay.
    `other` is kept as left, so that pairs it had stay true and undo finds everything. Raises
    Refused when `other` has a pair now: pairs are never moved to another account.
    """
    if keep.pk == other.pk or keep.programme_id != other.programme_id:
        raise ValueError("Joining takes two people of one programme.")
    earlier = list(other.joined.values_list("pk", flat=True))
    people = {each.pk: each for each in locked([keep.pk, other.pk, *earlier])}
    keep, other = people[keep.pk], people[other.pk]
    refuse_unjoinable(keep, other)
    together, _count = change_each(
        {
            keep.pk: joined_answers(keep, other),
            other.pk: {"state": Participant.State.LEFT, "joined_into": keep.pk},
            # A third sign-up joined with it before: one step always leads to who goes on.
            **{pk: {"joined_into": keep.pk} for pk in earlier},
        },
        by=by,
    )
    words = f"Joined {keep} with the other sign-up, {other.user.email}"
    record_person("join_participants", keep, by, words)
    return together


def refuse_unjoinable(keep: Participant, other: Participant) -> None:
    """Refuse with what to do first."""
    for each in (keep, other):
        if each.joined_into_id:
            raise Refused(_("%s is joined with somebody already. Undo that first.") % each)
    pairs_of_other = other.mentees_now + other.mentors_now
    if pairs_of_other and keep.mentees_now + keep.mentors_now:
        raise Refused(
            _("Both sign-ups have a pair now. End the pair of one of them, then join them.")
        )
    if pairs_of_other:
        raise Refused(
            _("%s has a pair now, so that sign-up has to stay. Keep that one instead.")
            % other.user.email
        )


def joined_answers(keep: Participant, other: Participant) -> dict[str, Any]:
    """What `keep` will hold, as changes: the newer answers, with gaps filled by the older."""
    newer, older = sorted((keep, other), key=lambda each: each.signed_up_at, reverse=True)
    changes: dict[str, Any] = {key: _first(key, newer, older) for key in NEWER_WINS}
    asked = keep.programme.questions.filter(retired_at=None).values_list("key", flat=True)
    answers = [key for key in asked if key not in columns.LABELS]
    changes |= {key: _first(key, newer, older) for key in answers}
    whose_school = newer if newer.school_name else older
    changes |= {
        "school": whose_school.school_id,
        "school_text": whose_school.school_text,
        "is_mentor": keep.is_mentor or other.is_mentor,
        "is_mentee": keep.is_mentee or other.is_mentee,
        "capacity": max(_first("capacity", newer, older) or 0, keep.mentees_now),
        "demand": max(_first("demand", newer, older) or 0, keep.mentors_now),
        "is_trained": keep.is_trained or other.is_trained,
        "priority": max(keep.priority, other.priority),
        "tags": [*keep.tags, *other.tags],
        "note": "\n".join(dict.fromkeys(n for n in (keep.note, other.note) if n)),
        "signed_up_at": older.signed_up_at,
        "state": "in" if "in" in {keep.state, other.state} else keep.state,
    }
    return changes


def _first(key: str, newer: Participant, older: Participant) -> Any:
    value = held(newer, key)
    # No places are a gap, but no years of teaching are an answer.
    is_gap = value in (None, "", []) or (value == 0 and key in {"capacity", "demand"})
    return held(older, key) if is_gap else value


@transaction.atomic
def tell_apart(one: Participant, other: Participant, *, by: User) -> NotTheSame:
    """Remember that these are two people, so that the list of doubles leaves them out."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    said, made = NotTheSame.objects.get_or_create(one=first, other=second, defaults={"by": by})
    if made:
        record_person("tell_apart", first, by, f"Said that {first} and {second} are two people")
    return said


@transaction.atomic
def forget_telling_apart(said: NotTheSame, *, by: User) -> None:
    """Take that back: the two are compared again."""
    record_person("compare_again", said.one, by, f"{said.one} may be {said.other} after all")
    said.delete()
