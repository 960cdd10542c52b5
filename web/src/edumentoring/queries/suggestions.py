"""Answers that may fit a question: saved ones, earlier replies, and what is true everywhere.

Words in common count, rare ones more (the inverse of how many of the candidates have them),
and a candidate that says it in fewer words comes first. Nothing is learnt or sent anywhere.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from edumentoring.programmes.models import Programme
from edumentoring.queries.models import Message, Query, SavedAnswer
from edumentoring.queries.usual_answers import usual_answers
from edumentoring.reach.words import words_of

MOST = 5
LOOK_BACK = 300  # earlier conversations
LEAST = 0.12
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_WORD = re.compile(r"[a-zà-ÿ]{3,}")
_EMPTY_WORDS = """
    and are ask been but can could did does for from get had has have hello help here how into just
    know like may more much need not now one only our out please question regards said she should
    some sorry thank thanks that the their them then there these they this time too was way well
    were what when where which who will with would you your yours mentoring programme dear
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True)
class Suggestion:
    """One answer: what it answers, its words, and where they come from."""

    key: str
    title: str
    text: str
    source: str


@dataclass(frozen=True)
class _Candidate:
    suggestion: Suggestion
    asked: str
    """What the answer answers, as far as it is known."""


def suggestions_for(query: Query) -> list[Suggestion]:
    """The few answers that fit best, the best first."""
    asked = query.messages.filter(kind=Message.Kind.ASKED).values_list("text", flat=True)
    words = f"{query.subject} {' '.join(asked)}"
    return _best(words, list(_candidates(query.programme, but=query)))


def suggestion(query: Query, key: str) -> Suggestion | None:
    """The one under this key, if it may be used here."""
    found = (one.suggestion for one in _candidates(query.programme, but=query))
    return next((one for one in found if one.key == key), None)


def _candidates(programme: Programme, *, but: Query) -> Iterable[_Candidate]:
    for saved in SavedAnswer.objects.filter(programme=programme):
        yield _Candidate(
            Suggestion(f"saved:{saved.code}", saved.title, saved.text, _("Saved answer")),
            f"{saved.title} {saved.title} {saved.text}",
        )
    for number, (title, text) in enumerate(usual_answers(programme)):
        key = f"usual:{number}"
        yield _Candidate(Suggestion(key, title, text, _("Usual answer")), f"{title} {title} {text}")
    for number, fair in enumerate(words_of(programme).questions):
        text = str(fair.answer)
        yield _Candidate(
            Suggestion(f"fair:{number}", str(fair.question), text, _("From the public page")),
            f"{fair.question} {fair.question} {text}",
        )
    yield from _earlier(programme, but)


def _earlier(programme: Programme, but: Query) -> Iterable[_Candidate]:
    mine = Message.objects.standing().filter(query=OuterRef("pk")).order_by("at", "pk")
    asked = mine.filter(kind=Message.Kind.ASKED).values("text")[:1]
    reply = mine.filter(kind=Message.Kind.REPLY).values("text")[:1]
    done = (
        Query.objects.real()
        .filter(programme=programme)
        .exclude(pk=but.pk)
        .annotate(was_asked=Subquery(asked), was_answered=Subquery(reply))
        .exclude(was_answered=None)
        .exclude(was_answered="")
        .order_by("-touched_at")
        .values_list("code", "subject", "was_asked", "was_answered")[:LOOK_BACK]
    )
    for code, subject, question, answer in done:
        yield _Candidate(
            Suggestion(f"query:{code}", subject, answer, _("Earlier reply")),
            f"{subject} {question or ''}",
        )


def _best(words: str, candidates: list[_Candidate]) -> list[Suggestion]:
    wanted = _words(words)
    if not wanted or not candidates:
        return []
    held = [_words(candidate.asked) for candidate in candidates]
    seen = Counter(word for each in held for word in set(each))
    weight = {word: math.log(1 + len(candidates) / (1 + seen[word])) for word in seen | wanted}
    scored = [(_likeness(wanted, each, weight), -at) for at, each in enumerate(held)]
    best = sorted((pair for pair in scored if pair[0] >= LEAST), reverse=True)
    chosen: dict[str, Suggestion] = {}
    for _score, at in best:
        found = candidates[-at].suggestion
        chosen.setdefault(found.text, found)
        if len(chosen) == MOST:
            break
    return list(chosen.values())


def _words(text: str) -> Counter[str]:
    """What the text is about. An address in it says nothing of that, and has many words."""
    found = _WORD.findall(_ADDRESS.sub(" ", text.lower()))
    return Counter(_stem(word) for word in found if word not in _EMPTY)


def _stem(word: str) -> str:
    """Just enough that "mentors" finds "mentor" and "matching" finds "match"."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _likeness(wanted: Counter[str], held: Counter[str], weight: dict[str, float]) -> float:
    """0 to 1: the weight of the words in common, over the weight of both together.

    A word that is nearly there (a slip of the finger) counts half.
    """
    common = sum(weight[word] for word in wanted if word in held)
    for word in wanted:
        if word not in held and len(word) > 5 and any(_is_near(word, other) for other in held):
            common += weight[word] / 2
    own = math.sqrt(sum(weight[word] for word in wanted) * sum(weight[word] for word in held))
    return common / own if own else 0.0


def _is_near(word: str, other: str) -> bool:
    return word[0] == other[0] and fuzz.ratio(word, other, score_cutoff=88) > 0
