"""Finding resources: by words, kind, phase, subject and topic; and those that fit a topic."""

from collections.abc import Collection as Several
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from edumentoring.library.models import Collection, Mark, Resource, Zone
from edumentoring.library.resource_models import ResourceQuerySet, folded, has_one_of
from edumentoring.library.topics import PHASES, TOPICS

MOST_WORDS = 8
PER_PAGE = 20
LETTERS_OF_A_TOPIC = 4  # fewer begin too many words
# Below this many answers a share tells who said what.
ENOUGH_ANSWERS = 10


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; what is unknown is left out, never an error."""

    words: str = ""
    kind: str = ""
    phase: str = ""
    topic: str = ""
    subject: str = ""

    @classmethod
    def of(cls, asked: Any) -> "Wish":
        kind, phase, topic = (asked.get(name, "") for name in ("kind", "phase", "topic"))
        return cls(
            words=asked.get("q", "").strip()[:120],
            kind=kind if kind in Resource.Kind.values else "",
            phase=phase if phase in PHASES else "",
            topic=topic if topic in TOPICS else "",
            subject=asked.get("subject", "").strip().casefold()[:40].replace(",", ""),
        )

    @property
    def is_empty(self) -> bool:
        return self == Wish()


def found(wish: Wish, zone: Zone | None = None) -> ResourceQuerySet:
    """Every resource that fits. Each word must stand somewhere in its title, author or note, or
    begin a word of one of its topics."""
    rows = Resource.objects.shown().in_zone(zone)
    for word in folded(wish.words).split()[:MOST_WORDS]:
        rows = rows.filter(Q(words__contains=word) | has_one_of("topics", _topics_named(word)))
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    if wish.phase:
        rows = rows.about("phases", wish.phase, "any")
    if wish.topic:
        rows = rows.about("topics", wish.topic)
    if wish.subject:
        rows = rows.about("subjects", wish.subject, "any")
    return rows


def _topics_named(word: str) -> list[str]:
    """The topics with a word that begins like this, in the reader's language."""
    if len(word) < LETTERS_OF_A_TOPIC:
        return []
    return [
        key
        for key, label in TOPICS.items()
        if any(part.startswith(word) for part in folded(str(label)).split())
    ]


def suggested(topics: Several[str], phase: str = "", limit: int = 3) -> list[Resource]:
    """The resources that share most of these topics, those of the phase first. One question."""
    wanted = set(topics) & set(TOPICS)
    if not wanted:
        return []
    rows = Resource.objects.shown().filter(zone=None).about("topics", *wanted)

    def fits(one: Resource) -> tuple[bool, int, str]:
        right = not phase or phase in one.phases or "any" in one.phases
        return (not right, -len(wanted & set(one.topics)), one.title)

    return sorted(rows, key=fits)[:limit]


@dataclass(frozen=True)
class Opinion:
    """How many found something useful, once enough have answered to hide who."""

    useful: int = 0
    answers: int = 0
    shown: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shown", self.answers >= ENOUGH_ANSWERS)


def opinion_of(resource: Resource) -> Opinion:
    counted = Mark.objects.filter(resource=resource).aggregate(
        yes=Count("pk", filter=Q(useful=True)), answered=Count("pk", filter=~Q(useful=None))
    )
    return Opinion(counted["yes"], counted["answered"])


def collections_in(zone: Zone | None = None) -> Any:
    rows = Collection.objects.annotate(amount=Count("placed")).filter(amount__gt=0)
    if zone is None or zone.is_shared:
        return rows.filter(zone=None)
    return rows.filter(Q(zone=None) | Q(zone=zone))
