"""A note for when things change: what happened, until when, and what that means for the two."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import SELF
from edumentoring.tools.kinds.phases import in_each_phase
from edumentoring.tools.shapes import LOOK_AGAIN, Box, Part, Shape, Step, Tool

LOAD_NOTE = Tool(
    key="load-note",
    title=_("When things change"),
    summary=_("A short note for a hard patch: what is different, until when, what would help."),
    about=_("What is it, in a few words?"),
    group=SELF,
    minutes=5,
    words=(
        _("An inspection, remote lessons, a sick child: life goes on."),
        _("Say as much as you like, and no more. Nobody has to give a reason."),
    ),
    steps=(
        Step(
            key="what",
            title=_("What is different now"),
            hint=_("One line will do."),
            boxes=(
                Box(key="what", label=_("At present"), rows=2),
                Box(key=LOOK_AGAIN, label=_("I think until"), shape=Shape.DAY),
            ),
            examples=in_each_phase(
                early=_("Two colleagues are off. I take both rooms until half term."),
                primary=_("Inspectors are coming. For two weeks I can do little else."),
                secondary=_("We teach from home again. I have to plan it all anew."),
                further=_("My hours moved to the evening. I am tired, but I will manage."),
            ),
        ),
        Step(
            key="means",
            title=_("What that means for us"),
            hint=_("Less is fine. So is a break."),
            boxes=(
                Box(
                    key="means",
                    label=_("For now I would like"),
                    shape=Shape.TICKS,
                    options=(
                        ("short", _("shorter meetings")),
                        ("fewer", _("fewer meetings")),
                        ("message", _("messages in place of meetings")),
                        ("quiet", _("a rest, and a hello when it is over")),
                        ("more", _("more help than usual")),
                    ),
                ),
                Box(key="let_go", label=_("We can let this go"), rows=2),
                Box(key="help", label=_("This would help me"), rows=2),
            ),
        ),
        Step(
            key="myself",
            title=_("A note to myself"),
            hint=_("What must I not forget to do for me?"),
            boxes=(Box(key="myself", label=_("For your own eyes"), only_me=True, rows=2),),
        ),
    ),
    parts=(
        Part(
            title=_("If lessons move online"),
            points=(
                _("Plan half of what you would plan for the room. All of it takes longer."),
                _("Show your face at the start. Then show the task, not the face."),
                _("Check with a question that everybody types, and sends on your word."),
                _("Keep your routines: how we start, how we ask, how we end."),
                _("Some have one phone for three children. Paper is allowed."),
                _("Search the action steps for “online”: there is a list to rehearse."),
            ),
        ),
        Part(
            title=_("You can stop for a while"),
            words=(_("On the page of your pair you can take a break. Your reminders rest, too."),),
        ),
    ),
    sources=(sources.WELLBEING_CHARTER,),
)
