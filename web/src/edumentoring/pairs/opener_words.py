"""The questions `openers.py` chooses from. Each is one that either person may ask.

They ask about the work and about what somebody wants; none asks about health, home,
beliefs or who somebody is.
"""

from django.utils.translation import gettext_lazy as _

BY_TOPIC = {
    "workload": (
        _("What takes the most time in your week?"),
        _("Which job could you stop doing, and who would notice?"),
        _("When do you go home, and what would make that earlier?"),
    ),
    "wellbeing": (
        _("What gives you energy in a school day, and what takes it away?"),
        _("What do you do on the days when it is all too much?"),
        _("Which part of the week do you look forward to?"),
    ),
    "resilience": (
        _("When did you last feel sure of yourself in a lesson?"),
        _("What did you once find hard that is easy now?"),
        _("Who noticed something you did well, and what was it?"),
    ),
    "behaviour": (
        _("Which class goes best for you, and what is different about it?"),
        _("Which hour of the week do you dread, and why?"),
        _("What happens in the first five minutes of a good lesson?"),
    ),
    "expectations": (
        _("What do your pupils do without being told?"),
        _("Which routine would you like to be stronger?"),
        _("What would a visitor see first in your classroom?"),
    ),
    "how_pupils_learn": (
        _("What did your pupils still know a month later, and why?"),
        _("How do you find out what pupils already know?"),
        _("Which idea about memory has changed what you do?"),
    ),
    "subject_curriculum": (
        _("Which part of your subject do you love to teach?"),
        _("Which part would you like to know better yourself?"),
        _("What must pupils know by the summer, and how will you see it?"),
    ),
    "planning": (
        _("How do you plan a week, and where does the time go?"),
        _("Which lesson would you happily teach again tomorrow?"),
        _("Where do your plans change most when you teach them?"),
    ),
    "explaining": (
        _("What is the hardest thing you have to explain this term?"),
        _("Which picture or example always works for your pupils?"),
        _("How do you know that they have understood?"),
    ),
    "questioning": (
        _("Who speaks most in your lessons, and who hardly ever does?"),
        _("Which question got your class talking?"),
        _("What do you do when nobody answers?"),
    ),
    "assessment": (
        _("How long does marking take you, and which part helps pupils?"),
        _("What did the last piece of pupils’ work tell you?"),
        _("Which feedback did a pupil really use?"),
    ),
    "adaptive_send": (
        _("Which pupil would you most like to reach, and what have you tried?"),
        _("What helps one pupil and turns out to help them all?"),
        _("Who else in school knows this pupil well?"),
    ),
    "disadvantage": (
        _("What stands in the way for the pupils you worry about?"),
        _("What has made a real difference for one of them?"),
        _("Which small thing could your school change for them?"),
    ),
    "early_literacy": (
        _("How do you get the quiet ones to talk?"),
        _("What does a good reading session look like in your room?"),
        _("Which story do your pupils ask for again and again?"),
    ),
    "eyfs_pedagogy": (
        _("What did the children choose to do this week?"),
        _("When do you step in to play, and when do you stand back?"),
        _("Which corner of your room works best, and why?"),
    ),
    "arts": (
        _("What have your pupils made that you are proud of?"),
        _("Where could music, drama or art help a lesson along?"),
        _("Which artist or piece do your pupils love?"),
    ),
    "research": (
        _("What have you read that changed something you do?"),
        _("Which question would you like to test in your own class?"),
        _("How do you tell a good idea from a fashion?"),
    ),
    "dissertation": (
        _("What is your question, in one sentence?"),
        _("Which part of the writing is going well?"),
        _("What could you cut and still answer your question?"),
    ),
    "placements": (
        _("What have you seen on placement that you want to copy?"),
        _("What do you wish your school had told you on day one?"),
        _("How does your placement differ from the last one?"),
    ),
    "first_post": (
        _("What kind of school would you like to work in?"),
        _("Which question would you find hardest in an interview?"),
        _("What would you want a school to know about you?"),
    ),
    "induction": (
        _("What has surprised you about your new place?"),
        _("Who do you go to with a small question?"),
        _("What would make the next month easier?"),
    ),
    "career": (
        _("What would you like to be doing in three years?"),
        _("Which part of your job would you like more of?"),
        _("Who has a job you would like, and what do they do all day?"),
    ),
    "leadership": (
        _("What do you want your team to say about you?"),
        _("Which talk have you been putting off?"),
        _("What can you give to somebody else to do?"),
    ),
    "mentoring_others": (
        _("Who has helped you most, and what did they do?"),
        _("When is it better to ask, and when to tell?"),
        _("What do you find hard when you help somebody?"),
    ),
    "networks": (
        _("Who do you talk to about teaching now?"),
        _("What would you like to find other people for?"),
        _("Where have you felt most at home in your work?"),
    ),
    "parents": (
        _("Which talk with a parent went well, and why?"),
        _("How do you begin a talk that may be hard?"),
        _("What do you wish parents knew about your day?"),
    ),
    "pastoral": (
        _("What does a good start to the day with your form look like?"),
        _("When do you pass a worry on, and to whom?"),
        _("What has a pupil told you that stayed with you?"),
    ),
    "remote_tech": (
        _("Which tool saves you time, and which one costs you time?"),
        _("What works better on a screen than on paper?"),
        _("How do you know that pupils at home are with you?"),
    ),
    "returning": (
        _("What has changed since you last did this?"),
        _("What do you bring that you did not have before?"),
        _("What would help you feel settled by half term?"),
    ),
}

