"""What mentors do, to look at oneself by: in our own words, after two public frameworks.

The areas follow the national standards for school-based mentors of trainees (2016). What is asked
within them also follows what the framework for trainees and early career teachers, and the criteria
for those who train them, expect of mentors. Nothing is quoted.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Source:
    """A published work, as a page cites it."""

    title: str
    who: str
    year: int
    url: str


SOURCES = (
    Source(
        "National Standards for school-based initial teacher training (ITT) mentors",
        "Teaching Schools Council for the Department for Education",
        2016,
        "https://www.gov.uk/government/publications/"
        "initial-teacher-training-government-response-to-carter-review",
    ),
    Source(
        "Initial teacher training and early career framework",
        "Department for Education",
        2024,
        "https://www.gov.uk/government/publications/"
        "initial-teacher-training-and-early-career-framework",
    ),
    Source(
        "Initial teacher training (ITT): criteria and supporting advice",
        "Department for Education",
        2024,
        "https://www.gov.uk/government/publications/initial-teacher-training-criteria",
    ),
)


@dataclass(frozen=True)
class Skill:
    """One thing that mentors do."""

    key: str
    words: str | Promise


@dataclass(frozen=True)
class Area:
    """Some of them that belong together. `pages` are pages of ours that help: route and words."""

    key: str
    title: str | Promise
    words: str | Promise
    skills: tuple[Skill, ...]
    pages: tuple[tuple[str, str | Promise], ...]


AREAS = (
    Area(
        "trust",
        _("Being somebody to trust"),
        _("Making time, listening, and being honest and kind at once."),
        (
            Skill("time", _("I keep time for us free, and I am there when I said I would be.")),
            Skill("listen", _("I listen to the end before I say what I think.")),
            Skill("honest", _("I can say a hard thing so that it can be heard.")),
            Skill("see-strain", _("I notice when somebody has too much to carry, and I ask.")),
            Skill("whole", _("I see what they bring, and not only what is missing.")),
        ),
        (("tools:questions", _("Questions that help somebody think")),),
    ),
    Area(
        "teaching",
        _("Helping somebody teach well"),
        _("Breaking good teaching into parts that can be seen, tried and talked about."),
        (
            Skill("small-step", _("I help choose one small step, not five big ones.")),
            Skill("model", _("I show what I mean, and say aloud what I think as I do it.")),
            Skill("rehearse", _("We try the step out together before it is needed.")),
            Skill("evidence", _("I talk about what we both saw, not about what I felt.")),
            Skill("subject", _("I can talk about how our subject or phase is learned.")),
            Skill("plan", _("I help with planning, so that less work does as much.")),
        ),
        (
            ("tools:practice", _("Practise one small part on purpose")),
            ("tools:steps", _("A list of small steps to choose from")),
        ),
    ),
    Area(
        "profession",
        _("Opening up the profession"),
        _("Showing how the work is done here, and what is expected of a teacher anywhere."),
        (
            Skill("welcome", _("I introduce people, and show how things are done here.")),
            Skill("bounds", _("I know what stays between us, and what I have to pass on.")),
            Skill("fair", _("I judge by the same evidence as others do, and check that I do.")),
            Skill("load", _("I show how I keep my own work within bounds.")),
            Skill("whom-to-ask", _("I know whom to ask when something is beyond me.")),
        ),
        (("concerns:worried", _("What to do with a worry about safety")),),
    ),
    Area(
        "growing",
        _("Growing as a mentor"),
        _("Learning on, with others, from research and from those one mentors."),
        (
            Skill("feedback", _("I ask what helps and what does not, and change something.")),
            Skill("others", _("I talk with other mentors about how I mentor.")),
            Skill("research", _("I read something on teaching or mentoring now and then.")),
            Skill("curriculum", _("I know what the provider teaches, and link what we do to it.")),
        ),
        (("circle:supervisions", _("Somebody who mentors me as a mentor")),),
    ),
)
AREAS_BY_KEY = {area.key: area for area in AREAS}
SKILLS = {skill.key: skill for area in AREAS for skill in area.skills}
