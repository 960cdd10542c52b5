"""Action steps for pupils with special needs or new to English, the youngest and the oldest."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools.bank.shapes import Focus

SEND = (
    Focus(
        "small-steps",
        "send",
        _("One step at a time"),
        _("Give one step, see it done, then give the next. Leave the list in sight."),
        _("Cut one task into five steps. Give them one by one to your mentor."),
    ),
    Focus(
        "same-goal",
        "send",
        _("The same goal, more help"),
        _("Keep the goal for all, and plan the help that one pupil needs to reach it."),
        _("Choose one pupil and one task. Say what help you give, and when it goes."),
    ),
    Focus(
        "plan-for-one",
        "send",
        _("Use the pupil’s plan"),
        _("Read one pupil’s support plan, and do one thing from it in each lesson."),
        _("Say from memory what helps that pupil. Where in tomorrow’s lesson does it fit?"),
    ),
    Focus(
        "assistant",
        "send",
        _("Work with the assistant"),
        _("Tell the assistant before the lesson who needs what, and when to step back."),
        _("Write it on a card in three lines. Read it aloud: would you know what to do?"),
    ),
    Focus(
        "calm-room",
        "send",
        _("Calm the room"),
        _("Clear the wall beside the board, and warn before noise, change or touch."),
        _("Sit where that pupil sits. Name all that moves, hums or shines."),
    ),
    Focus(
        "other-ways",
        "send",
        _("Other ways to show it"),
        _("Let a pupil show what they know by speech, pictures or objects."),
        _("Take one written task. Find two other ways to see the same thing."),
    ),
)

EAL = (
    Focus(
        "frames",
        "eal",
        _("Begin the sentence for them"),
        _("Put up the start of the sentence that you want to hear, and say it together."),
        _("Write three starts for one question. Answer with each of them."),
    ),
    Focus(
        "say-first",
        "eal",
        _("Say it before you write it"),
        _("Let pupils say the sentence to a partner before anybody writes."),
        _("Plan the minute: who says what to whom. Play it with your mentor."),
    ),
    Focus(
        "show-it",
        "eal",
        _("Show it as you say it"),
        _("Show a thing, a picture or a move with each new word."),
        _("Explain one task in a language your mentor does not speak."),
    ),
    Focus(
        "first-language",
        "eal",
        _("Use the first language"),
        _("Let pupils who share a language plan in it, and then tell you in English."),
        _("Say in two lines why you do this, so that the whole class can hear it."),
    ),
    Focus(
        "recast",
        "eal",
        _("Say it back in full"),
        _("Say a pupil’s answer back in full and correct English, and go on."),
        _("Your mentor gives six short answers. Say each back, warm and quick."),
    ),
)

EARLY = (
    Focus(
        "name-it",
        "early",
        _("Say what you see"),
        _("Say what a child is doing before you ask anything."),
        _("Your mentor builds with bricks. Talk for one minute without a question."),
    ),
    Focus(
        "wait-child",
        "early",
        _("Wait for the child"),
        _("Get down to their level, look, and wait for ten seconds before you speak."),
        _("Kneel, watch and count. Feel how long ten seconds are."),
    ),
    Focus(
        "stretch-talk",
        "early",
        _("Add a little"),
        _("Say back what the child said and add one new word or idea."),
        _("Your mentor says “big dog”. Find five ways to add to it."),
    ),
    Focus(
        "tidy",
        "early",
        _("Tidy-up time"),
        _("Warn five minutes before, sing one song, and give each child one job."),
        _("Sing it. Name who does what, in words that a child can repeat."),
    ),
    Focus(
        "carpet",
        "early",
        _("Carpet time"),
        _("Keep it under ten minutes, with something for hands to do in each part."),
        _("Tell the story in six minutes with three moves for everybody."),
    ),
    Focus(
        "count-things",
        "early",
        _("Numbers in play"),
        _("Find one moment in free play to compare: more, fewer, the same, how do you know?"),
        _("Look at three play areas. Say the line that you would use in each."),
    ),
)

FURTHER = (
    Focus(
        "why-job",
        "further",
        _("Why it matters at work"),
        _("Open with a real job that goes wrong without today’s skill."),
        _("Tell the story in ninety seconds. Stop before you say what went wrong."),
    ),
    Focus(
        "bench-demo",
        "further",
        _("Show it at the bench"),
        _("Show the whole job once in silence, then once step by step with words."),
        _("Do it in silence now. Your mentor writes down the steps that they saw."),
    ),
    Focus(
        "maths-in",
        "further",
        _("English and maths in the trade"),
        _("Take one number or one text from the job, and teach it in the job."),
        _("Find it in next week’s task. Teach it to your mentor in five minutes."),
    ),
    Focus(
        "adult-start",
        "further",
        _("Adults who had a hard time at school"),
        _("Ask what they already do well at work or at home, and build the task on it."),
        _("Your mentor plays somebody who says “I was never good at this”."),
    ),
    Focus(
        "late-evening",
        "further",
        _("Late and tired"),
        _("Plan the hardest part for the second quarter of an hour, and move after it."),
        _("Put a three-hour class on a line. Mark where minds are fresh."),
    ),
    Focus(
        "safe-check",
        "further",
        _("Check for safety"),
        _("Before the tools start, let each learner say one risk and what they do about it."),
        _("Ask your mentor as a learner who wants to get going. Hold your line."),
    ),
)

PUPIL_STEPS = (*SEND, *EAL, *EARLY, *FURTHER)