BY_NEW = {
    "role": (
        _("What did you expect of the new role, and what is it really like?"),
        _("Which part of the new role is taking the most thought?"),
    ),
    "school": (
        _("What do you like about the new school so far?"),
        _("What is still a puzzle about how the school works?"),
    ),
    "phase": (
        _("What is most different about this age group?"),
        _("What from your old age group works just as well here?"),
    ),
    "subject": (
        _("Which part of the new subject would you like to begin with?"),
        _("What helps you to stay one step ahead of the class?"),
    ),
    "return": (
        _("What made you want to come back?"),
        _("What has changed in schools since you were last there?"),
    ),
    "country": (
        _("What is most different from schools you knew before?"),
        _("What would you like your school to know about how you taught before?"),
    ),
}

BY_SUBJECTS = (
    _("What made you choose your subject?"),
    _("Which lesson in your subject would you show to anybody?"),
    _("What do pupils always find hard in your subject?"),
)

BY_STAGE = {
    "student": (
        _("What draws you to teaching?"),
        _("What would you like to see in a school before you decide?"),
    ),
    "trainee": (
        _("What has surprised you most in your training?"),
        _("What did you see a teacher do that you want to try?"),
    ),
    "ect1": (
        _("What is going better than it was in September?"),
        _("What did someone tell you in your first year that you still use?"),
    ),
    "ect2": (
        _("What do you do now that you could not do a year ago?"),
        _("What would you like the second year to be about?"),
    ),
}

BY_HELP = {
    "coaching": (
        _("Would you rather have questions or advice, and when?"),
        _("What would you like to practise together?"),
    ),
    "guidance": (
        _("What would you like to know before you try it?"),
        _("Which choice are you turning over in your mind?"),
    ),
    "support": (
        _("What helps when you have had a hard day?"),
        _("How will you tell each other when you need to talk?"),
    ),
    "friendship": (
        _("What do you like to talk about when it is not work?"),
        _("What are you laughing about at school just now?"),
    ),
    "critical_friend": (
        _("How honest would you like the other to be?"),
        _("Which plan of yours needs a second pair of eyes?"),
    ),
}

FOR_ALL = (
    _("What would make this a good use of your time?"),
    _("What made you want to become a teacher?"),
    _("How often shall we talk, and for how long?"),
    _("What should we each know before we begin?"),
    _("What are you proud of this term?"),
    _("What would you like to be different in three months?"),
    _("How shall we tell each other if a date does not work?"),
    _("What is the best advice you have had in a school?"),
    _("What would a good first month look like for you?"),
)
