"""What those who answer for early-career teachers and trainees in England usually have to have in
place, in our own words. It is a list to think with: the sources say what the law asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Source:
    """A published text: who wrote it, its name, its year, where it is."""

    key: str
    words: str
    url: str


@dataclass(frozen=True)
class Line:
    """One line of the list: its name, what to have, and where that is asked for."""

    key: str
    group: str | Promise
    title: str | Promise
    what: str | Promise
    sources: Sequence[str]


KCSIE = Source(
    "kcsie",
    "Department for Education, Keeping children safe in education (statutory guidance)",
    "https://www.gov.uk/government/publications/keeping-children-safe-in-education--2",
)
INDUCTION = Source(
    "induction",
    "Department for Education, Induction for early career teachers (statutory guidance)",
    "https://www.gov.uk/government/publications/"
    "induction-for-early-career-teachers-statutory-guidance",
)
ITT = Source(
    "itt",
    "Department for Education, Initial teacher training criteria and supporting advice",
    "https://www.gov.uk/government/publications/initial-teacher-training-criteria",
)
MENTORS = Source(
    "mentors",
    "Department for Education, National standards for school-based initial teacher training "
    "mentors (2016)",
    "https://www.gov.uk/government/publications/"
    "initial-teacher-training-government-response-to-carter-review",
)
ICO = Source(
    "ico",
    "Information Commissioner’s Office, UK GDPR guidance and resources",
    "https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/",
)
WORKLOAD = Source(
    "wellbeing",
    "Department for Education, Education staff wellbeing charter",
    "https://www.gov.uk/guidance/education-staff-wellbeing-charter",
)
PROTECT = Source(
    "protect",
    "Protect, Whistleblowing advice (a charity)",
    "https://protect-advice.org.uk/",
)
ACAS = Source("acas", "Acas, Discipline and grievances at work", "https://www.acas.org.uk/")
SOURCES = {one.key: one for one in (KCSIE, INDUCTION, ITT, MENTORS, ICO, WORKLOAD, PROTECT, ACAS)}

_SAFE, _TIME = _("Keeping people safe"), _("Time and training")
_WORDS, _PEOPLE = _("What is said and written"), _("When something goes wrong")

LINES: tuple[Line, ...] = (
    Line(
        "safeguarding-contact",
        _SAFE,
        _("A named contact for safeguarding"),
        _(
            "One person with a deputy, whom mentors and mentees can name and reach, also outside "
            "term."
        ),
        ("kcsie",),
    ),
    Line(
        "safer-recruitment",
        _SAFE,
        _("Checks on adults who visit"),
        _("Who checks mentors that come into a school from outside, and where it is recorded."),
        ("kcsie",),
    ),
    Line(
        "online-meetings",
        _SAFE,
        _("Meeting online"),
        _("Which services to use, that no pupils are in view, and whether anything is recorded."),
        ("kcsie", "ico"),
    ),
    Line(
        "mentor-time",
        _TIME,
        _("Time for mentors"),
        _("How many minutes a week, whether they stand on the timetable, and who covers lessons."),
        ("induction", "itt"),
    ),
    Line(
        "mentee-time",
        _TIME,
        _("Time for mentees"),
        _("The lighter timetable that early-career teachers have a right to, and how it is kept."),
        ("induction",),
    ),
    Line(
        "mentor-training",
        _TIME,
        _("Training for mentors"),
        _("What each mentor does before they begin and every year, and who keeps the record."),
        ("itt", "mentors"),
    ),
    Line(
        "mentor-apart",
        _TIME,
        _("Mentor and assessor are two people"),
        _("Whoever judges induction is not the mentor. If one person must do both, say why."),
        ("induction",),
    ),
    Line(
        "workload",
        _TIME,
        _("Workload and wellbeing"),
        _("What is asked of mentors and mentees in a week, and whom to tell when it is too much."),
        ("wellbeing",),
    ),
    Line(
        "confidentiality",
        _WORDS,
        _("What stays between the two"),
        _("What a mentor keeps to themselves, what they must pass on, and to whom."),
        ("kcsie", "mentors"),
    ),
    Line(
        "data",
        _WORDS,
        _("Data about people"),
        _("What is kept about them, why, for how long, and who answers a request to see it."),
        ("ico",),
    ),
    Line(
        "pupils",
        _WORDS,
        _("Nothing that names a pupil"),
        _("Notes, forms and examples leave out names and whatever would give a pupil away."),
        ("ico", "kcsie"),
    ),
    Line(
        "conduct",
        _WORDS,
        _("How we treat each other"),
        _("Respect, no gifts, no private dealings, and what to do when two people do not get on."),
        ("mentors",),
    ),
    Line(
        "whistle-blowing",
        _PEOPLE,
        _("Speaking up about wrongdoing"),
        _("Whom staff can tell in the school and outside it, and that they are protected."),
        ("kcsie", "protect"),
    ),
    Line(
        "complaints",
        _PEOPLE,
        _("Complaints and grievances"),
        _("How a mentor or mentee complains about the programme, and by when they have an answer."),
        ("acas",),
    ),
    Line(
        "concerns-progress",
        _PEOPLE,
        _("When somebody falls behind"),
        _("What support comes first, who is told and when, and what the mentee gets in writing."),
        ("induction",),
    ),
    Line(
        "change-mentor",
        _PEOPLE,
        _("Another mentor, without blame"),
        _("That either may ask, whom they ask, and that nobody has to give a reason."),
        ("mentors",),
    ),
)
BY_KEY = {line.key: line for line in LINES}
