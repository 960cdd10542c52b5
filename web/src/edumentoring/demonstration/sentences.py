"""What fictional people write about themselves: sentences by topic and stage.

Slots: {subject} what they teach, {ages} whom, {years} how long.
"""

from random import Random

WANTED: dict[str, tuple[str, ...]] = {
    "workload": (
        "I take marking home most nights and I would like to get my Sundays back.",
        "Planning {subject} from scratch eats every evening. There must be a better way.",
        "I never know what I may safely leave undone.",
        "My to-do list is longer on Friday than it was on Monday.",
    ),
    "wellbeing": (
        "I love the job but I am running on empty by half-term.",
        "I would like to talk to somebody about switching off at the weekend.",
        "Last year was hard, and I want to find my feet again without pretending.",
    ),
    "resilience": (
        "I take every bad lesson to heart and it knocks my confidence for days.",
        "I feel like a fraud when I am observed.",
        "I want to hear how others got through a wobbly first term.",
    ),
    "behaviour": (
        "My {ages} classes take ten minutes to settle and I lose the lesson.",
        "Low-level chatter wears me down, especially last thing on a Friday.",
        "One group runs rings round me. I want to try things in real lessons.",
        "I can do calm, I cannot do consistent.",
    ),
    "expectations": (
        "I want routines that hold when I am tired.",
        "I let things slide in September and I am paying for it now.",
        "I would love to see how others start a lesson so that everybody works at once.",
    ),
    "how_pupils_learn": (
        "They know it on Tuesday and have forgotten it by Thursday.",
        "I have read about retrieval practice and want to do it properly in {subject}.",
        "I would like to understand why some explanations stick.",
    ),
    "subject_curriculum": (
        "I am teaching parts of {subject} that I never studied.",
        "I would like to talk about what comes first in our {subject} curriculum, and why.",
        "My own knowledge of {subject} is thin in places and I am one page ahead.",
    ),
    "planning": (
        "My lessons are fine one by one but they do not add up to a sequence.",
        "I over-plan and then run out of time at the important part.",
        "I would like to plan a unit of {subject} together with somebody who has done it.",
    ),
    "explaining": (
        "My explanations get longer when pupils look lost, and that makes it worse.",
        "I want to model my thinking in {subject} without doing all the work for them.",
    ),
    "questioning": (
        "The same five hands go up every time.",
        "I ask a good question and then answer it myself.",
        "I want quieter pupils to talk about {subject}.",
    ),
    "assessment": (
        "I mark a lot and it changes little.",
        "I find out what they did not understand only when I mark the test.",
        "I want feedback in {subject} that pupils use.",
    ),
    "adaptive_send": (
        "I have several pupils with plans and I am not sure that I meet their needs.",
        "Adaptive teaching without twelve worksheets would change my week.",
        "I want to work better with my teaching assistant for pupils who need more.",
    ),
    "disadvantage": (
        "Many of our families have a hard time and I want school to be the good part of the day.",
        "I would like ideas for homework where there is no quiet table at home.",
    ),
    "early_literacy": (
        "I am new to teaching phonics and the pace frightens me.",
        "A third of my class are not reading at their age, and I want to do right by them.",
    ),
    "eyfs_pedagogy": (
        "I moved to Reception from Year 3 and everything I knew about a timetable has gone.",
        "I want to get better at play with a purpose.",
    ),
    "arts": (
        "Art and music get squeezed out and I would like to bring them back.",
        "I would love to put on a small performance without losing three weeks of lessons.",
    ),
    "research": (
        "I would like to read more research and know which of it to believe.",
        "I want to try one thing properly instead of six by halves.",
    ),
    "dissertation": (
        "My assignment is due in spring and I cannot find my question.",
        "I am doing a small classroom enquiry and would like a reader.",
    ),
    "placements": (
        "My second placement is in a very different school and I am nervous.",
        "I want to make more of my placement than surviving it.",
    ),
    "first_post": (
        "I am applying for my first post and have never written a supporting statement.",
        "I would like to practise an interview lesson with somebody kind.",
    ),
    "induction": (
        "I started in September and still do not know how things are done here.",
        "New school, new systems, no friends in the staff room yet.",
    ),
    "career": (
        "I am not sure whether my next step is a post of responsibility or a move.",
        "I would like an honest talk about what comes next for me.",
    ),
    "leadership": (
        "I lead people who taught me, and that is strange.",
        "I became head of {subject} in a hurry and would like to lead on purpose.",
        "I need to hold a hard conversation and have been putting it off.",
        "My first year in the post, and every decision feels lonely.",
    ),
    "mentoring_others": (
        "I have been given a trainee to mentor and want to do it well.",
        "I talk too much when I mentor. I would like to learn to ask.",
    ),
    "networks": (
        "I am the only {subject} teacher in my school.",
        "I would like to know somebody who is in the same boat.",
        "It is a small school and there is nobody to compare notes with.",
    ),
    "parents": (
        "Parents' evening keeps me awake the night before.",
        "A message from a parent can spoil my whole weekend.",
    ),
    "pastoral": (
        "I have a form for the first time and would like to be a good tutor.",
        "I want to notice earlier when something is wrong at home.",
    ),
    "remote_tech": (
        "We have tablets for everyone and I use them as expensive paper.",
        "I want a few reliable online tools for {subject}, not fifty.",
    ),
    "returning": (
        "I am back after {years} years away and so much has changed.",
        "I had a career break with my children and my confidence stayed at home.",
    ),
}

