"""Five-step lesson feedback: praise, the gap, one step, rehearsal, and when to look again."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import LESSON
from edumentoring.tools.kinds.phases import in_each_phase
from edumentoring.tools.shapes import LOOK_AGAIN, Box, Part, Shape, Step, Tool

PRAISE = Step(
    key="well",
    title=_("What went well, and why"),
    hint=_("Name one thing the teacher did. Then say what it did for pupils."),
    boxes=(Box(key="well", label=_("What I saw, and what it did for pupils")),),
    prompts=(
        _("You did this: … Then pupils did this: …"),
        _("Last time we set out to … Today I saw …"),
        _("What made that work? Keep doing it because …"),
    ),
    examples=in_each_phase(
        early=_("You knelt down and waited. Amber found her own words for the tower she built."),
        primary=_("You read the sum aloud and stopped. Every child wrote a first step."),
        secondary=_("You stood at the door and used names. They were writing within a minute."),
        further=_("You began with a fault on a real engine. All of them leaned in to find it."),
    ),
)

GAP = Step(
    key="gap",
    title=_("The gap, found by questions"),
    hint=_("Ask first. Let them find it. Then say plainly what you both see."),
    boxes=(
        Box(
            key="asked",
            label=_("Questions to ask"),
            hint=_("One or two open ones are enough."),
            finds="questions",
        ),
        Box(key="gap", label=_("The gap we both see"), rows=2),
    ),
    prompts=(
        _("What did you want them to be able to do? How many could?"),
        _("Where did it turn? What had just happened?"),
        _("If you taught it again tomorrow, what would you keep?"),
    ),
    examples=in_each_phase(
        early=_("How many children spoke at carpet time? What did the quiet ones need?"),
        primary=_("Half the table guessed. When did you first know that?"),
        secondary=_("Noise rose when the task began. What did they know about how to start?"),
        further=_("Two learners did all the talking. What could the others have shown you?"),
    ),
)

ONE_STEP = Step(
    key="step",
    title=_("One action step"),
    hint=_("Just one. Small enough to try this week, and to see from the back of the room."),
    boxes=(
        Box(
            key="step",
            label=_("The one thing to do next"),
            hint=_("It belongs to the teacher, so they may change it."),
            action=True,
            finds="steps",
            most=300,
        ),
    ),
    prompts=(
        _("Begin with a verb: stand, wait, ask, show, check."),
        _("Say when: before the task, at the door, after the first answer."),
        _("Is it one thing? If there is an “and”, cut it in two."),
    ),
    examples=in_each_phase(
        early=_("Wait while you count to five in your head before you speak again."),
        primary=_("After each rule, ask one child to say it back in their own words."),
        secondary=_("Give one instruction, stand still, and wait for silence before the next."),
        further=_("Ask for the answer on small boards before anybody says it aloud."),
    ),
)

REHEARSE = Step(
    key="rehearse",
    title=_("Plan it and rehearse it now"),
    hint=_("Five minutes, aloud and on your feet. It feels odd, and it helps."),
    boxes=(
        Box(
            key="where",
            label=_("The lesson and the moment it is for"),
            shape=Shape.LINE,
        ),
        Box(key="script", label=_("The exact words or moves to use"), takes="rehearsal"),
        Box(
            key="rounds",
            label=_("What you have done so far"),
            shape=Shape.TICKS,
            options=(
                ("shown", _("The mentor showed it")),
                ("tried", _("The teacher tried it")),
                ("mended", _("We mended one thing")),
                ("again", _("The teacher tried it again, with a harder class in mind")),
            ),
        ),
    ),
    examples=in_each_phase(
        early=_("Your mentor plays a child with a model. You wait, then name what you see."),
        primary=_("Stand at the board. Give the rule, then ask your mentor to say it back."),
        secondary=_("Walk in, give the starter, wait. Your mentor plays a chatty pupil."),
        further=_("Ask your question, count to three, and look for every board."),
    ),
)

AGAIN = Step(
    key="again",
    title=_("When we look again"),
    hint=_("A visit, ten minutes of film, or just a message. A day makes it real."),
    boxes=(
        Box(key=LOOK_AGAIN, label=_("Day"), hint=_("For example 3 12 2026"), shape=Shape.DAY),
        Box(key="how", label=_("How we will look, and for what"), shape=Shape.LINE),
    ),
)

MYSELF = Step(
    key="myself",
    title=_("A note to myself"),
    hint=_("What will you do in the same way next time? What would you change?"),
    boxes=(Box(key="myself", label=_("For your own eyes"), only_me=True),),
)

LESSON_FEEDBACK = Tool(
    key="lesson-feedback",
    title=_("Lesson feedback"),
    summary=_("Five short steps after a lesson, to one thing to try next."),
    about=_("Which lesson was it?"),
    group=LESSON,
    is_for_the_mentee=True,
    minutes=20,
    words=(
        _("Talk about a lesson in five steps. You can fill it in together, or alone."),
        _("It is for growth. It never grades anybody, and no manager reads it."),
    ),
    steps=(PRAISE, GAP, ONE_STEP, REHEARSE, AGAIN, MYSELF),
    parts=(
        Part(
            title=_("Before you start"),
            points=(
                _("Agree what to look for before the lesson. The teacher chooses."),
                _("Write down what you see and hear. Leave what you think of it for later."),
                _("Meet within two days, while both of you remember."),
                _("No pupils’ names. Write “a boy at the front” or “table two”."),
            ),
        ),
        Part(
            title=_("If it goes quiet"),
            points=(
                _("Wait. Silence is often thinking."),
                _("Ask the smaller question: what did the first pupil write?"),
                _("Offer two things you saw. Ask which one matters more."),
            ),
        ),
    ),
    sources=(
        sources.GET_BETTER_FASTER,
        sources.LEVERAGE_LEADERSHIP,
        sources.JUDGEMENTORING,
        sources.EFFECTIVE_DEVELOPMENT,
    ),
)
