"""The columns of the people's list: what each says of a person, and what it is ordered by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, TextField, Value, When
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Lower, NullIf
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes import columns, vocabulary
from edumentoring.programmes.models import Participant, Question
from edumentoring.programmes.questions import in_words
from edumentoring.programmes.vocabulary import Term

Words = str | Promise

PHASE_GROUPS = {term.id: term.group for term in vocabulary.PHASES}
IN_SHORT: dict[str, Words] = {
    "primary": _("Primary"),
    "secondary": _("Secondary"),
    "post16": _("Post-16"),
    "special": _("Special"),
}


def labels(terms: Sequence[Term], ids: object) -> str:
    """The words of some options, in the list's own order, with others as they were typed."""
    kept = [str(each) for each in ids] if isinstance(ids, list) else []
    if not kept:
        return ""
    # Only what is shown is translated: a page of the list asks this hundreds of times.
    known = [str(term.label) for term in terms if term.id in kept]
    ids_known = {term.id for term in terms}
    return ", ".join(known + [e.removeprefix("other:") for e in kept if e not in ids_known])


def phases_in_short(participant: Participant) -> str:
    """ "Primary", "Secondary": one word for the ages taught, for narrow columns."""
    held = {PHASE_GROUPS.get(key) for key in participant.answers.get("phases") or ()}
    return ", ".join(str(word) for group, word in IN_SHORT.items() if group in held)


def room_left(participant: Participant) -> str:
    """ "1 of 2" for mentors; nothing for others."""
    if not participant.is_mentor:
        return ""
    return now("%(free)s of %(all)s") % {
        "free": participant.free_places,
        "all": participant.capacity,
    }


def yes(truth: object) -> str:
    """ "Yes", or nothing: a column of No is hard to read down."""
    return now("Yes") if truth else ""


# --- How a person stands ------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """How a person stands, as a shape and a word."""

    key: str
    shape: str
    word: Words


STANDINGS = {
    standing.key: standing
    for standing in (
        Standing("signed_up", "edit", _("Signed up")),
        Standing("queued", "clock", _("On the waiting list")),
        Standing("waiting", "waiting", _("Waiting")),
        Standing("proposed", "swap", _("Proposed")),
        Standing("introduced", "mail", _("Introduced")),
        Standing("paired", "matched", _("Paired")),
        Standing("paused", "pause", _("Paused")),
        Standing("left", "minus", _("Left")),
    )
}


def standing(participant: Participant) -> Standing:
    """Paused and left go before how far the pairs are."""
    out = participant.state != Participant.State.IN
    return STANDINGS[participant.state if out else participant.status]


def in_cell(column: "Column", participant: Participant) -> str:
    """What a cell of the list reads, in words alone: a dash for nothing."""
    said = column.says(participant)
    if isinstance(said, date):
        return date_format(said, "j M Y")
    return "–" if said in ("", None) else str(said)


# --- Columns ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """One column: its head, what it says of a person, and what it is ordered by."""

    key: str
    head: Words
    says: Callable[[Participant], Any]
    order: Sequence[Any]
    number: bool = False
    editable: str = ""  # the cell (see `list_cells`) that may be changed in place
    usual: bool = True
    minor: bool = False  # left to the person's own page on a phone


_SCHOOL = Lower(Coalesce(NullIf("school__name", Value("")), "school_text"))
_ROLE = Case(
    When(is_mentor=True, is_mentee=True, then=Value(0)),
    When(is_mentor=True, then=Value(2)),
    default=Value(1),
    output_field=IntegerField(),
)
_STANDING = Case(
    When(state="left", then=Value("7")),
    When(state="paused", then=Value("6")),
    When(state="signed_up", then=Value("0")),
    When(state="queued", then=Value("1")),
    When(status="paired", then=Value("5")),
    When(status="introduced", then=Value("4")),
    When(status="proposed", then=Value("3")),
    default=Value("2"),
    output_field=CharField(),
)


def _rank(column: str, terms: Sequence[Term]) -> Case:
    """A column of option ids, in the order of their list."""
    whens = [When(**{column: term.id, "then": Value(at)}) for at, term in enumerate(terms)]
    return Case(*whens, default=Value(len(terms)), output_field=IntegerField())


def _first_of(key: str) -> Any:
    """The first option of an answer that is a list."""
    return Cast(Coalesce(KT(f"answers__{key}__0"), Value("~")), TextField())


def _listed(key: str, head: Words, answer: str, terms: Sequence[Term]) -> Column:
    """A column that names the options somebody ticked."""
    return Column(
        key,
        head,
        lambda p: labels(terms, p.answers.get(answer)),
        (_first_of(answer),),
        editable=answer,
        usual=False,
    )


