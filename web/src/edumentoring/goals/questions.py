"""Interview questions by role and phase, with a thought to begin from. All our own words.

Panels ask other things too. These are for practice: said aloud, with somebody who listens.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody applies to be."""

    TEACHER = "teacher", _("Teacher")
    SUPPORT = "support", _("Teaching assistant or learning support")
    MIDDLE = "middle", _("Leading a subject, a phase or a year")
    SENDCO = "sendco", _("Leading on special needs")
    SENIOR = "senior", _("Assistant or deputy head")
    HEAD = "head", _("Head of a school")


class Phase(models.TextChoices):
    """Where."""

    EARLY = "early", _("Early years and infants")
    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")
    SIXTH = "sixth", _("Sixth form and college")
    SPECIAL = "special", _("Special school or alternative provision")


@dataclass(frozen=True)
class Question:
    """One question; `roles` and `phases` say who is asked it, and none means everybody."""

    key: str
    words: str | Promise
    think: str | Promise
    roles: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()

    def is_for(self, role: str, phase: str) -> bool:
        """Whether somebody of this role and phase may be asked it; "" is any."""
        fits_role = not role or not self.roles or role in self.roles
        return fits_role and (not phase or not self.phases or phase in self.phases)


CLASSROOM = (Role.TEACHER, Role.MIDDLE)
LEADERS = (Role.MIDDLE, Role.SENDCO, Role.SENIOR, Role.HEAD)
TOP = (Role.SENIOR, Role.HEAD)
YOUNG = (Phase.EARLY, Phase.PRIMARY)
OLDER = (Phase.SECONDARY, Phase.SIXTH)

