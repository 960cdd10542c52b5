"""What a programme's public page says: the usual words of its kind, and the programme's own."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes import how_long
from edumentoring.programmes.kinds import hour_of
from edumentoring.programmes.models import Programme

Kind = Programme.Kind
Words = str | Promise


@dataclass(frozen=True)
class FairQuestion:
    """A question somebody may fairly ask before they sign up, and its answer."""

    question: Words
    answer: Words


@dataclass(frozen=True, kw_only=True)
class PublicWords:
    """The pieces that `Programme.words` may change, each under its name here."""

    folio: Words
    promise: Words
    lede: Words
    for_mentees: Words
    for_mentors: Words
    for_both: Words
    time: Words
    time_detail: Words
    run_by: Words = ""
    questions: tuple[FairQuestion, ...] = ()


SCHOOL_IS_NOT_TOLD = FairQuestion(
    _("Will my school know?"),
    _(
        "Not from us. We tell no school who takes part or what is said. The people who run the "
        "programme see that you meet, not what you talk about."
    ),
)
EMPLOYER_RUNS_IT = FairQuestion(
    _("Who will know what I say?"),
    _(
        "Your mentor. The people who run the programme here see who takes part and that you "
        "meet. They do not see what you talk about, and it is no part of your assessment."
    ),
)
COSTS_NOTHING = FairQuestion(
    _("What does it cost?"), _("Nothing. It takes your time, and you say how much of it.")
)
NOT_NEW = FairQuestion(
    _("I am not new. Is this for me?"),
    _(
        "Yes. People come when they change their role, their school or their subject. "
        "Heads and leaders have mentors too."
    ),
)
BOTH_AT_ONCE = FairQuestion(
    _("Can I have a mentor and be one?"),
    _("Yes. Say so when you sign up: one form covers both."),
)
NOT_GETTING_ON = FairQuestion(
    _("What if we do not get on?"),
    _(
        "Tell us, and we look for somebody else. Nobody is blamed and no reason is asked. "
        "You can also pause or leave on any day."
    ),
)
WHAT_BECOMES_OF_ANSWERS = FairQuestion(
    _("What do you do with my answers?"),
    _(
        "We use them to find somebody who suits you. That person reads a few lines about you "
        "before you meet. You can see, change or erase your answers at any time."
    ),
)
NO_SCHOOL = FairQuestion(
    _("I am not in a school just now. Can I join?"),
    _("Yes. Leave the school out, and say in your own words where you are."),
)
ENOUGH_TO_GIVE = FairQuestion(
    _("Am I good enough to mentor?"),
    _(
        "If you have done the job and can listen, yes. A mentor needs no answers to everything, "
        "only time and honest interest."
    ),
)

AN_HOUR = "%(An_hour)s"
BY_PHONE = _("by phone, video or in person")

# "%(an_hour)s" is the programme's own rhythm: an hour a week, a fortnight, a half-term.
USUAL: dict[str, PublicWords] = {
    Kind.OPEN: PublicWords(
        folio=_("Mentoring for teachers, by teachers. Free."),
        promise=_("Someone who has been where you are"),
        lede=_(
            "%(An_hour)s with a teacher from another school. They listen, they have done "
            "your job, and they do not report to anyone."
        ),
        for_mentees=_("Trainee, new to teaching, or new to a role. Heads too."),
        for_mentors=_("Two years or more in your role, and %(an_hour)s."),
        for_both=_("Quite a few people do. One form covers it."),
        time=AN_HOUR,
        time_detail=BY_PHONE,
        questions=(
            SCHOOL_IS_NOT_TOLD,
            COSTS_NOTHING,
            NOT_NEW,
            BOTH_AT_ONCE,
            NOT_GETTING_ON,
            WHAT_BECOMES_OF_ANSWERS,
            NO_SCHOOL,
        ),
    ),
    Kind.IN_SCHOOL: PublicWords(
        folio=_("Mentoring in our own school or trust"),
        promise=_("Someone on your side, near by"),
        lede=_(
            "A colleague who knows our school and gives you %(an_hour)s. "
            "They help you with what you choose, and they do not assess you."
        ),
        for_mentees=_("In your first years here, or new to a role."),
        for_mentors=_("You know the school, and you have %(an_hour)s."),
        for_both=_("You can be new to one thing and sure of another."),
        time=AN_HOUR,
        time_detail=_("in school, when it suits you both"),
        questions=(
            EMPLOYER_RUNS_IT,
            NOT_NEW,
            ENOUGH_TO_GIVE,
            BOTH_AT_ONCE,
            NOT_GETTING_ON,
            WHAT_BECOMES_OF_ANSWERS,
        ),
    ),
    Kind.PARTNERSHIP: PublicWords(
        folio=_("Mentoring across our partner schools"),
        promise=_("You are not learning this alone"),
        lede=_(
            "While you train and in your first years, a teacher from our partner schools gives "
            "you %(an_hour)s. They help with what you choose."
        ),
        for_mentees=_("You are training with us, or you did not long ago."),
        for_mentors=_("You teach in a partner school, and you have %(an_hour)s."),
        for_both=_("For those who learn one thing and can help with another."),
        time=AN_HOUR,
        time_detail=BY_PHONE,
        questions=(
            FairQuestion(
                _("Does my mentor assess me?"),
                _(
                    "No. A mentor here helps and listens. Whoever assesses your training is "
                    "somebody else."
                ),
            ),
            ENOUGH_TO_GIVE,
            COSTS_NOTHING,
            NOT_GETTING_ON,
            WHAT_BECOMES_OF_ANSWERS,
            NO_SCHOOL,
        ),
    ),
    Kind.PEER: PublicWords(
        folio=_("Mentoring between people in like roles"),
        promise=_("Somebody with a job like yours"),
        lede=_(
            "Talk with a person who carries what you carry, in another school. "
            "You take turns: each listens, each is heard."
        ),
        for_mentees=_("You would like to think aloud with somebody in a role like yours."),
        for_mentors=_("You have been in the role a while, and can listen."),
        for_both=_("This is what most people here choose."),
        time=AN_HOUR,
        time_detail=BY_PHONE,
        questions=(
            SCHOOL_IS_NOT_TOLD,
            COSTS_NOTHING,
            BOTH_AT_ONCE,
            NOT_GETTING_ON,
            WHAT_BECOMES_OF_ANSWERS,
        ),
    ),
}
# What it is in a sentence or two is the programme's summary, on this page as elsewhere.
PIECES = tuple(
    field.name for field in fields(PublicWords) if field.name not in {"questions", "lede"}
)


def in_its_rhythm(programme: Programme, words: Words) -> str:
    """Words with the time it takes in this programme, and the time that signing up takes."""
    hour, told = hour_of(programme), str(words)
    minutes = capfirst(how_long.said(programme)) if "%(About_minutes)s" in told else ""
    return told % {"an_hour": hour, "An_hour": capfirst(hour), "About_minutes": minutes}


def usual_of(programme: Programme) -> PublicWords:
    """The usual words of its kind, in its rhythm."""
    usual = USUAL[programme.kind]
    pieces: dict[str, Any] = {
        each: in_its_rhythm(programme, getattr(usual, each)) for each in ("lede", *PIECES)
    }
    return replace(usual, **pieces)


def words_of(programme: Programme) -> PublicWords:
    """The words of this programme's page: its own where it has them, else those of its kind."""
    own = {
        piece: said
        for piece in PIECES
        if isinstance(said := programme.words.get(piece), str) and said.strip()
    }
    if programme.summary.strip():
        own["lede"] = programme.summary
    usual = usual_of(programme)
    return replace(usual, **own, questions=_questions(programme.words) or usual.questions)


def usual_pieces(programme: Programme) -> dict[str, Words]:
    """What each piece says where the programme has no words of its own, for its owner to see."""
    usual = usual_of(programme)
    return {"summary": usual.lede, **{piece: getattr(usual, piece) for piece in PIECES}}


def _questions(words: Mapping[str, Any]) -> tuple[FairQuestion, ...]:
    """The programme's own fair questions, kept as [{"question": "...", "answer": "..."}]."""
    given = words.get("questions")
    rows = given if isinstance(given, list) else []
    return tuple(
        FairQuestion(str(row["question"]), str(row["answer"]))
        for row in rows
        if isinstance(row, dict) and row.get("question") and row.get("answer")
    )
