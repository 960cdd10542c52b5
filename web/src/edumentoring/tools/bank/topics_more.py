"""More to practise: special needs, new to English, planning, curriculum, and the load of work."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools import sources
from edumentoring.tools.bank.shapes import Topic

NEEDS: tuple[Topic, ...] = (
    Topic(
        key="small-parts",
        area="send",
        topics=("adaptive_send", "explaining"),
        title=_("A hard task in small parts"),
        goal=_("Cut one task into parts that a pupil can do and tick off alone."),
        good=(
            _("The goal is the same as for all the others."),
            _("Each part begins with a verb, and can be seen to be done."),
            _("The list stays in sight when you have gone."),
        ),
        example=_("“One: find three words. Two: circle the best. Three: write it in a line.”"),
        rounds=(
            _("Cut up tomorrow’s task, and do it yourself from the list alone."),
            _("Your mentor does the parts and stops at the first one that is not clear."),
            _("Do it again with half as many words on the list."),
        ),
        source=sources.MAINSTREAM_SEND,
    ),
    Topic(
        key="help-that-goes",
        area="send",
        topics=("adaptive_send", "disadvantage"),
        title=_("Help that you take away again"),
        goal=_("Give the least help that works, and plan when it goes."),
        good=(
            _("You wait before you help."),
            _("You begin with the smallest help: a look, a pointer, a first word."),
            _("You leave while the pupil is still at work."),
        ),
        example=_("Point at line two. Wait. “What did we do last time?” Wait. Walk on."),
        rounds=(
            _("Write your helps in order, from the least to the most."),
            _("Your mentor is stuck. Help, but go up only one rung at a time."),
            _("Your mentor asks you to do it for them. Stay kind, and stay on the rung."),
        ),
        source=sources.MAINSTREAM_SEND,
    ),
    Topic(
        key="less-at-once",
        area="send",
        topics=("adaptive_send", "how_pupils_learn"),
        title=_("Less to hold in mind"),
        goal=_("Say and show one new thing at a time, and clear away the rest."),
        good=(
            _("What you say and what you point at belong together."),
            _("There is nothing on the board that is not needed now."),
            _("You stop after each new thing, and they do something with it."),
        ),
        example=_("Cover all but the first line. “Look here only. What do you see?”"),
        rounds=(
            _("Show one slide. Take off a thing, and another, until it breaks."),
            _("Explain it with the board covered, one line at a time."),
            _("Your mentor looks out of the window. Bring them back with one question."),
        ),
        source=sources.MAINSTREAM_SEND,
    ),
    Topic(
        key="say-then-write",
        area="eal",
        topics=("adaptive_send", "early_literacy", "questioning"),
        title=_("Say it before they write it"),
        goal=_("Let each pupil say the whole sentence twice before it goes on paper."),
        good=(
            _("You give the start of the sentence, and say it first."),
            _("All say it together, and then to a partner."),
            _("You write up good words that you hear."),
        ),
        example=_("“The ice melted because …” All of you. Now tell your partner why."),
        rounds=(
            _("Write three starts for one question. Finish each of them aloud."),
            _("Your mentor gives one word. Answer with the whole sentence, as a gift."),
            _("Your mentor uses another language. Ask for the word, and put both up."),
        ),
        source=sources.SCAFFOLDING_LANGUAGE,
    ),
    Topic(
        key="words-first",
        area="eal",
        topics=("adaptive_send", "subject_curriculum"),
        title=_("The words they will need"),
        goal=_("Teach three words in three minutes, so that they can be used at once."),
        good=(
            _("You show a picture, a thing or a move for each."),
            _("They say each word, and use it in a line."),
            _("The words come back in the task."),
        ),
        example=_("“Steep.” Show it with your arm. “Say it. What is steep near here?”"),
        rounds=(
            _("Choose three words from a page. Which three open all the rest?"),
            _("Teach them with no English but the words themselves."),
            _("Your mentor mixes up two of them. Put it right without saying “no”."),
        ),
        source=sources.WORDS_TO_LIFE,
    ),
)

PLANS: tuple[Topic, ...] = (
    Topic(
        key="end-first",
        area="plans",
        topics=("planning", "assessment"),
        title=_("Begin at the end"),
        goal=_("Say in one line what they can do at the end, and how you will see it."),
        good=(
            _("The line says what pupils do, not what you do."),
            _("There is one small task that would show it."),
            _("All that does not lead there goes out."),
        ),
        example=_("“They can say why the war began, with two causes and a link between them.”"),
        rounds=(
            _("Write the line and the task for tomorrow. Stop after three minutes."),
            _("Your mentor does the task. Does it show what the line says?"),
            _("Take one part out of the plan. Say why nobody will miss it."),
        ),
        source=sources.BY_DESIGN,
    ),
    Topic(
        key="ten-minutes",
        area="plans",
        topics=("planning", "workload"),
        title=_("A lesson planned in ten minutes"),
        goal=_("Plan one lesson on one page, from what is there already."),
        good=(
            _("You start from a plan that somebody has made."),
            _("You write your questions and your worked example in full, and no more."),
            _("You stop when the time is up."),
        ),
        example=_("A line for the goal, four questions, one example, one task. Done."),
        rounds=(
            _("Plan one lesson aloud while your mentor keeps the time."),
            _("Do it again in seven minutes. What was not missed?"),
            _("Teach the first two minutes from that page."),
        ),
        source=sources.PLANNING_WORKLOAD,
    ),
    Topic(
        key="hard-idea",
        area="plans",
        topics=("subject_curriculum", "explaining"),
        title=_("The hardest idea of the week"),
        goal=_("Find where pupils will go wrong, and meet it before it comes."),
        good=(
            _("You have done the task yourself."),
            _("You can say the wrong idea in a pupil’s words."),
            _("You have one example that shows why it cannot be so."),
        ),
        example=_("“You may think a longer number is bigger. Look at 0.9 and 0.15.”"),
        rounds=(
            _("Say the wrong idea as if you believed it."),
            _("Your mentor believes it. Change their mind with one example."),
            _("Your mentor has another wrong idea. Find out which before you speak."),
        ),
        source=sources.THOSE_WHO_UNDERSTAND,
    ),
    Topic(
        key="story-of-unit",
        area="plans",
        topics=("subject_curriculum", "planning"),
        title=_("The story of a unit"),
        goal=_("Tell in two minutes what comes first, what comes after, and why."),
        good=(
            _("You say what pupils bring with them."),
            _("Each part needs the part before it."),
            _("You know where it leads next year."),
        ),
        example=_("“Rivers come first, for then they can see why the town is where it is.”"),
        rounds=(
            _("Tell it from memory. Where did you say “and then”, and not “so”?"),
            _("Your mentor swaps two parts. Say what would break."),
            _("Tell it once more as you would to a pupil of twelve."),
        ),
        source=sources.CURRICULUM_SERIOUSLY,
    ),
)

WORK: tuple[Topic, ...] = (
    Topic(
        key="one-sheet",
        area="workload",
        topics=("workload", "assessment"),
        title=_("Feedback to all, in place of marking"),
        goal=_("Read a set of books in twenty minutes, and teach from what you saw."),
        good=(
            _("You write on one sheet of your own, and not in the books."),
            _("You look for one thing that many need."),
            _("They mend it in the lesson, while you watch."),
        ),
        example=_("“Six of you forgot the unit. Find your line four. Two minutes to mend it.”"),
        rounds=(
            _("Read ten books in ten minutes. Say three things, with no names."),
            _("Say the one that matters most in two lines, as if to the class."),
            _("Your mentor has mended it in the wrong way. What do you do now?"),
        ),
        source=sources.MARKING_WORKLOAD,
    ),
    Topic(
        key="kind-no",
        area="workload",
        topics=("workload", "wellbeing", "resilience"),
        title=_("A kind no"),
        goal=_("Say no to a new task in three lines, and stay on good terms."),
        good=(
            _("You thank them, and say what you can see they need."),
            _("You say what you could do, or when, or what would have to go."),
            _("You do not say sorry more than once."),
        ),
        example=_("“Glad you asked. I have reports until Friday. May I do it next week?”"),
        rounds=(
            _("Say it to an empty chair, slowly."),
            _("Your mentor asks again, with a smile. Say the same line once more."),
            _("Your mentor is your head. What changes in the words, and what does not?"),
        ),
        source=sources.WELLBEING_CHARTER,
    ),
    Topic(
        key="three-things",
        area="workload",
        topics=("workload", "wellbeing", "induction"),
        title=_("Three things, and then home"),
        goal=_("Choose the three things that matter today, and leave the rest with a good mind."),
        good=(
            _("Each of the three will be felt by pupils this week."),
            _("You know when you stop, and who knows that you do."),
            _("What is left has a day, or is crossed out."),
        ),
        example=_("“Ring home, plan period two, print. Stop at five. The display can wait.”"),
        rounds=(
            _("Say all that is on your list. Your mentor writes it down."),
            _("Choose three in one minute. Say why, for each of the others, not today."),
            _("Your mentor comes in at ten to five with one more thing. What do you say?"),
        ),
        source=sources.WELLBEING_CHARTER,
    ),
)
