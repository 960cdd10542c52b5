"""What mentoring gives a school, a mentor and a mentee, each fact with where it was published."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme
from edumentoring.reach.words import in_its_rhythm

Words = str | Promise


@dataclass(frozen=True)
class Source:
    """A published work that a fact rests on."""

    authors: str
    year: str
    title: str
    place: str
    url: str


@dataclass(frozen=True)
class Gain:
    """One thing mentoring gives, or costs, and the works that found it."""

    title: Words
    words: Words
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Audience:
    """One page: for whom, what it says first, and its facts.

    `lede` and `asks` may name the programme's rhythm as "%(an_hour)s".
    """

    key: str
    link: Words
    title: Words
    lede: Words
    gains: tuple[Gain, ...]
    asks: tuple[Words, ...]
    asks_title: Words
    way: str

    def of(self, programme: Programme) -> "Audience":
        """The page of one programme, in its rhythm."""
        asks = tuple(in_its_rhythm(programme, ask) for ask in self.asks)
        return replace(self, lede=in_its_rhythm(programme, self.lede), asks=asks)

    @property
    def sources(self) -> list[Source]:
        """Every work named on the page, once, in the order of its first mention."""
        return list(dict.fromkeys(source for gain in self.gains for source in gain.sources))


INGERSOLL = Source(
    "Ingersoll, R. and Strong, M.",
    "2011",
    "The impact of induction and mentoring programs for beginning teachers: a critical review "
    "of the research",
    "Review of Educational Research, 81(2), 201-233",
    "https://doi.org/10.3102/0034654311403323",
)
RICHTER = Source(
    "Richter, D. and others",
    "2013",
    "How different mentoring approaches affect beginning teachers' development in the first "
    "years of practice",
    "Teaching and Teacher Education, 36",
    "https://doi.org/10.1016/j.tate.2013.07.012",
)
HOBSON = Source(
    "Hobson, A., Ashby, P., Malderez, A. and Tomlinson, P.",
    "2009",
    "Mentoring beginning teachers: what we know and what we don't",
    "Teaching and Teacher Education, 25(1), 207-216",
    "https://doi.org/10.1016/j.tate.2008.09.001",
)
JUDGEMENTORING = Source(
    "Hobson, A. and Malderez, A.",
    "2013",
    "Judgementoring and other threats to realizing the potential of school-based mentoring in "
    "teacher education",
    "International Journal of Mentoring and Coaching in Education, 2(2), 89-108",
    "https://doi.org/10.1108/IJMCE-03-2013-0019",
)
ROLL_OUT = Source(
    "National Foundation for Educational Research",
    "2024",
    "The Early Career Framework: key findings for policymakers and school leaders from the early "
    "roll-out evaluation",
    "NFER",
    "https://www.nfer.ac.uk/blogs/the-early-career-framework-key-findings-for-policymakers-and-"
    "school-leaders-from-the-early-roll-out-evaluation/",
)
AUTONOMY = Source(
    "Worth, J. and Van den Brande, J.",
    "2020",
    "Teacher autonomy: how does it relate to job satisfaction and retention?",
    "NFER",
    "https://www.nfer.ac.uk/publications/teacher-autonomy-how-does-it-relate-to-job-satisfaction-"
    "and-retention/",
)
COACHING = Source(
    "Kraft, M., Blazar, D. and Hogan, D.",
    "2018",
    "The effect of teacher coaching on instruction and achievement: a meta-analysis of the "
    "causal evidence",
    "Review of Educational Research, 88(4), 547-588",
    "https://doi.org/10.3102/0034654318759268",
)
DIGEST = Source(
    "Huling, L. and Resta, V.",
    "2001",
    "Teacher mentoring as professional development",
    "ERIC Digest ED460125",
    "https://eric.ed.gov/?id=ED460125",
)
STATUTORY = Source(
    "Department for Education",
    "2021",
    "Induction for early career teachers (England): statutory guidance, updated since",
    "GOV.UK",
    "https://www.gov.uk/government/publications/induction-for-early-career-teachers-england",
)

SCHOOLS = Audience(
    key="for-schools",
    link=_("What it gives a school"),
    title=_("What mentoring gives a school"),
    lede=_(
        "Help for new teachers has been studied for a long time. Here is what is known, "
        "and how surely."
    ),
    gains=(
        Gain(
            _("People are more likely to stay with you"),
            _(
                "In England's early roll-out of the early career framework, new teachers were more "
                "likely to be in their first school after two years. They were no more likely to "
                "be in teaching at all. So it helps a school keep people."
            ),
            (ROLL_OUT,),
        ),
        Gain(
            _("Teaching gets better"),
            _(
                "A review of 15 studies looked at help for new teachers. Most found better "
                "teaching, more commitment and better results for pupils."
            ),
            (INGERSOLL,),
        ),
        Gain(
            _("Coaching pays off, most of all in small schemes"),
            _(
                "Sixty studies of coaching found clearly better teaching, and some better results "
                "for pupils. Large schemes did less well than small ones, so care matters more "
                "than size."
            ),
            (COACHING,),
        ),
        Gain(
            _("Your mentors grow too"),
            _(
                "Mentors think more about their own teaching, and work more with others. "
                "A summary of research counts both among what schools gain."
            ),
            (DIGEST,),
        ),
        Gain(
            _("It stands beside induction, not in its place"),
            _(
                "An early career teacher in England has a mentor in school by right. "
                "The induction tutor, who assesses, should be somebody else. A mentor from here "
                "comes on top, and assesses nobody."
            ),
            (STATUTORY,),
        ),
    ),
    asks=(
        _("Pass the link on to your staff, and say that it is up to them."),
        _("Let people talk in peace: a quiet room, or an hour’s cover now and then."),
        _("Do not ask what was said. It works because nobody does."),
    ),
    asks_title=_("What we ask of a school"),
    way="",
)
MENTORS = Audience(
    key="for-mentors",
    link=_("What it gives a mentor"),
    title=_("What mentoring gives a mentor"),
    lede=_("You give %(an_hour)s. Research finds that mentors get something back."),
    gains=(
        Gain(
            _("You see your own teaching afresh"),
            _(
                "To explain why you do a thing, you have to look at it. In one study of 178 "
                "mentors, "
                "more than two thirds were sure that mentoring had helped them grow in their job."
            ),
            (DIGEST,),
        ),
        Gain(
            _("You lead without leaving the classroom"),
            _(
                "A summary of research names what mentors gain: they reflect more, work more with "
                "others, and begin to lead."
            ),
            (DIGEST,),
        ),
        Gain(
            _("Listening does more than telling"),
            _(
                "A study of more than 700 new teachers looked at two kinds of mentor. Those who "
                "helped people think for themselves left them happier and less worn out. Those who "
                "handed down advice changed little. How often they met mattered less."
            ),
            (RICHTER,),
        ),
        Gain(
            _("You judge nobody"),
            _(
                "Researchers in England found that judging people gets in the way of mentoring "
                "them. Here you report to no one."
            ),
            (JUDGEMENTORING,),
        ),
        Gain(
            _("It does take time"),
            _(
                "A review of research found costs as well as gains, and time is one that mentors "
                "know. "
                "You say how many people you have room for. You can pause on any day."
            ),
            (HOBSON,),
        ),
    ),
    asks=(
        _("%(An_hour)s, when it suits you both."),
        _("To listen first, and to keep to yourself what you hear."),
        _("To say so when it does not work. Nobody is blamed."),
    ),
    asks_title=_("What we ask of a mentor"),
    way="mentor",
)
MENTEES = Audience(
    key="for-mentees",
    link=_("What it gives a mentee"),
    title=_("What mentoring gives you"),
    lede=_("Somebody who has done your job, has time for you, and writes no report."),
    gains=(
        Gain(
            _("Teaching that feels better"),
            _(
                "In a study of more than 700 new teachers, a good mentor made a difference. People "
                "felt surer and more glad of their job, and they were less worn out. What counted "
                "was how the two talked, not how often."
            ),
            (RICHTER,),
        ),
        Gain(
            _("Lessons that go better"),
            _(
                "A review of 15 studies looked at help for new teachers. In most, they taught "
                "better "
                "and were more likely to stay."
            ),
            (INGERSOLL,),
        ),
        Gain(
            _("Goals that are your own"),
            _(
                "Teachers who set their own goals tend to be happier in their work. A large study "
                "in England found that. Here you choose what to talk about."
            ),
            (AUTONOMY,),
        ),
        Gain(
            _("Somebody who does not judge you"),
            _(
                "Researchers in England found that being judged by one's own mentor gets in the "
                "way "
                "of learning, and of feeling well. Your mentor here assesses nothing."
            ),
            (JUDGEMENTORING,),
        ),
        Gain(
            _("It is no cure for everything"),
            _(
                "Mentoring works when mentors are chosen and prepared with care. If yours does not "
                "suit you, say so and we look again."
            ),
            (HOBSON,),
        ),
    ),
    asks=(
        _("%(About_minutes)s now, to tell us what would help."),
        _("To turn up, or to say in time that you cannot."),
        _("To keep to yourself what your mentor tells you of their own life."),
    ),
    asks_title=_("What we ask of you"),
    way="mentee",
)
AUDIENCES = {audience.key: audience for audience in (MENTEES, MENTORS, SCHOOLS)}
