"""The published work these pages rest on, as a reader can find it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Source:
    """What it is about, in a few words; who wrote what, when and where; its address if public."""

    says: str | Promise
    work: str
    url: str = ""


WHEN_AND_WHERE = Source(
    _("Naming when and where makes it likelier that we do a thing."),
    "Gollwitzer, P. M. (1999), Implementation intentions: strong effects of simple plans, "
    "American Psychologist 54(7), 493–503",
)
LOOKING_BACK = Source(
    _("Looking at progress helps to reach a goal, and more so when it is written down."),
    "Harkin, B. and others (2016), Does monitoring goal progress promote goal attainment?, "
    "Psychological Bulletin 142(2), 198–229",
)
OWN_GOALS = Source(
    _("Goals that are clear and our own carry us furthest."),
    "Locke, E. A. and Latham, G. P. (2002), Building a practically useful theory of goal setting "
    "and task motivation, American Psychologist 57(9), 705–717",
)
MENTORING_SKILLS = Source(
    _("Goals, feedback, praise, modelling and rehearsal are among what makes training work."),
    "Collin, J. and Smith, E. (2021), Effective Professional Development, "
    "Education Endowment Foundation",
    "https://educationendowmentfoundation.org.uk/education-evidence/guidance-reports/"
    "effective-professional-development",
)
MENTOR_STANDARDS = Source(
    _("The statements are our own words for the four standards. They ask nothing of you."),
    "National Standards for school-based initial teacher training (ITT) mentors (July 2016), "
    "Teaching Schools Council for the Department for Education",
    "https://www.gov.uk/government/publications/"
    "initial-teacher-training-government-response-to-carter-review",
)
TEACHING_SKILLS = Source(
    _("These follow the areas that new teachers in England learn about."),
    "Initial teacher training and early career framework (2024), Department for Education",
    "https://www.gov.uk/government/publications/"
    "initial-teacher-training-and-early-career-framework",
)