COLUMNS = {
    column.key: column
    for column in (
        Column("name", _("Name"), lambda p: p.name, ("filed_as",)),
        Column("as", _("Taking part as"), lambda p: str(p.roles), (_ROLE,)),
        Column(
            "role",
            _("Role"),
            lambda p: p.role_title,
            (Lower("role_title"),),
            editable="role_title",
            minor=True,
        ),
        Column("school", _("School"), lambda p: p.school_name, (_SCHOOL,), editable="school"),
        Column("phase", _("Phase"), phases_in_short, (_first_of("phases"),), minor=True),
        Column(
            "region",
            _("Region"),
            lambda p: columns.in_words("region", p.region),
            (_rank("region", vocabulary.REGIONS),),
            editable="region",
            minor=True,
        ),
        Column(
            "room",
            _("Room left"),
            room_left,
            (F("capacity") - F("mentees_now"), F("capacity")),
            number=True,
            editable="capacity",
        ),
        Column(
            "status",
            _("Status"),
            lambda p: str(standing(p).word),
            (_STANDING,),
            editable="state",
        ),
        Column(
            "joined",
            _("Signed up"),
            lambda p: p.signed_up_at.date(),
            ("signed_up_at",),
            number=True,
            minor=True,
        ),
        Column(
            "tags",
            _("Tags"),
            lambda p: ", ".join(p.tags),
            (Lower(Coalesce(KT("tags__0"), Value("~"))),),
            editable="tags",
            usual=False,
        ),
        Column("email", _("E-mail"), lambda p: p.user.email, (Lower("user__email"),), usual=False),
        Column(
            "stage",
            _("Career stage"),
            lambda p: columns.in_words("stage", p.stage),
            (_rank("stage", vocabulary.STAGES),),
            editable="stage",
            usual=False,
        ),
        Column(
            "years",
            _("Years teaching"),
            lambda p: p.years,
            ("years",),
            number=True,
            editable="years",
            usual=False,
        ),
        _listed("phases", _("Ages taught"), "phases", vocabulary.PHASES),
        _listed("subjects", _("Subjects"), "subjects", vocabulary.SUBJECTS),
        _listed("contexts", _("Kind of school"), "contexts", vocabulary.CONTEXTS),
        _listed("wants", _("Wants help with"), "topics_wanted", vocabulary.TOPICS),
        _listed("offers", _("Can help with"), "topics_offered", vocabulary.TOPICS),
        Column(
            "asks",
            _("Mentors asked for"),
            lambda p: p.demand if p.is_mentee else "",
            ("demand",),
            number=True,
            editable="demand",
            usual=False,
        ),
        Column(
            "trained",
            _("Trained"),
            lambda p: yes(p.is_trained),
            ("is_trained",),
            editable="is_trained",
            usual=False,
        ),
        Column(
            "trained_until",
            _("Trained until"),
            lambda p: p.trained_until,
            ("trained_until",),
            number=True,
            editable="trained_until",
            usual=False,
        ),
        Column(
            "verified",
            _("Verified"),
            lambda p: yes(p.is_verified),
            ("is_verified",),
            usual=False,
        ),
        Column(
            "paused_until",
            _("Paused until"),
            lambda p: p.paused_until,
            ("paused_until",),
            number=True,
            editable="paused_until",
            usual=False,
        ),
        Column(
            "priority",
            _("Priority"),
            lambda p: p.priority,
            ("priority",),
            number=True,
            editable="priority",
            usual=False,
        ),
        Column(
            "note",
            _("Note from the sheet"),
            lambda p: p.note,
            (Lower("note"),),
            editable="note",
            usual=False,
        ),
        Column("source", _("Came from"), lambda p: p.source, (Lower("source"),), usual=False),
    )
}

# Answers that have a column of their own above, or belong to a column of the table.
COVERED = frozenset(
    {"phases", "subjects", "contexts", "topics_wanted", "topics_offered", "stage", "role_title"}
    | {"years", "school", "region", "capacity", "demand", "is_trained"}
)


def question_columns(questions: Iterable[Question]) -> dict[str, Column]:
    """A column for each further question; the caller leaves sensitive ones out."""
    return {
        f"q-{question.key}": Column(
            f"q-{question.key}",
            question.label,
            _answer_to(question),
            (Lower(Cast(Coalesce(_text_of(question.key), Value("~")), TextField())),),
            number=question.kind == Question.Kind.NUMBER,
            editable=question.key,
            usual=False,
            minor=True,
        )
        for question in questions
        if question.key not in COVERED
    }


def _text_of(key: str) -> KeyTextTransform:
    """An answer as text; KT would take two underscores in a key for a step down."""
    return KeyTextTransform(key, "answers")


def _answer_to(question: Question) -> Callable[[Participant], Any]:
    if question.kind == Question.Kind.NUMBER:
        return lambda participant: participant.answers.get(question.key)
    return lambda participant: ", ".join(in_words(question, participant.answers.get(question.key)))
