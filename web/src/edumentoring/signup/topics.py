"""Topics in plain words: what each is about, which belong together, and where to begin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

UNSURE = "unsure"  # a choice of the form; nothing is kept for it

HINTS: Mapping[str, str | Promise] = {
    "workload": _("Good lessons, and your evenings back"),
    "wellbeing": _("Staying well, and what to do on hard days"),
    "resilience": _("Finding your feet and trusting yourself"),
    "behaviour": _("Calm starts, routines, hard moments"),
    "expectations": _("A class that works, and likes to"),
    "how_pupils_learn": _("How things are learnt and remembered"),
    "subject_curriculum": _("Knowing more, and what to teach when"),
    "planning": _("What comes first, and what comes after"),
    "explaining": _("Being clear, and showing how"),
    "questioning": _("Good questions, and talk that helps"),
    "assessment": _("Less marking that helps pupils more"),
    "adaptive_send": _("Lessons everyone can take part in"),
    "disadvantage": _("Pupils who have less at home"),
    "early_literacy": _("Phonics, first books and good talk"),
    "eyfs_pedagogy": _("Learning through play"),
    "arts": _("Music, drama and making things"),
    "research": _("What studies say, and how to use it"),
    "dissertation": _("Essays, projects and small studies"),
    "placements": _("Your time in placement schools"),
    "first_post": _("Forms, interviews and choosing a school"),
    "induction": _("New people, new rules, new room"),
    "career": _("What you could do next, and how"),
    "leadership": _("A new role, or a team new to you"),
    "mentoring_others": _("Helping others grow"),
    "networks": _("Others who do what you do"),
    "parents": _("Phone calls, parents’ evenings, the team"),
    "pastoral": _("Looking after a form or a year group"),
    "remote_tech": _("Screens, apps and lessons online"),
    "returning": _("After a break, or with a new age group"),
}

GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        _("In lessons"),
        (
            *("behaviour", "expectations", "explaining", "questioning"),
            *("how_pupils_learn", "remote_tech"),
        ),
    ),
    (
        _("Planning and marking"),
        (
            *("planning", "assessment", "subject_curriculum"),
            *("early_literacy", "eyfs_pedagogy", "arts"),
        ),
    ),
    (_("Pupils and families"), ("adaptive_send", "disadvantage", "pastoral", "parents")),
    (_("You and your work"), ("workload", "wellbeing", "resilience", "networks")),
    (
        _("Starting out"),
        (
            *("induction", "placements", "first_post"),
            *("returning", "dissertation", "research"),
        ),
    ),
    (_("Your next step"), ("career", "leadership", "mentoring_others")),
)


@dataclass(frozen=True)
class Beginning:
    """One everyday sentence for somebody who does not know what to ask for."""

    id: str
    words: str | Promise
    topics: tuple[str, ...]


BEGINNINGS = (
    Beginning(
        "lessons",
        _("My lessons are hard work. I want them calmer and clearer"),
        ("behaviour", "expectations", "explaining", "questioning"),
    ),
    Beginning(
        "evenings",
        _("I never get to the end of my work, and it wears me out"),
        ("workload", "planning", "assessment", "wellbeing"),
    ),
    Beginning(
        "next",
        _("I am new here, or I wonder what comes next"),
        ("induction", "resilience", "career", "networks"),
    ),
)


def suggested_by(beginning: str) -> tuple[str, ...]:
    """The topics that one of the three sentences leads to; none for a word we do not know."""
    return next((each.topics for each in BEGINNINGS if each.id == beginning), ())


def is_about_topics(option_ids: Iterable[str]) -> bool:
    """Whether a question's options are topics, whatever it is called."""
    ids = set(option_ids)
    return len(ids & HINTS.keys()) > len(ids) / 2


def in_groups(
    option_ids: Iterable[str], *, first: Iterable[str] = ()
) -> list[tuple[str, list[str]]]:
    """Options under plain heads, each once; `first` of them under a head of their own."""
    left = list(option_ids)
    grouped = []
    wanted = (
        (now("Good places to begin"), tuple(first)),
        *((str(label), keys) for label, keys in GROUPS),
        (now("More"), tuple(left)),
    )
    for label, keys in wanted:
        here = [key for key in keys if key in left]
        left = [key for key in left if key not in here]
        if here:
            grouped.append((label, here))
    return grouped
