"""The questions every programme begins with, and how an answer is read and worded.

An answer is kept as plain data: a list of option ids for several, ranked and week; one
id for one; words otherwise. "Other" is kept in the person's own words as "other:...".
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.programmes import vocabulary as words
from edumentoring.programmes.models import Participant, Question
from edumentoring.programmes.vocabulary import Term

Kind, Asked = Question.Kind, Question.Asked

OTHER = "other:"
LISTS = frozenset({Kind.SEVERAL, Kind.RANKED, Kind.WEEK, Kind.PEOPLE})
LONGEST = {Kind.TEXT: 300, Kind.LONG_TEXT: 5000, Kind.SCHOOL: 200, Kind.ONE: 300}


@dataclass(frozen=True)
class StandardQuestion:
    """One question asked from the start. `column` says it fills a column of Participant.

    `when` are the career stages it is asked of; nobody is left out where it is empty.
    `optional_when` are those that need not answer it; `instead_of` names a question that is not
    asked of whoever is asked this one. `extra` ones wait under "Tell us more, if you like".
    """

    key: str
    kind: Question.Kind
    label: str | Promise
    hint: str | Promise = ""
    asked_of: Question.Asked = Asked.EVERYONE
    options: tuple[Term, ...] = ()
    column: bool = False
    required: bool = False
    sensitive: bool = False
    least: int = 0
    most: int = 999
    when: tuple[str, ...] = ()
    optional_when: tuple[str, ...] = ()
    instead_of: str = ""
    extra: bool = False


STANDARD = (
    StandardQuestion(
        "stage",
        Kind.ONE,
        _("Where are you in your career?"),
        _("Choose the nearest. NQT is now early career teacher, year 1."),
        options=words.STAGES,
        column=True,
        required=True,
    ),
    StandardQuestion(
        "role_title",
        Kind.TEXT,
        _("What is your role?"),
        _("For example: Head of science."),
        column=True,
    ),
    StandardQuestion(
        "route",
        Kind.ONE,
        _("How are you training to teach?"),
        options=words.ROUTES,
        when=words.IN_TRAINING,
    ),
    StandardQuestion(
        "provider",
        Kind.TEXT,
        _("Who are you training with?"),
        _("Your university, college or group of schools."),
        when=words.IN_TRAINING,
    ),
    StandardQuestion(
        "course_year",
        Kind.NUMBER,
        _("Which year of your course are you in?"),
        _("A whole number. 1 if this is your first year."),
        least=1,
        most=6,
        when=words.IN_TRAINING,
    ),
    StandardQuestion(
        "intended_phases",
        Kind.SEVERAL,
        _("Which ages do you hope to teach?"),
        options=words.PHASES,
        when=words.IN_TRAINING,
        instead_of="phases",
    ),
    StandardQuestion(
        "years",
        Kind.NUMBER,
        _("How many years have you taught?"),
        _("A whole number. 0 if this is your first year."),
        column=True,
        most=60,
    ),
    StandardQuestion(
        "school",
        Kind.SCHOOL,
        _("Where do you work?"),
        _("Begin to type its name and town."),
        column=True,
    ),
    StandardQuestion(
        "region",
        Kind.ONE,
        _("Which part of the country are you in?"),
        options=words.REGIONS,
        column=True,
    ),
    StandardQuestion(
        "phases",
        Kind.SEVERAL,
        _("Which ages do you teach?"),
        options=words.PHASES,
        required=True,
        optional_when=words.IN_TRAINING,
    ),
    StandardQuestion(
        "subjects",
        Kind.SEVERAL,
        _("What do you teach?"),
        _("Primary teachers may choose Primary (general) and any subjects they lead."),
        options=words.SUBJECTS,
    ),
    StandardQuestion(
        "contexts",
        Kind.SEVERAL,
        _("What is your school or college like?"),
        _("Tick any that fit."),
        options=words.CONTEXTS,
        extra=True,
    ),
    StandardQuestion(
        "new_for_me",
        Kind.SEVERAL,
        _("What is new for you?"),
        asked_of=Asked.MENTEES,
        options=words.NEW_FOR_ME,
    ),
    StandardQuestion(
        "helps_wanted",
        Kind.SEVERAL,
        _("What kind of help would you like?"),
        asked_of=Asked.MENTEES,
        options=words.HELPS,
    ),
    StandardQuestion(
        "topics_wanted",
        Kind.RANKED,
        _("What would you like help with?"),
        _("Up to five."),
        asked_of=Asked.MENTEES,
        options=words.TOPICS,
        most=12,
    ),
    StandardQuestion(
        "wanted_text",
        Kind.LONG_TEXT,
        _("What do you hope for, in your own words?"),
        asked_of=Asked.MENTEES,
    ),
    StandardQuestion(
        "helps_offered",
        Kind.SEVERAL,
        _("What kind of help can you give?"),
        asked_of=Asked.MENTORS,
        options=words.HELPS,
    ),
    StandardQuestion(
        "topics_offered",
        Kind.SEVERAL,
        _("What can you help with?"),
        asked_of=Asked.MENTORS,
        options=words.TOPICS,
    ),
    StandardQuestion(
        "offered_text",
        Kind.LONG_TEXT,
        _("What can you offer, in your own words?"),
        asked_of=Asked.MENTORS,
    ),
    StandardQuestion(
        "capacity",
        Kind.NUMBER,
        _("How many people can you mentor at once?"),
        asked_of=Asked.MENTORS,
        column=True,
        most=50,
    ),
    StandardQuestion(
        "demand",
        Kind.NUMBER,
        _("How many mentors would you like?"),
        _("One is usual."),
        asked_of=Asked.MENTEES,
        column=True,
        most=5,
        extra=True,
    ),
    StandardQuestion(
        "is_trained",
        Kind.YES_NO,
        _("Have you been trained as a mentor?"),
        asked_of=Asked.MENTORS,
        column=True,
    ),
    StandardQuestion(
        "availability",
        Kind.WEEK,
        _("When could you talk?"),
        _("Tick the times that often suit you. More ticks make a match more likely."),
    ),
    StandardQuestion("contact", Kind.SEVERAL, _("How could you meet?"), options=words.CONTACTS),
    StandardQuestion(
        "max_km",
        Kind.NUMBER,
        _("How far would you travel, in kilometres?"),
        _("Only if you would meet in person."),
        most=500,
        extra=True,
    ),
    StandardQuestion(
        "wishes",
        Kind.SEVERAL,
        _("What would you like, if it can be?"),
        options=words.WISHES,
        extra=True,
    ),
    StandardQuestion(
        "musts",
        Kind.SEVERAL,
        _("What must there be?"),
        _("Each one makes it harder to find somebody, so tick only what you need."),
        options=words.WISHES,
        extra=True,
    ),
    StandardQuestion(
        "about_me",
        Kind.LONG_TEXT,
        _("About you"),
        _("A few lines that the other person will read."),
    ),
    StandardQuestion(
        "line_manages",
        Kind.PEOPLE,
        _("Whom here do you line manage or assess?"),
        _("Their e-mails. They will not be matched with you."),
        asked_of=Asked.MENTORS,
        extra=True,
    ),
    StandardQuestion(
        "identity_is",
        Kind.SEVERAL,
        _("Is any of this true of you?"),
        _("Only if you like. It is used to honour a wish, and nobody is shown it."),
        options=words.IDENTITIES,
        sensitive=True,
    ),
    StandardQuestion(
        "identity_wanted",
        Kind.SEVERAL,
        _("Would you like somebody who is any of these?"),
        _("Only if you like. It is used to honour your wish, and nobody is shown it."),
        options=words.IDENTITIES,
        sensitive=True,
    ),
    StandardQuestion(
        "identity_must",
        Kind.YES_NO,
        _("Would you rather wait than have somebody else?"),
        sensitive=True,
    ),
)

STANDARD_BY_KEY = {question.key: question for question in STANDARD}


def is_asked(question: Question, *, is_mentor: bool, is_mentee: bool, stage: str) -> bool:
    """Whether a question is for somebody in these roles, at this stage of a career.

    Only those in training are asked about their course.
    """
    standard = STANDARD_BY_KEY.get(question.key)
    of_their_stage = standard is None or not standard.when or stage in standard.when
    of_their_part = {
        Asked.EVERYONE: True,
        Asked.MENTORS: is_mentor,
        Asked.MENTEES: is_mentee,
    }
    return of_their_stage and of_their_part[Asked(question.asked_of)]


def is_extra(question: Question) -> bool:
    """Whether it waits to be opened: one of the usual ones that most people leave out."""
    standard = STANDARD_BY_KEY.get(question.key)
    return bool(standard and standard.extra and not question.required)


def asked_of(
    questions: Iterable[Question], *, is_mentor: bool, is_mentee: bool, stage: str
) -> list[Question]:
    """Those of a programme's questions that are for somebody in these roles, at this stage.

    Whoever only hopes to teach is asked for those ages instead of the ages they teach; where
    a programme does not ask that, they may leave theirs out.
    """
    who: dict[str, Any] = {"is_mentor": is_mentor, "is_mentee": is_mentee, "stage": stage}
    theirs = [question for question in questions if is_asked(question, **who)]
    standard = [STANDARD_BY_KEY[each.key] for each in theirs if each.key in STANDARD_BY_KEY]
    left_out = {each.instead_of for each in standard}
    optional = {each.key for each in standard if stage in each.optional_when}
    return [
        _optional(question) if question.key in optional else question
        for question in theirs
        if question.key not in left_out
    ]


def _optional(question: Question) -> Question:
    """The question as it need not be answered; the one it is made from may be shared."""
    eased = copy(question)
    eased.required = False
    return eased


def as_options(terms: Iterable[Term]) -> list[dict[str, str]]:
    """Terms as a Question keeps them."""
    return [{"id": term.id, "label": str(term.label)} for term in terms]


def week_options() -> list[dict[str, str]]:
    """Every slot of a week, worded as "Monday: evening"."""
    return [
        {"id": f"{day.id}-{part.id}", "label": f"{day.label}: {part.label}"}
        for day in words.DAYS
        for part in words.PARTS_OF_DAY
    ]


def labels_of(question: Question, *, removed: bool = False) -> dict[str, str]:
    """The words of each option that may be chosen, in the reader's language where standard.

    An option is {"id", "label"}; "own" says that a coordinator worded a standard one anew.
    One marked "removed" is only there so that earlier answers stay readable: `removed`
    asks for these too.
    """
    theirs = _usual_labels(question.key, question.kind, get_language())
    if question.kind == Kind.WEEK:
        return dict(theirs)
    return {
        option["id"]: (
            option["label"]
            if option.get("own") or option["id"] not in theirs
            else theirs[option["id"]]
        )
        for option in question.options
        if removed or not option.get("removed")
    }


@cache
def _usual_labels(key: str, kind: str, language: str | None) -> Mapping[str, str]:  # noqa: ARG001
    """A standard question's options in words. A form asks for hundreds of them each time, and
    translating them anew was a third of its work."""
    if kind == Kind.WEEK:
        return {option["id"]: option["label"] for option in week_options()}
    standard = STANDARD_BY_KEY.get(key)
    return {term.id: str(term.label) for term in standard.options} if standard else {}


def held_choices(question: Question, held: Any) -> dict[str, str]:
    """What somebody chose that is not among the options now, so that saving does not lose it:
    "other" in their own words, and options that were removed since."""
    if held in (None, "", []):
        return {}
    labels = labels_of(question, removed=True)
    offered = labels_of(question)
    entries = held if isinstance(held, list) else [held]
    return {
        entry: labels.get(entry, entry.removeprefix(OTHER))
        for entry in entries
        if isinstance(entry, str)
        and entry not in offered
        and (entry in labels or entry.startswith(OTHER))
    }


def wordings_answered(participant: Participant) -> dict[str, Question]:
    """For each answer, the question in the words it was answered in.

    A change says which version it answered. An answer that was never changed is as old as
    the sign-up, and answered the version of that day.
    """
    versions: dict[str, list[Question]] = {}
    for each in participant.programme.questions.order_by("version"):
        versions.setdefault(each.key, []).append(each)
    changed = dict(
        participant.answer_changes.order_by("at", "pk").values_list("key", "question_version")
    )
    return {
        key: _wording(versions[key], changed.get(key), participant.signed_up_at)
        for key in participant.answers
        if key in versions
    }


def _wording(versions: list[Question], number: int | None, at: datetime) -> Question:
    for each in versions:
        if each.version == number:
            return each
    return next((each for each in reversed(versions) if each.worded_at <= at), versions[0])


def read_answer(question: Question, value: Any) -> Any:
    """The answer as it is kept, or None for no answer.

    Raises Refused when it does not fit the question: an unknown option, words for a number.
    """
    if value is None or value in ("", [], ()):
        return None
    if question.kind in LISTS:
        return _read_list(question, value)
    if question.kind == Kind.NUMBER:
        return read_number(question.key, question.label, value)
    if question.kind == Kind.YES_NO:
        return bool(value)
    if question.kind == Kind.ONE:
        return _known(question, labels_of(question, removed=True), str(value))
    return str(value).replace("\0", "").strip()[: LONGEST[Question.Kind(question.kind)]] or None


def read_number(key: str, label: object, value: Any) -> int:
    """A whole number within what the question allows."""
    standard = STANDARD_BY_KEY.get(key)
    least, most = (standard.least, standard.most) if standard else (0, 1_000_000)
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = least - 1
    if not least <= number <= most:
        raise Refused(
            _("“%(label)s” needs a whole number from %(least)s to %(most)s, not “%(value)s”.")
            % {"label": label, "least": least, "most": most, "value": value}
        )
    return number


def _read_list(question: Question, value: Any) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence | set | frozenset):
        raise Refused(_("“%(label)s” takes a list of answers.") % {"label": question.label})
    entries = [str(entry).strip() for entry in value]
    if question.kind == Kind.PEOPLE:
        return list(dict.fromkeys(entry.lower() for entry in entries if entry))
    labels = labels_of(question, removed=True)
    return list(dict.fromkeys(_known(question, labels, entry) for entry in entries if entry))


def _known(question: Question, labels: Mapping[str, str], entry: str) -> str:
    if entry in labels:
        return entry
    if entry.startswith(OTHER) and entry.removeprefix(OTHER).strip():
        return OTHER + entry.removeprefix(OTHER).replace("\0", "").strip()[:300]
    raise Refused(
        _("“%(entry)s” is not a choice of “%(label)s”. Choose one that is, or write it as other.")
        % {"entry": entry, "label": question.label}
    )


def in_words(question: Question, value: Any) -> list[str]:
    """An answer as a person reads it: one entry for each choice, in the kept order."""
    if value is None or value in ("", []):
        return []
    if question.kind == Kind.YES_NO:
        return [now("Yes") if value else now("No")]
    labels = labels_of(question, removed=True)
    entries = value if isinstance(value, list) else [value]
    return [labels.get(str(entry), str(entry).removeprefix(OTHER)) for entry in entries]