_ALL = (
    # --- Everybody -------------------------------------------------------------------------------
    Question(
        "why-here",
        _("Why this school, and why now?"),
        _("Name one thing you saw on its site or on your visit, and what it means to you."),
    ),
    Question(
        "worried-about-a-child",
        _("A child tells you something that worries you. What do you do?"),
        _("Listen, promise no secrets, write down their words, tell the named person today."),
    ),
    Question(
        "colleague-worry",
        _("You see a colleague do something with a child that feels wrong. What now?"),
        _("Who do you tell, and how soon? It does not matter how well you like them."),
    ),
    Question(
        "proud-of",
        _("Tell us about something at work that you are proud of."),
        _("What was it like before, what did you do, what changed for pupils?"),
    ),
    Question(
        "went-wrong",
        _("Tell us about something that did not work."),
        _("Choose a real one. Say what you learnt, and what you do now in its place."),
    ),
    Question(
        "feedback",
        _("What feedback have you had that changed how you work?"),
        _("Who gave it, what did you try first, and how do you know that it helped?"),
    ),
    Question(
        "busy-week",
        _("How do you keep going in a very busy week?"),
        _("Say what you do first, what you leave, and when you ask for help."),
    ),
    Question(
        "fairness",
        _("How do you make sure that every child feels they belong?"),
        _("Think of one child who did not at first. What did you do?"),
    ),
    Question(
        "your-question",
        _("Do you have a question for us?"),
        _("Bring two. One about how new people are looked after tells you a lot."),
    ),
    # --- Teaching --------------------------------------------------------------------------------
    Question(
        "good-lesson",
        _("Tell us about a lesson of yours that went well."),
        _("What did pupils learn, and how do you know? Name one choice you made, and why."),
        CLASSROOM,
    ),
    Question(
        "lesson-today",
        _("You have just taught a lesson here. How did it go?"),
        _("Be honest. One thing that worked, one you would change, and what comes next."),
        CLASSROOM,
    ),
    Question(
        "hard-class",
        _("A class will not settle. What do you do in the first five minutes?"),
        _("Say the words you would use. Then what you would do before the next lesson."),
        CLASSROOM,
    ),
    Question(
        "mixed-class",
        _("How do you teach a class in which some are far ahead and some are lost?"),
        _("One goal for all. What changes is the help. Give an example."),
        CLASSROOM,
    ),
    Question(
        "know-they-learnt",
        _("How do you find out in a lesson what pupils have understood?"),
        _("Name two things you do, and what you do when half of them have not."),
        CLASSROOM,
    ),
    Question(
        "special-needs",
        _("How would you help a pupil with special needs in your class?"),
        _("Start with what you would find out, and whom you would ask. Then one thing you change."),
        (*CLASSROOM, Role.SUPPORT),
    ),
    Question(
        "parent-upset",
        _("A parent is waiting at the gate, and is angry. What do you do?"),
        _("Listen first, somewhere quiet. What do you say, and what do you not promise?"),
    ),
    Question(
        "first-months",
        _("What help do you need in your first months with us?"),
        _("Name what you do well, what you want to learn, and how you like to be told."),
        (Role.TEACHER, Role.SUPPORT),
    ),
    Question(
        "reading",
        _("How do you teach a child to read, and what if they fall behind?"),
        _("Phonics, talk, books to love. Who notices, how soon, and what happens then?"),
        (Role.TEACHER, Role.MIDDLE, Role.SUPPORT),
        YOUNG,
    ),
    Question(
        "play",
        _("What part does play have in how young children learn?"),
        _("Say what the adult does while they play. Give one example with words in it."),
        CLASSROOM,
        (Phase.EARLY,),
    ),
    Question(
        "many-subjects",
        _("You teach many subjects. Which do you find hardest, and what do you do about it?"),
        _("Say how you learn it yourself before you teach it, and who helps you."),
        (Role.TEACHER,),
        (Phase.PRIMARY,),
    ),
    Question(
        "subject-love",
        _("What do you love about your subject, and how do pupils see it?"),
        _("One idea they find hard, and how you explain it."),
        CLASSROOM,
        OLDER,
    ),
    Question(
        "exam-class",
        _("An exam class is behind in March. What do you do?"),
        _("What do you leave out, what do you teach first, and how do you keep them calm?"),
        CLASSROOM,
        OLDER,
    ),
    Question(
        "tutor-group",
        _("What makes a good form tutor?"),
        _("Think of small daily things: a greeting, a question, a call home."),
        (Role.TEACHER,),
        (Phase.SECONDARY,),
    ),
    Question(
        "young-adults",
        _("How is teaching young adults different?"),
        _("Independence, attendance, work and money. What do you do when one stops coming?"),
        CLASSROOM,
        (Phase.SIXTH,),
    ),
    Question(
        "distress",
        _("A pupil is in great distress and may hurt somebody. What do you do?"),
        _("Keep all safe, few words, give space, know who comes. And afterwards, with the pupil?"),
        (),
        (Phase.SPECIAL,),
    ),
    Question(
        "small-steps",
        _("How do you show progress where steps are very small?"),
        _("Name a pupil’s step, how you saw it, and how the family heard of it."),
        (),
        (Phase.SPECIAL,),
    ),
    # --- Support ---------------------------------------------------------------------------------
    Question(
        "help-without-doing",
        _("How do you help a pupil without doing the work for them?"),
        _("Wait, ask, point, show a part, and step back. Give an example."),
        (Role.SUPPORT,),
    ),
    Question(
        "with-the-teacher",
        _("How do you and the teacher work together well?"),
        _("What do you need to know before the lesson, and what do you tell them after it?"),
        (Role.SUPPORT,),
    ),
    # --- Leading ---------------------------------------------------------------------------------
    Question(
        "first-term-lead",
        _("What would you do in your first term in this post?"),
        _("Look and listen before you change anything. What would you look at, and with whom?"),
        LEADERS,
    ),
    Question(
        "change-that-stuck",
        _("Tell us about a change you led that lasted."),
        _("Why it was needed, who helped, what you gave up, and how it is a year on."),
        LEADERS,
    ),
    Question(
        "colleague-struggling",
        _("A colleague in your team is struggling. How do you help?"),
        _("What do you see, what do you ask, what one step do you agree, when do you look again?"),
        LEADERS,
    ),
    Question(
        "colleague-disagrees",
        _("Somebody with long service does not want your new plan. What do you do?"),
        _("They may be right. What do you ask, what can move, and what cannot?"),
        LEADERS,
    ),
    Question(
        "team-workload",
        _("What would you stop doing, so that your team has time for what matters?"),
        _("Name one real thing. Say what would be lost, and why that is all right."),
        LEADERS,
    ),
    Question(
        "curriculum",
        _("How do you know that what is taught in your area is in the right order?"),
        _("Take one topic. What must come before it, and where does it lead?"),
        (Role.MIDDLE,),
    ),
    Question(
        "send-every-class",
        _("How do you make special needs everybody’s work, and not only yours?"),
        _("What would each teacher do differently by summer, and how would you help them to?"),
        (Role.SENDCO,),
    ),
    Question(
        "send-families",
        _("How do you work with a family that has lost trust in schools?"),
        _("Listen to the whole story. What small promise do you make and keep this week?"),
        (Role.SENDCO, *TOP),
    ),
    Question(
        "data-story",
        _("Here are our results. What would you ask us?"),
        _("Ask before you judge. Who is behind the number, and who is not in it?"),
        (Role.MIDDLE, *TOP),
    ),
    Question(
        "attendance",
        _("Some pupils hardly come to school. Where do you begin?"),
        _("One family at a time, and one pattern for all. What do you find out first?"),
        (Role.SENDCO, *TOP),
    ),
    Question(
        "keep-teachers",
        _("How would you keep good teachers here?"),
        _("Think of what made you stay or leave. Name one thing you would do in September."),
        TOP,
    ),
    Question(
        "hard-decision",
        _("Tell us about a hard decision that some did not like."),
        _("Who was heard before it, how did you tell them, and would you do it again?"),
        TOP,
    ),
    Question(
        "vision",
        _("What would a child say about this school after three years with you as head?"),
        _("Use a child’s words. Then say what you would do to get there."),
        (Role.HEAD,),
    ),
    Question(
        "governors",
        _("How do you work with those who govern a school?"),
        _("What do they need from you to ask good questions? What do you do when they say no?"),
        TOP,
    ),
    Question(
        "money-short",
        _("There is less money next year. How do you go about it?"),
        _("What do you keep whatever happens? Who helps you to see what can go?"),
        (Role.HEAD,),
    ),
)

QUESTIONS: Mapping[str, Question] = {each.key: each for each in _ALL}


def questions_for(role: str = "", phase: str = "") -> list[Question]:
    """Those that somebody of this role and phase may be asked, in the order of a panel."""
    return [each for each in _ALL if each.is_for(role, phase)]