OFFERED: dict[str, tuple[str, ...]] = {
    "workload": (
        "I leave by half past four twice a week and can show you what I stopped doing.",
        "I am good at cutting work that nobody reads.",
    ),
    "wellbeing": (
        "I have been through a bad year and came out of it still teaching.",
        "I listen well and do not rush to fix things.",
    ),
    "resilience": (
        "I failed my first observation. I can talk about it now.",
        "I can help you see what went well before what did not.",
    ),
    "behaviour": (
        "I have worked in tough schools and believe in calm, warm and firm, in that order.",
        "I can help with routines, scripts and the first five minutes.",
        "We can rehearse the awkward moments together.",
    ),
    "expectations": (
        "I can help you set up routines that run without you.",
        "I care about how a lesson begins and how it ends.",
    ),
    "how_pupils_learn": (
        "I have led work on memory and retrieval in my school for {years} years or so.",
        "I can help you build quizzes into {subject} without fuss.",
    ),
    "subject_curriculum": (
        "I have rewritten our {subject} curriculum twice and made every mistake.",
        "I know {subject} well and like to talk about what to teach first.",
    ),
    "planning": (
        "I am happy to plan a unit of {subject} with you from scratch.",
        "I plan in sequences and can show you how I keep it light.",
    ),
    "explaining": (
        "I enjoy working on explanations: short, clear, with good examples.",
        "We could record five minutes each and compare.",
    ),
    "questioning": (
        "I can help you get every pupil thinking, not only the front row.",
        "Discussion in {subject} is my favourite thing to work on.",
    ),
    "assessment": (
        "I replaced marking with whole-class feedback and have my evenings again.",
        "I can help with checks for understanding in {subject}.",
    ),
    "adaptive_send": (
        "I was a SENCO and can help you read a plan and act on it.",
        "I teach pupils with many needs and keep it simple.",
    ),
    "disadvantage": (
        "My school serves families with little money, and I am proud of what our pupils do.",
        "I can share what helped our pupils to come to school.",
    ),
    "early_literacy": (
        "I led phonics for {years} years and still love it.",
        "I can help with reading for pupils who are behind.",
    ),
    "eyfs_pedagogy": (
        "Early years is my home. Come and see how we use the garden.",
        "I can help you plan less and notice more.",
    ),
    "arts": (
        "I run the choir, the play and the paint cupboard.",
        "I help people who say that they cannot draw.",
    ),
    "research": (
        "I finished a master's while teaching and can help you read a paper in ten minutes.",
        "I lead a reading group for teachers.",
    ),
    "dissertation": (
        "I supervise assignments and like messy first drafts.",
        "I can help you turn a worry into a question you can answer.",
    ),
    "placements": (
        "I look after trainees in our school and know what a placement feels like.",
        "I can help you plan the first two weeks of a placement.",
    ),
    "first_post": (
        "I sit on interview panels and can tell you what we look for.",
        "I will read your application and be honest about it.",
    ),
    "induction": (
        "I have moved school four times, so I know how to be new.",
        "I am an induction lead and know the paperwork, so that you need not.",
    ),
    "career": (
        "I took a sideways step that was the best of my career.",
        "I can help you think about what you want before you apply.",
    ),
    "leadership": (
        "I have led a team of {subject} teachers and then a school.",
        "I can rehearse hard conversations with you.",
        "I remember my first year as a leader very well.",
    ),
    "mentoring_others": (
        "I train mentors and would enjoy mentoring one.",
        "I coach with questions and can show you how.",
    ),
    "networks": (
        "I know people in {subject} all over the country and love introducing them.",
        "I like meeting teachers from other places.",
    ),
    "parents": (
        "I can help you plan a parents' evening or one hard phone call.",
        "I enjoy working with families and assistants.",
    ),
    "pastoral": (
        "I have been a head of year and know the long talks in the corridor.",
        "I can help you be the tutor that they remember.",
    ),
    "remote_tech": (
        "I use a little technology well and would share it.",
        "I can help you choose two tools and forget the rest.",
    ),
    "returning": (
        "I came back after a long break and can tell you what changes and what does not.",
        "I went part-time and learned to say no.",
    ),
}

