"""Things to practise, each small enough for a quarter of an hour with somebody."""

from django.utils.translation import gettext_lazy as _

from edumentoring.tools.bank.shapes import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        key="entry",
        title=_("The first two minutes"),
        goal=_("Greet, settle and start the class with one task and few words."),
        good=(
            _("You stand where you see all of them."),
            _("You say no more than three lines."),
            _("Everybody has begun after two minutes."),
        ),
        example=_("“Good morning, Sam. First question, please.” Then point, smile, next."),
        rounds=(
            _("Say the three lines to an empty room."),
            _("Your mentor comes in with a question. You greet and point."),
            _("Two come late while one has no pen."),
        ),
    ),
    Topic(
        key="instruction",
        title=_("An instruction that all can follow"),
        goal=_("Say what, how, how long and how loud in under twenty words."),
        good=(
            _("You wait for quiet, stand still and speak low."),
            _("The first word is a verb."),
            _("Somebody can say it back."),
        ),
        example=_("“Open at page nine. Do one to four, alone, in silence. Six minutes. Go.”"),
        rounds=(
            _("Write it, then say it with no paper."),
            _("Say it while your mentor taps a pencil. Wait for the tap to stop."),
            _("Your mentor asks, “What do we do?” Answer by asking for it back."),
        ),
    ),
    Topic(
        key="attention",
        title=_("Getting their attention back"),
        goal=_("Bring a busy class back to you within ten seconds."),
        good=(
            _("One signal, given once."),
            _("Your face is calm, and you look round."),
            _("You speak only when the last one has stopped."),
        ),
        example=_("Hand up, “three, two, one”, then look along the rows and nod."),
        rounds=(
            _("Signal and scan with a radio playing."),
            _("Your mentor keeps talking for five seconds, then for fifteen."),
            _("Do it from the back corner of the room."),
        ),
    ),
    Topic(
        key="praise",
        title=_("Praise that teaches"),
        goal=_("Name what a pupil did and what it did for the work."),
        good=(
            _("It names a thing that anybody could see."),
            _("It says why it helps."),
            _("It is short, and it is meant."),
        ),
        example=_("“You went back and checked the minus. That saved the whole sum.”"),
        rounds=(
            _("Say it about three pieces of work on the table."),
            _("Say it in four words, in passing."),
            _("Praise somebody who does not like to be seen."),
        ),
    ),
    Topic(
        key="wait",
        title=_("Waiting after a question"),
        goal=_("Leave three full seconds, before and after an answer."),
        good=(
            _("You count in your head and keep still."),
            _("You look at all of them, not at one."),
            _("You do not repeat the question."),
        ),
        example=_("“Why does the ice float?” One, two, three. “Noor.” One, two, three."),
        rounds=(
            _("Ask five questions. Your mentor holds up fingers for the seconds."),
            _("Wait after the answer. Your mentor adds more when you do."),
            _("Your mentor calls out. Wait all the same."),
        ),
    ),
    Topic(
        key="model-aloud",
        title=_("Thinking aloud at the board"),
        goal=_("Show each choice you make, so that pupils can copy how you think."),
        good=(
            _("You say what you look at first."),
            _("You say why, not only what."),
            _("You stop once to be unsure, and to check."),
        ),
        example=_("“I see a ‘but’. So I look for two things that do not fit together.”"),
        rounds=(
            _("Do a task you know well, and say all of it."),
            _("Do it again with half the words."),
            _("Do a task that your mentor has only just given you."),
        ),
    ),
    Topic(
        key="boards",
        title=_("Answers on boards"),
        goal=_("See every answer at once, and act on what you see."),
        good=(
            _("They write, hide, and show on one word."),
            _("You look at every board before you speak."),
            _("What you do next depends on what you saw."),
        ),
        example=_("“Hide it. Three, two, one, show. Hold them. I see two ways. Let us look.”"),
        rounds=(
            _("Run it with five sheets of paper stuck to chairs."),
            _("Three are right, two are wrong in the same way. Go on."),
            _("One pupil writes nothing. Go on, and come back."),
        ),
    ),
    Topic(
        key="circulate",
        title=_("Walking round with a plan"),
        goal=_("Reach the six who need you most in the first four minutes."),
        good=(
            _("You know your route before you start."),
            _("You look for one thing at a time."),
            _("You stay under twenty seconds with each."),
        ),
        example=_("Dot beside the mistake, “look again at line two”, and on."),
        rounds=(
            _("Walk the route in an empty room with a timer."),
            _("Your mentor holds you up with a long question."),
            _("Give help in under ten words at each stop."),
        ),
    ),
    Topic(
        key="correct",
        title=_("A calm correction"),
        goal=_("Stop a small thing early, in private, without a quarrel."),
        good=(
            _("You use the least you need: a look, a step, a low word."),
            _("You say what to do."),
            _("You thank them, and go before they answer."),
        ),
        example=_("“Two lines by ten past, please. Thanks.” Walk on, look back later."),
        rounds=(
            _("Do it with a look only."),
            _("Your mentor rolls their eyes. Keep to your line."),
            _("Your mentor says, “It was not me.” Do not argue. Say it once more."),
        ),
    ),
    Topic(
        key="story-time",
        title=_("Reading aloud"),
        goal=_("Read so that all want to know what comes next, and stop to think once."),
        good=(
            _("You look up at the end of each sentence."),
            _("Your voice changes with who speaks."),
            _("You stop at one planned place and ask one planned question."),
        ),
        example=_("“He opened the door, and …” Look round. “What do you think he saw?”"),
        rounds=(
            _("Read one page with too much voice, then half of that."),
            _("Mark the stop. Ask the question and wait."),
            _("Your mentor wriggles and chats. Keep the story alive."),
        ),
    ),
    Topic(
        key="serve-return",
        title=_("Back and forth with a young child"),
        goal=_("Keep a talk going for five turns about what the child has chosen."),
        good=(
            _("You are at the child’s height."),
            _("You say what you see before you ask."),
            _("You wait, and each of your turns adds one small thing."),
        ),
        example=_("“Red on top. It wobbles.” … “Falls.” … “It might fall! What could hold it?”"),
        rounds=(
            _("Your mentor plays, and says one word at a time."),
            _("Five turns with no question at all."),
            _("Another child comes and wants you now."),
        ),
    ),
    Topic(
        key="demo",
        title=_("A demonstration at the bench"),
        goal=_("Show a job so that learners can name the steps and the risk in it."),
        good=(
            _("All of them can see your hands."),
            _("Once in silence, once with words."),
            _("They say the steps back before they start."),
        ),
        example=_("“Watch my left hand only.” … “What did it do first? And why?”"),
        rounds=(
            _("Do it in silence, slowly."),
            _("Do it with words, in under two minutes."),
            _("Your mentor asks why not do it the quick way."),
        ),
    ),
    Topic(
        key="parent-talk",
        title=_("A hard talk with a parent"),
        goal=_("Open, listen, say what you saw, and agree on one thing."),
        good=(
            _("You begin with something true and good about the child."),
            _("You listen to the end before you speak."),
            _("You close with who does what, and when you talk again."),
        ),
        example=_("“You know her best. Tell me how she is at home. Then I say what I see.”"),
        rounds=(
            _("Say only the first two lines."),
            _("Your mentor is upset and speaks for a minute. Sum it up."),
            _("Your mentor wants something that you cannot give."),
        ),
    ),
    Topic(
        key="feedback-give",
        title=_("Giving feedback to a colleague"),
        goal=_("Say one true good thing and why, ask, and agree on one step."),
        good=(
            _("The praise is about a move, not about the person."),
            _("You ask before you tell."),
            _("You end with one step that both can say."),
        ),
        example=_("“You waited, and five more hands went up. What did you notice?”"),
        rounds=(
            _("Do it in three minutes about a film of a lesson."),
            _("The other one only says, “I don’t know.”"),
            _("The other one disagrees. Stay curious."),
        ),
    ),
)
