"""Who may be found: people who said so, with what each of them chose to show.

What somebody does not show is not searched either, or a filter would tell it.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, F, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from edumentoring.consents.models import Purpose
from edumentoring.consents.operations import agreed
from edumentoring.network.models import Listing
from edumentoring.programmes.filing import fold
from edumentoring.programmes.models import Participant, ParticipantQuerySet
from edumentoring.programmes.vocabulary import PHASES, REGIONS, SUBJECTS, TOPICS, Term, by_id
from edumentoring.schools.models import Organisation

# What is asked for in an address, which answers it looks in, and the words people choose from.
FACETS: Mapping[str, tuple[str, Sequence[Term]]] = {
    "phase": ("phases", PHASES),
    "subject": ("subjects", SUBJECTS),
    "strength": ("topics_offered", TOPICS),
}
_SHOWN_AS = {"phase": "phases", "subject": "subjects", "strength": "strengths"}
_REGIONS = by_id(REGIONS)
_LABELS = {key: by_id(terms) for key, (_facet, terms) in FACETS.items()}


@dataclass(frozen=True)
class Card:
    """One person as others find them. What they do not show is empty."""

    participant: Participant
    name: str
    phases: list[str]
    subjects: list[str]
    strengths: list[str]
    region: str
    school: str


def listing_of(participant: Participant) -> Listing:
    """What this person shows: what they chose, or what it is until they choose."""
    return getattr(participant, "listing", None) or Listing(participant=participant)


def name_of(participant: Participant | None) -> str:
    """A name as its owner lets others of the programme read it."""
    if participant is None:
        return _("Somebody who left")
    shown = listing_of(participant).name
    if shown == Listing.Name.FIRST:
        return str(participant.user.first_name)
    if shown == Listing.Name.NONE:
        return _("A mentor") if participant.is_mentor else _("A mentee")
    return participant.name


def card_of(participant: Participant) -> Card:
    """What others see of this person."""
    shown = listing_of(participant)
    region = _REGIONS.get(participant.region) if shown.region else None
    return Card(
        participant=participant,
        name=name_of(participant),
        phases=_labels(participant, "phase") if shown.phases else [],
        subjects=_labels(participant, "subject") if shown.subjects else [],
        strengths=_labels(participant, "strength") if shown.strengths else [],
        region=str(region.label) if region else "",
        school=participant.school_name if shown.school else "",
    )


def _labels(participant: Participant, key: str) -> list[str]:
    """Short enough for a list on a phone: "Key stage 3", and not the ages beside it."""
    chosen = participant.answers.get(FACETS[key][0]) or ()
    whole = [str(_LABELS[key][one].label) for one in chosen if one in _LABELS[key]]
    return whole if key == "strength" else [re.split(r", | \(", one)[0] for one in whole]


def listed_for(reader: Participant, hidden: Collection[int]) -> ParticipantQuerySet:
    """Everybody this person may find: not themselves, and nobody they are kept apart from.

    Those who show no whole name come last and in no order of names, which would tell it.
    """
    shows_name = Q(listing=None) | Q(listing__name=Listing.Name.FULL)
    return (
        agreed(reader.programme, Purpose.DIRECTORY)
        .taking_part()
        .exclude(user=reader.user_id)
        .exclude(user__in=hidden)
        .select_related("user", "listing", "school", "programme")
        .annotate(
            comes_last=Case(When(shows_name, then=0), default=1, output_field=IntegerField()),
            in_order=Case(
                When(shows_name, then=F("filed_as")), default=Value(""), output_field=CharField()
            ),
        )
        .order_by("comes_last", "in_order", "pk")
    )


def narrowed(people: ParticipantQuerySet, chosen: Mapping[str, str]) -> ParticipantQuerySet:
    """Those who show what is asked for. Words no list knows are left out."""
    for key, (facet, _terms) in FACETS.items():
        if chosen.get(key) in _LABELS[key]:
            people = people.filter(_shows(_SHOWN_AS[key])).filed_under(facet, chosen[key])
    if chosen.get("region") in _REGIONS:
        people = people.filter(_shows("region"), region=chosen["region"])
    words = fold(chosen.get("q", "")).split()
    return people.filter(_named(words)) if words else people


def _shows(what: str) -> Q:
    return Q(listing=None) | Q(**{f"listing__{what}": True})


def _named(words: Sequence[str]) -> Q:
    """Every word in a name that is shown whole; or just the first name, where only that is."""
    whole = Q(listing=None) | Q(listing__name=Listing.Name.FULL)
    for word in words:
        whole &= Q(filed_as__contains=word)
    if len(words) > 1:
        return whole
    begins = Q(user__name__istartswith=f"{words[0]} ") | Q(user__name__iexact=words[0])
    return whole | (Q(listing__name=Listing.Name.FIRST, user__known_as="") & begins)


def near(reader: Participant) -> list[Organisation]:
    """My school and what stands above it: a federation, a trust, a hub, the nearest first."""
    return [reader.school, *reader.school.above()] if reader.school else []


def near_to(people: ParticipantQuerySet, organisation: Organisation) -> ParticipantQuerySet:
    """Those who show their school, and whose school is this one or belongs to it."""
    return people.filter(listing__school=True, school__in=organisation.within())


def cards(people: Iterable[Participant]) -> list[Card]:
    """The same people as they are listed."""
    return [card_of(each) for each in people]