OPENINGS: dict[str, tuple[str, ...]] = {
    "student": ("I am still at university and think about teaching.",),
    "trainee": (
        "I am training this year.",
        "I am on my PGCE and it is a lot.",
        "I am a trainee on a school-based route.",
        "I changed career to train as a teacher.",
    ),
    "ect1": (
        "This is my first year.",
        "I qualified in summer and have my own classes now.",
        "I am an NQT, or ECT as they say now.",
        "First year, first form, first of everything.",
        "I started in September.",
    ),
    "ect2": (
        "I am in my second year and less support comes my way.",
        "Year two, and I want to get good at this.",
        "I survived the first year.",
    ),
    "rqt": (
        "I have taught for a few years now.",
        "I am past the beginning and feel a bit stuck.",
        "I have {years} years behind me.",
    ),
    "teacher": (
        "I have taught {subject} for {years} years.",
        "I have been in the classroom a good while.",
        "After {years} years I still like Mondays, mostly.",
    ),
    "middle_leader": (
        "I lead {subject} in my school.",
        "I have had a post of responsibility since last year.",
        "I run a team of five.",
    ),
    "senior_leader": ("I joined the senior team.", "I am a deputy, and I still teach {subject}."),
    "head": ("I am a head.", "I became a head last year.", "I lead a small school."),
    "system": ("I work across a trust.", "I support heads in several schools."),
    "teacher_educator": (
        "I teach teachers at a university.",
        "I tutor trainees.",
        "I lead a training programme.",
    ),
    "returner": ("I am coming back to teaching.",),
    "supply": ("I do supply work in several schools.",),
    "overseas": ("I trained abroad and teach here now.",),
}

ENDINGS = (
    "An hour every other week would suit me.",
    "I prefer to talk rather than type.",
    "Somebody outside my own school would be best.",
    "I am happy to be asked awkward questions.",
    "Plain speaking welcome.",
    "I like to try one thing and talk about how it went.",
    "Messages in between are fine too.",
    "Thank you for running this.",
    "Please somebody with a sense of humour.",
    "I have small children, so evenings after eight.",
    "",
    "",
    "",
    "",
)

HOBBIES = (
    "the allotment",
    "cold water swimming, badly",
    "five-a-side on Thursdays",
    "baking for the staff room",
    "singing in a choir",
    "two small dogs",
    "running slowly",
    "old crime novels",
    "Bollywood films",
    "a brass band",
    "knitting in meetings",
    "chess",
    "hill walking",
    "gaming with my brother",
    "my sourdough",
    "cricket",
    "learning Welsh",
    "my twins",
    "painting",
    "mending bicycles",
    "jollof rice competitions",
    "hurling on the radio",
    "pierogi on Sundays",
    "salsa",
    "church on Sundays",
    "bird watching",
    "board games",
    "my grandchildren",
    "pub quizzes",
    "theatre",
)

ABOUT = (
    "Outside school there is {hobby}.",
    "When I am not teaching: {hobby} and {other}.",
    "Tea, no sugar. {Hobby}.",
    "I live for {hobby}.",
    "Ask me about {hobby}.",
    "{years} years in, still curious. Also {hobby}.",
    "Happiest with {hobby}, or with a full register.",
    "I teach {subject}, and then there is {hobby}.",
)


def text_of(
    kind: dict[str, tuple[str, ...]],
    topics: list[str],
    *,
    stage: str,
    slots: dict[str, str],
    chance: Random,
) -> str:
    """A few sentences about the first topics, from their opening to their goodbye."""
    said = [chance.choice(OPENINGS[stage])] if chance.random() < 0.75 else []
    said += [chance.choice(kind[topic]) for topic in topics[: chance.choice((1, 2, 2, 3))]]
    said.append(chance.choice(ENDINGS))
    return " ".join(part for part in said if part).format(**slots)


def about(*, slots: dict[str, str], chance: Random) -> str:
    """A line or two of a person's own."""
    hobby, other = chance.sample(HOBBIES, 2)
    line = chance.choice(ABOUT)
    if slots["years"] in {"0", "1", "a few"}:
        line = line.replace("{years} years in, still curious", "Still curious")
    return line.format(hobby=hobby, other=other, Hobby=hobby[0].upper() + hobby[1:], **slots)
