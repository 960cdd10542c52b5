"""Workload and wellbeing: a look at one's week, kept to oneself, and people to talk to."""

from django.utils.translation import gettext_lazy as _

from edumentoring.common.outside import number_of
from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import SELF
from edumentoring.tools.shapes import LOOK_AGAIN, Box, HelpLine, Part, Shape, Step, Tool

_EDUCATION_SUPPORT, _SAMARITANS, _EMERGENCY = (
    number_of(key) for key in ("education_support", "samaritans", "emergency")
)
HELP_LINES = (
    HelpLine(
        name=_("Education Support"),
        number=_EDUCATION_SUPPORT.number,
        words=_("For everybody who works in education in the UK. Free, day and night."),
        url=_EDUCATION_SUPPORT.url,
    ),
    HelpLine(
        name=_("Samaritans"),
        number=_SAMARITANS.number,
        words=_("For anybody, about anything. Free, day and night, all year."),
        url=_SAMARITANS.url,
    ),
    HelpLine(
        name=_("Emergency"),
        number=_EMERGENCY.number,
        words=_("If you or somebody else is in danger now."),
    ),
)
# Of the day on which the first of them was checked: none is older.
CHECKED_ON = min(one.checked_on for one in (_EDUCATION_SUPPORT, _SAMARITANS, _EMERGENCY))

WELLBEING = Tool(
    key="wellbeing",
    title=_("Workload and wellbeing"),
    summary=_("Look at your week, let one thing go, and see who can help."),
    about=_("Which week is it?"),
    group=SELF,
    minutes=15,
    words=(
        _("You need not fill in any of this. It is for you, and no employer ever sees it."),
        _("You can share it with the other of your pair, or keep it to yourself."),
    ),
    steps=(
        Step(
            key="how",
            title=_("How I am"),
            hint=_("No score, no advice. Just a word for this week. Only you ever read it."),
            boxes=(
                Box(
                    key="how",
                    label=_("This week felt"),
                    shape=Shape.ONE,
                    only_me=True,
                    options=(
                        ("light", _("Light")),
                        ("fine", _("Fine")),
                        ("full", _("Full, and I manage")),
                        ("heavy", _("Heavy")),
                        ("much", _("Too much")),
                    ),
                ),
                Box(key="feel", label=_("What made it so"), only_me=True, rows=2),
            ),
        ),
        Step(
            key="week",
            title=_("Where my time goes"),
            hint=_("A guess is fine. Which hours help pupils most? Which help nobody?"),
            boxes=(
                Box(key="gives", label=_("Worth the time"), rows=2),
                Box(key="takes", label=_("Takes more than it gives"), rows=2),
            ),
            prompts=(
                _("What would pupils miss if you stopped doing it?"),
                _("What do you do twice?"),
                _("What do you make that somebody else has already?"),
                _("When are you at your best? What fills that hour?"),
            ),
        ),
        Step(
            key="less",
            title=_("One thing to do less of"),
            hint=_("Stop it, shorten it, share it, or do it less well on purpose."),
            boxes=(Box(key="less", label=_("I will"), action=True, most=300, rows=2),),
            prompts=(
                _("Mark in the lesson, with the pupil beside you."),
                _("Set a timer for planning. Stop when it rings."),
                _("Read messages twice a day. Answer none after six."),
                _("Ask: does this have to be done, by me, now, and so well?"),
            ),
        ),
        Step(
            key="more",
            title=_("One thing that gives me strength"),
            hint=_("Sleep, a walk, a friend, a class that makes you laugh. Put it in the diary."),
            boxes=(
                Box(key="more", label=_("I keep this free for"), rows=2),
                Box(key="did", label=_("Something I did well this week"), rows=2),
                Box(key=LOOK_AGAIN, label=_("I look at this again on"), shape=Shape.DAY),
            ),
        ),
        Step(
            key="ask",
            title=_("Who I could ask"),
            hint=_("Asking early is a skill. Most people like to be asked."),
            boxes=(Box(key="ask", label=_("Whom, and for what"), rows=2),),
        ),
    ),
    parts=(
        Part(
            title=_("Somebody to talk to"),
            words=(_("Your mentor is no doctor and need not be one. These people are there."),),
            lines=HELP_LINES,
            checked_on=CHECKED_ON,
        ),
        Part(
            title=_("It is time to get help if"),
            points=(
                _("you sleep badly for two weeks or more;"),
                _("you cry, or feel nothing, and cannot say why;"),
                _("you are afraid to go in;"),
                _("you think that others would be better off without you. Call now: 116 123."),
            ),
        ),
        Part(
            title=_("Your rights, in short"),
            points=(
                _("An early career teacher in England gets less teaching and a mentor with time."),
                _("Your union helps in private, also before there is any dispute."),
                _("Your school must look after your health at work. Your doctor can back you up."),
            ),
        ),
        Part(
            title=_("If your mentee tells you they cannot cope"),
            points=(
                _("Stop the plan for today. Listen."),
                _("Say: I am glad that you told me."),
                _("Ask: are you safe? Whom have you told? What would help tonight?"),
                _("Give the numbers above. Ask if you may check in tomorrow."),
                _("If somebody is in danger, do not keep it to yourself. Call 999."),
            ),
        ),
    ),
    sources=(sources.WELLBEING_CHARTER, sources.MARKING_WORKLOAD),
)
