"""A guide to awkward moments, with messages to copy and make one's own."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.kinds.groups import SELF
from edumentoring.tools.shapes import Message, Part, Tool

BETWEEN_US = (
    Message(
        key="no-answer",
        title=_("They have not answered"),
        when=_("Ten days have gone by. Write once, and leave it open."),
        words=_(
            "Hello! No rush with my last message. I know how weeks can be. If this month is too "
            "full, just say “later” and I will write again after half term."
        ),
    ),
    Message(
        key="missed",
        title=_("They missed our meeting"),
        when=_("You waited, and nobody came."),
        words=_(
            "I hope you are all right. We missed each other today. It happens. Would you like a "
            "new time, or a shorter talk by phone this week?"
        ),
    ),
    Message(
        key="i-missed",
        title=_("I missed our meeting"),
        when=_("You forgot, or school got in the way."),
        words=_(
            "I am sorry. I missed our talk, and you had kept the time free. It was not you. I can "
            "do Tuesday or Thursday after four. Does either suit you?"
        ),
    ),
    Message(
        key="hurt",
        title=_("Your feedback hurt"),
        when=_("You went home and could not let go of it."),
        words=_(
            "I have thought about what you said on Monday. When you said the lesson fell apart, I "
            "felt small, and I stopped listening. I want your view. Could we begin next time with "
            "what worked?"
        ),
    ),
    Message(
        key="i-hurt",
        title=_("I think I was too harsh"),
        when=_("Their face fell, and you saw it too late."),
        words=_(
            "I have been thinking about our talk. I went too fast, and I was too blunt. There was "
            "much that was good, and I did not say so. May I have another go?"
        ),
    ),
    Message(
        key="advice",
        title=_("Please listen first"),
        when=_("You get advice before you have finished."),
        words=_(
            "You know so much, and I like that. Today I would like to think aloud for ten minutes "
            "before I hear ideas. Could you just ask me questions?"
        ),
    ),
    Message(
        key="more-push",
        title=_("Please push me more"),
        when=_("All is praise, and you do not get further."),
        words=_(
            "Thank you for being kind. I think I am ready for harder feedback. Next time, could "
            "you tell me one thing that I do not see myself?"
        ),
    ),
    Message(
        key="too-often",
        title=_("It is too much for me"),
        when=_("You like them, but not the pace."),
        words=_(
            "I get a lot out of our talks. Once a week is more than I can do well at present. "
            "Could we make it once a month, and write in between?"
        ),
    ),
    Message(
        key="not-fit",
        title=_("I do not think we fit"),
        when=_("You have tried. It is nobody’s fault."),
        words=_(
            "Thank you for your time. I have come to see that I need somebody closer to my phase. "
            "It is not about you. I will ask the coordinators for another match, and I wanted you "
            "to hear it from me."
        ),
    ),
    Message(
        key="dont-know",
        title=_("I do not know the answer"),
        when=_("They ask something you cannot help with."),
        words=_(
            "Good question, and I do not know. I will find out by Friday, or find somebody who "
            "does. If it cannot wait, the coordinators can help."
        ),
    ),
    Message(
        key="goodbye",
        title=_("It is time to finish"),
        when=_("You have got where you wanted."),
        words=_(
            "I think I can walk alone now, and that is thanks to you. May we have one last talk, "
            "to look back? I will tell you what I kept."
        ),
    ),
)

AT_SCHOOL = (
    Message(
        key="say-no",
        title=_("I have to say no"),
        when=_("A colleague asks for one more thing."),
        words=_(
            "Thank you for thinking of me. I cannot take this on before Easter and do it well. I "
            "can give an hour on the day. Would that help?"
        ),
    ),
    Message(
        key="line-manager",
        title=_("I need to talk about my load"),
        when=_("To your line manager, before it is too late."),
        words=_(
            "May I have twenty minutes this week? I want to do this job well and I have more than "
            "fits in my hours. I will bring a list, and I would like your help to choose what "
            "comes first."
        ),
    ),
    Message(
        key="disagree",
        title=_("I see it differently"),
        when=_("In a meeting you said nothing, and now it bothers you."),
        words=_(
            "I have thought about this morning. I see why we would do it. I worry that the pupils "
            "who read least will lose out. Could we try it with one class first and look?"
        ),
    ),
    Message(
        key="parent",
        title=_("To a parent who is angry"),
        when=_("Wait an hour. Write short. Then talk."),
        words=_(
            "Thank you for telling me. I can see that this upset you both. I would like to hear "
            "the whole of it, and tell you what I saw. May I call you tomorrow at four?"
        ),
    ),
    Message(
        key="assistant",
        title=_("We work past each other"),
        when=_("To somebody who helps in your room."),
        words=_(
            "I notice that we give two different messages, and that is on me. Could we take five "
            "minutes on Monday? I would like to hear what you see that I do not."
        ),
    ),
    Message(
        key="seen",
        title=_("Somebody comes to watch, and I am nervous"),
        when=_("The day before."),
        words=_(
            "You are welcome in my lesson tomorrow. I would find it easier if you sat at the side. "
            "Could you look out for how I start, please? I am working on that."
        ),
    ),
)

AWKWARD = Tool(
    key="awkward-moments",
    title=_("Awkward moments"),
    summary=_("What to say when it is hard to say, with messages you can copy."),
    group=SELF,
    minutes=5,
    words=(
        _("Most awkward moments pass when somebody names them kindly."),
        _("Take a message, change it so that it sounds like you, and send it yourself."),
    ),
    parts=(
        Part(
            title=_("Say it in four lines"),
            points=(
                _("What happened, as a camera would have seen it."),
                _("What it did to you. Begin with “I”."),
                _("What you would like. One thing that they can do."),
                _("A question, and then you wait."),
            ),
        ),
        Part(
            title=_("When you feel yourself get cross"),
            points=(
                _("Breathe out slowly before you speak. Twice is better."),
                _("Say: I would like to think about that. May I answer tomorrow?"),
                _("Ask yourself: what might be true in what they say?"),
                _("Write the angry message, send it to nobody, and go for a walk."),
                _("Speak about one time. Leave out “always” and “never”."),
            ),
        ),
        Part(title=_("Between the two of you"), messages=BETWEEN_US),
        Part(title=_("At school"), messages=AT_SCHOOL),
        Part(
            title=_("When it is more than awkward"),
            words=(
                _("If you feel unsafe, or somebody may be harmed, do not settle it alone."),
                _("Tell the coordinators, or use the link at the foot of every page."),
            ),
        ),
    ),
    sources=(sources.DIFFICULT_CONVERSATIONS,),
)
