"""Schools and places of a file, recognised once and kept with the upload.

The index of the whole register takes about a second to load, so a page never loads it:
`learn` does when columns are chosen or words are changed, and the plan reads what is kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from edumentoring.intake.understanding.reading import Doubt, key_of
from edumentoring.intake.understanding.values import KEEP, SCHOOL, Places
from edumentoring.schools.models import Organisation
from edumentoring.schools.search import Recogniser

ASK_FROM = 0.1  # of a column's names known for sure; below it, it hardly holds schools


@dataclass(frozen=True)
class Answer:
    """What some words for a school came to: the key of one, or some that come near."""

    sure: int | None = None
    near: tuple[int, ...] = ()


@dataclass
class Schools:
    """What is known of the names in one file."""

    known: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    asked: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "Schools":
        schools = cls(dict(data.get("schools", {})), Places(dict(data.get("places", {}))))
        schools.labels = {int(pk): label for pk, label in data.get("labels", {}).items()}
        return schools

    def as_data(self) -> dict[str, Any]:
        return {
            "schools": self.known,
            "places": self.places.regions,
            "labels": {str(pk): label for pk, label in self.labels.items()},
        }

    def answer(self, text: str, *, town: str = "", postcode: str = "", region: str = "") -> Answer:
        """What is known of these words; remembers to ask where nothing is."""
        key = "|".join(map(key_of, (text, town, postcode))) + f"|{region}"
        if key not in self.known:
            self.asked[key] = (text, town, postcode, region)
            return Answer()
        sure, near = self.known[key]
        return Answer(sure, tuple(near) if near and self.asks else ())

    @property
    def asks(self) -> bool:
        """Whether the column holds schools of the register at all, so that asking makes sense."""
        sure = sum(1 for found, _near in self.known.values() if found)
        return bool(self.known) and sure >= ASK_FROM * len(self.known)

    def doubt(self, text: str, answer: Answer) -> Doubt:
        choices = [(f"{SCHOOL}{pk}", self.labels.get(pk, str(pk))) for pk in answer.near]
        return Doubt(
            what=_("“%(words)s” could be one of %(count)s")
            % {"words": text[:80], "count": len(choices)}
            if len(choices) > 1
            else _("“%s” may be this school") % text[:80],
            fix=_("Choose the school, or keep the words as they are."),
            suggestion=choices[0][0],
            choices=(*choices, (KEEP, _("None of these: keep the words"))),
        )


def learn_schools(schools: Schools, *, progress: Callable[[int, int], None] | None = None) -> bool:
    """Recognise the names that were asked for and are not known yet. True if there were any."""
    waiting = {key: words for key, words in schools.asked.items() if key not in schools.known}
    if not waiting:
        return False
    with Recogniser() as recogniser:
        for done, (key, (text, town, postcode, region)) in enumerate(waiting.items()):
            found = recogniser.recognise(text, town=town, postcode=postcode, region=region)
            near = [(one, score) for one, score in found.candidates][:5]
            schools.known[key] = [
                found.sure.pk if found.sure else None,
                [one.pk for one, _score in near],
            ]
            for one in [*([found.sure] if found.sure else []), *(one for one, _score in near)]:
                schools.labels[one.pk] = f"{one.name}, {one.detail}" if one.detail else one.name
            if progress and done % 100 == 0:
                progress(done, len(waiting))
    schools.asked.clear()
    return True


def learn_places(schools: Schools, said: Iterable[str]) -> None:
    """The regions of towns, districts and postcode areas that stand in a file."""
    wanted = {
        form: None
        for words in said
        for part in [words, *words.replace("/", ",").split(",")]
        for form in (key_of(part), key_of(part).split(" ")[0])
        if form and form not in schools.places.regions and len(form) < 60
    }
    if not wanted:
        return
    best: dict[str, tuple[int, str]] = {}
    for column in ("town", "local_authority", "district"):
        rows = (
            Organisation.objects.open()
            .exclude(region="")
            .exclude(**{column: ""})
            .values_list(column, "region")
            .annotate(count=Count("pk"))
        )
        for place, region, count in rows:
            key = key_of(place)
            if key in wanted and count > best.get(key, (0, ""))[0]:
                best[key] = (count, region)
    _learn_outcodes(wanted, best)
    schools.places.regions |= {key: best[key][1] if key in best else "" for key in wanted}


def _learn_outcodes(wanted: Iterable[str], best: dict[str, tuple[int, str]]) -> None:
    codes = [key for key in wanted if key not in best and 2 <= len(key) <= 4 and key[-1].isalnum()]
    for code in (one for one in codes if any(letter.isdigit() for letter in one)):
        near = Organisation.objects.filter(postcode__istartswith=f"{code} ").exclude(region="")
        region = near.values_list("region", flat=True).first()
        if region:
            best[code] = (1, region)
