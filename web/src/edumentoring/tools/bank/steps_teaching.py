"""Action steps about teaching: explain, model, ask, check, practise, give feedback, plan."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools.bank.shapes import Focus

EXPLANATION = (
    Focus(
        "less-words",
        "explanation",
        _("Say it in fewer words"),
        _("Write the one sentence that matters most, and say it the same way three times."),
        _("Explain it in one minute, then in thirty seconds, then in ten."),
    ),
    Focus(
        "known-first",
        "explanation",
        _("Start from what they know"),
        _("Begin with something they can all do, and show what is new about it."),
        _("Say the link in one line: “You know …, and now …”. Your mentor plays lost."),
    ),
    Focus(
        "example-not",
        "explanation",
        _("What it is, and what it is not"),
        _("Show two examples and one that nearly fits. Ask what is missing."),
        _("Find the one that nearly fits now. Ask your mentor to tell it from the rest."),
    ),
    Focus(
        "words-new",
        "explanation",
        _("Teach the key word"),
        _("Say the new word, let all say it, show it, and use it in two sentences."),
        _("Teach your mentor one word from next week in ninety seconds."),
    ),
    Focus(
        "picture-talk",
        "explanation",
        _("Picture and voice together"),
        _("Draw as you talk. Keep other words off the board while you do."),
        _("Draw it now on blank paper while you talk. Take one line away each time."),
    ),
)

MODELLING = (
    Focus(
        "think-aloud",
        "modelling",
        _("Think aloud"),
        _("Do the task on the board and say each choice you make, and why."),
        _("Model one task for your mentor. They count how often you say “because”."),
    ),
    Focus(
        "i-we-you",
        "modelling",
        _("I do, we do, you do"),
        _("Model one, do one together, and let them do one alone before the full set."),
        _("Write all three tasks. Play the “we do” with questions after each line."),
    ),
    Focus(
        "clean-model",
        "modelling",
        _("Show the end first"),
        _("Show a finished piece, and ask what makes it good, before you begin."),
        _("Choose the piece. Ask your mentor the three questions you will ask."),
    ),
    Focus(
        "wrong-model",
        "modelling",
        _("Show a mistake on purpose"),
        _("Work through the most common mistake, and let pupils find it and mend it."),
        _("Make the mistake with a straight face. Your mentor tries to catch it."),
    ),
    Focus(
        "fade",
        "modelling",
        _("Take the help away"),
        _("Leave the last step out, then the last two, until pupils do it all."),
        _("Take one worked answer. Rub out a line at a time and do it aloud."),
    ),
)

QUESTIONING = (
    Focus(
        "wait-time",
        "questioning",
        _("Wait after a question"),
        _("Count to three in your head after each question, and again after each answer."),
        _("Ask ten questions. Your mentor taps the table when you speak too soon."),
    ),
    Focus(
        "name-last",
        "questioning",
        _("Question first, name last"),
        _("Ask, wait, and only then say who answers, so that all have to think."),
        _("Ask your next five questions to empty chairs. Names come last."),
    ),
    Focus(
        "why-that",
        "questioning",
        _("Ask for the reason"),
        _("After a right answer ask: how do you know?"),
        _("Your mentor gives right answers. Find four ways to ask for the reason."),
    ),
    Focus(
        "second-go",
        "questioning",
        _("Come back to them"),
        _("If a pupil does not know, hear two others, and ask the first one again."),
        _("Play it with three chairs. Keep your voice warm the second time."),
    ),
    Focus(
        "plan-questions",
        "questioning",
        _("Plan the key questions"),
        _("Write three questions into your plan, from easy to hard, in full."),
        _("Write them now for tomorrow. Ask your mentor each one, word for word."),
    ),
    Focus(
        "talk-pairs",
        "questioning",
        _("Talk in pairs"),
        _("Give a question, a time and who speaks first. Then ask a pair at random."),
        _("Say it in fifteen words. Your mentor asks what they have to do: did they know?"),
    ),
)

CHECKING = (
    Focus(
        "all-answer",
        "checking",
        _("Everybody shows an answer"),
        _("Ask for an answer on boards: write, hide, and show when I say."),
        _("Run it with your mentor and three cards. Look at each card before you speak."),
    ),
    Focus(
        "hinge",
        "checking",
        _("A question that decides"),
        _("Half way through, ask one question whose wrong answers tell you what to do."),
        _("Write it with three wrong answers. Say what you do after each of them."),
    ),
    Focus(
        "say-back",
        "checking",
        _("Say the task back"),
        _("Ask one pupil to say what to do first. Then ask another what comes next."),
        _("Give a task to your mentor. Ask for it back without “Is that clear?”."),
    ),
    Focus(
        "walk-round",
        "checking",
        _("Walk with a purpose"),
        _("Walk one route, look for one thing, and write down what you see."),
        _("Draw the room. Plan the route so that you pass those in need first."),
    ),
    Focus(
        "exit",
        "checking",
        _("One question at the end"),
        _("End with one short question on paper. Sort the answers in three piles."),
        _("Write the question. Sort ten made-up answers with your mentor in two minutes."),
    ),
    Focus(
        "reteach",
        "checking",
        _("Change course"),
        _("If a third of them have it wrong, stop, and show it in another way at once."),
        _("Your mentor shows you a set of answers. Say aloud what you do next."),
    ),
)

PRACTICE = (
    Focus(
        "recall",
        "practice",
        _("Recall without notes"),
        _("Start with four questions: from last lesson, last week, last term, last year."),
        _("Write the four now. Answer them yourself without looking."),
    ),
    Focus(
        "enough",
        "practice",
        _("Enough practice"),
        _("Plan eight short tasks of the same kind before you bring in a new kind."),
        _("Do all eight yourself. Time it, and take out what trips you up."),
    ),
    Focus(
        "silent-work",
        "practice",
        _("Quiet work alone"),
        _("Say the task, the time and the noise. Then be silent yourself for two minutes."),
        _("Say it, then stand for one full minute without a word."),
    ),
    Focus(
        "mixed",
        "practice",
        _("Mix old and new"),
        _("Put two old tasks among the new ones, so that pupils must choose how."),
        _("Mark in next week’s set which two you swap, and why those."),
    ),
    Focus(
        "finish-early",
        "practice",
        _("Those who finish first"),
        _("Have one deeper task ready: explain, change one number, or find a mistake."),
        _("Make the deeper task for one lesson. Let your mentor try it."),
    ),
)

FEEDBACK = (
    Focus(
        "act-on-it",
        "feedback",
        _("Time to use feedback"),
        _("Give ten minutes for pupils to act on it before anything new begins."),
        _("Write the three lines on the board that tell them what to do with it."),
    ),
    Focus(
        "live-marking",
        "feedback",
        _("Mark as you walk"),
        _("Carry a pen, put a dot beside a mistake, and let the pupil find it."),
        _("Your mentor writes six sums. Pass by, dot and go, without a word."),
    ),
    Focus(
        "whole-class",
        "feedback",
        _("Feedback for the whole class"),
        _("Read a set of books, note three things on one page, and teach those."),
        _("Read five pieces now. Agree on the three things in ten minutes."),
    ),
    Focus(
        "task-not-person",
        "feedback",
        _("Speak of the work"),
        _("Name what the work does, and what to do next. Leave “clever” out."),
        _("Turn five lines of praise round so that each one names a thing done."),
    ),
    Focus(
        "one-next",
        "feedback",
        _("One next thing"),
        _("Give each pupil one thing to do, as a task that they can tick."),
        _("Take three pieces of work. Write one task each, in under eight words."),
    ),
)

CURRICULUM = (
    Focus(
        "three-things",
        "curriculum",
        _("Three things to keep"),
        _("Name the three things that every pupil should know when the unit ends."),
        _("Say them to your mentor without notes. Cut one word from each."),
    ),
    Focus(
        "before-after",
        "curriculum",
        _("What comes before and after"),
        _("Open each unit with what they learnt before, and where this will lead."),
        _("Draw the line on paper: last year, now, next year. Tell it in a minute."),
    ),
    Focus(
        "likely-wrong",
        "curriculum",
        _("Plan for wrong ideas"),
        _("Write down the two wrong ideas you expect, and what you say to each."),
        _("Your mentor holds the wrong idea and will not let go of it."),
    ),
    Focus(
        "cut",
        "curriculum",
        _("Leave something out"),
        _("Take one activity out that keeps pupils busy but does not teach."),
        _("Go through a plan: what do they think about here? Strike one thing."),
    ),
    Focus(
        "hard-text",
        "curriculum",
        _("Keep the hard text"),
        _("Keep the real text, and help with the first part: read aloud, stop, explain."),
        _("Read half a page aloud. Choose where to stop, and what to ask there."),
    ),
)

TEACHING_STEPS = (
    *EXPLANATION,
    *MODELLING,
    *QUESTIONING,
    *CHECKING,
    *PRACTICE,
    *FEEDBACK,
    *CURRICULUM,
)
