# A pattern in one piece reads better than one cut in two.
# ruff: noqa: E501
"""What a column of a sheet may go into, and the headings that such columns carry."""

import re
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes import vocabulary as words
from edumentoring.programmes.vocabulary import Term


@dataclass(frozen=True)
class Target:
    """One thing a column may be. `several`: more than one column may go into it.

    `headings` are patterns of folded headings, the surest first; `kind` says how its
    answers are read.
    """

    id: str
    label: str | Promise
    kind: str
    group: str | Promise
    headings: tuple[str, ...] = ()
    options: tuple[Term, ...] = ()
    several: bool = False


PERSON, PART, ANSWERS, REST = _("The person"), _("Taking part"), _("Their answers"), _("The rest")

# The order matters where two patterns fit one heading equally well: the first wins.
TARGETS = (
    Target(
        "email",
        _("E-mail"),
        "email",
        PERSON,
        (
            r"^(?:your |work |school |personal |preferred |contact |civil service )*e-?mails?(?: address(?:es)?)?$",
            r"\be-?mail\b(?!.*\b(?:of|consent|contact you by|receive|updates|line manage)\b)",
        ),
    ),
    Target(
        "name",
        _("Name, as written"),
        "name",
        PERSON,
        (
            r"^(?:your |full |participant |teacher )*(?:full )?name$",
            r"^what(?:'s| is) your (?:full )?name$",
            r"\bfull name\b",
            r"^(?:who are you|name and surname|first (?:name )?and (?:last|family|surname)(?: name)?)$",
            r"\bname\b(?!.*\b(?:school|college|trust|setting|organisation|employer|line manager|headteacher|head|of)\b)",
        ),
    ),
    Target(
        "first_name",
        _("First name"),
        "name",
        PERSON,
        (r"\b(?:first|given|fore)[ -]?names?\b(?!.*\blast\b)",),
    ),
    Target(
        "last_name",
        _("Last name"),
        "name",
        PERSON,
        (r"\b(?:last|family|second)[ -]?names?\b(?!.*\bfirst\b)", r"\bsurname\b"),
    ),
    Target("phone", _("Telephone"), "phone", PERSON, (r"\b(?:phone|telephone|mobile|tel|cell)\b",)),
    Target(
        "signed_up_at",
        _("Signed up on"),
        "moment",
        PERSON,
        (
            r"^time ?stamp$",
            r"^submit date(?: utc)?$",
            r"^completion time$",
            r"^(?:date submitted|submitted at|submitted|response date|date and time|end ?date|recorded ?date|signed up(?: on)?|date of sign ?-?up|sign ?-?up date)$",
            r"^date$",
        ),
    ),
    Target(
        "role",
        _("Taking part as"),
        "role",
        PART,
        (
            r"\bmentor\b.*\bor\b.*\bmentee\b",
            r"\bmentee\b.*\bor\b.*\bmentor\b",
            r"^(?:mentor mentee|mentor or mentee|i would like to be a?n?|i'd like to be a?n?|taking part as|take part as|sign(?:ing)? up as|joining as|participate as|role in (?:the )?(?:programme|scheme))$",
            r"\b(?:sign|signing) (?:me )?up as\b",
            r"\bwould you like to be\b",
            r"\bare you (?:a )?mentor\b",
        ),
    ),
    Target(
        "is_mentor",
        _("Would be a mentor (yes or no)"),
        "yes_no",
        PART,
        (
            r"\b(?:sign up as|be|become|act as|willing to be|volunteer as|interested in being) an? mentor\b",
            r"^(?:is )?mentor$",
            r"^(?:willing|happy|able) to mentor\b",
        ),
    ),
    Target(
        "is_mentee",
        _("Would like a mentor (yes or no)"),
        "yes_no",
        PART,
        (
            r"\b(?:sign up as|be|become) an? mentee\b",
            r"\b(?:want|like|need|have|looking for|get) an? mentor\b",
            r"^(?:is )?mentee$",
            r"\bbe mentored\b",
        ),
    ),
    Target(
        "is_both",
        _("Both mentor and mentee (yes or no)"),
        "yes_no",
        PART,
        (r"^both(?: mentor and mentee)?$", r"\bboth (?:a )?mentor and (?:a )?mentee\b"),
    ),
    Target(
        "consent",
        _("Agreed to take part"),
        "consent",
        PART,
        (
            r"\bconsent\b",
            r"\b(?:do )?(?:you|i) agree\b",
            r"\bok to (?:keep|store|share|hold)\b",
            r"\b(?:gdpr|privacy|data protection|permission|happy for us to|terms)\b",
        ),
    ),
    Target(
        "stage",
        _("Career stage"),
        "one",
        ANSWERS,
        (
            r"\b(?:career|teaching) (?:stage|phase|level)\b",
            r"\bstage\b(?!.*\bkey stage)",
            r"\bwhere are you in your (?:teaching )?career\b",
            r"\b(?:nqt|ect|rqt)\b",
            r"^(?:level|grade|seniority|position)$",
            r"\bstatus\b",
        ),
        words.STAGES,
    ),
    Target(
        "role_title",
        _("Role"),
        "text",
        ANSWERS,
        (
            r"\bjob (?:title|role)\b",
            r"^(?:your |current |what is your )*(?:role|job|position|post)(?: in school| at school| title)?$",
            r"\bjob\b",
            r"\b(?:your|current) (?:role|position)\b",
        ),
    ),
    Target(
        "route",
        _("Route into teaching (in training)"),
        "one",
        ANSWERS,
        (
            r"^(?:your |training |itt |course |teacher training )*route(?: into teaching| to qts)?$",
            r"\bhow are you training(?: to teach)?\b",
            r"\b(?:training|itt|qts|course) (?:route|type)\b",
            r"\b(?:type|kind) of (?:teacher )?(?:training|course)\b",
        ),
        words.ROUTES,
    ),
    Target(
        "provider",
        _("Training provider (in training)"),
        "text",
        ANSWERS,
        (
            r"^(?:your |training |itt |itt training |teacher training |course )*provider(?: name)?$",
            r"\bwho are you (?:training|studying) with\b",
            r"\b(?:training|itt|teacher training|course) provider\b",
            r"\bwhere are you (?:training|studying)\b",
        ),
    ),
    Target(
        "course_year",
        _("Year of the course (in training)"),
        "course_year",
        ANSWERS,
        (
            r"^(?:course year|year of (?:your |the )?(?:course|study|training)|(?:course|training) year)$",
            r"\b(?:which|what) year of (?:your |the )?(?:course|degree|training|study|studies)\b",
        ),
    ),
    Target(
        "intended_phases",
        _("Ages they hope to teach (in training)"),
        "several",
        ANSWERS,
        (
            r"\b(?:ages?|phases?|key stages?|age (?:group|range|phase)s?)\b.*\b(?:hope|hoping|plan|planning|want|intend|going|training) to teach\b",
            r"\b(?:intended|hoped[ -]for) (?:ages?|phases?|key stages?|age (?:group|range|phase)s?)\b",
            r"\btraining to teach\b.*\b(?:ages?|phases?|key stages?)\b",
        ),
        words.PHASES,
        several=True,
    ),
    Target(
        "years",
        _("Years in teaching"),
        "years",
        ANSWERS,
        (
            r"\byears?\b.*\b(?:teaching|taught|experience|service|profession)\b",
            r"\bhow (?:long|many years)\b.*\b(?:teach|taught|teaching)\b",
            r"\b(?:teaching|years'?) experience\b",
            r"^(?:years|experience)$",
        ),
    ),
    Target(
        "school",
        _("School"),
        "school",
        ANSWERS,
        (
            r"^(?:your |current |name of (?:your )?|the name of your )*(?:school|college|setting|workplace|place of work|institution|employer|organisation|organization|department|agency)(?: name| or college| college| setting)*$",
            r"\bwhere do you (?:work|teach)\b",
            r"\b(?:school|college|setting)\b.*\b(?:name|work|teach)\b",
            r"\bname of\b.*\b(?:school|college|setting|nursery)\b",
            r"\b(?:department or agency|your organisation|your department)\b",
            r"^(?:current )?(?:school|college|setting)\b(?!.*\b(?:type|context|kind|like|phase|postcode|town|size)\b)",
        ),
    ),
    Target(
        "school_number",
        _("School’s number in the register (URN)"),
        "school",
        ANSWERS,
        (
            r"^(?:your |the |school |school's |establishment |setting )*urn(?: number| code)?$",
            r"\b(?:unique reference number|urn)\b",
        ),
    ),
    Target(
        "town",
        _("Town"),
        "town",
        ANSWERS,
        (
            r"^(?:your |school |school's )*(?:town|city|village|town or city|town city)$",
            r"\b(?:town|city)\b",
        ),
    ),
    Target("postcode", _("Postcode"), "town", ANSWERS, (r"\bpost ?code\b",)),
    Target(
        "region",
        _("Region"),
        "region",
        ANSWERS,
        (
            r"\bregion\b",
            r"^where are you(?: based)?$",
            r"\bwhere (?:are you|do you live)\b",
            r"\b(?:part|area) of the (?:country|uk)\b",
            r"^(?:location|area|county|local authority|based)$",
            r"\b(?:are you|you are|school is) based\b",
        ),
        words.REGIONS,
    ),
    Target(
        "phases",
        _("Phases"),
        "several",
        ANSWERS,
        (
            r"\b(?:phase|key stage|age (?:group|range|phase)|year groups?|which ages?|ages?)s?\b",
            r"^(?:sector|phase s)$",
        ),
        words.PHASES,
        several=True,
    ),
    Target(
        "subjects",
        _("Subjects"),
        "several",
        ANSWERS,
        (
            r"\bsubjects?\b",
            r"\bwhat do you teach\b",
            r"\bspecialism\b",
            r"^(?:profession|discipline|teaches)$",
        ),
        words.SUBJECTS,
        several=True,
    ),
    Target(
        "contexts",
        _("Kind of school"),
        "several",
        ANSWERS,
        (
            r"\b(?:type|kind|sort) of (?:school|setting|college)\b",
            r"\bschool (?:type|context)\b",
            r"\bcontext\b",
            r"\bwhat is your school like\b",
        ),
        words.CONTEXTS,
        several=True,
    ),
    Target(
        "new_for_me",
        _("What is new for them"),
        "several",
        ANSWERS,
        (r"\bnew (?:for|to) you\b", r"\bwhat is new\b"),
        words.NEW_FOR_ME,
        several=True,
    ),
    Target(
        "topics_wanted",
        _("Topics wanted"),
        "several",
        ANSWERS,
        (
            r"\b(?:like|want|need|looking for|would value)\b.{0,30}\b(?:help|support|advice|mentoring|guidance)\b",
            r"\b(?:help|support|advice) (?:with|on|in)\b(?!.*\b(?:offer|you could|can you|you can|give)\b)",
            r"\b(?:areas?|topics?)\b.*\b(?:develop|improve|wanted|needed|help|support|focus)",
            r"\b(?:wants?|needs?) help\b",
            r"\bwhat do you (?:want|hope|need)\b",
            r"\btopics wanted\b",
        ),
        words.TOPICS,
        several=True,
    ),
    Target(
        "topics_offered",
        _("Topics offered"),
        "several",
        ANSWERS,
        (
            r"\b(?:can|could|able to|happy to|willing to|do)\b.{0,20}\b(?:you )?(?:offer|help|support|share|advise|mentor (?:on|in))\b.{0,30}",
            r"\b(?:offer|strengths?|expertise|strong in|areas? of (?:expertise|strength))\b",
            r"\bcan help\b",
            r"\btopics offered\b",
        ),
        words.TOPICS,
        several=True,
    ),
    Target(
        "topics",
        _("Topics (wanted or offered, by their part)"),
        "several",
        ANSWERS,
        (r"^topics?$", r"\b(?:interests?|areas of interest|focus areas?|themes?)\b"),
        words.TOPICS,
        several=True,
    ),
    Target(
        "helps_wanted",
        _("Kinds of help wanted"),
        "several",
        ANSWERS,
        (
            r"\b(?:kinds?|types?|sorts?|style) of (?:help|support|mentoring|relationship)\b(?!.*\b(?:offer|give)\b)",
        ),
        words.HELPS,
        several=True,
    ),
    Target(
        "helps_offered",
        _("Kinds of help offered"),
        "several",
        ANSWERS,
        (
            r"\b(?:kinds?|types?|sorts?|style) of (?:help|support|mentoring)\b.*\b(?:offer|give|provide)\b",
            r"\bmentoring style\b",
        ),
        words.HELPS,
        several=True,
    ),
    Target(
        "capacity",
        _("Mentees they have room for"),
        "capacity",
        ANSWERS,
        (
            r"\bhow many\b.*\b(?:mentees|people|teachers|colleagues)\b",
            r"\bhow many\b.*\bmentor\b(?!s)",
            r"\b(?:capacity|places|number of mentees|max(?:imum)? mentees)\b",
        ),
    ),
    Target(
        "demand",
        _("Mentors they ask for"),
        "demand",
        ANSWERS,
        (r"\bhow many mentors\b", r"\bnumber of mentors\b"),
    ),
    Target(
        "is_trained",
        _("Trained as a mentor"),
        "yes_no",
        ANSWERS,
        (
            r"\b(?:trained|training|qualified|certified)\b.*\bmentor(?:ing)?\b",
            r"\bmentor(?:ing)?\b.*\b(?:trained|training|qualification)\b",
        ),
    ),
    Target(
        "availability",
        _("Times that suit"),
        "times",
        ANSWERS,
        (r"\b(?:availability|available|times?|when)\b.*", r"\b(?:days?|free)\b"),
        several=True,
    ),
    Target(
        "contact",
        _("Online or in person"),
        "several",
        ANSWERS,
        (
            r"\b(?:online|virtual|face to face|in person|remote)\b",
            r"\bhow (?:could|would|can) you (?:like to )?meet\b",
            r"\b(?:mode|method|preferred) (?:of )?(?:contact|meeting|communication)\b",
        ),
        words.CONTACTS,
        several=True,
    ),
    Target(
        "max_km",
        _("How far they would travel"),
        "distance",
        ANSWERS,
        (r"\bhow far\b", r"\b(?:travel|distance|miles|km|kilometres)\b"),
    ),
    Target(
        "wishes",
        _("Wishes"),
        "several",
        ANSWERS,
        (
            r"\b(?:wish|wishes|prefer|preferences?)\b(?!.*\b(?:email|mail|name|contact|pronoun|characteri|identity)\b)",
        ),
        words.WISHES,
        several=True,
    ),
    Target(
        "musts",
        _("Musts"),
        "several",
        ANSWERS,
        (r"\b(?:must(?: have)?s?|essential|deal ?breakers?)\b",),
        words.WISHES,
        several=True,
    ),
    Target(
        "wanted_text",
        _("What they hope for, in their words"),
        "long_text",
        ANSWERS,
        (
            r"\b(?:hope|goals?|get out of|expect|aim|achieve)\b",
            r"\bwhy (?:do|would) you (?:want|like)\b",
        ),
        several=True,
    ),
    Target(
        "offered_text",
        _("What they offer, in their words"),
        "long_text",
        ANSWERS,
        (
            r"\b(?:tell us|describe|say)\b.*\b(?:offer|experience|expertise|bring)\b",
            r"\bwhat (?:would|could|can) you bring\b",
        ),
        several=True,
    ),
    Target(
        "about_me",
        _("About them, for their partner"),
        "long_text",
        ANSWERS,
        (
            r"\b(?:about (?:you|yourself|me)|bio|biography|introduce yourself|profile|interests outside)\b",
        ),
        several=True,
    ),
    Target(
        "line_manages",
        _("People they line manage"),
        "emails",
        ANSWERS,
        (r"\bline[- ]?manage", r"\b(?:assess|appraise)\b.*\b(?:who|whom|e-?mail)\b"),
    ),
    Target(
        "identity_is",
        _("True of them (kept private)"),
        "several",
        ANSWERS,
        (
            r"^(?:your )?(?:characteristics|identity|identities|gender|ethnicity|sexuality|protected characteristics)$",
            r"\b(?:you|yourself)\b.*\b(?:identify|characteristics)\b",
        ),
        words.IDENTITIES,
        several=True,
    ),
    Target(
        "identity_wanted",
        _("Wanted in the other person (kept private)"),
        "several",
        ANSWERS,
        (
            r"^identity to match$",
            r"\b(?:characteri\w*|identity)\b.*\b(?:prefer|mentor to have|match)\b(?<!with similar identity)",
            r"\b(?:mentor|mentee|someone|somebody)\b.*\b(?:gender|ethnicity|identit|characteri)\w*\b.*\b(?:have|prefer|same)\b",
        ),
        words.IDENTITIES,
        several=True,
    ),
    Target(
        "identity_wish",
        _("Wants somebody alike (yes or no, kept private)"),
        "yes_no",
        ANSWERS,
        (
            r"^match with similar identity$",
            r"\bmatched\b.*\b(?:similar|same)\b.*\b(?:identity|characteri\w*)\b",
            r"\bsimilar (?:identity|characteri\w*)\b",
        ),
    ),
    Target(
        "note",
        _("Note for coordinators"),
        "long_text",
        REST,
        (
            r"\b(?:anything else|any other|comments?|notes?|other information|questions for us|additional)\b",
        ),
        several=True,
    ),
    Target("extra", _("Keep as it is, under its heading"), "extra", REST, (), several=True),
    Target(
        "ignore",
        _("Not brought in"),
        "ignore",
        REST,
        (
            r"^(?:id|#|no|number|response id|respondent id|start time|started at|start date|last modified time|network id|ip address|user ?agent|score|total points|quiz feedback|response type|stage date utc|tags|url|token|data validated by|language|row|what to mend|reason)$",
            r"^(?:points|feedback) -",
        ),
        several=True,
    ),
)

BY_ID = {target.id: target for target in TARGETS}
# What every sheet must hold for anybody to be brought in.
NEEDED = ("email",)
# Yes-or-no columns about the part somebody takes.
PARTS = ("role", "is_mentor", "is_mentee", "is_both")


@cache
def patterns_of(target_id: str) -> tuple[re.Pattern[str], ...]:
    """The target's heading patterns, compiled once."""
    return tuple(re.compile(pattern) for pattern in BY_ID[target_id].headings)
