"""Ids of the vocabulary as words people read, and lists of them as a phrase."""

from collections.abc import Iterable
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from edumentoring.programmes import vocabulary
from edumentoring.programmes.vocabulary import Term, by_id

TERMS: dict[str, dict[str, Term]] = {
    "subjects": by_id(vocabulary.SUBJECTS),
    "phases": by_id(vocabulary.PHASES),
    "topics": by_id(vocabulary.TOPICS),
    "themes": by_id(vocabulary.TOPICS),
    "contexts": by_id(vocabulary.CONTEXTS),
    "helps": by_id(vocabulary.HELPS),
    "region": by_id(vocabulary.REGIONS),
    "stage": by_id(vocabulary.STAGES),
    "contact": by_id(vocabulary.CONTACTS),
    "wishes": by_id(vocabulary.WISHES),
    "new_for_me": by_id(vocabulary.NEW_FOR_ME),
}
# A grid's cell has room for a word or two.
SHORT: dict[str, dict[str, Promise]] = {
    "stage": {
        "student": _l("Student"),
        "trainee": _l("Trainee"),
        "ect1": _l("ECT, year 1"),
        "ect2": _l("ECT, year 2"),
        "rqt": _l("Recently qualified"),
        "teacher": _l("Teacher"),
        "middle_leader": _l("Middle leader"),
        "senior_leader": _l("Senior leader"),
        "head": _l("Head"),
        "system": _l("Trust leader"),
        "teacher_educator": _l("Teacher educator"),
        "returner": _l("Returning"),
        "supply": _l("Supply teacher"),
        "overseas": _l("Trained overseas"),
    },
    "topics": {
        "behaviour": _l("Behaviour"),
        "workload": _l("Workload"),
        "wellbeing": _l("Wellbeing"),
        "resilience": _l("Confidence"),
        "expectations": _l("Expectations"),
        "subject_curriculum": _l("Subject knowledge"),
        "planning": _l("Planning"),
        "explaining": _l("Explaining"),
        "questioning": _l("Questioning"),
        "assessment": _l("Assessment"),
        "adaptive_send": _l("SEND"),
        "disadvantage": _l("Disadvantage"),
        "early_literacy": _l("Early reading"),
        "eyfs_pedagogy": _l("Early years"),
        "arts": _l("Arts"),
        "research": _l("Research"),
        "dissertation": _l("Assignments"),
        "placements": _l("Placements"),
        "first_post": _l("A first post"),
        "induction": _l("Settling in"),
        "career": _l("Next step"),
        "leadership": _l("Leading"),
        "mentoring_others": _l("Mentoring"),
        "networks": _l("People alike"),
        "parents": _l("Parents, colleagues"),
        "pastoral": _l("Pastoral care"),
        "remote_tech": _l("Technology"),
        "returning": _l("Returning"),
    },
}
DAYS, PARTS = by_id(vocabulary.DAYS), by_id(vocabulary.PARTS_OF_DAY)

# Acronyms and names keep their capitals inside a sentence.
NAMES = frozenset(
    {"english", "eal", "french", "german", "spanish", "italian", "mandarin", "welsh", "latin"}
    | {"pshe", "send", "adaptive_send"}
)


@cache
def label(kind: str, key: str) -> str:
    """The words for one id, or the id itself where it is somebody's own."""
    term = TERMS[kind].get(key)
    return str(term.label) if term else key.removeprefix("other:").replace("_", " ")


def short(kind: str, key: str) -> str:
    """A word or two for one id."""
    words = SHORT.get(kind, {}).get(key)
    return str(words) if words else label(kind, key).split(" (")[0]


def inside(kind: str, key: str) -> str:
    """The words as they stand inside a sentence, without what is in brackets."""
    words = label(kind, key).split(" (")[0]
    if key in NAMES or words[:2].isupper() or kind == "region":
        return words
    return words[:1].lower() + words[1:]


def slot(key: str) -> str:
    """ "thu-after" as "Thursday after school"."""
    day, _dash, part = key.partition("-")
    if day not in DAYS or part not in PARTS:
        return key
    when = str(PARTS[part].label).split(",")[0].lower()
    return f"{DAYS[day].label} {when}"


def listed(words: Iterable[str], *, most: int = 0) -> str:
    """ "a, b and c"; with `most`, the first ones and how many more."""
    all_words = list(words)
    if most and len(all_words) > most:
        rest = len(all_words) - most
        shown = ", ".join(all_words[:most])
        return _("%(shown)s and %(rest)d more") % {"shown": shown, "rest": rest}
    if len(all_words) < 2:
        return "".join(all_words)
    return _("%(first)s and %(last)s") % {
        "first": ", ".join(all_words[:-1]),
        "last": all_words[-1],
    }
