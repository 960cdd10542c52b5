"""Finding an organisation from what people type.

`find` answers one question from the database; `Recogniser` holds the whole index in memory for
the length of one batch, for sheets with hundreds of schools. Both judge by `likeness.py`.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import nlargest
from types import TracebackType
from typing import Any, Self

from django.db.models import Case, FloatField, Q, QuerySet, Sum, Value, When

from edumentoring.schools.distance import Placed, km
from edumentoring.schools.likeness import (
    PREFIX,
    Asked,
    Known,
    likeness,
    near_words,
    weight_of_likest,
)
from edumentoring.schools.models import FormerName, Organisation, Word, WordUse
from edumentoring.schools.words import COMMON, asked_words, place_words, postcode_words

LONGEST_QUESTION = 200
CANDIDATES = 120
MOST_ROWS = 2_500  # word uses to weigh for one question
REGISTER_NUMBER = re.compile(r"(?:urn[: ]*)?(\d{5,8})", re.IGNORECASE)


def find(text: str, *, limit: int = 10, near: Placed | None = None) -> list[Organisation]:
    """The open organisations that best fit `text`, the likest first; of equals the nearest.

    Understands places, postcodes, register numbers, former names, short forms and slips of the
    keyboard. The last word may be unfinished.
    """
    text = text[:LONGEST_QUESTION].strip()
    numbered = _by_number(text)
    if numbered:
        return numbered
    typed = asked_words(text)
    if not typed:
        return []
    unfinished = not text[-1].isspace() and text[-1].isalnum()
    asked = _asked(typed, unfinished=unfinished)
    found = _candidates(asked)
    if not any(fits_all(asked, known) for known in found.values()):
        asked = _asked(typed, unfinished=unfinished, slips=True)
        found = _candidates(asked)
    return _best(asked, found, limit=limit, near=near)


def fits_all(asked: Iterable[Asked], known: Known) -> bool:
    """Whether every word that tells something is in the name, a former name or the place."""
    there = known.name | known.former | known.place
    return all(word.text in COMMON or word.stands_for.keys() & there for word in asked)


def _by_number(text: str) -> list[Organisation]:
    number = REGISTER_NUMBER.fullmatch(text)
    if not number:
        return []
    return list(Organisation.objects.filter(register_code=f"urn:{int(number[1])}"))


def _asked(typed: list[str], *, unfinished: bool, slips: bool = False) -> list[Asked]:
    """What each typed word may stand for among the words that are in use."""
    uses = dict(Word.objects.filter(text__in=typed, uses__gt=0).values_list("text", "uses"))
    asked = []
    for text in typed:
        stands_for = {text: 1.0} if text in uses else {}
        if unfinished and text == typed[-1]:
            begun = Word.objects.filter(start=text[:2], text__startswith=text, uses__gt=0)
            for longer, amount in begun.order_by("-uses").values_list("text", "uses")[:40]:
                stands_for.setdefault(longer, PREFIX)
                uses.setdefault(longer, amount)
        if slips or not stands_for:
            neighbours = _neighbours(text)
            uses |= {other: amount for other, amount in neighbours.items() if other not in uses}
            for other, nearness in near_words(text, neighbours).items():
                stands_for.setdefault(other, nearness)
        asked.append(Asked(text, stands_for, weight_of_likest(text, stands_for, uses)))
    return asked


def _neighbours(text: str) -> dict[str, int]:
    """Words that may be `text` with a slip, and their uses: a slip spares the start or the end."""
    alike = Q(start=text[:2]) | Q(ending=text[-3:])
    return dict(Word.objects.filter(alike, uses__gt=0).values_list("text", "uses"))


def _candidates(asked: list[Asked]) -> dict[int, Known]:
    """The organisations that share the most telling words with the question."""
    telling = _telling(asked)
    uses = WordUse.objects.filter(word__in=list(telling))
    if len(telling) < 2:
        return _known(_first(uses.order_by("organisation")))
    worth = Case(
        *(When(word=pk, then=Value(amount)) for pk, amount in telling.items()),
        output_field=FloatField(),
    )
    shared = uses.values("organisation").annotate(shared=Sum(worth))
    return _known(_first(shared.order_by("-shared", "organisation")))


def _first(uses: QuerySet[WordUse, Any]) -> list[int]:
    return list(uses.values_list("organisation", flat=True)[:CANDIDATES])


def _telling(asked: list[Asked]) -> dict[int, float]:
    """What the rarest words are worth, by key: as many as fit into MOST_ROWS uses, at least one.

    The common ones are left out for speed; `likeness` weighs them afterwards.
    """
    worth = {
        text: word.weight * nearness
        for word in sorted(asked, key=lambda word: word.weight)
        for text, nearness in word.stands_for.items()
    }
    kept: dict[int, float] = {}
    rows = 0
    found = Word.objects.filter(text__in=list(worth), uses__gt=0).order_by("uses", "text")
    for pk, text, uses in found.values_list("pk", "text", "uses"):
        rows += uses
        if kept and rows > MOST_ROWS:
            break
        kept[pk] = worth[text]
    return kept


def _known(ids: list[int]) -> dict[int, Known]:
    former = defaultdict(list)
    for pk, known in FormerName.objects.filter(organisation__in=ids).values_list(
        "organisation", "words"
    ):
        former[pk].append(known)
    rows = Organisation.objects.filter(pk__in=ids).values_list("pk", "name_words", "place_words")
    return {pk: Known.of(name, " ".join(former[pk]), place) for pk, name, place in rows}


def _best(
    asked: list[Asked], found: dict[int, Known], *, limit: int, near: Placed | None
) -> list[Organisation]:
    scores = {pk: likeness(asked, known) for pk, known in found.items()}
    likest = nlargest(max(limit, 40 if near else limit), scores, key=lambda pk: scores[pk])
    kept = Organisation.objects.select_related("parent").in_bulk(likest)
    order = sorted(
        kept.values(),
        key=lambda one: (-round(scores[one.pk]), _km_or_far(one, near), one.name, one.pk),
    )
    return order[:limit]


def _km_or_far(organisation: Organisation, near: Placed | None) -> float:
    apart = km(organisation, near) if near else None
    return apart if apart is not None else 40_000.0


# --- Recognising the schools of a whole sheet ----------------------------------------------------

SURE, CLEAR = 84.0, 5.0  # points of 100, and points ahead of the next
DOUBTFUL = 45.0  # below this a candidate is not worth showing
ELSEWHERE = 12.0  # points lost by a school of another region than the sheet says


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a school as typed may be: one of which we are sure, or some to ask about."""

    sure: Organisation | None = None
    candidates: list[tuple[Organisation, int]] = field(default_factory=list)


