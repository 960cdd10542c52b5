"""Action steps about the room: routines, behaviour, and teaching online."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools.bank.shapes import Focus

ROUTINES = (
    Focus(
        "door",
        "routines",
        _("Meet them at the door"),
        _("Stand at the door, greet each pupil by name, and point to the first task."),
        _("Go out and come in. Your mentor comes three times: on time, late, and cross."),
    ),
    Focus(
        "first-task",
        "routines",
        _("Work from the first minute"),
        _("Have a short task on each desk that all can start without help."),
        _("Write tomorrow’s task now. Your mentor starts it with no word from you."),
    ),
    Focus(
        "signal",
        "routines",
        _("One signal for quiet"),
        _("Use one signal to stop. Then stand still until everybody has stopped."),
        _("Give the signal five times while your mentor talks on for longer each time."),
    ),
    Focus(
        "move",
        "routines",
        _("Moving about the room"),
        _("Say who moves, where to and when, before anybody stands up."),
        _("Say it in twelve words. Your mentor does just what you said, and no more."),
    ),
    Focus(
        "hand-out",
        "routines",
        _("Giving out and taking in"),
        _("Teach one way to pass books along the rows, and time it kindly."),
        _("Walk the path yourself. Tell your mentor the three moves in order."),
    ),
    Focus(
        "end",
        "routines",
        _("A calm end"),
        _("Stop the work four minutes early, sum up, and let them go by rows."),
        _("Play the last four minutes with a clock. Do it again with a late question."),
    ),
)

BEHAVIOUR = (
    Focus(
        "clear-words",
        "behaviour",
        _("Clear instructions"),
        _("Say what to do, not what to stop: “Pens down, eyes on me.”"),
        _("Turn five of your “do not” lines round. Say each one standing still."),
    ),
    Focus(
        "stand-still",
        "behaviour",
        _("Stand still to speak"),
        _("Stop walking, face the class, and lower your voice to give an instruction."),
        _("Give it once on the move and once still. Ask your mentor what felt different."),
    ),
    Focus(
        "wait-all",
        "behaviour",
        _("Wait for everybody"),
        _("Begin a sentence, stop if somebody talks, wait, and begin it again."),
        _("Your mentor whispers in mid sentence. Stop with a calm face. Do it four times."),
    ),
    Focus(
        "notice",
        "behaviour",
        _("Notice what goes well"),
        _("Name three pupils who have begun before you correct one who has not."),
        _("Look at a photo of a room. Say three true things in ten seconds."),
    ),
    Focus(
        "quiet-word",
        "behaviour",
        _("A private word"),
        _("Go close, speak low, give a choice, and walk on so that they can choose."),
        _("Play it with a chair as the desk. Your mentor sighs, or argues, or nods."),
    ),
    Focus(
        "follow-up",
        "behaviour",
        _("Do what you said"),
        _("Write down what you said would follow, and do it the same day."),
        _("Say the rule and what follows in one breath. Then play the talk after class."),
    ),
    Focus(
        "repair",
        "behaviour",
        _("Put it right again"),
        _("Before the next lesson, find the pupil and begin afresh in two lines."),
        _("Write the two lines. Say them to your mentor, who will not look at you."),
    ),
)

ONLINE = (
    Focus(
        "online-start",
        "online",
        _("Begin online as you do in the room"),
        _("Greet by name as they join, with the first task on the screen."),
        _("Share your screen with your mentor. Greet, show, and go quiet in one minute."),
    ),
    Focus(
        "online-all",
        "online",
        _("Everybody answers online"),
        _("Ask all to type an answer, and to press send only when you say so."),
        _("Try it in a chat with your mentor. Read the answers aloud without names."),
    ),
    Focus(
        "online-short",
        "online",
        _("Short parts online"),
        _("Talk for no more than six minutes, then give a task away from the screen."),
        _("Cut your next talk down to six minutes. Say it with a timer."),
    ),
    Focus(
        "online-silent",
        "online",
        _("When cameras are off"),
        _("Ask a question that can be answered with a thumb, a number or one word."),
        _("Turn three of your questions into that kind. Ask them to a black screen."),
    ),
)

CLASS_STEPS = (*ROUTINES, *BEHAVIOUR, *ONLINE)
