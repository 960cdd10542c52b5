"""The options of a question: from what was typed to what is kept, and who chose them.

An option keeps its id when it is renamed. One that is taken away stays in the list, marked
"removed", while somebody's answer needs its words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import slugify

from edumentoring.programmes.models import Question
from edumentoring.programmes.questions import STANDARD_BY_KEY, labels_of

Option = dict[str, Any]


def offered(question: Question) -> list[Option]:
    """The options that may be chosen, with their words."""
    return [{"id": key, "label": label} for key, label in labels_of(question).items()]


def lines(text: str) -> list[str]:
    """What was typed one on each line, without empty lines."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def settled(
    before: Question | None, rows: Sequence[tuple[str, str]], more: Iterable[str], key: str
) -> list[Option]:
    """The options to keep: `rows` are (id, label) as edited, `more` are labels of new ones.

    A row whose label is empty is taken away, and so is an option that has no row.
    """
    known = {option["id"]: option for option in before.options} if before else {}
    taken = {*known, *(option_id for option_id, _label in rows)}
    listed: list[Option] = []
    for option_id, label in [*rows, *(("", label) for label in more)]:
        words = " ".join(label.split())
        if not words:
            continue
        kept = option_id or _removed_before(before, words) or _new_id(words, taken)
        taken.add(kept)
        listed.append(_worded(kept, words, key))
    stay = {option["id"] for option in listed}
    gone = [option for option in known.values() if option["id"] not in stay]
    return [*listed, *({**option, "removed": True} for option in gone)]


def _worded(option_id: str, label: str, key: str) -> Option:
    """An option, marked where its standard words were changed by hand."""
    standard = STANDARD_BY_KEY.get(key)
    terms = {term.id: str(term.label) for term in standard.options} if standard else {}
    own = terms.get(option_id, label) != label
    return {"id": option_id, "label": label, **({"own": True} if own else {})}


def _removed_before(before: Question | None, label: str) -> str:
    """The id under which this option was offered earlier: it comes back as itself."""
    for option in before.options if before else ():
        if option.get("removed") and option["label"].casefold() == label.strip().casefold():
            return str(option["id"])
    return ""


def _new_id(label: str, taken: Iterable[str]) -> str:
    stem = slugify(label)[:40].strip("-_") or "option"
    used = set(taken)
    return next(
        each
        for each in (stem, *(f"{stem}-{number}" for number in range(2, len(used) + 3)))
        if each not in used
    )


def chosen(question: Question) -> Counter[str]:
    """How many people's answers hold each option now."""
    found: Counter[str] = Counter()
    people = question.programme.participants.filter(answers__has_key=question.key)
    for answers in people.order_by().values_list("answers", flat=True).iterator(chunk_size=500):
        value = answers[question.key]
        found.update(str(each) for each in (value if isinstance(value, list) else [value]))
    return found


def taken_away(before: Question, after: Question) -> dict[str, str]:
    """The options that were offered and are no longer, with their words."""
    now: Mapping[str, str] = labels_of(after)
    return {key: label for key, label in labels_of(before).items() if key not in now}