Question = tuple[str, str, str, str]  # name, town, postcode and region
Answer = tuple[int | None, list[tuple[int, int]]]  # keys of the sure one and of all, with points


class Recogniser:
    """The index of all open organisations in memory, for one batch of names.

    with Recogniser() as recogniser:
        found = recogniser.recognise("st marys rc high", town="Leeds")

    It takes about a second to load and is given back at the end of the `with`.
    """

    def __init__(self) -> None:
        self._known: list[tuple[int, str, str, str]] = []
        self._former: dict[int, str] = {}
        self._uses: dict[str, array[int]] = {}
        self._buckets: dict[str, list[str]] = {}
        self._answers: dict[Question, Answer] = {}
        self._kept: dict[int, Organisation] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.__init__()  # type: ignore[misc]

    def recognise(
        self, text: str, *, town: str = "", postcode: str = "", region: str = ""
    ) -> Recognition:
        """Which organisation a typed school is. `region` is an id; the rest is as typed."""
        self._load()
        question: Question = (_cut(text), _cut(town), _cut(postcode), _cut(region))
        if question not in self._answers:
            self._answers[question] = self._answer(*question)
        sure, scored = self._answers[question]
        kept = self._organisations({pk for pk, _score in scored})
        return Recognition(
            sure=kept.get(sure) if sure else None,
            candidates=[(kept[pk], score) for pk, score in scored if pk in kept],
        )

    def _load(self) -> None:
        if self._known:
            return
        former = defaultdict(list)
        for pk, known in FormerName.objects.values_list("organisation", "words"):
            former[pk].append(known)
        self._former = {pk: " ".join(known) for pk, known in former.items()}
        rows = Organisation.objects.open().order_by("pk")
        self._known = list(rows.values_list("pk", "name_words", "place_words", "region").iterator())
        uses: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for at, (pk, name, place, _region) in enumerate(self._known):
            for text in {*name.split(), *place.split(), *self._former.get(pk, "").split()}:
                uses[text].append(at)
        self._uses = dict(uses)
        buckets = defaultdict(list)
        for text in self._uses:
            if not text[-1].isdigit():
                buckets[text[:2]].append(text)
                buckets[f"…{text[-3:]}"].append(text)
        self._buckets = dict(buckets)

    def _answer(self, text: str, town: str, postcode: str, region: str) -> Answer:
        number = REGISTER_NUMBER.fullmatch(text)
        if number:
            numbered = _by_number(text)
            return (numbered[0].pk, [(numbered[0].pk, 100)]) if numbered else (None, [])
        typed = asked_words(text)
        asked = self._asked(typed)
        if not any(word.stands_for for word in asked):
            return None, []
        asked += self._asked_place(typed, town, postcode)
        scored = [
            (self._points(asked, at, region), self._known[at][0]) for at in self._candidates(asked)
        ]
        best = nlargest(6, scored)
        telling = any(word.text not in COMMON and word.stands_for for word in asked)
        sure = best[0][1] if telling and _is_sure(best) else None
        return sure, [(pk, round(points)) for points, pk in best if points >= DOUBTFUL][:5]

    def _asked(self, typed: list[str]) -> list[Asked]:
        asked = []
        for text in typed:
            uses = len(self._uses.get(text, ()))
            stands_for = {text: 1.0} if uses else {}
            # A word in use once or twice may itself be a slip in the register or in the sheet.
            if uses < 3:
                begun = self._buckets.get(text[:2], [])
                choices = begun + self._buckets.get(f"…{text[-3:]}", [])
                for other, nearness in near_words(text, choices).items():
                    stands_for.setdefault(other, nearness)
            counted = {other: len(self._uses[other]) for other in stands_for}
            asked.append(Asked(text, stands_for, weight_of_likest(text, stands_for, counted)))
        return asked

    def _asked_place(self, typed: list[str], town: str, postcode: str) -> list[Asked]:
        """The place beside the name: as words of the question that weigh half."""
        there = [
            word for word in [*place_words(town), *postcode_words(postcode)] if word not in typed
        ]
        return [Asked(word.text, word.stands_for, word.weight / 2) for word in self._asked(there)]

    def _candidates(self, asked: list[Asked]) -> list[int]:
        """Places in `_known` that share the most telling words."""
        shared: defaultdict[int, float] = defaultdict(float)
        rows = 0
        for word in sorted(asked, key=lambda word: -word.weight):
            for text, nearness in word.stands_for.items():
                uses = self._uses.get(text, ())
                rows += len(uses)
                if shared and rows > MOST_ROWS:
                    break
                worth = word.weight * nearness
                for at in uses:
                    shared[at] += worth
        return nlargest(CANDIDATES, shared, key=shared.__getitem__)

    def _points(self, asked: list[Asked], at: int, region: str) -> float:
        pk, name, place, where = self._known[at]
        points = likeness(asked, Known.of(name, self._former.get(pk, ""), place))
        return points - ELSEWHERE if region and where and region != where else points

    def _organisations(self, ids: set[int]) -> dict[int, Organisation]:
        missing = ids - self._kept.keys()
        if missing:
            self._kept.update(
                Organisation.objects.select_related("parent", "successor").in_bulk(list(missing))
            )
        return self._kept


def _cut(text: str) -> str:
    return " ".join(text.split())[:LONGEST_QUESTION]


def _is_sure(best: list[tuple[float, int]]) -> bool:
    if best[0][0] < SURE:
        return False
    return len(best) < 2 or best[0][0] - best[1][0] >= CLEAR


def recognise(text: str, *, town: str = "", postcode: str = "", region: str = "") -> Recognition:
    """Recognise one school. For more than a few, keep a `Recogniser`: loading takes a second."""
    with Recogniser() as recogniser:
        return recogniser.recognise(text, town=town, postcode=postcode, region=region)
