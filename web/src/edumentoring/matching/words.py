"""Ids of the vocabulary as words people read, and lists of them as a phrase."""

from collections.abc import Iterable
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

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
        "student": later("Student"),
        "trainee": later("Trainee"),
        "ect1": later("ECT, year 1"),
        "ect2": later("ECT, year 2"),
        "rqt": later("Recently qualified"),
        "teacher": later("Teacher"),
        "middle_leader": later("Middle leader"),
        "senior_leader": later("Senior leader"),
        "head": later("Head"),
        "system": later("Trust leader"),
        "teacher_educator": later("Teacher educator"),
        "returner": later("Returning"),
        "supply": later("Supply teacher"),
        "overseas": later("Trained overseas"),
    },
    "topics": {
        "behaviour": later("Behaviour"),
        "workload": later("Workload"),
        "wellbeing": later("Wellbeing"),
        "resilience": later("Confidence"),
        "expectations": later("Expectations"),
        "subject_curriculum": later("Subject knowledge"),
        "planning": later("Planning"),
        "explaining": later("Explaining"),
        "questioning": later("Questioning"),
        "assessment": later("Assessment"),
        "adaptive_send": later("SEND"),
        "disadvantage": later("Disadvantage"),
        "early_literacy": later("Early reading"),
        "eyfs_pedagogy": later("Early years"),
        "arts": later("Arts"),
        "research": later("Research"),
        "dissertation": later("Assignments"),
        "placements": later("Placements"),
        "first_post": later("A first post"),
        "induction": later("Settling in"),
        "career": later("Next step"),
        "leadership": later("Leading"),
        "mentoring_others": later("Mentoring"),
        "networks": later("People alike"),
        "parents": later("Parents, colleagues"),
        "pastoral": later("Pastoral care"),
        "remote_tech": later("Technology"),
        "returning": later("Returning"),
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
