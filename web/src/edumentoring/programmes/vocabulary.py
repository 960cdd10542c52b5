"""The words a programme is described in: stages, phases, subjects, topics and the like.

Each list is one question's standard options. Ids are kept in the database and
handed to the engine; labels are what people read; aliases are what they type in
forms and sheets. Facts come from published lists: England's subject codes and
age phases (Department for Education), the nations' names for stages, and the
eight standards of the early career framework for the topics.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Term:
    """One option: a stable id, the words people read, and the words they write for it."""

    id: str
    label: str | Promise
    aliases: tuple[str, ...] = ()
    group: str = ""
    rank: int | None = None
    hint: str | Promise = field(default="", compare=False)


def by_id(terms: Iterable[Term]) -> dict[str, Term]:
    """The terms under their ids."""
    return {term.id: term for term in terms}


# RQT is used for the year after the NQT year and for years 3 to 5: with no year of
# teaching beside it the importer asks.
STAGES = (
    Term(
        "student",
        _("Student, or thinking about teaching"),
        aliases=("undergraduate", "thinking about teaching", "BA Primary Ed"),
        rank=0,
    ),
    Term(
        "trainee",
        _("Trainee or student teacher"),
        aliases=(
            "PGCE",
            "SCITT",
            "School Direct",
            "apprentice",
            "BA/BEd with QTS",
            "ITE student",
            "student teacher",
            "ITT",
            "trainee teacher",
            "PGCE student",
            "on placement",
            "teacher training",
        ),
        rank=1,
    ),
    Term(
        "ect1",
        _("Early career teacher, year 1 (formerly NQT)"),
        aliases=(
            "NQT",
            "newly qualified teacher",
            "ECT1",
            "probationer (Scotland)",
            "beginning teacher (NI)",
            "ECT",
            "early career teacher",
            "ECT year 1",
            "first year teaching",
            "NQT year",
        ),
        rank=2,
    ),
    Term(
        "ect2",
        _("Early career teacher, year 2"),
        aliases=("NQT+1", "ECT2", "EPD 1 (NI)", "ECT year 2", "second year ECT"),
        rank=3,
    ),
    Term(
        "rqt",
        _("Recently qualified teacher, years 3 to 5"),
        aliases=("RQT", "recently qualified", "recently qualified teacher"),
        rank=4,
    ),
    Term(
        "teacher",
        _("Experienced teacher"),
        aliases=(
            "main scale",
            "UPS",
            "class teacher",
            "subject teacher",
            "teacher",
            "main scale teacher",
            "experienced",
        ),
        rank=5,
    ),
    Term(
        "middle_leader",
        _("Middle leader"),
        aliases=(
            "HoD",
            "head of department",
            "head of year",
            "phase leader",
            "subject lead",
            "SENCO",
            "SENDCo",
            "TLR",
            "head of faculty",
            "pastoral lead",
            "curriculum lead",
            "middle leader",
        ),
        rank=6,
    ),
    Term(
        "senior_leader",
        _("Senior leader"),
        aliases=(
            "SLT",
            "AHT",
            "DHT",
            "assistant head",
            "deputy head",
            "vice principal",
            "senior leadership",
            "assistant headteacher",
            "deputy headteacher",
            "vice-principal",
            "senior leader",
        ),
        rank=7,
    ),
    Term(
        "head",
        _("Headteacher or principal"),
        aliases=(
            "HT",
            "head",
            "principal",
            "head of school",
            "headteacher",
            "head teacher",
            "new head",
        ),
        rank=8,
    ),
    Term(
        "system",
        _("Trust or system leader"),
        aliases=(
            "CEO",
            "executive head",
            "MAT",
            "LA adviser",
            "executive headteacher",
            "trust leader",
        ),
        rank=9,
    ),
    Term(
        "teacher_educator",
        _("Teacher educator"),
        aliases=(
            "teacher educator",
            "university tutor",
            "SCITT tutor",
            "professional mentor",
            "induction tutor",
            "lecturer in education",
            "ITE tutor",
            "mentor lead",
        ),
        rank=None,
    ),
    Term(
        "returner",
        _("Returning to teaching"),
        aliases=("returner", "returning teacher", "career break"),
        rank=None,
    ),
    Term(
        "supply",
        _("Supply teacher"),
        aliases=("supply", "cover teacher", "day-to-day supply"),
        rank=None,
    ),
    Term(
        "overseas",
        _("Trained overseas"),
        aliases=("overseas trained", "OTT", "international teacher"),
        rank=None,
    ),
)

# The stages of somebody who is still training, who is asked about the course.
IN_TRAINING = ("student", "trainee")

ROUTES = (
    Term(
        "pgce",
        _("PGCE at a university"),
        aliases=("PGCE", "PGDE", "postgraduate certificate in education", "university PGCE"),
    ),
    Term(
        "school_led",
        _("School Direct or SCITT, training in schools"),
        aliases=("School Direct", "SCITT", "school-led", "Teach First", "High Potential ITT"),
    ),
    Term(
        "undergraduate",
        _("A degree with teacher training, such as a BA or BEd with QTS"),
        aliases=("BA with QTS", "BEd", "BA Primary Ed", "BSc with QTS", "undergraduate"),
    ),
    Term(
        "apprenticeship",
        _("Teaching apprenticeship"),
        aliases=("apprentice", "PGTA", "postgraduate teaching apprenticeship", "TDA"),
    ),
    Term("other_route", _("Another way"), aliases=("assessment only", "iQTS")),
)

PHASES = (
    Term(
        "eyfs",
        _("Early years, birth to 5"),
        aliases=(
            "EYFS",
            "early years",
            "nursery",
            "reception",
            "foundation stage",
            "0-5",
            "3-5",
            "pre-school",
        ),
        group="primary",
    ),
    Term(
        "ks1",
        _("Key stage 1, ages 5 to 7"),
        aliases=("KS1", "key stage one", "infants", "infant", "Years 1-2", "Y1", "Y2", "5-7"),
        group="primary",
    ),
    Term(
        "ks2",
        _("Key stage 2, ages 7 to 11"),
        aliases=("KS2", "juniors", "junior", "Years 3-6", "7-11", "lower KS2", "upper KS2"),
        group="primary",
    ),
    Term(
        "ks3",
        _("Key stage 3, ages 11 to 14"),
        aliases=("KS3", "Years 7-9", "11-14", "lower secondary"),
        group="secondary",
    ),
    Term(
        "ks4",
        _("Key stage 4, ages 14 to 16"),
        aliases=("KS4", "GCSE", "Years 10-11", "14-16"),
        group="secondary",
    ),
    Term(
        "ks5",
        _("Sixth form, ages 16 to 18"),
        aliases=(
            "KS5",
            "sixth form",
            "A level",
            "A-level",
            "post-16",
            "Years 12-13",
            "16-18",
            "16-19",
        ),
        group="post16",
    ),
    Term(
        "fe",
        _("Further education and skills"),
        aliases=("FE", "further education", "college", "post-compulsory", "adult education"),
        group="post16",
    ),
    Term(
        "special",
        _("Special school or setting"),
        aliases=("special", "SEND", "special school", "SEN"),
        group="special",
    ),
    Term(
        "ap",
        _("Alternative provision"),
        aliases=("AP", "PRU", "alternative provision", "pupil referral unit"),
        group="special",
    ),
)

# One word in a sheet that stands for several phases.
PHASE_GROUPS = {
    "primary": ("ks1", "ks2"),
    "secondary": ("ks3", "ks4"),
    "middle": ("ks2", "ks3"),
    "all-through": ("ks1", "ks2", "ks3", "ks4"),
    "all through": ("ks1", "ks2", "ks3", "ks4"),
    "11-16": ("ks3", "ks4"),
    "11-18": ("ks3", "ks4", "ks5"),
    "11-19": ("ks3", "ks4", "ks5"),
    "5-11": ("ks1", "ks2"),
    "3-11": ("eyfs", "ks1", "ks2"),
    "3-7": ("eyfs", "ks1"),
    "7-14": ("ks2", "ks3"),
}

SUBJECTS = (
    Term(
        "primary",
        _("Primary (general)"),
        aliases=("primary generalist", "class teacher"),
        group="Primary",
    ),
    Term(
        "early_years", _("Early years"), aliases=("EYFS", "reception", "nursery"), group="Primary"
    ),
    Term(
        "english",
        _("English"),
        aliases=("english language", "english literature", "literacy"),
        group="English",
    ),
    Term(
        "eal",
        _("English as an additional language"),
        aliases=("EAL", "ESOL", "TEFL"),
        group="English",
    ),
    Term("maths", _("Mathematics"), aliases=("maths", "math"), group="Mathematics"),
    Term("statistics", _("Statistics"), group="Mathematics"),
    Term(
        "science",
        _("Science (general or combined)"),
        aliases=("combined science", "balanced science"),
        group="Science",
    ),
    Term("biology", _("Biology"), group="Science"),
    Term("chemistry", _("Chemistry"), group="Science"),
    Term("physics", _("Physics"), group="Science"),
    Term("computing", _("Computing"), aliases=("computer science", "ICT", "IT"), group="Computing"),
    Term("history", _("History"), group="Humanities"),
    Term("geography", _("Geography"), group="Humanities"),
    Term(
        "re",
        _("Religious education"),
        aliases=("RE", "religious studies", "RS", "theology"),
        group="Humanities",
    ),
    Term("philosophy", _("Philosophy"), aliases=("ethics",), group="Humanities"),
    Term("humanities", _("Humanities (general)"), group="Humanities"),
    Term("classics", _("Classics"), aliases=("classical studies",), group="Languages"),
    Term(
        "latin",
        _("Latin and ancient languages"),
        aliases=("ancient greek", "ancient hebrew"),
        group="Languages",
    ),
    Term("languages", _("Modern languages (any)"), aliases=("MFL", "languages"), group="Languages"),
    Term("french", _("French"), group="Languages"),
    Term("german", _("German"), group="Languages"),
    Term("spanish", _("Spanish"), group="Languages"),
    Term("italian", _("Italian"), group="Languages"),
    Term("mandarin", _("Mandarin"), aliases=("chinese",), group="Languages"),
    Term("welsh", _("Welsh"), aliases=("cymraeg",), group="Languages"),
    Term(
        "other_language",
        _("Other language"),
        aliases=(
            "arabic",
            "japanese",
            "portuguese",
            "russian",
            "urdu",
            "polish",
            "irish",
            "gaelic",
        ),
        group="Languages",
    ),
    Term(
        "art",
        _("Art and design"),
        aliases=("art", "photography", "graphics"),
        group="Creative arts",
    ),
    Term(
        "drama", _("Drama"), aliases=("theatre studies", "performing arts"), group="Creative arts"
    ),
    Term("dance", _("Dance"), group="Creative arts"),
    Term("music", _("Music"), group="Creative arts"),
    Term(
        "media",
        _("Media and film studies"),
        aliases=("media", "film", "communication"),
        group="Creative arts",
    ),
    Term(
        "dt",
        _("Design and technology"),
        aliases=("DT", "D&T", "product design", "resistant materials"),
        group="Technology",
    ),
    Term(
        "food",
        _("Food and nutrition"),
        aliases=("food tech", "hospitality", "catering"),
        group="Technology",
    ),
    Term("textiles", _("Textiles"), group="Technology"),
    Term(
        "engineering",
        _("Engineering and construction"),
        aliases=("electronics", "construction"),
        group="Technology",
    ),
    Term(
        "pe",
        _("Physical education"),
        aliases=("PE", "sport", "sports science"),
        group="PE and health",
    ),
    Term("hsc", _("Health and social care"), aliases=("H&SC", "health"), group="PE and health"),
    Term("childcare", _("Child development"), aliases=("childcare",), group="PE and health"),
    Term("pshe", _("PSHE and RSE"), aliases=("PSHE", "RSE", "RSHE"), group="PE and health"),
    Term(
        "business",
        _("Business studies"),
        aliases=("business", "enterprise", "retail"),
        group="Social sciences",
    ),
    Term("economics", _("Economics"), group="Social sciences"),
    Term("accounting", _("Accounting and finance"), group="Social sciences"),
    Term("psychology", _("Psychology"), group="Social sciences"),
    Term(
        "sociology",
        _("Sociology and social sciences"),
        aliases=("social science",),
        group="Social sciences",
    ),
    Term("politics", _("Politics and government"), group="Social sciences"),
    Term("law", _("Law"), group="Social sciences"),
    Term("citizenship", _("Citizenship"), group="Social sciences"),
    Term("travel", _("Travel, tourism, leisure and public services"), group="Vocational"),
    Term("hair_beauty", _("Hair and beauty"), group="Vocational"),
    Term(
        "vocational",
        _("Other vocational or technical"),
        aliases=("T Levels", "BTEC", "land-based", "animal care", "motor vehicle"),
        group="Vocational",
    ),
    Term(
        "send",
        _("SEND (specialist teaching)"),
        aliases=("inclusion", "learning support"),
        group="Whole-school",
    ),
)

TOPICS = (
    Term(
        "workload",
        _("Managing workload"),
        aliases=("workload", "work-life balance", "time management", "planning time"),
        group="S8",
    ),
    Term(
        "wellbeing",
        _("Wellbeing and mental health"),
        aliases=("wellbeing", "well-being", "mental health", "stress"),
        group="S8",
    ),
    Term(
        "resilience",
        _("Resilience and confidence"),
        aliases=("resilience", "confidence", "imposter syndrome"),
        group="S8",
    ),
    Term(
        "behaviour",
        _("Behaviour and relationships with pupils"),
        aliases=(
            "behaviour",
            "behavior",
            "behaviour management",
            "classroom management",
            "relationships",
        ),
        group="S7",
    ),
    Term(
        "expectations",
        _("High expectations and classroom culture"),
        aliases=("high expectations", "classroom culture", "routines"),
        group="S1",
    ),
    Term(
        "how_pupils_learn",
        _("How pupils learn"),
        aliases=("memory", "retrieval", "metacognition", "cognitive science"),
        group="S2",
    ),
    Term(
        "subject_curriculum",
        _("Subject and curriculum knowledge"),
        aliases=("subject knowledge", "curriculum", "curriculum knowledge"),
        group="S3",
    ),
    Term(
        "planning",
        _("Planning and sequencing lessons"),
        aliases=("planning", "lesson planning", "sequencing"),
        group="S4",
    ),
    Term(
        "explaining",
        _("Explaining and modelling"),
        aliases=("explaining", "modelling", "scaffolding", "explanations"),
        group="S4",
    ),
    Term(
        "questioning",
        _("Questioning and classroom talk"),
        aliases=("questioning", "classroom talk", "dialogue"),
        group="S4",
    ),
    Term(
        "assessment",
        _("Assessment, marking and feedback"),
        aliases=("assessment", "marking", "feedback", "formative assessment", "AfL"),
        group="S6",
    ),
    Term(
        "adaptive_send",
        _("Adaptive teaching and SEND"),
        aliases=("SEND", "SEN", "adaptive teaching", "differentiation", "inclusion"),
        group="S5",
    ),
    Term(
        "disadvantage",
        _("Pupils who are disadvantaged"),
        aliases=("disadvantage", "pupil premium", "PP"),
        group="S5",
    ),
    Term(
        "early_literacy",
        _("Early reading, phonics and talk"),
        aliases=("phonics", "early reading", "literacy", "oracy"),
        group="S3",
    ),
    Term(
        "eyfs_pedagogy",
        _("Early years pedagogy"),
        aliases=("early years", "EYFS", "play-based learning"),
        group="S3",
    ),
    Term("arts", _("Learning through the arts"), aliases=("arts", "creativity"), group="S3"),
    Term(
        "research",
        _("Using research"),
        aliases=("research", "evidence", "evidence-based practice"),
        group="S8",
    ),
    Term(
        "dissertation",
        _("Assignments and classroom enquiry"),
        aliases=("dissertation", "assignments", "enquiry", "action research"),
        group="S8",
    ),
    Term(
        "placements",
        _("Placements and school experience"),
        aliases=("placement", "placements", "school experience"),
        group="S8",
    ),
    Term(
        "first_post",
        _("Finding a first post"),
        aliases=("applications", "interviews", "job applications", "first job", "interview"),
        group="S8",
    ),
    Term(
        "induction",
        _("Settling into a new school or role"),
        aliases=("new school", "new role", "induction", "settling in"),
        group="S8",
    ),
    Term(
        "career",
        _("My next step in my career"),
        aliases=("career", "career progression", "promotion", "next steps"),
        group="S8",
    ),
    Term(
        "leadership",
        _("Leading a team or a school"),
        aliases=("leadership", "middle leadership", "senior leadership", "NPQ", "headship"),
        group="S8",
    ),
    Term(
        "mentoring_others",
        _("Becoming a better mentor or coach"),
        aliases=("mentoring", "coaching", "mentoring others"),
        group="S8",
    ),
    Term(
        "networks",
        _("Finding people like me"),
        aliases=("networking", "networks", "friendship"),
        group="S8",
    ),
    Term(
        "parents",
        _("Parents and colleagues"),
        aliases=("parents", "teaching assistants", "TAs", "colleagues", "difficult conversations"),
        group="S8",
    ),
    Term(
        "pastoral",
        _("Form tutor and pastoral care"),
        aliases=("pastoral", "form tutor", "safeguarding", "tutor"),
        group="S8",
    ),
    Term(
        "remote_tech",
        _("Teaching online and with technology"),
        aliases=("remote teaching", "online teaching", "edtech", "technology", "home learning"),
        group="S4",
    ),
    Term(
        "returning",
        _("Returning or changing phase"),
        aliases=("returning", "returner", "changing phase"),
        group="S8",
    ),
)

REGIONS = (
    Term(
        "north_east",
        _("North East"),
        aliases=(
            "north east england",
            "northeast",
            "newcastle",
            "sunderland",
            "durham",
            "teesside",
        ),
        group="E12000001",
    ),
    Term(
        "north_west",
        _("North West"),
        aliases=("northwest", "manchester", "liverpool", "cumbria", "lancashire", "cheshire"),
        group="E12000002",
    ),
    Term(
        "yorkshire",
        _("Yorkshire and the Humber"),
        aliases=(
            "yorkshire",
            "yorkshire and humber",
            "yorks",
            "leeds",
            "sheffield",
            "hull",
            "bradford",
        ),
        group="E12000003",
    ),
    Term(
        "east_midlands",
        _("East Midlands"),
        aliases=("nottingham", "leicester", "derby", "lincoln"),
        group="E12000004",
    ),
    Term(
        "west_midlands",
        _("West Midlands"),
        aliases=("birmingham", "coventry", "wolverhampton", "stoke", "midlands west"),
        group="E12000005",
    ),
    Term(
        "east",
        _("East of England"),
        aliases=("east anglia", "eastern", "norfolk", "suffolk", "essex", "cambridge", "east"),
        group="E12000006",
    ),
    Term(
        "london",
        _("London"),
        aliases=("greater london", "inner london", "outer london"),
        group="E12000007",
    ),
    Term(
        "south_east",
        _("South East"),
        aliases=(
            "southeast",
            "kent",
            "surrey",
            "sussex",
            "brighton",
            "oxford",
            "hampshire",
            "reading",
        ),
        group="E12000008",
    ),
    Term(
        "south_west",
        _("South West"),
        aliases=("southwest", "bristol", "devon", "cornwall", "dorset", "somerset", "plymouth"),
        group="E12000009",
    ),
    Term("wales", _("Wales"), aliases=("cymru", "cardiff", "swansea"), group="W92000004"),
    Term(
        "scotland", _("Scotland"), aliases=("glasgow", "edinburgh", "aberdeen"), group="S92000003"
    ),
    Term(
        "northern_ireland",
        _("Northern Ireland"),
        aliases=("ni", "belfast", "ulster"),
        group="N92000002",
    ),
    Term(
        "islands",
        _("Channel Islands or Isle of Man"),
        aliases=("jersey", "guernsey", "isle of man", "channel islands"),
        group="CI-IM",
    ),
    Term(
        "overseas",
        _("Overseas"),
        aliases=("overseas", "international", "abroad", "dubai", "uae"),
        group="OS",
    ),
)

CONTEXTS = (
    Term("academy", _("Academy in a trust"), aliases=("academy", "MAT", "multi academy trust")),
    Term(
        "maintained",
        _("Local authority maintained"),
        aliases=("maintained", "community school", "LA maintained"),
    ),
    Term(
        "free_school",
        _("Free school, UTC or studio school"),
        aliases=("free school", "UTC", "studio school"),
    ),
    Term("independent", _("Independent"), aliases=("private", "independent school", "fee-paying")),
    Term(
        "faith",
        _("Church or faith school"),
        aliases=("faith school", "church school", "catholic", "C of E", "CofE"),
    ),
    Term("selective", _("Selective"), aliases=("grammar", "grammar school", "selective")),
    Term("boarding", _("Boarding"), aliases=("boarding school",)),
    Term("special_school", _("Special school"), aliases=("special school",)),
    Term(
        "alternative", _("Alternative provision or PRU"), aliases=("PRU", "alternative provision")
    ),
    Term("college", _("Sixth form or FE college"), aliases=("college", "sixth form college")),
    Term("nursery", _("Nursery"), aliases=("nursery school", "pre-school")),
    Term(
        "small",
        _("Small, or classes of mixed ages"),
        aliases=("small school", "mixed age", "mixed-age classes", "village school"),
    ),
    Term("rural", _("Rural"), aliases=("rural school", "countryside")),
    Term("urban", _("Urban"), aliases=("inner city", "inner-city", "city")),
    Term("coastal", _("Coastal"), aliases=("seaside", "coastal town")),
    Term(
        "disadvantaged",
        _("Many pupils who are disadvantaged"),
        aliases=("high disadvantage", "deprived", "high pupil premium", "high FSM"),
    ),
    Term(
        "eal",
        _("Many pupils with English as an additional language"),
        aliases=("EAL", "many languages"),
    ),
    Term(
        "improving",
        _("Recently inspected, or improving"),
        aliases=("special measures", "requires improvement", "ofsted"),
    ),
)

HELPS = (
    Term(
        "coaching",
        _("Coaching"),
        aliases=("coach", "instructional coaching"),
        hint=_("Questions and practice that help you find your own way"),
    ),
    Term(
        "guidance",
        _("Guidance"),
        aliases=("advice", "mentoring"),
        hint=_("Advice from someone who has done it"),
    ),
    Term(
        "support",
        _("Support"),
        aliases=("emotional support", "listening ear"),
        hint=_("Somebody who listens"),
    ),
    Term(
        "friendship",
        _("Friendship"),
        aliases=("friend", "professional friendship", "buddy"),
        hint=_("Somebody in the same boat"),
    ),
    Term(
        "critical_friend",
        _("A critical friend"),
        aliases=("critical friendship", "challenge"),
        hint=_("Kind, honest challenge"),
    ),
)

NEW_FOR_ME = (
    Term("role", _("My role"), aliases=("new role", "new job", "promotion")),
    Term("school", _("My school"), aliases=("new school",)),
    Term(
        "phase",
        _("My phase or age group"),
        aliases=("new phase", "new key stage", "new year group"),
    ),
    Term("subject", _("My subject"), aliases=("new subject", "out of specialism")),
    Term("return", _("I am coming back to teaching"), aliases=("returning", "return")),
    Term("country", _("Teaching in this country"), aliases=("new country", "moved to the UK")),
)

CONTACTS = (
    Term(
        "online",
        _("Online or by phone"),
        aliases=("virtual", "remote", "video", "zoom", "teams", "phone"),
    ),
    Term("in_person", _("In person"), aliases=("face to face", "face-to-face", "f2f")),
)

WISHES = (
    Term(
        "not_my_trust", _("Nobody from my own trust"), aliases=("not my trust", "outside my trust")
    ),
    Term("same_phase", _("Somebody who teaches my phase"), aliases=("same phase",)),
    Term("same_subject", _("Somebody who teaches my subject"), aliases=("same subject",)),
    Term(
        "more_senior", _("Somebody a step ahead of me"), aliases=("more senior", "more experienced")
    ),
    Term("shared_time", _("Somebody free when I am free"), aliases=("same availability",)),
    Term("near_me", _("Somebody near me"), aliases=("local", "nearby", "same area")),
)

DAYS = (
    Term("mon", _("Monday"), aliases=("Mondays",)),
    Term("tue", _("Tuesday"), aliases=("Tuesdays", "Tues")),
    Term("wed", _("Wednesday"), aliases=("Wednesdays", "Weds")),
    Term("thu", _("Thursday"), aliases=("Thursdays", "Thur", "Thurs")),
    Term("fri", _("Friday"), aliases=("Fridays",)),
    Term("sat", _("Saturday"), aliases=("Saturdays",)),
    Term("sun", _("Sunday"), aliases=("Sundays",)),
)

# Rank is the hour at which the part of the day begins, in the person's own time zone.
PARTS_OF_DAY = (
    Term(
        "morning",
        _("Before school, 7 to 8.30"),
        aliases=("before school", "early morning", "morning"),
        rank=7,
    ),
    Term(
        "day",
        _("During the day"),
        aliases=("daytime", "during the day", "PPA", "lunchtime", "lunch", "frees"),
        rank=12,
    ),
    Term(
        "after",
        _("After school, 3.30 to 5.30"),
        aliases=("after school", "afternoon", "4pm"),
        rank=16,
    ),
    Term(
        "evening", _("Evening, 6 to 9"), aliases=("evenings", "evening", "after 6", "7pm"), rank=19
    ),
)

# A slot is "mon-after": a day and a part of it.
SLOTS = tuple(f"{day.id}-{part.id}" for day in DAYS for part in PARTS_OF_DAY)

# Optional, explained, and honoured both ways: never shown to anybody, never scored.
IDENTITIES = (
    Term("woman", _("A woman"), aliases=("female", "women", "woman")),
    Term("man", _("A man"), aliases=("male", "men", "man")),
    Term("non_binary", _("Non-binary"), aliases=("non-binary", "enby", "genderqueer")),
    Term(
        "global_majority",
        _("Black, Asian or of the global majority"),
        aliases=("BAME", "BME", "person of colour", "global majority", "black", "asian"),
    ),
    Term("lgbt", _("LGBT+"), aliases=("LGBT", "LGBTQ", "LGBTQ+", "LGBTQIA+", "gay", "queer")),
    Term("disabled", _("Disabled"), aliases=("disabled", "disability", "long-term condition")),
    Term("neurodivergent", _("Neurodivergent"), aliases=("dyslexic", "autistic", "ADHD")),
    Term("parent", _("A parent or carer"), aliases=("parent", "carer", "part-time parent")),
    Term("faith", _("A person of faith"), aliases=("faith", "religious")),
    Term(
        "career_changer",
        _("Somebody who changed career"),
        aliases=("career changer", "second career"),
    ),
)
