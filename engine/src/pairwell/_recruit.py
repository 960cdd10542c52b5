"""Whom to recruit: advice tried out by solving again before it is given."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pairwell import _rules as plain
from pairwell._diagnose import people_matched
from pairwell._explain import pairs_of
from pairwell._model import Matching, Mentor, Recruit

if TYPE_CHECKING:
    from pairwell._match import Layers
    from pairwell._propose import State


def recruits(layers: Layers, matching: Matching, limit: int) -> tuple[Recruit, ...]:
    """Advise by people where some are unmatched, otherwise by the price of a place."""
    state: State = matching.state
    having = {row for row, _ in pairs_of(state)}
    without = [row for row, want in enumerate(layers.demand.tolist()) if want and row not in having]
    if without:
        return recruits_for(layers, matching, without, limit)
    return recruits_like(layers, matching, limit)


def recruits_for(
    layers: Layers, matching: Matching, without: list[int], limit: int
) -> tuple[Recruit, ...]:
    """Try mentors made for groups of the unmatched, and keep those that help most."""
    state: State = matching.state
    base = people_matched(state, state.eligible)
    places = max(
        1, int(np.median(layers.capacity[layers.capacity > 0])) if layers.capacity.any() else 1
    )
    found = []
    for number, (profile, rows) in enumerate(profiles(layers, without, 3 * limit)):
        example = replace(
            made_for(layers, matching, profile, rows), id=f"recruit:{number + 1}", capacity=places
        )
        fits = np.array(
            [not plain.blockers(example, each, matching.settings.musts) for each in layers.mentees],
            bool,
        )
        wanted = -(-len(rows) // places)
        gain = people_matched(state, state.eligible, extra=(fits, wanted * places)) - base
        if gain:
            count = -(-gain // places)
            found.append(
                Recruit(
                    *profile,
                    topics=example.topics,
                    mentors=count,
                    gains=gain,
                    gains_points=0,
                    example=example,
                )
            )
    found.sort(key=lambda each: (-each.gains, each.mentors, each.example.id))
    return tuple(found[:limit])


Profile = tuple[str | None, str | None, str | None]


def profiles(layers: Layers, rows: list[int], limit: int) -> list[tuple[Profile, list[int]]]:
    """Group people by first subject, first phase and region; the largest groups first."""
    groups: dict[Profile, list[int]] = {}
    for row in rows:
        mentee = layers.mentees[row]
        profile = (first(mentee.subjects), first(mentee.phases), mentee.region)
        groups.setdefault(profile, []).append(row)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), str(item[0])))
    return ordered[:limit]


def first(values: tuple[str, ...]) -> str | None:
    """Return the first answer, if any."""
    return values[0] if values else None


def made_for(layers: Layers, matching: Matching, profile: Profile, rows: list[int]) -> Mentor:
    """Make up the mentor a group of people lacks, as the rules would have them."""
    people = [layers.mentees[row] for row in rows]
    musts = matching.settings.musts
    subject, phase, region = profile
    stages = [each.stage_rank for each in people if each.stage_rank is not None]
    gap = max(musts.min_stage_gap or 0, layers.rules.wish_stage_gap)
    topics = Counter(topic for each in people for topic in each.topics[:3])
    schools = Counter(each.school for each in people if each.school is not None)
    return Mentor(
        "recruit",
        subjects=(subject,) if subject else (),
        phases=(phase,) if phase else (),
        region=region,
        topics=tuple(topic for topic, _ in topics.most_common(3)),
        stage_rank=max(stages) + gap if stages else None,
        years=musts.min_years,
        trained=True,
        verified=True,
        contact=frozenset({"online", "in_person"}),
        school=schools.most_common(1)[0][0] if musts.own_school == "require" and schools else None,
    )


def recruits_like(layers: Layers, matching: Matching, limit: int) -> tuple[Recruit, ...]:
    """Name the mentors whose places are dearest: one more like them adds that many points."""
    prices = matching.mentor_prices
    found: dict[Profile, Recruit] = {}
    for mentor in sorted(layers.mentors, key=lambda each: (-prices[each.id], each.id)):
        profile = (first(mentor.subjects), first(mentor.phases), mentor.region)
        if prices[mentor.id] > 0 and profile not in found and len(found) < limit:
            example = replace(
                mentor,
                id=f"recruit:{len(found) + 1}",
                capacity=1,
                blocked=frozenset(),
                wants=(),
                is_=(),
                wants_is_must=False,
                wishes=frozenset(),
                line_manages=frozenset(),
            )
            found[profile] = Recruit(
                *profile,
                topics=mentor.topics[:3],
                mentors=1,
                gains=0,
                gains_points=prices[mentor.id],
                example=example,
                like_mentor_id=mentor.id,
            )
    return tuple(found.values())
