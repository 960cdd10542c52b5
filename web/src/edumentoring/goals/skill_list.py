"""The skills one may keep an eye on, and the statements of the private mentor check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.goals.models import Skill

Area = Skill.Area


@dataclass(frozen=True)
class ListedSkill:
    """One of our list: its key for ever, its name, and what it looks like on a good day."""

    key: str
    area: str
    name: str | Promise
    looks_like: str | Promise


@dataclass(frozen=True)
class Standard:
    """One of the four mentor standards, with statements in our own words."""

    name: str | Promise
    about: str | Promise
    statements: tuple[ListedSkill, ...]


def _listed(area: str, *rows: tuple[str, str | Promise, str | Promise]) -> tuple[ListedSkill, ...]:
    return tuple(ListedSkill(key, area, name, looks_like) for key, name, looks_like in rows)


MENTORING = _listed(
    Area.MENTORING,
    ("listening", _("Listening"), _("I let them finish, and say back what I heard.")),
    ("questioning", _("Asking questions"), _("I ask open questions, and wait for the answer.")),
    (
        "specific-praise",
        _("Precise praise"),
        _("I name what they did, and what it did for pupils."),
    ),
    (
        "one-step",
        _("One step at a time"),
        _("We choose one small thing to change, and leave the rest."),
    ),
    ("modelling", _("Showing how"), _("I show what I mean, and say what I am thinking.")),
    ("rehearsal", _("Rehearsing"), _("We try it out aloud before the lesson.")),
    (
        "noticing",
        _("Noticing how they are"),
        _("I ask how they are, and change the plan if I must."),
    ),
    ("holding-back", _("Holding back advice"), _("I let them find their own way where they can.")),
    ("honesty", _("Saying hard things kindly"), _("I say what I saw, with care, and soon.")),
    ("following-up", _("Coming back to it"), _("I ask how last time’s step went before we go on.")),
)

TEACHING = _listed(
    Area.TEACHING,
    ("starts", _("Starts of lessons"), _("Pupils are at work within two minutes.")),
    ("routines", _("Routines"), _("Pupils know what to do without being told.")),
    ("behaviour", _("Calm in the room"), _("I expect a lot, and stay calm when it is not met.")),
    ("explaining", _("Explaining"), _("I explain in small steps, with examples.")),
    (
        "asking-pupils",
        _("Questions to pupils"),
        _("Every pupil thinks, not only those who put hands up."),
    ),
    ("checking", _("Checking that they follow"), _("I find out what they know before I go on.")),
    ("adapting", _("Teaching all of them"), _("I change what I do, so that each can get there.")),
    (
        "feedback-to-pupils",
        _("Feedback to pupils"),
        _("It tells them what to do next, and takes me little time."),
    ),
    ("subject", _("Knowing my subject"), _("I know what pupils find hard, and why.")),
    (
        "planning",
        _("Planning in good time"),
        _("I plan what pupils will think about, and stop in time."),
    ),
    ("adults", _("Working with other adults"), _("Those in my room know what will help most.")),
    ("families", _("Talking with families"), _("I ring early, and with good news too.")),
    (
        "workload",
        _("Keeping work in bounds"),
        _("I know what matters this week, and leave the rest."),
    ),
)

LEADING = _listed(
    Area.LEADING,
    ("direction", _("Knowing where we are going"), _("My team can say what we are trying to do.")),
    ("meetings", _("Meetings worth having"), _("They end on time, with who does what.")),
    ("hard-talks", _("Difficult conversations"), _("I have them soon, in private, and kindly.")),
    ("handing-over", _("Handing work over"), _("I give the whole task, and stay out of it.")),
    (
        "developing",
        _("Growing other people"),
        _("Each of them is learning something, and I know what."),
    ),
    ("deciding", _("Deciding"), _("I ask who will be touched by it, then decide and say why.")),
    ("own-wellbeing", _("Looking after myself"), _("I go home on time more often than not.")),
)

_STANDARD = Area.STANDARD
STANDARDS = (
    Standard(
        _("Personal qualities"),
        _("Trust, honesty and time for the other."),
        _listed(
            _STANDARD,
            ("std-1-time", _("I am easy to reach, and I keep our meetings."), ""),
            ("std-1-respond", _("I notice what they need, and change how I work with them."), ""),
            ("std-1-honest", _("I am honest with them, fair and kind."), ""),
            (
                "std-1-challenge",
                _("I ask questions that make them think about their practice."),
                "",
            ),
            ("std-1-model", _("I show in my own work what I hope to see in theirs."), ""),
        ),
    ),
    Standard(
        _("Teaching"),
        _("Helping them to teach every pupil well."),
        _listed(
            _STANDARD,
            ("std-2-behaviour", _("I help them to get on with pupils and keep a calm room."), ""),
            ("std-2-subject", _("I help them to know their subject and how to teach it."), ""),
            ("std-2-all", _("I help them to plan for all their pupils, and to expect a lot."), ""),
            ("std-2-assess", _("I help them to find out what pupils have learnt."), ""),
            ("std-2-feedback", _("I watch, and give feedback they can use at once."), ""),
            ("std-2-research", _("I point them to research, and we talk about what it means."), ""),
        ),
    ),
    Standard(
        _("Professionalism"),
        _("What it means to be a teacher."),
        _listed(
            _STANDARD,
            (
                "std-3-duty",
                _("I help them to see what a teacher’s duties are, in and out of class."),
                "",
            ),
            ("std-3-school", _("I help them to find their place in the school."), ""),
            ("std-3-safe", _("I make sure they know how we keep children safe."), ""),
            ("std-3-fair", _("I expect fair treatment of everybody, and show it."), ""),
            ("std-3-time", _("I help them to use their time well and stay healthy."), ""),
        ),
    ),
    Standard(
        _("Growing, and working with others"),
        _("Learning to mentor, and with whom."),
        _listed(
            _STANDARD,
            ("std-4-learn", _("I keep learning about teaching and about mentoring."), ""),
            ("std-4-partners", _("I work well with others who train them."), ""),
            ("std-4-fair", _("I judge progress as others would, and check that I do."), ""),
        ),
    ),
)

SKILLS: Mapping[str, ListedSkill] = {each.key: each for each in (*MENTORING, *TEACHING, *LEADING)}
STATEMENTS: Mapping[str, ListedSkill] = {
    each.key: each for standard in STANDARDS for each in standard.statements
}
GROUPS = ((Area.MENTORING, MENTORING), (Area.TEACHING, TEACHING), (Area.LEADING, LEADING))


def looks_like(skill: Skill) -> str | Promise:
    """What this skill looks like on a good day; "" for one in somebody's own words."""
    listed = SKILLS.get(skill.key)
    return listed.looks_like if listed else ""


def name_of(skill: Skill) -> str | Promise:
    """Its name in the reader's language; what they wrote themselves as it is."""
    listed = SKILLS.get(skill.key) or STATEMENTS.get(skill.key)
    return listed.name if listed else skill.name


def areas_for(*, is_mentor: bool) -> Iterable[tuple[str, tuple[ListedSkill, ...]]]:
    """Our list by area; a mentor's own first."""
    return GROUPS if is_mentor else (*GROUPS[1:], GROUPS[0])
