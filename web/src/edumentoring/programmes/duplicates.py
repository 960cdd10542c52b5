"""Likely the same person twice: people of one programme compared in small groups.

Comparing everybody with everybody would take minutes for ten thousand. Two sign-ups of one
person share at least one of: the name, the school, the part of an e-mail before the @, or
its domain. So only those who share one are compared.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from edumentoring.programmes.filing import fold
from edumentoring.programmes.models import NotTheSame, Participant, Programme

MOST = 200
LIKE_NAMES, LIKE_EMAILS = 88, 90
SHORTEST_LOCAL = 5  # "head@" and "info@" are everybody's
LARGEST_GROUP = 2000

SAME_NAME = _("the same name")
LIKE_NAME = _("names that look alike, at the same school")
SAME_LOCAL = _("the same e-mail at two addresses")
LIKE_EMAIL = _("e-mails that look alike")
WEIGHTS: dict[str | Promise, int] = {SAME_NAME: 2, LIKE_NAME: 3, SAME_LOCAL: 3, LIKE_EMAIL: 2}


@dataclass(frozen=True)
class Row:
    """What is compared of one person."""

    pk: int
    name: str
    local: str
    domain: str
    school: Hashable


@dataclass(frozen=True)
class Likeness:
    """Two people who may be one, the earlier sign-up first, and why."""

    one: Participant
    other: Participant
    why: tuple[str, ...]


def likely_doubles(programme: Programme, *, most: int = MOST) -> list[Likeness]:
    """Pairs of sign-ups that may be one person, the likeliest first."""
    found: dict[tuple[int, int], list[str | Promise]] = defaultdict(list)
    for one, other, why in _compared(list(_rows(programme))):
        reasons = found[min(one, other), max(one, other)]
        if why not in reasons:
            reasons.append(why)
    for pair in NotTheSame.objects.filter(one__programme=programme).values_list("one", "other"):
        found.pop(pair, None)
    likeliest = sorted(found, key=lambda pair: (-sum(WEIGHTS[why] for why in found[pair]), pair))
    chosen = likeliest[:most]
    people = Participant.objects.with_person().in_bulk({pk for pair in chosen for pk in pair})
    return [
        Likeness(people[one], people[other], tuple(str(why) for why in found[one, other]))
        for one, other in chosen
    ]


def _rows(programme: Programme) -> Iterator[Row]:
    rows = programme.participants.unjoined().order_by("pk")
    for pk, name, email, school, typed in rows.values_list(
        "pk", "user__name", "user__email", "school_id", "school_text"
    ):
        local, _at, domain = email.casefold().partition("@")
        plain = re.sub(r"[._-]", "", local.partition("+")[0])
        yield Row(pk, " ".join(sorted(fold(name).split())), plain, domain, school or fold(typed))


def _compared(rows: list[Row]) -> Iterator[tuple[int, int, str | Promise]]:
    """Every likeness, one after the other: (who, who, why)."""
    for group in _groups(rows, lambda row: row.name if " " in row.name else None):
        for one, other in combinations(group, 2):
            yield one.pk, other.pk, SAME_NAME
    for group in _groups(rows, lambda row: row.local if len(row.local) >= SHORTEST_LOCAL else None):
        for one, other in combinations(group, 2):
            yield one.pk, other.pk, SAME_LOCAL
    for group in _groups(rows, lambda row: row.school or None):
        for one, other in _alike(group, [row.name for row in group], LIKE_NAMES):
            yield one.pk, other.pk, LIKE_NAME
    for group in _groups(rows, lambda row: (row.domain, row.local[:1])):
        for one, other in _alike(group, [row.local for row in group], LIKE_EMAILS):
            if min(len(one.local), len(other.local)) >= SHORTEST_LOCAL and _digits_agree(
                one.local, other.local
            ):
                yield one.pk, other.pk, LIKE_EMAIL


def _digits_agree(one: str, other: str) -> bool:
    """ "person12" and "person13" are two people: numbers tell namesakes apart."""
    return re.sub(r"\D", "", one) == re.sub(r"\D", "", other)


def _groups(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> Iterator[list[Row]]:
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        if (shared := key(row)) is not None:
            groups[shared].append(row)
    return (group for group in groups.values() if 1 < len(group) <= LARGEST_GROUP)


def _alike(group: list[Row], words: list[str], least: int) -> Iterator[tuple[Row, Row]]:
    """Pairs of a group whose words are nearly the same."""
    scores = process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=least, workers=1)
    for at, beside in zip(*scores.nonzero(), strict=True):
        if at < beside:
            yield group[at], group[beside]
