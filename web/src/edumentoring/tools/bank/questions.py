"""Questions that help somebody think, by the moment they fit. None of them holds an answer."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from edumentoring.tools.bank.shapes import Question
from edumentoring.tools.shapes import Words

# Numbered from 1 in each moment. A number that was given is never given to another question,
# because people have taken questions along by it: add at the end.
WORDS: dict[str, tuple[Words, ...]] = {
    "begin": (
        _("What would make this talk worth your time?"),
        _("How are you, and how is the week?"),
        _("What has gone well since we last spoke?"),
        _("What is on your mind that we should put down first?"),
        _("Do you want ideas today, or an ear?"),
        _("What did you try, and what came of it?"),
        _("Where would you like to start?"),
    ),
    "lesson": (
        _("What did you want them to learn? Who did?"),
        _("Which moment would you like to see again?"),
        _("What did you see that told you to go on?"),
        _("What surprised you?"),
        _("When did you change your plan, and why?"),
        _("What were pupils thinking about in the middle of it?"),
        _("Which of your moves made the most difference?"),
        _("If you had two minutes more, where would you put them?"),
        _("What would you do in the same way tomorrow?"),
    ),
    "pupils": (
        _("How do you know what they know?"),
        _("What can they do now that they could not do in September?"),
        _("Who did you not hear today?"),
        _("What did the wrong answers have in common?"),
        _("What does the pupil who finds it hardest need first?"),
        _("Which pupil could do more, if you asked for it?"),
        _("What would their work look like if it had gone in?"),
        _("What do they do when you are not looking?"),
    ),
    "stuck": (
        _("What have you tried so far?"),
        _("When is it a little better? What is different then?"),
        _("What is the smallest part of it that you could change?"),
        _("What do you know now that you did not know before?"),
        _("What are you hoping nobody asks?"),
        _("If you woke up and it was solved, what would you notice first?"),
        _("Who has been here before you?"),
        _("What would you do if you could not fail?"),
    ),
    "goal": (
        _("What do you want, in one line?"),
        _("Why does it matter to you now?"),
        _("How will you know that you are there?"),
        _("What will pupils do that they do not do yet?"),
        _("How much of it is in your hands?"),
        _("What would be good enough?"),
        _("What are you ready to give up for it?"),
        _("Whose goal is it?"),
    ),
    "options": (
        _("What could you do? And what else?"),
        _("What would the teacher you admire try?"),
        _("What would you do with twice the time? With half?"),
        _("Which of these would you like to do?"),
        _("Which one would teach you most?"),
        _("What speaks against it?"),
        _("What could you stop doing?"),
        _("What is the first minute of it?"),
    ),
    "feelings": (
        _("How did that leave you?"),
        _("What was the hardest moment?"),
        _("What do you tell yourself when it goes wrong?"),
        _("What would you say to a friend who told you this?"),
        _("What helps you to come down after such a day?"),
        _("Who knows how you feel?"),
        _("What do you need tonight?"),
    ),
    "push": (
        _("What makes you think so?"),
        _("What might you be leaving out?"),
        _("How would a pupil tell this story?"),
        _("What would have to happen for you to change your mind?"),
        _("What if the opposite were true?"),
        _("Is that a fact, or how you read it?"),
        _("What are you protecting?"),
        _("What will happen if nothing changes?"),
    ),
    "subject": (
        _("What is the one thing they must not forget?"),
        _("What did they learn before that this stands on?"),
        _("Where do pupils go wrong here, and why?"),
        _("What is the best example you know?"),
        _("Why this, and why now?"),
        _("What would somebody who loves this subject show them?"),
        _("What could you leave out?"),
        _("Which part would you like to understand better yourself?"),
    ),
    "career": (
        _("What part of the job gives you most joy?"),
        _("Where would you like to be in three years?"),
        _("What have you done that you are proud of, and who knows?"),
        _("What would you like to try before you decide?"),
        _("Which job would you say yes to tomorrow?"),
        _("What would you miss if you left the classroom?"),
        _("Whose work would you like to see for a day?"),
    ),
    "us": (
        _("What should I do more of, and what less?"),
        _("What has been useful, and what has not?"),
        _("Do we meet too often, too seldom, or just right?"),
        _("What do you not dare to ask me?"),
        _("How will we know that it is time to finish?"),
        _("What should I know about how you like to hear hard things?"),
    ),
    "close": (
        _("What do you take from this talk?"),
        _("What will you do first, and when?"),
        _("What could get in the way?"),
        _("How sure are you, from 1 to 10? What would add one?"),
        _("What would you like me to ask you next time?"),
        _("What can wait?"),
    ),
}


def _questions() -> Iterator[Question]:
    for area, questions in WORDS.items():
        for number, words in enumerate(questions, start=1):
            yield Question(f"{area}-{number}", area, words)


QUESTIONS: tuple[Question, ...] = tuple(_questions())
