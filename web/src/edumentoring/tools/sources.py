"""The published works that the tools rest on."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools.shapes import Source

GET_BETTER_FASTER = Source(
    author="Paul Bambrick-Santoyo",
    year=2016,
    title="Get Better Faster: A 90-Day Plan for Coaching New Teachers",
)
LEVERAGE_LEADERSHIP = Source(
    author="Paul Bambrick-Santoyo",
    year=2012,
    title="Leverage Leadership: A Practical Guide to Building Exceptional Schools",
)
PRACTICE_WITH_PURPOSE = Source(
    author="Deans for Impact",
    year=2016,
    title="Practice with Purpose: The Emerging Science of Teacher Expertise",
)
PEAK = Source(
    author="Anders Ericsson and Robert Pool",
    year=2016,
    title="Peak: Secrets from the New Science of Expertise",
)
PRACTICE_PERFECT = Source(
    author="Doug Lemov, Erica Woolway and Katie Yezzi",
    year=2012,
    title="Practice Perfect: 42 Rules for Getting Better at Getting Better",
)
COACHING_FOR_PERFORMANCE = Source(
    author="John Whitmore", year=1992, title="Coaching for Performance"
)
IMPACT_CYCLE = Source(author="Jim Knight", year=2018, title="The Impact Cycle")
CRITICAL_FRIEND_LENS = Source(
    author="Arthur Costa and Bena Kallick",
    year=1993,
    title="Through the Lens of a Critical Friend",
    more=_("in Educational Leadership 51(2)"),
)
CRITICAL_FRIENDSHIP = Source(
    author="Sue Swaffield",
    year=2008,
    title="Critical friendship, dialogue and learning, in the context of Leadership for Learning",
    more=_("in School Leadership & Management 28(4)"),
)
JUDGEMENTORING = Source(
    author="Andrew Hobson and Angi Malderez",
    year=2013,
    title="Judgementoring and other threats to realizing the potential of school-based mentoring",
    more=_("in International Journal of Mentoring and Coaching in Education 2(2)"),
)
BEST_EVIDENCE = Source(
    author="Helen Timperley, Aaron Wilson, Heather Barrar and Irene Fung",
    year=2007,
    title="Teacher Professional Learning and Development: Best Evidence Synthesis",
)
SPIRAL_OF_INQUIRY = Source(
    author="Helen Timperley, Linda Kaser and Judy Halbert",
    year=2014,
    title="A framework for transforming learning in schools: Innovation and the spiral of inquiry",
)
EFFECTIVE_DEVELOPMENT = Source(
    author="Education Endowment Foundation",
    year=2021,
    title="Effective Professional Development",
    more=_("guidance report"),
    url=(
        "https://educationendowmentfoundation.org.uk/education-evidence/"
        "guidance-reports/effective-professional-development"
    ),
)
MAINSTREAM_SEND = Source(
    author="Education Endowment Foundation",
    year=2020,
    title="Special Educational Needs in Mainstream Schools",
    more=_("guidance report"),
    url="https://educationendowmentfoundation.org.uk/education-evidence/guidance-reports/send",
)
BEHAVIOUR_GUIDANCE = Source(
    author="Education Endowment Foundation",
    year=2019,
    title="Improving Behaviour in Schools",
    more=_("guidance report"),
)
PUTTING_EVIDENCE_TO_WORK = Source(
    author="Education Endowment Foundation",
    year=2019,
    title="Putting Evidence to Work: A School’s Guide to Implementation",
    more=_("guidance report"),
)
PRINCIPLES_OF_INSTRUCTION = Source(
    author="Barak Rosenshine",
    year=2012,
    title="Principles of Instruction",
    more=_("in American Educator 36(1)"),
)
INSIDE_THE_BLACK_BOX = Source(
    author="Paul Black and Dylan Wiliam",
    year=1998,
    title="Inside the Black Box: Raising Standards through Classroom Assessment",
)
EMBEDDED = Source(author="Dylan Wiliam", year=2011, title="Embedded Formative Assessment")
THOSE_WHO_UNDERSTAND = Source(
    author="Lee Shulman",
    year=1986,
    title="Those Who Understand: Knowledge Growth in Teaching",
    more=_("in Educational Researcher 15(2)"),
)
GALLIMAUFRY = Source(
    author="Mary Myatt", year=2018, title="The Curriculum: Gallimaufry to Coherence"
)
DURHAM_COMMISSION = Source(
    author="Durham Commission on Creativity and Education",
    year=2019,
    title="First report",
    more=_("Arts Council England and Durham University"),
)
WELLBEING_CHARTER = Source(
    author="Department for Education", year=2021, title="The Education Staff Wellbeing Charter"
)
MARKING_WORKLOAD = Source(
    author="Independent Teacher Workload Review Group",
    year=2016,
    title="Eliminating Unnecessary Workload around Marking",
)
DIFFICULT_CONVERSATIONS = Source(
    author="Douglas Stone, Bruce Patton and Sheila Heen",
    year=1999,
    title="Difficult Conversations: How to Discuss What Matters Most",
)

SCAFFOLDING_LANGUAGE = Source(
    author="Pauline Gibbons",
    year=2002,
    title="Scaffolding Language, Scaffolding Learning",
)
WORDS_TO_LIFE = Source(
    author="Isabel Beck, Margaret McKeown and Linda Kucan",
    year=2002,
    title="Bringing Words to Life: Robust Vocabulary Instruction",
)
BY_DESIGN = Source(
    author="Grant Wiggins and Jay McTighe", year=2005, title="Understanding by Design"
)
PLANNING_WORKLOAD = Source(
    author="Independent Teacher Workload Review Group",
    year=2016,
    title="Eliminating Unnecessary Workload around Planning and Teaching Resources",
    url=(
        "https://www.gov.uk/government/publications/"
        "reducing-teacher-workload-planning-and-resources-group-report"
    ),
)
CURRICULUM_SERIOUSLY = Source(
    author="Christine Counsell",
    year=2018,
    title="Taking Curriculum Seriously",
    more=_("in Impact, Chartered College of Teaching"),
)
ACTION_STEPS = (GET_BETTER_FASTER, PRINCIPLES_OF_INSTRUCTION, MAINSTREAM_SEND, BEHAVIOUR_GUIDANCE)
PRACTICE = (PRACTICE_WITH_PURPOSE, PEAK, PRACTICE_PERFECT)
QUESTIONING = (COACHING_FOR_PERFORMANCE, IMPACT_CYCLE, CRITICAL_FRIEND_LENS)
